//! Several voices in one text: prefixes at the head of lines say who speaks.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::demo::{Config, Recorder};
use langsheng::ui::playback::{Rendering, Stage};
use langsheng::words::{cast as words_of_cast, document as words, playback, settings, voice};

use crate::desk::{Desk, LANGS, Plan};

const OWN: &str = "7426720361733046281";
const ENGLISH: &str = "7426720361753886757";
const FEELING: &str = "7524987545197821971";

const DIALOGUE: &str = "旁白先说。\n[Tones（多情感）|开心]你好！\n走吧。\n[Tones (English)|+20]我来了。你呢？";

/// What was requested: text, voice, emotion and rate.
type Asked = (String, String, Option<String>, Option<i32>);

fn asked(text: &str, voice: &str, emotion: Option<&str>, rate: Option<i32>) -> Asked {
    (text.to_owned(), voice.to_owned(), emotion.map(str::to_owned), rate)
}

/// A window that knows its voices, and what it requests.
pub struct Stand {
    pub desk: Desk,
    recorder: Recorder,
    seen: usize,
}

impl Stand {
    pub fn open(lang: langsheng::words::Lang) -> Stand {
        let recorder = Recorder::new();
        let plan = Plan::new(lang);
        let config = Config { recorder: Some(recorder.clone()), ..plan.config };
        let mut desk = Plan { config, ..plan }.open();
        desk.until("the voices are there", |desk| desk.model().voices.list.len() == 3);
        Stand { desk, recorder, seen: 0 }
    }

    /// What was requested since the last call.
    pub fn asked(&mut self) -> Vec<Asked> {
        let notes = self.recorder.notes();
        let from = std::mem::replace(&mut self.seen, notes.connections.len());
        let request = |connection: langsheng::demo::Connection| {
            let output = connection.output.unwrap_or_default();
            let emotion = output.emotion_config.and_then(|config| config.emotion);
            (connection.texts.concat(), output.voice_id.unwrap_or_default(), emotion, output.speech_rate)
        };
        notes.connections.into_iter().skip(from).map(request).collect()
    }

    /// Presses Speak and waits for the end.
    fn speak(&mut self) {
        self.desk.press(playback::SPEAK);
        assert_eq!(self.desk.until_ended(), Stage::Finished);
        self.desk.until("it is read", |desk| desk.model().document.page.take.is_some());
    }

    /// Waits until so many sentences have no sound, and so many requests are needed for them.
    fn until_left(&mut self, unspoken: usize, requests: usize) {
        self.desk.until(&format!("{unspoken} sentences and {requests} requests are left"), |desk| {
            let document = &desk.model().document;
            let left = (document.page.unspoken(), document.count.cost.requests);
            document.is_counted() && left == (unspoken, requests)
        });
    }
}

#[test]
fn prefixes_name_voices_and_a_changed_one_costs_its_line() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write(DIALOGUE);
        stand.until_left(5, 4);
        stand.speak();
        let expected = [
            asked("旁白先说。", OWN, None, None),
            asked("你好！", FEELING, Some("happy"), None),
            asked("走吧。", OWN, None, None),
            asked("我来了。你呢？", ENGLISH, None, Some(20)),
        ];
        let mut told = stand.asked();
        told.sort_by_key(|one| expected.iter().position(|other| other == one));
        assert_eq!(told, expected);
        stand.until_left(0, 0);

        // In another voice it is another sound, and only that is requested.
        stand.desk.fill(words::TEXT.get(lang), &DIALOGUE.replace("|+20", ""));
        stand.until_left(2, 1);
        stand.desk.fill(words::TEXT.get(lang), DIALOGUE);
        stand.until_left(0, 0);
        assert_eq!(stand.desk.model().rendering(), Some(Rendering::Shown));
    }
}

