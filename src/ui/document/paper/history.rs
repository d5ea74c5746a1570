//! What was done to the text, to be undone: the pieces that went and came, not the whole text again and again.

/// Undoing may hold so many bytes; older steps are forgotten.
const MOST: usize = 32 << 20;
/// And so many steps.
const STEPS: usize = 1000;
/// Typing that rests longer than this, in seconds, is a step of its own.
const REST: f64 = 1.0;

/// One step.
#[derive(Debug)]
pub struct EditStep {
    /// Where in the text, in bytes.
    pub at: usize,
    /// What was there before.
    pub old: String,
    /// What is there after.
    pub new: String,
}

/// The steps, and those that were undone.
#[derive(Debug, Default)]
pub struct EditHistory {
    done: Vec<EditStep>,
    undone: Vec<EditStep>,
    /// When the last step was made; `None` where the next is not to join it.
    last: Option<f64>,
}

impl EditHistory {
    /// Notes what was done. What is typed without a rest is one step.
    pub fn note(&mut self, at: usize, old: &str, new: &str, now: f64) {
        self.undone.clear();
        let is_quick = self.last.is_some_and(|last| now - last < REST);
        self.last = Some(now);
        if let Some(step) = self.done.last_mut().filter(|_| is_quick) {
            if old.is_empty() && step.old.is_empty() && at == step.at + step.new.len() && !step.new.ends_with('\n') {
                step.new.push_str(new);
                return;
            }
            if new.is_empty() && step.new.is_empty() && at + old.len() == step.at {
                step.old.insert_str(0, old);
                step.at = at;
                return;
            }
        }
        self.done.push(EditStep { at, old: old.to_owned(), new: new.to_owned() });
        let mut held: usize = self.done.iter().map(|step| step.old.len() + step.new.len()).sum();
        let mut too_old = 0;
        while let Some(step) = self.done.get(too_old).filter(|_| held > MOST || self.done.len() - too_old > STEPS) {
            held -= step.old.len() + step.new.len();
            too_old += 1;
        }
        self.done.drain(..too_old);
    }

    /// Lets the next step stand alone.
    pub fn rest(&mut self) {
        self.last = None;
    }

    /// Takes the last step back; what it was.
    pub fn undo(&mut self, text: &mut String) -> Option<&EditStep> {
        let step = self.done.pop()?;
        text.replace_range(step.at..step.at + step.new.len(), &step.old);
        self.last = None;
        self.undone.push(step);
        self.undone.last()
    }

    /// Takes the last undoing back; what it was.
    pub fn redo(&mut self, text: &mut String) -> Option<&EditStep> {
        let step = self.undone.pop()?;
        text.replace_range(step.at..step.at + step.old.len(), &step.new);
        self.last = None;
        self.done.push(step);
        self.done.last()
    }
}
