//! The list of voices: all of its pages, as long as they lead somewhere, and what is left of it without the service.

use std::time::Duration;

use langsheng::audio::PreviewId;
use langsheng::demo::{Config, ListTrouble, SampleTrouble, ServerPace};
use langsheng::engine::{Account, Command, Event, PreviewSource, VoicesFrom};
use langsheng::protocol::{Connect, Endpoint, ProxyChoice, Token, Voice};
use langsheng::words::{Failure, Lang};

use super::common::Demo;
use super::common::desk::Desk;

fn account(demo: &Demo) -> Account {
    let endpoint = Endpoint::parse(&demo.endpoint()).expect("an endpoint");
    let token = Token::parse(Desk::TOKEN).expect("a token");
    Account::Service {
        name: "test".into(),
        connect: Connect { endpoint, token, allow_insecure: false, proxy: ProxyChoice::Environment },
    }
}

/// The voices as an engine tells of them: what is known at once, and what comes then.
fn listed(desk: &Desk, account: Account) -> [(Vec<Voice>, VoicesFrom, Option<Failure>); 2] {
    desk.send(Command::Voices(account));
    [(); 2].map(|()| {
        desk.until(|event| match event {
            Event::Voices { voices, from, failure, .. } => Some((voices, from, failure)),
            _ => None,
        })
    })
}

fn with(config: Config) -> Desk {
    Desk::at(Demo::with(Config { pace: ServerPace::Fast, ..config }))
}

#[test]
fn thousands_of_voices_come_in_pages_and_serve_without_the_service_the_next_time() {
    let desk = with(Config { more_voices: 4_997, ..Config::default() });
    let [(_, first, _), (voices, from, failure)] = listed(&desk, account(&desk.demo));
    assert_eq!((first, from, failure), (VoicesFrom::BuiltIn, VoicesFrom::Service, None));
    assert_eq!(voices.len(), 5_000);
    let calls = desk.demo.recorder().notes().calls.len();
    assert_eq!(calls, 50, "a hundred a page");
    for what in [
        |voice: &Voice| !voice.is_system,
        |voice: &Voice| voice.model_type.as_deref() == Some("small"),
        |voice: &Voice| voice.name.contains("2.0"),
        |voice: &Voice| voice.emotions.len() > 3,
        |voice: &Voice| voice.language_code.as_deref() == Some("en-GB"),
    ] {
        assert!(voices.iter().filter(|voice| what(voice)).count() > 50);
    }
    // Nobody listens there.
    let gone = Demo::start();
    let nowhere = account(&gone);
    drop(gone);
    let [(kept, first, _), (same, from, failure)] = listed(&desk, nowhere);
    assert_eq!((first, from), (VoicesFrom::Cache, VoicesFrom::Cache));
    assert!(failure.is_some() && kept == same && kept.len() == 5_000);
    assert!(kept.iter().all(|voice| voice.preview_audio.is_none()), "addresses expire");
}

#[test]
fn a_list_without_an_end_is_cut_and_one_that_repeats_itself_is_over() {
    for (trouble, most, calls) in [(ListTrouble::Endless, 10_000, 100), (ListTrouble::Repeating, 100, 2)] {
        let desk = with(Config { more_voices: 200, list_trouble: Some(trouble), ..Config::default() });
        let [_, (voices, from, failure)] = listed(&desk, account(&desk.demo));
        assert_eq!((voices.len(), from, failure), (most, VoicesFrom::Service, None), "{trouble:?}");
        assert_eq!(desk.demo.recorder().notes().calls.len(), calls, "{trouble:?}");
    }
}

#[test]
fn a_slow_sample_comes_and_a_broken_one_says_what_to_do() {
    for (trouble, said) in [
        (SampleTrouble::Slow(Duration::from_millis(200)), None),
        (SampleTrouble::Broken, Some("can’t be played")),
        (SampleTrouble::Missing, Some("")),
    ] {
        let desk = with(Config { sample_trouble: Some(trouble), ..Config::default() });
        let [_, (voices, ..)] = listed(&desk, account(&desk.demo));
        let of = PreviewSource::Sample { account: account(&desk.demo), voice: Box::new(voices[0].clone()) };
        desk.send(Command::Preview { id: PreviewId(1), of });
        let heard = desk.until(|event| match event {
            Event::PreviewReady { .. } => Some(None),
            Event::PreviewFailed { failure, .. } => Some(Some(failure)),
            _ => None,
        });
        assert_eq!(heard.is_some(), said.is_some(), "{trouble:?}: {heard:?}");
        let text = heard.map(|failure| failure.text(Lang::En)).unwrap_or_default();
        assert!(text.contains(said.unwrap_or_default()), "{trouble:?}: {text}");
    }
}
