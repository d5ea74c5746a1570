//! What other processes do: takes of the command line, and second starts of the program.

use std::fs;
use std::process::Command;

use langsheng::store::{Home, SoleWindow, TakeState};
use langsheng::words::Lang;

use crate::desk::Desk;

#[test]
fn a_take_of_the_command_line_appears_by_itself() {
    let mut desk = Desk::open(Lang::En);
    desk.until_quiet();
    let mut speak = Command::new(env!("CARGO_BIN_EXE_langsheng"));
    speak.args(["speak", "Made by the command line.", "--account", "demo"]);
    speak.env("LANGSHENG_HOME", desk.home()).arg("--out").arg(desk.home().join("out.wav"));
    let spoken = speak.output().expect("the program");
    assert!(spoken.status.success(), "{}", String::from_utf8_lossy(&spoken.stderr));
    desk.until("the take is listed, and whole", |desk| {
        desk.model().library.takes.iter().any(|take| take.state == TakeState::Complete)
    });
    let take = &desk.model().library.takes[0];
    assert_eq!((&*take.first_words, &take.document), ("Made by the command line.", &format!("t{}", take.id)));
    desk.until_quiet();
}

#[test]
fn a_second_start_hands_its_files_to_the_first() {
    let mut desk = Desk::open(Lang::En);
    let home = Home::under(desk.home());
    let file = desk.home().join("notes.txt");
    fs::write(&file, "Words of a file.").expect("a file");
    let sole = SoleWindow::claim(&home, &[]).expect("a folder").expect("there is no other window");
    let ctx = desk.harness().ctx.clone();
    desk.harness().state_mut().be_sole(&ctx, Some(sole));
    desk.write("My own words.");

    let second = Command::new(env!("CARGO_BIN_EXE_langsheng")).arg(&file).env("LANGSHENG_HOME", desk.home()).spawn();
    let mut second = second.expect("the program");
    desk.until("the text of the file is on the page", |desk| desk.model().document.text == "Words of a file.");
    assert!(second.wait().expect("it ends").success());
    desk.until("what was written is a document", |desk| {
        desk.model().library.takes.iter().any(|take| take.first_words == "My own words.")
    });
    assert_eq!(
        fs::read_dir(desk.home().join("window")).expect("a folder").count(),
        1,
        "but for the lock nothing is left"
    );
}
