//! Disks that are full or may not be written, as they really are: a file system of its own, which only this process sees.
#![cfg(target_os = "linux")]

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use langsheng::audio::files::export::{ExportError, FileFormat, Mp3};

use super::formats::{plan, save, speech, take_of};
use super::{listen, played};

/// Where the test that is run inside finds its disk.
const DISK: &str = "LANGSHENG_TEST_DISK";

/// Runs one of these tests again with a small disk of its own.
fn on_a_small_disk(test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=256k none \"$LANGSHENG_TEST_DISK\" && exec \"$0\" --exact \"$1\"";
    let own = std::env::current_exe().unwrap();
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(own)
        .arg(test)
        .env(DISK, folder.path())
        .output()
        .unwrap_or_else(|error| panic!("unshare: {error}; run: sh assets/setup.sh --test"));
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_full_disk_is_told_and_leaves_the_take_whole_and_a_part_that_plays() {
    let Some(disk) = std::env::var_os(DISK) else {
        return on_a_small_disk("save::disk::a_full_disk_is_told_and_leaves_the_take_whole_and_a_part_that_plays");
    };
    let disk = Path::new(&disk);
    let elsewhere = tempfile::tempdir().unwrap();
    let samples = speech(24_000, 120.0);
    let take = take_of(elsewhere.path(), "take", 24_000, &samples);
    for format in [
        FileFormat::Wav,
        FileFormat::Flac,
        FileFormat::Mp3(Mp3::Cbr(64)),
        FileFormat::Mp3(Mp3::Vbr(0)),
        FileFormat::Opus { kbps: 64 },
    ] {
        let path = disk.join(format!("speech.{}", format.ending()));
        let error = save(std::slice::from_ref(&take), &path, &plan(format)).unwrap_err();
        assert_eq!(error.io_kind(), Some(ErrorKind::StorageFull), "{format:?}: {error:?}");
        let part = error.part().unwrap().to_owned();
        assert_eq!(part, disk.join(format!("speech.{}.part", format.ending())));
        assert!(!path.exists() && played(&take) == samples);
        let heard = listen::ffmpeg_at(&part, 24_000);
        assert!(heard.len() > 24_000 && heard.len() < samples.len(), "{format:?}: {}", heard.len());
        if matches!(format, FileFormat::Wav | FileFormat::Flac) {
            let ExportError::Write { samples: written, .. } = error else { panic!("{error:?}") };
            assert!(heard.len() as u64 == written && samples.starts_with(&heard), "{format:?}");
        }
        std::fs::remove_file(part).unwrap();
    }
    // With the disk full from the start there is not even a part.
    std::fs::write(disk.join("fill"), vec![0; 1 << 20]).unwrap_err();
    let path = disk.join("speech.wav");
    let error = save(&[take], &path, &plan(FileFormat::Wav)).unwrap_err();
    assert_eq!(error.io_kind(), Some(ErrorKind::StorageFull));
    assert!(!disk.join("speech.wav.part").exists());
}

#[test]
fn a_read_only_disk_is_told_before_anything_is_written() {
    let Some(disk) = std::env::var_os(DISK) else {
        return on_a_small_disk("save::disk::a_read_only_disk_is_told_before_anything_is_written");
    };
    let disk = Path::new(&disk);
    let status = Command::new("mount").args(["-o", "remount,ro"]).arg(disk).status().unwrap();
    assert!(status.success());
    let elsewhere = tempfile::tempdir().unwrap();
    let take = take_of(elsewhere.path(), "take", 24_000, &[1; 100]);
    let error = save(&[take], &disk.join("speech.flac"), &plan(FileFormat::Flac)).unwrap_err();
    assert!(matches!(error, ExportError::Create { .. }), "{error:?}");
    assert_eq!((error.io_kind(), error.part()), (Some(ErrorKind::ReadOnlyFilesystem), None));
}
