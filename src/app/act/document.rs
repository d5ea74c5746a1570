//! Acting on the text.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use egui::{Context, OutputCommand};

use crate::app::App;
use crate::app::act::{AfterOpening, OpenPurpose};
use crate::app::clipboard::{ClipboardListener, CopiedText};
use crate::audio::TakeSample;
use crate::audio::take::Take;
use crate::engine::{Command, JobId, LiveText, OpenedDocument};
use crate::store::{Draft, TakeInfo, TakeState, clean_title};
use crate::text::file::TextFile;
use crate::ui::document::live::{LivePiece, LiveWriting};
use crate::ui::document::paper::text_id;
use crate::ui::document::{DocumentAction, Paper, TextPlace};
use crate::ui::playback::{JobState, PlaybackAction};
use crate::ui::shell::{Ask, FilePurpose};
use crate::words::{Class, Failure, document as words};

impl App {
    /// Does what the user wants with the text.
    pub(super) fn act_on_document(&mut self, ctx: &Context, wish: DocumentAction) {
        match wish {
            DocumentAction::Edited => self.model.document.changed(),
            DocumentAction::ToggleLive => self.toggle_live(),
            DocumentAction::ToggleCopies => self.toggle_copies(ctx),
            DocumentAction::Clear => {
                self.model.document.set_text(String::new());
                ctx.memory_mut(|memory| memory.request_focus(text_id()));
            }
            DocumentAction::Sample => self.model.document.set_text(words::SAMPLE.get(self.model.lang()).to_owned()),
            DocumentAction::Open => self.ask_for_file(FilePurpose::Text, PathBuf::new(), words::OPEN_TITLE),
            DocumentAction::OpenPath(path) => self.send(Command::OpenText { path, encoding: None }),
            DocumentAction::ChooseEncoding(path, chosen) => {
                self.send(Command::PreviewText { path: path.clone(), encoding: chosen });
                self.view.ask = Some(Ask::Encoding { path, chosen });
            }
            DocumentAction::Preview(path, encoding) => self.send(Command::PreviewText { path, encoding }),
            DocumentAction::OpenAs(path, encoding) => {
                self.model.document.awaited = Some((path.clone(), TextPlace::Page));
                self.send(Command::OpenText { path, encoding: Some(encoding) });
            }
            DocumentAction::AskPlace(path) => self.view.ask = Some(Ask::Place { path }),
            DocumentAction::OpenTo(path, place) => {
                self.model.document.awaited = Some((path.clone(), place));
                self.send(Command::OpenText { path, encoding: None });
            }
            DocumentAction::New => {
                self.new_document(Draft::default());
                ctx.memory_mut(|memory| memory.request_focus(text_id()));
            }
            DocumentAction::Rename(title) => self.rename_document(&title),
        }
    }

    /// Begins to speak what is written while it is written, or ends that.
    fn toggle_live(&mut self) {
        if self.model.document.live.is_some() {
            return self.end_live();
        }
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let mut job = self.model.job(id, account, None);
        job.text.clear();
        job.live = Some(LiveText::default());
        self.model.notices.clear();
        self.model.document.live = Some(LiveWriting::new(id, &self.model.document.text));
        self.model.playback.job = Some(JobState::asked(id));
        self.send(Command::Speak(Box::new(job)));
    }

    /// What is written from now on is not spoken; what is there is, to its end.
    pub(super) fn end_live(&mut self) {
        let Some(live) = &mut self.model.document.live else { return };
        if !self.view.composing {
            live.edit(&self.model.document.text);
        }
        let (job, piece) = (live.job, live.end());
        self.stop_copies();
        self.append_live(job, &piece);
        self.send(Command::EndText(job));
    }

