//! Somebody takes the folder of a take away while it is on the bar.

use std::fs;

use langsheng::engine::{Command, Event, SaveId, SaveOrder, SaveTo};

use crate::common::Demo;
use crate::common::desk::Desk;

#[test]
fn a_take_whose_folder_is_gone_is_saved_whole_or_said_to_be_gone() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job("今天天气不错。我们去公园走走吧。"));
    let (length, path) = (take.len(), desk.path("x.wav"));
    fs::remove_dir_all(take.dir()).unwrap();
    let to = Box::new(SaveTo { path: path.clone(), order: SaveOrder::default() });
    desk.send(Command::Save { id: SaveId(1), take: take.clone(), to });
    let saved = desk.until(|event| match event {
        Event::Saved { samples, .. } => Some(Ok(samples)),
        Event::SavedInPart { .. } => panic!("a part of a take that was whole"),
        Event::SaveFailed { failure, .. } => Some(Err(failure)),
        _ => None,
    });
    match saved {
        // What is open can be read after its name is gone.
        Ok(samples) => assert!(samples == length.0 && path.is_file()),
        Err(failure) => assert!(format!("{failure:?}").contains(take.id()) && !path.exists(), "{failure:?}"),
    }
    assert!(desk.takes().is_empty(), "the library does not list what is gone");
    // The same words are asked for again, not taken from what is gone.
    let (again, _) = desk.speak(desk.job("今天天气不错。我们去公园走走吧。"));
    assert!(again.is_complete() && again.len() == length && again.id() != take.id());
}
