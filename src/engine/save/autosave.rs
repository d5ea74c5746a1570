//! Takes as files in a folder, named by a template: every finished one, if the user wants that, or many at once.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::audio::files::export::{ExportTarget, ExportUntil};
use crate::audio::take::Take;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::job::rendition::script;
use crate::engine::job::spec::SaveId;
use crate::engine::save::order::{AutoSave, SaveTo};
use crate::engine::save::{Last, SaveSource, SaveTask, spawn};
use crate::engine::{failure, save};
use crate::store::names::{Claim, NameFacts, Template};
use crate::store::said;
use crate::text::Script;
use crate::words::Failure;

/// Starts the saving of a take that is complete, into the folder of `to`. Its last event is sent before `ended` hears of it.
pub(in crate::engine) fn start(
    id: SaveId,
    take: Take,
    to: AutoSave,
    events: &Events,
    ended: mpsc::UnboundedSender<SaveId>,
) -> Result<SaveTask, Failure> {
    let last = Last { id, told: Arc::default(), events: events.clone(), ended };
    let source = SaveSource::from(take.clone());
    spawn(last, vec![take], HashSet::new(), move |going| match to.place(&source.takes[0], None, None) {
        Ok((to, target)) => save::save(id, &source, &to, target, ExportUntil::Now, going),
        Err(failure) => Event::SaveFailed { id, failure, part: None },
    })
}

impl AutoSave {
    /// A file for a take, of a name that nothing has: what was saved before stays as it is. `title` is what the user calls it,
    /// `number` its place among others.
    ///
    /// # Errors
    /// The template cannot be read, or the folder not be written.
    pub(in crate::engine) fn place(
        &self,
        take: &Take,
        title: Option<&str>,
        number: Option<u32>,
    ) -> Result<(SaveTo, ExportTarget), Failure> {
        let template = Template::parse(&self.template).map_err(|error| failure::store(&error))?;
        let header = take.header();
        // Nobody wants the signs of Markdown in a name.
        let (spoken, written) = (header.markdown.then(|| script(take)), take.text());
        let written = if header.cast.is_some() { said(header) } else { &*written };
        let text = spoken.as_ref().map_or(written, Script::spoken);
        let facts = NameFacts { text, title, number, ..NameFacts::of(header) };
        let claim = Claim::new(&self.folder, &template, &facts, &self.order.endings());
        let claim = claim.map_err(|error| failure::store(&error))?;
        let to = SaveTo { path: claim.path().to_owned(), order: self.order.clone() };
        let target = save::open(&to)?;
        claim.take();
        Ok((to, target))
    }
}