    /// Begins to speak what other programs copy, or ends that. It is written at the end of the text, and spoken as what is
    /// typed there.
    fn toggle_copies(&mut self, ctx: &Context) {
        if self.copies.is_some() {
            return self.stop_copies();
        }
        if self.model.document.live.is_none() {
            self.toggle_live();
        }
        // Without an account nothing is spoken, and one is asked for.
        if self.model.document.live.is_none() {
            return;
        }
        let ctx = ctx.clone();
        match ClipboardListener::start(self.display.clone(), move || ctx.request_repaint()) {
            Ok(listener) => self.copies = Some(listener),
            Err(error) => self.lose_clipboard(error.to_string()),
        }
        self.model.document.takes_copies = self.copies.is_some();
    }

    fn stop_copies(&mut self) {
        self.copies = None;
        self.model.document.takes_copies = false;
    }

    fn lose_clipboard(&mut self, detail: String) {
        self.stop_copies();
        let why = words::NO_CLIPBOARD_WHY.with("detail", detail);
        self.model.notices.trouble(Failure::new(Class::Device, words::NO_CLIPBOARD, why, words::NO_CLIPBOARD_TODO));
    }

    /// Adds what other programs have copied to the text.
    fn add_copies(&mut self) {
        while let Some(copied) = self.copies.as_mut().and_then(ClipboardListener::next_copy) {
            match copied {
                CopiedText::Whole(text) => self.model.document.add_paragraph(&text),
                CopiedText::TooLong => self.model.notices.hint(words::COPY_TOO_LONG.into()),
                CopiedText::Lost(detail) => self.lose_clipboard(detail),
            }
        }
    }

    /// Tells who hears what is copied that the window itself did so.
    pub(in crate::app) fn note_own_copies(&mut self, ctx: &Context) {
        let Some(copies) = &mut self.copies else { return };
        ctx.output(|output| {
            for command in &output.commands {
                if let OutputCommand::CopyText(text) = command {
                    copies.own(text);
                }
            }
        });
    }

    /// Sends what is finished of a text that is spoken while it is written. What an input method composes is no text yet.
    pub(in crate::app) fn attend_live(&mut self, ctx: &Context) {
        let Some(live) = &self.model.document.live else { return };
        if self.model.playback.running().is_none_or(|job| job.id != live.job) {
            self.model.document.live = None;
            self.stop_copies();
            // Now the text of the take can be read, and compared with the one on screen.
            self.told.forget_reading();
            self.model.document.changed();
            return;
        }
        if self.view.composing {
            return;
        }
        self.add_copies();
        let reading = self.model.text_reading();
        let Some(live) = &mut self.model.document.live else { return };
        live.edit(&self.model.document.text);
        let (job, mut pieces) = (live.job, Vec::new());
        while let Some(piece) = live.finished(reading) {
            pieces.push(piece);
        }
        if let Some(wait) = live.wait() {
            ctx.request_repaint_after(wait);
        }
        for piece in &pieces {
            self.append_live(job, piece);
            // It is finished here, where all of the text can be seen.
            self.send(Command::FlushText(job));
        }
    }

    /// Sends a piece of a text that is spoken while it is written. That has one voice, so what names another is not spoken.
    fn append_live(&mut self, job: JobId, piece: &LivePiece) {
        let settings = self.model.job_settings();
        let text = settings.without_prefixes(&piece.text, piece.begins_line, &self.model.voices.list);
        let has_prefix = matches!(text, Cow::Owned(_));
        self.send(Command::Append { job, text: text.into_owned() });
        let live = self.model.document.live.as_mut().filter(|live| has_prefix && !live.has_told);
        if let Some(live) = live {
            live.has_told = true;
            self.model.notices.hint(words::LIVE_ONE_VOICE.into());
        }
    }