#[test]
fn a_selection_and_a_sentence_that_is_redone_keep_their_speaker() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write(DIALOGUE);
        stand.desk.key(Modifiers::NONE, Key::Home);
        stand.desk.key(Modifiers::SHIFT, Key::End);
        stand.desk.open_text_menu();
        stand.desk.press(words::SPEAK_CHOSEN);
        assert_eq!(stand.desk.until_ended(), Stage::Finished);
        let line = asked("我来了。你呢？", ENGLISH, None, Some(20));
        assert_eq!(stand.asked(), [line]);

        stand.desk.until("it is read", |desk| desk.model().document.page.take.is_some());
        stand.desk.open_text_menu();
        stand.desk.press(words::REDO_SENTENCE);
        let is_second = |desk: &Desk| desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2);
        stand.desk.until("it has begun", is_second);
        assert_eq!(stand.desk.until_ended(), Stage::Finished);
        assert_eq!(stand.asked(), [asked("你呢？", ENGLISH, None, Some(20))]);
    }
}

#[test]
fn the_sentence_with_which_voices_are_tried_has_no_prefix() {
    let mut stand = Stand::open(LANGS[0]);
    stand.desk.write("[Tones (English)|+20]我来了。你呢？");
    stand.desk.key(Modifiers::NONE, Key::Home);
    let key = langsheng::ui::shell::keys::Shortcut::Voices.usual()[0];
    stand.desk.key(key.modifiers, key.logical_key);
    assert_eq!(stand.desk.view().voices.sentence(), "我来了。");
}

#[test]
fn without_prefixes_they_are_text() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write("[Tones (English)]你好。");
        assert!(stand.desk.model().document.count.cast.is_some());
        stand.desk.settings_at(settings::TEXT_SECTION);
        stand.desk.harness().get_by_role_and_label(Role::Switch, settings::DIRECTIVES.get(lang)).click();
        stand.desk.step();
        stand.desk.settings();
        stand.speak();
        assert_eq!(stand.asked(), [asked("[Tones (English)]你好。", OWN, None, None)]);
    }
}

#[test]
fn a_name_that_nobody_has_is_told_until_it_is_mended() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write("[小刚]你好。");
        let said = words::UNKNOWN_NAME.with("name", "小刚").get(lang);
        stand.desk.until_shown(&said);
        stand.desk.fill(words::TEXT.get(lang), "[小刚]你好。\n[小刚|开心]你好。\n[小红]你好。");
        stand.desk.until_shown(&words::UNKNOWN_NAMES.with("name", "小刚").with("n", 2).get(lang));
        stand.desk.fill(words::TEXT.get(lang), "[Tones|难过]你好。");
        stand.desk.until_shown(&words::UNKNOWN_MANNER.with("name", "Tones|难过").get(lang));
        stand.desk.fill(words::TEXT.get(lang), "[Tones]你好。");
        stand.desk.until("it is mended", |desk| desk.model().document.is_counted() && !desk.shows("Tones|难过"));
    }
}

#[test]
fn what_is_spoken_while_it_is_written_has_one_voice_and_no_prefixes() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.harness().get_by_role_and_label(Role::Switch, words::LIVE.get(lang)).click();
        stand.desk.type_into(words::TEXT.get(lang), "");
        stand.desk.until_shown(playback::LIVE_STATUS.get(lang));
        for typed in ["先说。\n", "[Tones (English)|+20]我来了。", "\n[小刚]谁？"] {
            stand.desk.harness().event(Event::Text(typed.into()));
            stand.desk.step();
        }
        stand.desk.until_shown(words::LIVE_ONE_VOICE.get(lang));
        stand.desk.harness().get_by_role_and_label(Role::Switch, words::LIVE.get(lang)).click();
        stand.desk.step();
        assert_eq!(stand.desk.until_ended(), Stage::Finished);
        let text: String = stand.asked().into_iter().map(|(text, ..)| text).collect();
        let text: String = text.split_whitespace().collect();
        assert_eq!(text, "先说。我来了。[小刚]谁？");
        // In its own voice the line was not spoken yet.
        stand.desk.until("it is compared", |desk| desk.model().document.page.unspoken() == 1);
    }
}

