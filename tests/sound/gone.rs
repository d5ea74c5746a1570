//! The folder of a take is deleted while the take is heard.

use langsheng::audio::take::TakeEnd;
use langsheng::audio::{Playback, PlayerEvent, TakeSample};

use crate::stage::Stage;
use crate::{pulse, waves};

const HZ: u32 = 24_000;

#[test]
fn what_cannot_be_read_any_more_is_said_and_the_player_goes_on() {
    pulse::story("gone::what_cannot_be_read_any_more_is_said_and_the_player_goes_on", |_sound| {
        let mut stage = Stage::new(HZ, 2);
        for segment in 0..2 {
            let request = stage.writer.begin(segment).unwrap();
            stage.writer.append(request, &waves::chirp(HZ, 2.0, 800.0)).unwrap();
            stage.writer.complete(request).unwrap();
        }
        stage.writer.close(TakeEnd::Complete).unwrap();
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        // The first file is open and goes on; the second is opened when its turn comes.
        std::fs::remove_dir_all(stage.writer.take().dir()).unwrap();
        stage.until(|event| matches!(event, PlayerEvent::Unreadable { take, .. } if take == "story"));
        stage.until_state(Playback::Paused);
        assert!(stage.position() <= u64::from(2 * HZ), "it stands where the sound ends");

        // The same player plays another take.
        let other = Stage::finished(HZ, &waves::chirp(HZ, 0.3, 800.0));
        stage.player.play(other.writer.take(), Default::default(), TakeSample(0));
        stage.until_end();
    });
}
