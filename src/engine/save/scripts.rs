//! The texts of the takes that are saved, each analysed once for all who want to know of it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::audio::take::Take;
use crate::audio::{PauseSettings, Rendition};
use crate::engine::job::rendition::{script, sentence_starts};
use crate::text::Script;

/// The scripts of the takes of one file, made when they are first asked for.
pub(super) struct Scripts<'a> {
    takes: &'a [Take],
    /// By the place of the take; each with how much of the text it was made of.
    made: RefCell<HashMap<usize, (TextExtent, Arc<Script>)>>,
}

/// How far a text is: its bytes, and how many parts of it were read by themselves.
type TextExtent = (usize, usize);

impl<'a> Scripts<'a> {
    /// None is made yet.
    pub fn of(takes: &'a [Take]) -> Scripts<'a> {
        Scripts { takes, made: RefCell::default() }
    }

    /// The takes, in playing order.
    pub fn takes(&self) -> &'a [Take] {
        self.takes
    }

    /// Returns the script of the take at a place, and makes it where there is none or its text has grown since.
    pub fn get(&self, number: usize) -> Arc<Script> {
        let take = &self.takes[number];
        let extent = (take.text_len(), take.text_parts().len());
        let mut made = self.made.borrow_mut();
        match made.get(&number) {
            Some((of, script)) if *of == extent => script.clone(),
            _ => {
                let script = Arc::new(script(take));
                made.insert(number, (extent, script.clone()));
                script
            }
        }
    }

    /// The takes as they are saved.
    pub fn renditions(&self, joins: PauseSettings) -> Vec<Rendition> {
        let rendition = |(number, take): (usize, &Take)| match joins.is_none() && !take.header().pauses {
            true => take.clone().into(),
            false => Rendition::new(take.clone(), joins, sentence_starts(&self.get(number))),
        };
        self.takes.iter().enumerate().map(rendition).collect()
    }
}