/// Chooses a voice in the browser, which is open.
fn choose_voice(desk: &mut Desk, name: &str) {
    desk.type_into(voice::SEARCH.get(desk.lang), name);
    desk.key(Modifiers::NONE, Key::Enter);
}

/// The roles of the document and their voices.
fn roles(desk: &Desk) -> Vec<(String, String)> {
    desk.model().document.cast.roles.iter().map(|role| (role.name.clone(), role.voice.id.clone())).collect()
}

fn role(name: &str, id: &str) -> (String, String) {
    (name.to_owned(), id.to_owned())
}

#[test]
fn a_name_in_the_text_is_given_a_voice_that_stays_with_the_document() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write("[小刚]你好。\n[小红]你好。");
        let give = |name: &str| words_of_cast::GIVE_VOICE.with("name", name).get(lang);
        stand.desk.press_far(&give("小刚"));
        assert!(stand.desk.shows(&give("小刚")), "the browser says for whom it is");
        choose_voice(&mut stand.desk, "English");
        stand.desk.until_shown(&words::UNKNOWN_NAME.with("name", "小红").get(lang));
        stand.desk.until("a prefix is no title", |desk| &desk.model().document.text[desk.model().said()][..3] == "你");
        stand.speak();
        let expected = [asked("你好。", ENGLISH, None, None), asked("[小红]你好。", OWN, None, None)];
        assert_eq!(stand.asked(), expected);
        assert_eq!(stand.desk.model().voice().id, OWN, "the voice of the document is what it was");

        // What it feels and how fast it speaks is its own.
        let row = words_of_cast::ROLE_ROW.with("name", "小刚");
        stand.desk.press_far(&row.with("voice", "Tones (English)").get(lang));
        stand.desk.press_far(&give("小刚"));
        choose_voice(&mut stand.desk, "多情感");
        let happy = if lang == LANGS[0] { "开心" } else { "Happy" };
        stand.desk.harness().get_by_role_and_label(Role::RadioButton, happy).click_accesskit();
        stand.desk.step();
        stand.until_left(1, 1);
        let desk = std::mem::replace(&mut stand.desk, Desk::open(lang)).again();
        assert_eq!(roles(&desk), [role("小刚", FEELING)]);
        assert_eq!(desk.model().document.cast.roles[0].emotion.as_deref(), Some("happy"));
        stand.desk = desk;
        stand.until_left(1, 1);

        // Another name is another name in the text too, in one step.
        let row = words_of_cast::ROLE_ROW.with("name", "小刚").with("voice", "Tones（多情感）").get(lang);
        stand.desk.press_far(&row);
        stand.desk.fill(&words_of_cast::RENAME_ROLE.with("name", "小刚").get(lang), "小华");
        stand.desk.key(Modifiers::NONE, Key::Enter);
        stand.desk.until("it is renamed", |desk| desk.model().document.text == "[小华]你好。\n[小红]你好。");
        assert_eq!(roles(&stand.desk), [role("小华", FEELING)]);
        let row = words_of_cast::ROLE_ROW.with("name", "小华").with("voice", "Tones（多情感）").get(lang);
        stand.desk.press_far(&row);
        stand.desk.press_far(&words_of_cast::REMOVE_ROLE.with("name", "小华").get(lang));
        assert!(roles(&stand.desk).is_empty());
        stand.desk.until_shown(&give("小华"));
    }
}

#[test]
fn dialogue_in_quotes_is_given_to_a_voice() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write("他说：“你好。”");
        stand.desk.press_far(words_of_cast::GIVE_QUOTES.get(lang));
        choose_voice(&mut stand.desk, "English");
        stand.until_left(2, 2);
        stand.speak();
        let expected = [asked("他说：", OWN, None, None), asked("“你好。”", ENGLISH, None, None)];
        assert_eq!(stand.asked(), expected);
        stand.desk.press_far(words_of_cast::REMOVE_QUOTES.get(lang));
        stand.until_left(1, 1);
    }
}

