//! A window at a real engine, with files in a folder of its own and the demo account behind it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::app::{App, WindowSetup, dialogs};
use langsheng::demo::{Config, ServerPace, Synthesizer, Tones};
use langsheng::engine::Demo;
use langsheng::store::{Home, TakeState};
use langsheng::ui::View;
use langsheng::ui::model::Model;
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, Phrase};
use tempfile::TempDir;

use crate::painter::Painter;

/// Longer than anything here takes; only a hang reaches it.
const HANG: Duration = Duration::from_secs(120);

/// A window.
pub struct Desk {
    harness: Harness<'static, App>,
    woken: Receiver<()>,
    pub lang: Lang,
    home: Arc<TempDir>,
}

/// A file on its way into the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// What a window is opened with.
pub struct Plan {
    pub lang: Lang,
    pub config: Config,
    pub voice: Arc<dyn Synthesizer>,
    pub home: Arc<TempDir>,
    /// The X display whose clipboard is listened to.
    pub display: Option<String>,
    /// Whether this is the first start.
    pub is_first: bool,
    /// Size of the window in points, and how many pixels make one.
    pub size: ([f32; 2], f32),
}

impl Plan {
    pub fn new(lang: Lang) -> Plan {
        let config = Config { pace: ServerPace::Fast, ..Config::default() };
        Plan {
            lang,
            config,
            voice: Arc::new(Tones),
            home: Arc::new(TempDir::new().expect("a folder")),
            display: None,
            is_first: false,
            size: ([1100.0, 720.0], 1.0),
        }
    }

    pub fn open(self) -> Desk {
        let Plan { lang, config, voice, home, display, is_first, size } = self;
        // Who starts it for the first time finds a text that is there to be tried.
        let settings = home.path().join("settings.json");
        if !is_first && !settings.exists() {
            std::fs::write(settings, "{}").expect("settings");
        }
        let setup = WindowSetup {
            home: Home::under(home.path()),
            unread: None,
            demo: Demo { config, voice },
            dialogs: dialogs::Style::InWindow,
            system_lang: lang,
            display,
            system_fonts: false,
        };
        let harness = Harness::builder()
            .with_size(size.0)
            .with_pixels_per_point(size.1)
            .with_max_steps(64)
            .renderer(Painter::default())
            .with_render_cursor(false)
            .build_eframe(|cc| App::new(&cc.egui_ctx, setup).expect("a window"));
        let (wake, woken) = channel();
        harness.ctx.set_request_repaint_callback(move |_| {
            wake.send(()).ok();
        });
        Desk { harness, woken, lang, home }
    }
}

impl Desk {
    /// A window in `lang` at a demo account that does not wait.
    pub fn open(lang: Lang) -> Desk {
        Plan::new(lang).open()
    }

    /// The same window closed and opened again.
    pub fn again(self) -> Desk {
        let plan = Plan { home: self.home.clone(), ..Plan::new(self.lang) };
        drop(self);
        plan.open()
    }

    /// The folder of its files, for another window at the same.
    pub fn shared_home(&self) -> Arc<TempDir> {
        self.home.clone()
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn model(&self) -> &Model {
        self.harness.state().model()
    }

    pub fn view(&self) -> &View {
        self.harness.state().view()
    }

    pub fn harness(&mut self) -> &mut Harness<'static, App> {
        &mut self.harness
    }

