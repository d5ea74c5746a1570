//! App: the window's own state and what makes it move.
//!
//! Owns the threads that help the window (counting, reading, peaks, file dialogs, the clipboard, the desktop's media control), the shortcuts,
//! and the one place where wishes become commands. Knows nothing of sockets and of how sound is made or kept: it sends commands
//! and reads events, moves the player, and paints what the model says.

mod act;
pub mod clipboard;
pub mod counter;
pub mod dialogs;
mod draft;
mod frame;
mod input_method;
mod logic;
mod media;
pub mod peaks;
mod reader;
mod slot;
mod sole;

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use counter::Counter;
use dialogs::Dialogs;
use draft::Drafting;
use egui::Context;
use input_method::InputMethod;
use media::Media;
use peaks::Peaks;
use reader::TextReader;

use crate::audio::play::device::DeviceChoice;
use crate::audio::{PlayerControl, TakeSample};
use crate::engine;
use crate::engine::{Command, Commands, Engine, Event, JobSettings};
use crate::store::log::missed;
use crate::store::{Home, SentenceIndex, Settings, SoleWindow, Unread};
use crate::text::ScriptReading;
use crate::ui::View;
use crate::ui::model::Model;
use crate::ui::shell::{fonts, theme};
use crate::words::{Class, Failure, Lang, document, shell as words};

/// What a window is opened with.
pub struct WindowSetup {
    /// Where files live.
    pub home: Home,
    /// The built-in demo account.
    pub demo: engine::Demo,
    /// A settings file that was not used, and may have been set aside already.
    pub unread: Option<Unread>,
    /// Whether the desktop is asked for files.
    pub dialogs: dialogs::Style,
    /// The language of the system.
    pub system_lang: Lang,
    /// The X display whose clipboard is listened to, where it is not that of the desktop.
    pub display: Option<String>,
    /// Whether letters may come from the machine's fonts; off where pixels must not depend on the machine.
    pub system_fonts: bool,
}

impl WindowSetup {
    /// As users meet it.
    pub fn new(home: Home) -> WindowSetup {
        let tag = sys_locale::get_locale().unwrap_or_default();
        WindowSetup {
            home,
            demo: engine::Demo::default(),
            unread: None,
            dialogs: dialogs::Style::Native,
            system_lang: Lang::from_tag(&tag),
            display: None,
            system_fonts: true,
        }
    }
}

/// What the count of a text depends on.
#[derive(Clone, Debug, PartialEq)]
struct CountInputs {
    serial: u64,
    text_reading: ScriptReading,
    account: String,
    settings: JobSettings,
    /// Changes with the list of voices.
    voices: u64,
    /// Changes with the library.
    library: u64,
    /// The take on the bar whose text is known.
    reading: Option<(String, usize)>,
}

/// Everything that [`CountInputs`] are made of, as it was when they were made last: they are not made anew for each frame.
struct Looked {
    serial: u64,
    library: u64,
    voices: u64,
    reading: Option<(String, usize)>,
    settings: Settings,
}

impl Looked {
    fn at(model: &Model) -> Looked {
        Looked {
            serial: model.document.serial,
            library: model.library.edition,
            voices: model.voices.edition,
            reading: reading(model).map(|(take, len)| (take.to_owned(), len)),
            settings: model.settings.clone(),
        }
    }

    fn is_of(&self, model: &Model) -> bool {
        let editions = (model.document.serial, model.library.edition, model.voices.edition);
        let is_same = (self.serial, self.library, self.voices) == editions;
        let known = self.reading.as_ref().map(|(take, len)| (take.as_str(), *len));
        is_same && known == reading(model) && self.settings == model.settings
    }
}

/// The take on the bar whose text is known, with which the text on screen is compared, and how many sentences are known of it:
/// one that was written while it was spoken is read more than once.
fn reading(model: &Model) -> Option<(&str, usize)> {
    model.playback.reading().map(|(take, reading)| (take.id(), reading.len()))
}