/// Types into the text as a keyboard does, letter by letter.
fn type_text(desk: &mut Desk, text: &str) {
    for letter in text.chars() {
        desk.harness().event(Event::Text(letter.into()));
        desk.step();
    }
}

#[test]
fn names_are_offered_while_a_prefix_is_typed() {
    for lang in LANGS {
        let mut stand = Stand::open(lang);
        stand.desk.write("好。\n");
        let voice = langsheng::store::VoiceChoice { id: ENGLISH.into(), name: "Tones (English)".into() };
        stand.desk.harness().state_mut().model_mut().document.cast.give("demo", "小明", voice);
        let desk = &mut stand.desk;
        let text = |desk: &Desk| desk.model().document.text.clone();
        let offer = |name: &str| words_of_cast::WRITE_NAME.with("name", name).get(lang);

        // Roles come first, and are found by their sound too.
        type_text(desk, "[");
        assert!(desk.shows(&offer("小明")) && desk.shows(&offer("Tones")), "{}", desk.words());
        type_text(desk, "xm");
        assert!(desk.shows(&offer("小明")) && !desk.shows(&offer("Tones")));
        desk.key(Modifiers::NONE, Key::Enter);
        assert_eq!(text(desk), "好。\n[小明]");
        type_text(desk, "来。");
        desk.key(Modifiers::NONE, Key::Enter);
        assert_eq!(text(desk), "好。\n[小明]来。\n");

        // Arrows choose, Tab takes, and behind the bar stands what the voice can feel.
        type_text(desk, "【");
        desk.key(Modifiers::NONE, Key::ArrowUp);
        desk.key(Modifiers::NONE, Key::Tab);
        assert_eq!(text(desk), "好。\n[小明]来。\n【Tones（多情感）】");
        assert!(desk.harness().ctx.memory(|memory| memory.has_focus(langsheng::ui::document::paper::text_id())));
        desk.key(Modifiers::NONE, Key::Backspace);
        type_text(desk, "|");
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::NONE, Key::Enter);
        let sad = if lang == langsheng::words::Lang::Zh { "悲伤" } else { "sad" };
        assert_eq!(text(desk), format!("好。\n[小明]来。\n【Tones（多情感）|{sad}】"));

        // Esc closes it and stays closed, and what nobody is called is no list.
        desk.key(Modifiers::NONE, Key::Enter);
        type_text(desk, "[x");
        desk.key(Modifiers::NONE, Key::Backspace);
        assert!(desk.shows(&offer("小明")));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(&offer("小明")));
        type_text(desk, "xm");
        desk.key(Modifiers::NONE, Key::Enter);
        assert!(text(desk).ends_with("[xm\n"), "{}", text(desk));
        type_text(desk, "说[");
        assert!(!desk.shows(&offer("小明")), "only at the head of a line");
        desk.key(Modifiers::NONE, Key::Enter);

        // What an input method composes is its own.
        type_text(desk, "[");
        desk.harness().event(Event::Ime(ImeEvent::Preedit { text: "xiao".into(), active_range_chars: None }));
        desk.step();
        assert!(!desk.shows(&offer("小明")));
        desk.harness().event(Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
        desk.harness().event(Event::Ime(ImeEvent::Commit("小".into())));
        desk.step();
        assert!(desk.shows(&offer("小明")));
        desk.key(Modifiers::NONE, Key::Enter);
        assert!(text(desk).ends_with("\n[小明]"), "{}", text(desk));

        desk.harness().state_mut().model_mut().settings.directives = false;
        desk.key(Modifiers::NONE, Key::Enter);
        type_text(desk, "[");
        assert!(!desk.shows(&offer("小明")));
    }
}
