//! Names, titles and messages from outside in the window: they break no row, and turn nothing around.

use std::fs;
use std::sync::Arc;

use langsheng::demo::{Act, Fault, FaultPoint, Faults, SpeakRequest, Synthesizer, Tones, VoiceInfo, VoiceKind};
use langsheng::engine::BatchState;
use langsheng::words::{Lang, document, library, playback, queue as words};

use crate::desk::{Desk, LANGS, Plan};

/// Begins with what a row shows of it, and goes on with what no row may hold.
const HOSTILE: &str = "Evil\u{1b}[2J\u{202e}gnp\u{2066}x\u{85}\r\nrow\u{2028}\u{9b}31m\0";

/// The same, as long as a megabyte.
fn endless() -> String {
    format!("{HOSTILE}{}", "名".repeat(350_000))
}

struct Hostile;

impl Synthesizer for Hostile {
    fn voices(&self) -> Vec<VoiceInfo> {
        let mut odd = VoiceInfo::new("7500000000000000001", &endless(), ("zh", HOSTILE), "你好");
        odd.emotions = vec![("happy".into(), HOSTILE.into())];
        let mut all = vec![odd];
        all.extend(Tones.voices());
        all
    }

    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
        Tones.speak(sentence, request)
    }

    fn kind(&self, sentence: &str) -> VoiceKind {
        Tones.kind(sentence)
    }
}

/// Nothing on screen is more than a sentence long, breaks its line where it should not, or turns around.
#[track_caller]
fn is_tame(desk: &Desk, what: &str) {
    let words = desk.words();
    let bad =
        |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let found: Vec<char> = words.chars().filter(bad).take(5).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
    assert!(!words.lines().any(|line| line.starts_with("row")), "{what}: a row of its own");
    let longest = words.lines().map(str::len).max().unwrap_or_default();
    assert!(longest < 3_000, "{what}: {longest}");
}

fn hostile(lang: Lang, faults: Faults) -> Desk {
    let mut plan = Plan::new(lang);
    plan.voice = Arc::new(Hostile);
    plan.config.faults = faults;
    plan.open()
}

#[test]
fn voices_titles_and_messages_are_only_read() {
    for lang in LANGS {
        let message = Fault::At(FaultPoint::BeforeAudio, Act::ErrorSaying(4_000, HOSTILE.into()));
        let mut desk = hostile(lang, Faults::on(1, message));
        desk.until("the voices are there", |desk| desk.model().voices.list.len() > 3);
        desk.step();
        is_tame(&desk, "voice");
        let key = langsheng::ui::shell::keys::Shortcut::Voices.usual()[0];
        desk.key(key.modifiers, key.logical_key);
        assert!(desk.words().matches("Evil^[[2J").count() >= 1, "{}", desk.words());
        is_tame(&desk, "list of voices");
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);

        desk.write("今天天气不错。");
        desk.press(playback::SPEAK);
        desk.until_ended();
        desk.until("the take is listed", |desk| desk.takes() == 1);
        let title = serde_json::json!({ "title": format!("{HOSTILE}{}", "长".repeat(5_000)), "starred": true });
        fs::write(desk.model().library.takes[0].dir.join("about.json"), title.to_string()).unwrap();
        // The second one fails, and the list is read anew.
        desk.press(document::NEW);
        desk.until("there is a new document", |desk| desk.model().document.text.is_empty());
        desk.write("又一个句子。");
        desk.press(playback::SPEAK);
        desk.until_ended();
        desk.until_shown("Evil");
        is_tame(&desk, "notice");
        desk.choose(library::LIBRARY_TAB.get(lang));
        desk.until("the title is read", |desk| desk.model().library.takes.iter().any(|take| take.title.is_some()));
        desk.step();
        is_tame(&desk, "library");
    }
}

#[cfg(unix)]
#[test]
fn files_of_the_queue_are_only_read() {
    let lang = Lang::En;
    let mut desk = hostile(lang, Faults::none());
    let folder = desk.home().join("texts");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("Evil\nrow\u{1b}[2J\u{202e}.txt"), "一句话。").unwrap();
    fs::write(folder.join("Evil\nrow\u{202e}empty.txt"), "").unwrap();
    desk.offer_folder(&folder);
    is_tame(&desk, "dialog");
    desk.press(words::ADD);
    desk.until("both are over", |desk| {
        let items = &desk.model().queue.batch.items;
        items.len() == 2 && items.iter().all(|item| !matches!(item.state, BatchState::Waiting | BatchState::Running))
    });
    desk.step();
    assert!(desk.shows("Evil^Jrow"), "{}", desk.words());
    is_tame(&desk, "queue");
}