    /// Paints frames until something is so; a frame comes when the window is woken.
    pub fn until(&mut self, what: &str, mut is_so: impl FnMut(&Desk) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                return;
            }
            // While something moves the window asks to be painted later, and says so only once.
            self.woken.recv_timeout(Duration::from_millis(50)).ok();
            assert!(begun.elapsed() < HANG, "waited in vain until {what}; notices: {:?}", self.model().notices.list());
        }
    }

    /// Waits for a second in which the window asks for no frame, and nobody asks it to paint one.
    pub fn until_quiet(&mut self) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            while self.woken.try_recv().is_ok() {}
            let is_settled =
                self.harness.output().viewport_output.values().all(|output| output.repaint_delay == Duration::MAX);
            if is_settled && self.woken.recv_timeout(Duration::from_secs(1)).is_err() {
                return;
            }
            assert!(begun.elapsed() < HANG, "the window never rests");
        }
    }

    /// Waits until the job has ended somehow.
    pub fn until_ended(&mut self) -> Stage {
        self.until("the job has ended", |desk| desk.stage().is_some_and(|stage| !stage.is_running()));
        self.stage().expect("a job")
    }

    pub fn stage(&self) -> Option<Stage> {
        self.model().playback.job.as_ref().map(|run| run.stage)
    }

    /// Waits until something with this label is on screen.
    pub fn until_shown(&mut self, label: &str) {
        let wanted = label.to_owned();
        self.until(label, |desk| desk.harness.query_all_by_label_contains(&wanted).next().is_some());
    }

    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    /// Presses the button with these words.
    pub fn press(&mut self, phrase: Phrase) {
        let label = phrase.get(self.lang);
        self.press_label(label);
    }

    pub fn press_label(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::Button, label).click();
        self.step();
    }

    /// Presses a button that may be out of sight, as a screen reader does.
    pub fn press_far(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::Button, label).click_accesskit();
        self.step();
    }

    /// Presses the first of several buttons with these words.
    pub fn press_first(&mut self, phrase: Phrase) {
        let label = phrase.get(self.lang);
        self.harness.get_all_by_role_and_label(Role::Button, label).next().expect("a button").click();
        self.step();
    }

    /// Shows the settings, or the text again.
    pub fn settings(&mut self) {
        let key = langsheng::ui::shell::keys::Shortcut::Settings.usual()[0];
        self.key(key.modifiers, key.logical_key);
    }

    /// Opens what few people change in the dialog of an export.
    pub fn more_of_export(&mut self) {
        let label = langsheng::words::export::MORE.get(self.lang);
        let found = self.harness.query_by_label(label);
        found.unwrap_or_else(|| panic!("no {label:?} among\n{}", self.words())).click_accesskit();
        self.step();
        self.step();
    }

    /// Shows a section of the settings.
    pub fn settings_at(&mut self, section: Phrase) {
        self.settings();
        let label = langsheng::words::settings::GO_TO.with("section", section.get(self.lang)).get(self.lang);
        self.harness.get_by_role_and_label(Role::Link, &label).click();
        self.step();
    }

    /// Chooses from the menu with this name, in which `now` is chosen.
    pub fn choose_in(&mut self, menu: &str, now: &str, label: &str) {
        self.harness.get_by_role_and_label(Role::ComboBox, &format!("{menu}: {now}")).click();
        self.step();
        self.choose(label);
    }

    /// Chooses a voice by its name.
    pub fn use_voice(&mut self, name: &str) {
        let key = langsheng::ui::shell::keys::Shortcut::Voices.usual()[0];
        self.key(key.modifiers, key.logical_key);
        self.type_into(langsheng::words::voice::SEARCH.get(self.lang), name);
        self.key(egui::Modifiers::NONE, egui::Key::Enter);
    }

    /// Chooses a folder of texts for the queue, and waits for the dialog that asks what becomes of them.
    pub fn offer_folder(&mut self, folder: &Path) {
        self.choose(langsheng::words::queue::QUEUE_TAB.get(self.lang));
        self.press(langsheng::words::queue::ADD_FOLDER);
        self.until_shown(langsheng::words::queue::FOLDER_PATH_WHY.get(self.lang));
        self.step();
        self.fill(langsheng::words::shell::PATH.get(self.lang), &folder.display().to_string());
        self.press(langsheng::words::queue::ADD);
        self.until_shown(langsheng::words::export::FILE_NAMES.get(self.lang));
    }

    /// Answers that dialog: they become files in a folder of this name.
    pub fn queue_into(&mut self, out: &str) {
        let out = self.home().join(out).display().to_string();
        self.fill(langsheng::words::export::FOLDER.get(self.lang), &out);
        self.press(langsheng::words::queue::ADD);
    }

    /// Empties the text by the menu over it.
    pub fn clear_text(&mut self) {
        self.press(langsheng::words::document::MORE_OF_TEXT);
        self.press(langsheng::words::document::CLEAR_TEXT);
    }

    /// Shows all that the notices have to say.
    pub fn unfold_notice(&mut self) {
        let label = langsheng::words::shell::DETAILS.get(self.lang);
        while self.harness.query_all_by_role_and_label(Role::Button, label).next().is_some() {
            self.harness.get_all_by_role_and_label(Role::Button, label).next().expect("a notice").click();
            self.step();
        }
    }

    /// Presses the last of several buttons with these words.
    pub fn press_last(&mut self, phrase: Phrase) {
        let label = phrase.get(self.lang);
        self.harness.get_all_by_role_and_label(Role::Button, label).last().expect("a button").click();
        self.step();
    }

    pub fn is_enabled(&self, phrase: Phrase) -> bool {
        let node = self.harness.get_by_role_and_label(Role::Button, phrase.get(self.lang));
        !node.accesskit_node().is_disabled()
    }

    /// Chooses one of several, by its words.
    pub fn choose(&mut self, label: &str) {
        let found = self.harness.query_by_role_and_label(Role::RadioButton, label);
        found.unwrap_or_else(|| panic!("no choice {label:?} among\n{}", self.words())).click();
        self.step();
    }

    /// Types into the field with this name.
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.field(label).focus();
        self.step();
        self.field(label).type_text(text);
        self.step();
    }

    /// Puts a text into the field with this name, in place of what stands there.
    pub fn fill(&mut self, label: &str, text: &str) {
        self.field(label).focus();
        self.step();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.step();
        self.type_into(label, text);
    }

    /// The field with this name, not the words beside it.
    pub fn field(&self, label: &str) -> egui_kittest::Node<'_> {
        let roles = [Role::TextInput, Role::MultilineTextInput, Role::PasswordInput];
        let fits = |node: &egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            roles.contains(&node.role()) && node.label().as_deref() == Some(label)
        };
        let found = self.harness.root().children_recursive().find(fits);
        found.unwrap_or_else(|| panic!("no field {label:?} among\n{}", self.words()))
    }

    /// Puts a text into the text box, as pasting does.
    pub fn write(&mut self, text: &str) {
        let label = langsheng::words::document::TEXT.get(self.lang);
        self.field(label).focus();
        self.harness.step();
        self.harness.event(egui::Event::Paste(text.to_owned()));
        self.until("the text is counted", |desk| {
            desk.model().document.text == text && desk.model().document.is_counted()
        });
    }

    /// The bar of time.
    pub fn wave(&self) -> egui_kittest::Node<'_> {
        let name = langsheng::words::playback::PROGRESS.get(self.lang).split('{').next().unwrap_or_default();
        let is_wave = |node: &egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.role() == Role::Slider && node.label().is_some_and(|label| label.starts_with(name))
        };
        self.harness.root().children_recursive().find(is_wave).expect("the bar of time")
    }

    /// Where the player is, in samples of the take.
    pub fn position(&self) -> u64 {
        self.harness.state().player().meter().position().0
    }

    /// How loud the player was told to be.
    pub fn volume(&self) -> f32 {
        self.harness.state().player().meter().volume()
    }

    /// The sentence that is heard.
    pub fn sentence(&self) -> Option<usize> {
        self.model().playback.sentence(self.harness.state().player().meter())
    }

    /// Whether this sentence is marked in the text.
    pub fn is_marked(&self, sentence: usize) -> bool {
        self.harness.state().view().paper.marked == Some(sentence)
    }

    /// How many takes are listed, without documents of which nothing was spoken.
    pub fn takes(&self) -> usize {
        self.model().library.takes.iter().filter(|take| take.state != TakeState::Unspoken).count()
    }

    /// Takes the keyboard from the text.
    pub fn leave_text(&mut self) {
        self.harness.ctx.memory_mut(|memory| memory.surrender_focus(langsheng::ui::document::paper::text_id()));
        self.step();
    }

    /// Takes the keyboard from whatever has it, so that no cursor blinks.
    pub fn leave_fields(&mut self) {
        let focused = self.harness.ctx.memory(|memory| memory.focused());
        focused.into_iter().for_each(|id| self.harness.ctx.memory_mut(|memory| memory.surrender_focus(id)));
        self.step();
    }

    /// Opens the menu of the last sentence of the text.
    pub fn open_text_menu(&mut self) {
        let label = langsheng::words::document::TEXT.get(self.lang);
        let field = self.field(label).rect();
        // Behind the end of its row.
        let pos = egui::pos2(field.right() - 30.0, field.center().y);
        self.harness.event(egui::Event::PointerMoved(pos));
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Secondary, egui::Modifiers::NONE);
            self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.step();
    }

    pub fn step(&mut self) {
        // A click is a press and a release; what it opens needs frames to find its size.
        for _ in 0..4 {
            self.harness.step();
        }
    }

    pub fn key(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step();
    }

    /// Every word on screen, as a screen reader would find it.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for node in self.harness.root().children_recursive() {
            let node = node.accesskit_node();
            for word in [node.label(), node.value(), node.description()].into_iter().flatten() {
                words.push_str(&word);
                words.push('\n');
            }
        }
        words
    }
}

/// Both languages of the window.
pub const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];
