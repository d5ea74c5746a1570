//! Acting on the voices.

use crate::app::App;
use crate::engine::{Command, PreviewSource, script_of};
use crate::store::{CastList, VoiceChoice, same_name};
use crate::text::renamed;
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::voice::{CastAction, VoiceAction, VoiceTarget};
use crate::words::outside::label;
use crate::words::{cast, voice as words};

/// So many bytes of a text are looked at for the sentence at hand.
const LOOKED_AT: usize = 2_000;

impl App {
    /// Does what the user wants of the voices.
    pub(super) fn act_on_voice(&mut self, wish: VoiceAction) {
        match wish {
            VoiceAction::Choose(voice) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voice_marks.entry(account.clone()).or_default().used(&voice.id);
                match std::mem::take(&mut self.view.voices.target) {
                    VoiceTarget::Document => {
                        self.model.settings.voices.insert(account, voice);
                    }
                    VoiceTarget::Role(name) => {
                        self.model.document.cast.give(&account, &name, voice);
                        self.model.document.changed();
                    }
                    VoiceTarget::Quotes => {
                        self.model.document.cast.quotes.insert(account, voice);
                        self.model.document.changed();
                    }
                }
                self.view.voices.is_open = false;
            }
            VoiceAction::Cast(wish) => self.act_on_cast(wish),
            VoiceAction::BrowseFor(target) => {
                self.view.voices.is_open = false;
                self.act_on_voice(VoiceAction::Browse);
                self.view.voices.target = target;
            }
            VoiceAction::Star(id) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voice_marks.entry(account).or_default().toggle_favourite(&id);
            }
            VoiceAction::Audition { voice, text } => {
                let of = Previewed::Audition(voice.id.clone());
                if self.model.preview.stage(&of) != PreviewStage::Off {
                    self.stop_preview();
                } else if text.is_empty() {
                    self.model.notices.hint(words::NOTHING_TO_HEAR.into());
                } else if let Some(account) = self.account_or_ask() {
                    let choice = VoiceChoice::of(&voice);
                    let output = Box::new(self.model.output_in(&choice));
                    self.preview(of, PreviewSource::Audition { account, text, voice_name: choice.name, output });
                }
            }
            VoiceAction::Board(wish) => self.act_on_board(wish),
            VoiceAction::Browse => {
                self.view.voices.board.is_open = false;
                let is_shown = self.view.voices.is_open && !self.view.settings;
                self.view.show_page();
                self.view.voices.is_open = !is_shown;
                self.view.voices.target = VoiceTarget::Document;
                let sentence = self.sentence_at_hand();
                self.view.voices.propose(&sentence);
                if self.view.voices.is_open && self.model.voices.is_old() {
                    self.ask_for_voices();
                }
            }
            VoiceAction::Preview(voice) => {
                let of = Previewed::Sample(voice.id.clone());
                if self.model.preview.stage(&of) != PreviewStage::Off {
                    self.stop_preview();
                } else if let Some(account) = self.account_or_ask() {
                    self.preview(of, PreviewSource::Sample { account, voice });
                }
            }
            VoiceAction::ImportPresets(presets, taken) => self.import_presets(presets, taken),
            VoiceAction::Refresh => self.ask_for_voices(),
            VoiceAction::Clone(wish) => self.act_on_clone(wish),
        }
    }

    /// Does what the user wants of the roles of the document.
    fn act_on_cast(&mut self, wish: CastAction) {
        let account = self.model.settings.account.clone();
        let document = &mut self.model.document;
        match wish {
            CastAction::Remove(name) => document.cast.remove(&account, &name),
            CastAction::RemoveQuotes => {
                document.cast.quotes.remove(&account);
            }
            CastAction::Keep(changed) => {
                if let Some(role) = document.cast.role(&account, &changed.name) {
                    *role = *changed;
                }
            }
            CastAction::Rename { from, to } => {
                let named = CastList::name(&to);
                let is_taken = |name: &String| {
                    !same_name(name, &from) && document.cast.of(&account).any(|role| same_name(&role.name, name))
                };
                let Some(name) = named.filter(|name| !is_taken(name)) else {
                    let said = cast::NO_ROLE_NAME.with("name", label(&to));
                    return self.model.notices.hint(said);
                };
                if let Some(text) = renamed(&document.text, &from, &name) {
                    document.set_text(text);
                }
                if let Some(role) = document.cast.role(&account, &from) {
                    role.name = name;
                }
            }
        }
        self.model.document.changed();
    }

    /// What is chosen of the text, else the sentence at the cursor.
    pub(super) fn sentence_at_hand(&self) -> String {
        let (document, editor) = (&self.model.document, &self.view.paper.editor);
        let chosen = document.text.get(editor.chosen()).unwrap_or_default();
        let is_chosen = !chosen.trim().is_empty();
        let from = document.page.start_at(editor.cursor().min(document.text.len().saturating_sub(1)));
        let text = if is_chosen { chosen } else { document.text.get(from..).unwrap_or_default() };
        let start = if is_chosen { editor.chosen().start } else { from };
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        let cast = self.model.document.count.cast.as_ref().filter(|_| self.model.document.is_counted());
        let cast = cast.and_then(|cast| cast.part(&(start..start + text.len())));
        let script = script_of(text, self.model.text_reading(), cast.as_ref());
        let first = script.sentences().first().map_or(0..0, |sentence| sentence.spoken.clone());
        let spoken = if is_chosen { script.spoken() } else { &script.spoken()[first] };
        spoken.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn ask_for_voices(&self) {
        if let Some(account) = self.model.account() {
            self.send(Command::Voices(account));
        }
    }
}
