//! Files that are no plain files: links, pipes, and what may not be read or written.

#![cfg(unix)]

use crate::desk::{Desk, Ran};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

const BAD: &[u8] = b"He committed suicide.\n";
const GOOD: &[u8] = b"He died by suicide.\n";

#[track_caller]
fn check_refused(ran: &Ran, why: &str) {
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains(why), "{ran:?}");
}

#[test]
fn what_is_no_file_is_not_opened() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe.txt")).status().unwrap().success());
    check_refused(&desk.run(&["check", "pipe.txt"]), "pipe.txt: not checked: not a regular file");
    check_refused(&desk.run(&["check", "/dev/zero"]), "/dev/zero: not checked: not a regular file");
    check_refused(&desk.run(&["fix", "pipe.txt"]), "not a regular file");
    check_refused(&desk.run(&["test", "pipe.txt"]), "not a regular file");
    check_refused(&desk.run(&["check"]), "nothing to check");
}

#[test]
fn links_are_followed_when_they_are_named() {
    let desk = Desk::with("real/a.txt", BAD);
    symlink("real/a.txt", desk.path("link.txt")).unwrap();
    symlink("real", desk.path("folder")).unwrap();
    symlink("self.txt", desk.path("self.txt")).unwrap();
    symlink("nowhere.txt", desk.path("broken.txt")).unwrap();
    symlink("..", desk.path("real/up")).unwrap();
    let line = |name| {
        format!(
            "{name}:1:4: error: “committed suicide” makes a death sound like a crime. [house/commit-suicide]\n"
        )
    };

    assert_eq!(desk.run(&["check", "--format", "concise"]).stdout, line("real/a.txt"));
    assert_eq!(desk.run(&["check", "--format", "concise", "link.txt"]).stdout, line("link.txt"));
    assert_eq!(desk.run(&["check", "--format", "concise", "folder"]).stdout, line("folder/a.txt"));
    check_refused(&desk.run(&["check", "self.txt"]), "self.txt: not checked: too many levels");
    check_refused(&desk.run(&["check", "broken.txt"]), "broken.txt: not checked: no such file");
}

#[test]
fn fixing_a_link_fixes_the_file() {
    let desk = Desk::with("real/a.txt", BAD);
    symlink("real/a.txt", desk.path("link.txt")).unwrap();
    let ran = desk.run(&["fix", "link.txt", "real/a.txt"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(desk.get("real/a.txt"), GOOD);
    assert!(fs::symlink_metadata(desk.path("link.txt")).unwrap().is_symlink());
}

#[test]
fn fixing_leaves_alone_what_it_cannot_replace() {
    let desk = Desk::with("a.txt", BAD);
    fs::hard_link(desk.path("a.txt"), desk.path("b.txt")).unwrap();
    check_refused(
        &desk.run(&["fix", "a.txt"]),
        "a.txt: not fixed: it has other names (hard links)",
    );
    fs::remove_file(desk.path("b.txt")).unwrap();
    fs::set_permissions(desk.path("a.txt"), fs::Permissions::from_mode(0o440)).unwrap();
    check_refused(&desk.run(&["fix", "a.txt"]), "a.txt: not fixed: read-only");
    assert_eq!(desk.get("a.txt"), BAD);
}

#[test]
fn fixing_without_room_loses_nothing() {
    let text: Vec<u8> = BAD.repeat(1000);
    let desk = Desk::with("a.txt", &text);
    let script = format!("ulimit -f 8; exec '{}' fix a.txt", env!("CARGO_BIN_EXE_saywell"));
    let output =
        Command::new("sh").args(["-c", &script]).current_dir(desk.path("")).output().unwrap();
    assert_ne!(output.status.code(), Some(0));
    assert_eq!(desk.get("a.txt"), text);
}

#[test]
fn an_interruption_leaves_no_file_half_done() {
    let desk = Desk::new();
    let text: Vec<u8> = BAD.repeat(200);
    for number in 0..300 {
        desk.put(format!("{number}.txt"), &text);
    }
    let mut child = desk.command(&["fix"]).stdout(Stdio::piped()).spawn().unwrap();
    // It is at work once it says that it has done something.
    let mut byte = [0];
    child.stdout.as_mut().unwrap().read_exact(&mut byte).unwrap();
    assert!(
        Command::new("kill").arg("-INT").arg(child.id().to_string()).status().unwrap().success()
    );
    let code = child.wait().unwrap().code();
    assert!(matches!(code, Some(0 | 130)), "{code:?}");
    for entry in fs::read_dir(desk.path("")).unwrap() {
        let path = entry.unwrap().path();
        let content = fs::read(&path).unwrap();
        let document = path.extension().is_some_and(|extension| extension == "txt");
        let whole = content == text || content == GOOD.repeat(200);
        assert!(
            whole || !document && !path.display().to_string().contains(".saywell-"),
            "{path:?}"
        );
    }
}

#[test]
fn what_may_not_be_read_is_told() {
    let desk = Desk::with("closed.txt", BAD);
    desk.put("folder/a.txt", BAD);
    desk.put("open.txt", GOOD);
    let close =
        |name: &str| fs::set_permissions(desk.path(name), fs::Permissions::from_mode(0o0)).unwrap();
    close("closed.txt");
    close("folder");
    // Nothing is closed to root.
    if fs::read(desk.path("closed.txt")).is_err() {
        let ran = desk.run(&["check"]);
        check_refused(&ran, "closed.txt: not checked: permission denied");
        check_refused(&ran, "folder: not checked: permission denied");
        assert!(ran.stdout.contains("No findings in 1 file; 2 files not checked"), "{ran:?}");
    }
    fs::set_permissions(desk.path("folder"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn names_need_not_be_text() {
    let desk = Desk::new();
    let name = OsString::from_vec(b"caf\xe9.txt".to_vec());
    desk.put(&name, BAD);
    // Some file systems do not take such names.
    if desk.path(&name).exists() {
        assert_eq!(desk.run(&[OsStr::new("check"), &name]).code, Some(1));
        assert_eq!(desk.run(&[OsStr::new("fix"), &name]).code, Some(0));
        assert_eq!(fs::read(desk.path(&name)).unwrap(), GOOD);
    }
}

#[test]
fn many_files_come_in_the_order_of_their_paths() {
    let desk = Desk::new();
    for number in 0..600 {
        desk.put(format!("{:02}/{number}.txt", number % 50), b"Please calm down.\n");
    }
    let one = desk.run(&["check", "--format", "concise", "--threads", "1"]);
    let many = desk.run(&["check", "--format", "concise", "--threads", "8"]);
    assert_eq!(one.stdout, many.stdout);
    let paths: Vec<&str> = one.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(paths.len(), 600);
    assert!(paths.is_sorted(), "{paths:?}");
}