    /// A text file was read: it is a document of its own, unless there is nothing on the page that it could take away.
    pub(in crate::app) fn text_opened(&mut self, path: &Path, file: TextFile) {
        let awaited = self.model.document.awaited.take_if(|(awaited, _)| awaited == path);
        let usual = if self.is_blank() { TextPlace::Page } else { TextPlace::Document };
        let title = path.file_stem().and_then(|stem| clean_title(&stem.to_string_lossy()));
        match awaited.map_or(usual, |(_, place)| place) {
            TextPlace::Page => {
                self.model.settings.markdown = file.markdown;
                // What was begun here keeps the title that it has.
                if self.is_blank() && self.model.document.title.is_none() {
                    self.model.document.title = title;
                }
                self.model.document.set_text(file.text);
            }
            TextPlace::Document => {
                let draft = Draft { text: file.text, markdown: file.markdown, title, ..Draft::default() };
                self.new_document(draft);
            }
            TextPlace::Cursor => {
                let text = &self.model.document.text;
                let at = text.floor_char_boundary(self.view.paper.editor.cursor().min(text.len()));
                self.model.document.put(at..at, &file.text);
            }
        }
    }

    /// Whether nothing was written or spoken yet.
    pub(super) fn is_blank(&self) -> bool {
        self.model.document.text.is_empty() && self.model.playback.take.is_none()
    }

    /// Makes a document of its own of a text; where nothing can be kept, the text takes the page.
    pub(super) fn new_document(&mut self, draft: Draft) {
        if self.is_blank() && draft.text.is_empty() {
            return;
        }
        self.write_draft();
        self.send(Command::NewDocument(draft));
    }

    /// Gives the document on the page a title, which all its takes carry.
    pub(super) fn rename_document(&mut self, title: &str) {
        self.model.document.title = clean_title(title);
        let takes = self.model.library.takes_of(self.model.document.id.as_deref());
        let ids: Vec<String> =
            takes.filter(|take| take.state != TakeState::Unspoken).map(|take| take.id.clone()).collect();
        for id in ids {
            self.send(Command::RenameTake { id, title: title.to_owned() });
        }
        self.write_draft();
        self.send(Command::Takes);
    }

    /// Opens a document of the library by one of its rows.
    pub(super) fn open_document(&mut self, info: &TakeInfo, then: AfterOpening) {
        let take = (info.state != TakeState::Unspoken).then(|| info.id.clone());
        if self.model.document.id.as_deref() == Some(&*info.document) {
            let Some(take) = take else { return };
            let is_shown = self.model.playback.take.as_ref().is_some_and(|shown| shown.id() == take);
            return match then {
                AfterOpening::Nothing if is_shown => {}
                AfterOpening::Nothing => self.open_take(take, OpenPurpose::Show(TakeSample::ZERO)),
                AfterOpening::Play => self.open_take(take, OpenPurpose::Play),
                AfterOpening::Continue if is_shown => self.act_on_playback(PlaybackAction::Continue),
                AfterOpening::Continue => self.open_take(take, OpenPurpose::Continue),
            };
        }
        self.write_draft();
        self.after_opening = Some((info.document.clone(), then));
        self.send(Command::OpenDocument { id: info.document.clone(), take });
    }

    /// Puts a document on the page and its take on the bar. What was heard of another ends; what is made for it goes on.
    pub(in crate::app) fn show_document(&mut self, opened: OpenedDocument) {
        let OpenedDocument { place, mut draft, take } = opened;
        self.leave_take();
        self.drafting.begin(place, &mut draft, &mut self.model);
        self.view.paper = Paper { scroll_to: Some(draft.scroll as usize), ..Paper::default() };
        let then = self.after_opening.take().filter(|(id, _)| self.model.document.id.as_ref() == Some(id));
        // One that was begun as the document was left is in no list yet.
        let is_here =
            |take: &Take| take.header().document.is_some() && take.header().document == self.model.document.id;
        let begun = || self.model.playback.others.iter().filter_map(|job| job.take.clone()).find(is_here);
        let Some(take) = take.or_else(begun) else { return };
        self.show_take(take, TakeSample(draft.playhead));
        match then {
            Some((_, AfterOpening::Play)) => self.go(TakeSample::ZERO),
            Some((_, AfterOpening::Continue)) => self.act_on_playback(PlaybackAction::Continue),
            Some((_, AfterOpening::Nothing)) | None => {}
        }
    }
}
