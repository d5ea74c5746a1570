//! What the window remembers about its own look, and forgets when it closes.

use std::collections::HashSet;

use egui::Id;

use crate::ui::account::AccountDraft;
use crate::ui::document::Paper;
use crate::ui::export::ExportDraft;
use crate::ui::library::LibraryView;
use crate::ui::playback::redo::RedoDraft;
use crate::ui::settings::KeyChange;
use crate::ui::shell::ask::Ask;
use crate::ui::shell::notice::NoticeId;
use crate::ui::shell::regions::{NarrowRegions, RegionSizes};
use crate::ui::shell::walk::ListPlace;
use crate::ui::voice::{CastView, VoiceBrowser};

/// What the region at the left shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// What was kept.
    #[default]
    Library,
    /// Files that are spoken one after the other.
    Queue,
}

/// Everything the window remembers about its look.
#[derive(Default)]
pub struct View {
    /// What the region at the left shows.
    pub side: Side,
    /// How large the regions were in the last frame.
    pub sizes: RegionSizes,
    /// Which regions are shown where there is no room for both.
    pub narrow: NarrowRegions,
    /// The notices of which all is shown.
    pub unfolded: HashSet<NoticeId>,
    /// Whether the settings stand in the place of the text.
    pub settings: bool,
    /// The address of a proxy as it stands in its field in the settings, while that is shown.
    pub proxy: Option<String>,
    /// A shortcut whose keys are being changed in the settings.
    pub key_change: Option<KeyChange>,
    /// The account dialog, while it is open.
    pub account: Option<AccountDraft>,
    /// All voices to choose from, in the place of the text while it is open.
    pub voices: VoiceBrowser,
    /// What the window remembers of the roles of the document.
    pub cast: CastView,
    /// The name of the preset that is being saved.
    pub preset: Option<String>,
    /// What the text box remembers.
    pub paper: Paper,
    /// The look at what is kept.
    pub library: LibraryView,
    /// How far the queue is scrolled.
    pub queue: ListPlace,
    /// The export dialog, while it is open.
    pub export: Option<ExportDraft>,
    /// The choice of a voice for what is spoken once more, while it is open.
    pub redo: Option<RedoDraft>,
    /// Whether a dialog was open in the last frame.
    pub was_asking: bool,
    /// What had the keyboard when it opened.
    pub before_dialog: Option<Id>,
    /// A question that waits for an answer.
    pub ask: Option<Ask>,
    /// Whether the desktop can ask for a folder.
    pub can_browse: bool,
    /// Whether a menu was open in the last frame; its Esc is not ours. egui knows of menus only while it paints them.
    pub menu_open: bool,
    /// Whether an input method is composing; its Esc and Enter are not ours.
    pub composing: bool,
}

impl View {
    /// Whether the text stands in the middle, and nothing in its place.
    pub fn shows_page(&self) -> bool {
        !self.settings && !self.voices.is_open
    }

    /// Whether the page stands in the middle on which a voice is cloned.
    pub fn is_cloning(&self) -> bool {
        !self.settings && self.voices.is_open && self.voices.clone.is_some()
    }

    /// Shows the text in the middle.
    pub fn show_page(&mut self) {
        self.settings = false;
        self.voices.is_open = false;
    }

    /// Whether a dialog is open, so that keys are its own.
    pub fn is_asking(&self) -> bool {
        let is_changing_keys = self.settings && self.key_change.is_some();
        let is_asking = self.ask.is_some() || self.account.is_some() || self.export.is_some() || self.redo.is_some();
        is_asking || is_changing_keys || self.library.is_asking()
    }
}