/// The window.
pub struct App {
    model: Model,
    view: View,
    /// What was written last, so that only changes are written.
    saved: Settings,
    /// The text on disk.
    drafting: Drafting,
    /// What was sent to be counted last.
    asked: Option<CountInputs>,
    /// What was looked at last to find out whether the count would be another.
    looked: Option<Looked>,
    /// What was asked last about the voices that have spoken a sentence.
    made: Option<act::MadeInputs>,
    /// The language that the letters were chosen for.
    letters_for: Option<Lang>,
    /// Nothing was painted yet; the first frame gives the keyboard to the text.
    is_new: bool,
    /// Inner size of the window in points, where it has one.
    size: Option<[f32; 2]>,
    /// Speak was pressed before the text was counted or the token was read; it goes on when both are there.
    speak_when_ready: bool,
    /// Takes that are being opened, and what for.
    opening: Vec<(String, act::OpenPurpose)>,
    /// What is done with the document that is being opened, once it is there.
    after_opening: Option<(String, act::AfterOpening)>,
    /// What was shown of what was deleted last, and a take of it that is about to come back, with the place where one was.
    trashed: act::Trashed,
    restoring: Option<(String, TakeSample)>,
    commands: Option<Commands>,
    events: Receiver<Event>,
    player: PlayerControl,
    engine: Option<JoinHandle<()>>,
    counter: Counter,
    peaks: Peaks,
    reader: TextReader,
    /// The sound as the player was told to make it.
    told: act::PlayerSettings,
    /// Of the text that is about to be spoken only these bytes are.
    part: Option<Range<usize>>,
    /// Nothing is taken from the library for the text that is about to be spoken.
    afresh: bool,
    /// The desktop's media keys and its control of what is played.
    media: Option<Media>,
    dialogs: Dialogs,
    /// The right to be the only window of this home, where there is one.
    sole: Option<SoleWindow>,
    display: Option<String>,
    /// Hears what other programs copy, while that is spoken.
    copies: Option<clipboard::ClipboardListener>,
}

impl App {
    /// Opens the window on `ctx`: starts the engine and asks it for what the window shows. Waits for nothing.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn new(ctx: &Context, setup: WindowSetup) -> io::Result<App> {
        theme::install(ctx);
        ctx.add_plugin(InputMethod::default());
        if setup.system_fonts {
            fonts::install_system_fallback(ctx);
        }
        let wake = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        let is_first_time = !setup.home.settings.exists();
        let (settings, unread) = Settings::load(&setup.home);
        ctx.set_zoom_factor(settings.zoom);
        // Ctrl and plus or minus are for the letters of the text.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (demo, pieces) = (setup.demo.clone(), SentenceIndex::new(&setup.home));
        let mut model = Model::new(settings.clone(), setup.system_lang);
        let (drafting, draft) = Drafting::restore(&setup.home, &mut model);
        let shown = draft.take.filter(|take| setup.home.library.join(take).is_dir());
        let started = Engine::start(engine::EngineSetup {
            home: setup.home,
            demo: setup.demo,
            patience: engine::Patience::default(),
            wake: Box::new(wake.clone()),
        })?;
        let mut app = App {
            saved: settings,
            model,
            drafting,
            view: View::default(),
            asked: None,
            looked: None,
            made: None,
            is_new: true,
            letters_for: None,
            size: None,
            speak_when_ready: false,
            opening: Vec::new(),
            after_opening: None,
            trashed: act::Trashed::default(),
            restoring: None,
            commands: Some(started.commands),
            events: started.events,
            player: started.player,
            engine: Some(started.thread),
            counter: Counter::start(pieces, move |text| demo.is_placeholder(text), wake.clone())?,
            peaks: Peaks::start(wake.clone())?,
            reader: TextReader::start(wake.clone())?,
            told: act::PlayerSettings::default(),
            part: None,
            afresh: false,
            media: None,
            dialogs: Dialogs::new(setup.dialogs, wake),
            sole: None,
            display: setup.display,
            copies: None,
        };
        if let Some(unread) = setup.unread.or(unread) {
            app.model.notices.trouble(unread.into());
        }
        if is_first_time {
            app.model.notices.demo();
            if app.model.document.text.is_empty() {
                app.model.document.set_text(document::SAMPLE.get(app.model.lang()).to_owned());
            }
        }
        app.choose_letters(ctx);
        app.begin();
        app.view.paper.scroll_to = Some(draft.scroll as usize).filter(|byte| *byte > 0);
        if let Some(take) = shown {
            app.open_take(take, act::OpenPurpose::Show(TakeSample(draft.playhead)));
        }
        Ok(app)
    }

    /// What the window knows.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What the window remembers about its look.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What the window is to remember about its look; for tests too.
    pub fn view_mut(&mut self) -> &mut View {
        &mut self.view
    }

    /// What the window is to know; for tests, which type faster than people.
    pub fn model_mut(&mut self) -> &mut Model {
        &mut self.model
    }

    /// What plays the sound.
    pub fn player(&self) -> &PlayerControl {
        &self.player
    }

    /// The first questions to the engine, none of which is waited for.
    fn begin(&mut self) {
        if let Some(device) = self.model.settings.device.clone() {
            self.player.choose(DeviceChoice::Named(device));
        }
        self.view.can_browse = self.dialogs.can_browse();
        self.send(Command::Takes);
        self.send(Command::WatchLibrary);
        self.send(Command::Batch(engine::BatchCommand::List));
        self.send(Command::Devices);
        self.enter_account();
    }

    fn send(&self, command: Command) {
        if let Some(commands) = &self.commands {
            commands.send(command);
        }
    }
}

