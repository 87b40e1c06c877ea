//! Streams that are closed or full: the work is done all the same, and the exit code is true.

use crate::desk::Desk;
use std::io::Read;
use std::process::Stdio;

/// A desk whose report is longer than a pipe holds.
fn desk() -> Desk {
    Desk::with("a.txt", "Please calm down. It is very late.\n\n".repeat(5_000))
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    for format in ["full", "concise", "json"] {
        let desk = desk();
        let mut command = desk.command(&["check", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut complaint = String::new();
        child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{complaint}");
        assert_eq!(complaint, "");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let desk = desk();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["rules"],
        &["--help"],
        &["completions", "zsh"],
    ] {
        let output = desk.command(args).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    let output =
        desk.command(&["check", "missing.txt"]).stdout(full()).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
