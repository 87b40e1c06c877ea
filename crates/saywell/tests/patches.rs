//! `fix --diff` prints what `git apply` takes: applied, it gives what `fix` writes, byte for byte.

use crate::desk::Desk;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// Fixes one desk by git and another by saywell, and compares the files.
#[track_caller]
fn check(files: &[(&str, &[u8])], args: &[&str]) {
    let (by_git, by_saywell) = (Desk::new(), Desk::new());
    for (name, content) in files {
        by_git.put(name, content);
        by_saywell.put(name, content);
    }
    let diff = by_git.command(&[&["fix", "--diff"], args].concat()).output().unwrap();
    assert_eq!(diff.status.code(), Some(1), "{diff:?}");
    let mut apply = Command::new("git");
    apply.args(["apply", "--unidiff-zero", "-"]).current_dir(by_git.path(""));
    // The temporary folder may stand in a repository.
    apply.env("GIT_CEILING_DIRECTORIES", by_git.path("").parent().unwrap());
    let mut apply = apply.stdin(Stdio::piped()).spawn().unwrap();
    apply.stdin.take().unwrap().write_all(&diff.stdout).unwrap();
    assert!(apply.wait().unwrap().success(), "{}", String::from_utf8_lossy(&diff.stdout));
    by_saywell.run(&[&["fix"], args].concat());
    for (name, content) in files {
        let fixed = by_saywell.get(name);
        assert_ne!(fixed, *content, "{name}");
        assert_eq!(
            String::from_utf8_lossy(&by_git.get(name)),
            String::from_utf8_lossy(&fixed),
            "{name}"
        );
        assert_eq!(by_git.get(name), fixed, "{name}");
    }
}

const BAD: &[u8] = b"One.\n\nHe committed suicide.\n\nTwo.\n";

#[test]
fn any_name() {
    check(&[("a b.md", BAD), ("two  spaces .txt", BAD), ("sub/deep er/c.md", BAD)], &[]);
    check(
        &[("\u{e9}t\u{e9} \u{2014} \u{1f469}.md", BAD), ("b/a.txt", BAD), ("#[x].txt", BAD)],
        &[],
    );
}

#[test]
#[cfg(unix)]
fn any_name_that_unix_allows() {
    check(
        &[
            ("tab\there.md", BAD),
            ("line\nend.md", BAD),
            ("quote\".md", BAD),
            ("back\\slash.md", BAD),
            ("turn\u{202e}ed.md", BAD),
            ("esc\x1b[31m.md", BAD),
        ],
        &[],
    );
}

#[test]
fn any_line_end() {
    check(
        &[
            ("none.md", b"He committed suicide."),
            ("none-after.md", b"They commit suicide.\n\n\nOne\n\nTwo\n\nThree"),
            ("crlf.md", b"One.\r\n\r\nHe committed suicide.\r\nTwo.\r\n"),
            ("crlf-none.md", b"One.\r\n\r\nHe committed suicide.\r\nTwo."),
            ("mixed.md", b"One.\n\r\nHe committed suicide.\r\nTwo.\r"),
            ("cr.txt", b"One.\r\rHe committed suicide.\rTwo.\r"),
            ("bom.txt", b"\xef\xbb\xbfHe committed suicide.\n"),
            ("minus.txt", b"--- a/x\n+++ b/x\nHe committed suicide.\n@@ -1 +1 @@\n\\ No newline\n"),
            ("separator.txt", "One\u{2028}he committed suicide.\u{85}Two.\u{c}\n".as_bytes()),
        ],
        &[],
    );
}

#[test]
fn any_encoding_that_git_takes_for_text() {
    check(&[("latin.txt", b"Caf\xe9.\nHe committed suicide.\n")], &["--encoding", "latin1"]);
}

#[test]
fn far_apart_and_close_together() {
    let text = "They commit suicide.\n\nOne.\n\nTwo.\n\n".repeat(3) + &"Three.\n".repeat(20);
    let text = format!("{text}{text}");
    check(&[("a.md", text.as_bytes()), ("b.md", text.as_bytes())], &[]);
}

#[test]
fn utf_16_is_shown_to_people() {
    let bytes: Vec<u8> =
        "\u{feff}He committed suicide.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = Desk::with("wide.txt", bytes).run(&["fix", "--diff", "wide.txt"]);
    assert!(ran.stdout.contains("+\u{feff}He died by suicide.\n"), "{ran:?}");
    let nothing = Desk::with("a.txt", "Nothing.\n");
    assert_eq!(nothing.run(&["fix", "--diff"]).stdout, "");
    assert!(fs::read(nothing.path("a.txt")).is_ok());
}
