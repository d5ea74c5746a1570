//! The takes of the library that are chosen, so that something is done with all of them at once.

use std::collections::HashSet;
use std::sync::Arc;

use egui::Modifiers;

use crate::store::TakeInfo;

/// What the chosen takes come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many they are.
    pub takes: usize,
    /// How long they play, in seconds.
    pub seconds: f64,
    /// What they have on disk, in bytes.
    pub bytes: u64,
    /// How many of them have a star.
    pub starred: usize,
    /// How many of them have sound.
    pub sounding: usize,
}

/// Which takes are chosen. Only what is shown can be: nothing happens to a take that nobody sees.
#[derive(Debug, Default)]
pub struct Picking {
    /// The marks are shown also while nothing is chosen.
    pub is_open: bool,
    ids: HashSet<String>,
    /// The take at which a range begins: the one that was pressed last without Shift.
    anchor: Option<String>,
    /// The take that was pressed in this frame, and what was held.
    pressed: Option<(String, Modifiers)>,
    sum: Sum,
}

impl Picking {
    /// Whether the marks are shown, and a press chooses.
    pub fn is_active(&self) -> bool {
        self.is_open || !self.ids.is_empty()
    }

    /// Whether this take is chosen.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// What the chosen takes come to.
    pub fn sum(&self) -> Sum {
        self.sum
    }

    /// Notes that a take was pressed; [`Picking::settle`] makes of it what it means.
    pub fn press(&mut self, id: &str, held: Modifiers) {
        self.pressed = Some((id.to_owned(), held));
    }

    /// Does what a press means, as in a list of files: with Ctrl the take is chosen or not any more, with Shift all from the
    /// one that was pressed before; with both they come to what is chosen already. Without a key it chooses only where the
    /// marks are shown: elsewhere nobody expects it. Returns whether anything is other than before.
    pub fn settle(&mut self, shown: &[Arc<TakeInfo>]) -> bool {
        let Some((id, held)) = self.pressed.take() else { return false };
        let is_marking = held.command || self.is_active();
        if held.shift {
            if !held.command {
                self.ids.clear();
            }
            let at = |id: &str| shown.iter().position(|take| take.id == id);
            let Some(end) = at(&id) else { return false };
            let start = self.anchor.as_deref().and_then(at).unwrap_or(end);
            self.ids.extend(shown[start.min(end)..=start.max(end)].iter().map(|take| take.id.clone()));
            self.anchor.get_or_insert(id);
        } else {
            if is_marking && !self.ids.remove(&id) {
                self.ids.insert(id.clone());
            }
            self.anchor = Some(id);
        }
        self.add_up(shown);
        true
    }

    /// Chooses all that are shown.
    pub fn all(&mut self, shown: &[Arc<TakeInfo>]) {
        self.ids = shown.iter().map(|take| take.id.clone()).collect();
        self.add_up(shown);
    }

    /// Chooses none, and leaves the marks as they are.
    pub fn none(&mut self) {
        self.ids.clear();
        self.sum = Sum::default();
    }

    /// Chooses none and takes the marks away.
    pub fn end(&mut self) {
        *self = Picking { anchor: self.anchor.take(), ..Picking::default() };
    }

    /// What is not shown any more is not chosen any more.
    pub fn keep_to(&mut self, shown: &[Arc<TakeInfo>]) {
        if self.ids.is_empty() {
            return;
        }
        let before = std::mem::take(&mut self.ids);
        self.ids = shown.iter().filter(|take| before.contains(&take.id)).map(|take| take.id.clone()).collect();
        self.add_up(shown);
    }

    /// The chosen takes, in the order of the list.
    pub fn chosen<'a>(&self, shown: &'a [Arc<TakeInfo>]) -> impl Iterator<Item = &'a Arc<TakeInfo>> {
        shown.iter().filter(|take| self.ids.contains(&take.id))
    }

    /// Once for each change, because ten thousand are too many for every frame.
    fn add_up(&mut self, shown: &[Arc<TakeInfo>]) {
        let mut sum = Sum::default();
        for take in self.chosen(shown) {
            sum.takes += 1;
            sum.seconds += take.duration().as_secs_f64();
            sum.bytes += take.bytes;
            sum.starred += usize::from(take.starred);
            sum.sounding += usize::from(take.samples > 0);
        }
        self.sum = sum;
    }
}
