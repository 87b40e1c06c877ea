//! Bytes: what is no text is told, and what was not meant to change does not.

use crate::desk::Desk;

/// Checks a file by name, and expects that it cannot be, for this reason. Fixing leaves it alone.
#[track_caller]
fn check_refused(name: &str, content: &[u8], why: &str) {
    let desk = Desk::with(name, content);
    let ran = desk.run(&["check", name]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let complaint = format!("saywell: {name}: not checked: {why}");
    assert!(ran.stderr.contains(&complaint), "{ran:?}");
    assert!(ran.stdout.contains("1 file not checked"), "{ran:?}");

    let ran = desk.run(&["check", "--format", "json", "."]);
    assert_eq!(ran.code, Some(2), "the same when it is met in a folder: {ran:?}");
    assert!(ran.stdout.contains(&format!("\"error\":\"{why}")), "{ran:?}");

    assert_eq!(desk.run(&["fix"]).code, Some(2));
    assert_eq!(desk.get(name), content);
}

#[test]
fn what_is_no_text_is_told() {
    check_refused("latin.txt", b"He committed suicide in a caf\xe9.", "not UTF-8 at byte 29");
    check_refused("cut.txt", b"He committed suicide \xe2\x80", "not UTF-8 at byte 21");
    check_refused("overlong.md", b"\xc0\xaf", "not UTF-8 at byte 0");
    check_refused("surrogate.md", b"a\xed\xa0\x80", "not UTF-8 at byte 1");
    check_refused("lone.txt", b"\xff\xfea\x00\x00\xd8", "not UTF-16LE at byte 4");
    check_refused("binary.md", b"commit suicide\0", "a binary file (NUL at byte 14)");
}

/// Fixes a file, and expects this; nothing else in the folder changes, and fixing again changes nothing more.
#[track_caller]
fn check_fixed(content: &[u8], args: &[&str], expected: &[u8]) {
    let desk = Desk::with("a.txt", content);
    let fix = [&["fix", "a.txt"], args].concat();
    let ran = desk.run(&fix);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(desk.get("a.txt"), expected, "{ran:?}");
    let names = std::fs::read_dir(desk.path("")).unwrap().count();
    assert_eq!(names, 3, "no other file is left behind");

    let again = desk.run(&fix);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), "Nothing to fix.\n"));
    assert_eq!(desk.get("a.txt"), expected);
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn fixing_keeps_every_other_byte() {
    check_fixed(b"He committed suicide.", &[], b"He died by suicide.");
    check_fixed(b"\r\n He committed suicide.\r\n\n\r", &[], b"\r\n He died by suicide.\r\n\n\r");
    check_fixed(
        b"\xef\xbb\xbfSee: he committed suicide\n",
        &[],
        b"\xef\xbb\xbfSee: he died by suicide\n",
    );
    check_fixed(
        "é—“he committed suicide” 👩‍👧\u{2028}".as_bytes(),
        &["--only", "very"],
        "é—“he committed suicide” 👩‍👧\u{2028}".as_bytes(),
    );
    check_fixed(
        b"He committed suicide in a caf\xe9.",
        &["--encoding", "latin1"],
        b"He died by suicide in a caf\xe9.",
    );
}

#[test]
fn fixing_keeps_the_encoding() {
    let (old, new) = ("\u{feff}He committed suicide. é👩", "\u{feff}He died by suicide. é👩");
    check_fixed(&utf_16(old, u16::to_le_bytes), &[], &utf_16(new, u16::to_le_bytes));
    check_fixed(&utf_16(old, u16::to_be_bytes), &[], &utf_16(new, u16::to_be_bytes));
}

#[test]
fn positions_count_characters() {
    let desk = Desk::with("a.txt", "\u{feff}Calm down, é👩 calm down\r\n\rcalm down");
    let ran = desk.run(&["check", "--format", "concise"]);
    let places: Vec<&str> =
        ran.stdout.lines().filter_map(|line| line.split(" warning").next()).collect();
    assert_eq!(places, ["a.txt:1:1:", "a.txt:1:15:", "a.txt:3:1:"]);
}

#[test]
fn nothing_in_a_text_or_a_name_acts_on_the_terminal() {
    let acting = "\u{1b}]0;owned\u{7} calm down \u{9b}2J \u{202e}evil ##[error]x ::error::y";
    let name = "a\u{1b}[2J\u{202e}.txt";
    let desk = Desk::with(name, acting);
    for format in ["full", "concise", "json"] {
        let ran = desk.run(&["check", "--format", format]);
        let printed = ran.stdout + &ran.stderr;
        assert_eq!(ran.code, Some(1), "{printed:?}");
        assert!(
            !printed.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']),
            "{format}: {printed:?}"
        );
    }
    let missing = desk.run(&["check", "b\u{1b}[2J.txt"]);
    assert!(!missing.stderr.contains('\u{1b}'), "{missing:?}");
    let forged = desk.run(&["check", "b\n::error::forged.txt"]);
    assert!(!forged.stderr.contains("\n::"), "{forged:?}");
    let unknown = desk.run(&["explain", "b\u{1b}[2J"]);
    assert!(!unknown.stderr.contains('\u{1b}'), "{unknown:?}");
}

#[test]
fn empty_files_are_clean() {
    for content in [&b""[..], b"\xef\xbb\xbf", b"\n", b"\xff\xfe"] {
        let ran = Desk::with("a.txt", content).run(&["check"]);
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (Some(0), "No findings in 1 file; 1 file skipped.\n")
        );
    }
}