impl Drop for App {
    /// Nothing is lost when the window closes: the engine ends when its last sender is gone, and writes what it has first.
    fn drop(&mut self) {
        self.model.settings.window = self.size.or(self.model.settings.window);
        self.keep_settings();
        self.write_draft();
        self.player.stop();
        self.commands = None;
        if let Some(engine) = self.engine.take() {
            engine.join().ok();
        }
    }
}

/// Opens the window with these files and returns when it is closed; where one is open already, it gets the files.
///
/// # Errors
/// There is no screen, or the system refuses a window.
pub fn run(home: Home, files: Vec<PathBuf>) -> Result<(), Failure> {
    // Where nothing can be written the window says so; that it might be the second one is no reason not to open it.
    let sole = match SoleWindow::claim(&home, &files) {
        Ok(None) => return Ok(()),
        Ok(sole) => sole,
        Err(error) => missed("the only window", Err(error)),
    };
    // The window's size is needed before the window; what is wrong with the settings is said in it.
    let (settings, unread) = Settings::load(&home);
    let setup = WindowSetup { unread, ..WindowSetup::new(home) };
    let size = settings.window.unwrap_or([1100.0, 720.0]);
    let viewport = egui::ViewportBuilder::default()
        .with_title("朗声 Langsheng")
        .with_app_id("langsheng")
        .with_inner_size(size)
        .with_min_inner_size([760.0, 520.0])
        .with_icon(Arc::new(icon()));
    let options = eframe::NativeOptions {
        viewport,
        // Ours asks for Chinese shapes by name.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        let mut app = App::new(&cc.egui_ctx, setup)?;
        app.join_desktop(&cc.egui_ctx, handle(cc));
        app.be_sole(&cc.egui_ctx, sole);
        app.open_files(&files);
        Ok(Box::new(app))
    });
    eframe::run_native("langsheng", options, create).map_err(|error| {
        let why = crate::words::Said::from(words::NO_WINDOW_WHY).with("detail", error);
        Failure::new(Class::Device, words::NO_WINDOW, why, words::NO_WINDOW_TODO)
    })
}

/// The window as Windows names it.
#[cfg(windows)]
fn handle(cc: &eframe::CreationContext<'_>) -> Option<*mut std::ffi::c_void> {
    use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
    match cc.window_handle().ok()?.as_raw() {
        RawWindowHandle::Win32(window) => Some(window.hwnd.get() as *mut std::ffi::c_void),
        _ => None,
    }
}

/// Elsewhere nobody wants to know.
#[cfg(not(windows))]
fn handle(_: &eframe::CreationContext<'_>) -> Option<*mut std::ffi::c_void> {
    None
}

/// The icon of the window; egui's own where the file makes no sense.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon-256.png")).unwrap_or_default()
}
