//! `check --against` a revision: what git keeps is compared with what stands in the folder.

use crate::desk::{Desk, Ran};
use std::fs;
use std::process::Command;

const OLD: &str =
    "The report came late. It says that he committed suicide in March of that year.\n";

/// Runs git in the desk's folder, apart from the configuration of whoever runs the tests.
fn git(desk: &Desk, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]);
    command.args(["-c", "protocol.file.allow=always"]).args(args).current_dir(desk.path(""));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

/// A repository with one commit of these files.
fn repository(files: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    files.iter().for_each(|(name, text)| desk.put(name, text.as_bytes()));
    git(&desk, &["init", "-q"]);
    git(&desk, &["add", "-A"]);
    git(&desk, &["commit", "-qm", "first"]);
    desk
}

fn against(desk: &Desk, revision: &str) -> Ran {
    desk.run(&["check", "--format", "concise", "--against", revision])
}

/// The places of what is found.
#[track_caller]
fn check_found(ran: &Ran, places: &[&str]) {
    let found: Vec<&str> =
        ran.stdout.lines().map(|line| line.split_once(": ").unwrap().0).collect();
    assert_eq!(found, places, "{ran:?}");
    assert_eq!(ran.code, Some(i32::from(!places.is_empty())), "{ran:?}");
}

#[track_caller]
fn check_refused(ran: &Ran, why: &str) {
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains(why) && ran.stdout.is_empty(), "{ran:?}");
}

#[test]
fn only_what_is_new_is_shown_committed_or_not() {
    let desk = repository(&[("a.md", OLD), ("b.md", OLD), ("c.md", OLD)]);
    check_found(&against(&desk, "HEAD"), &[]);
    desk.put("a.md", format!("{OLD}\nShe committed suicide too.\n").as_bytes());
    desk.put("b.md", OLD.replace("The report", "Their long report").as_bytes());
    desk.put("new é.txt", b"Do not commit suicide.\n");
    check_found(&against(&desk, "HEAD"), &["a.md:3:5", "new é.txt:1:8"]);
    git(&desk, &["add", "a.md"]);
    check_found(&against(&desk, "HEAD"), &["a.md:3:5", "new é.txt:1:8"]);
    git(&desk, &["commit", "-qm", "second"]);
    check_found(&against(&desk, "HEAD"), &["new é.txt:1:8"]);
    check_found(&against(&desk, "HEAD~1"), &["a.md:3:5", "new é.txt:1:8"]);
}

#[test]
fn a_branch_answers_for_itself_only() {
    let desk = repository(&[("a.md", OLD)]);
    git(&desk, &["branch", "topic"]);
    desk.put("a.md", b"Nothing.\n");
    git(&desk, &["commit", "-qam", "main goes on without it"]);
    git(&desk, &["checkout", "-q", "topic"]);
    desk.put("b.md", b"They commit suicide.\n");
    check_found(&against(&desk, "main"), &["b.md:1:6"]);
}

#[test]
fn renamed_files_are_followed() {
    let long = "A line of the report that says something on its own and stands here.\n\n".repeat(3);
    let desk = repository(&[("a.md", &format!("{long}{OLD}")), ("b.md", OLD)]);
    fs::create_dir(desk.path("sub")).unwrap();
    fs::rename(desk.path("a.md"), desk.path("sub/new name.md")).unwrap();
    check_found(&against(&desk, "HEAD"), &[]);
    desk.put("sub/new name.md", format!("He committed suicide.\n\n{long}{OLD}").as_bytes());
    check_found(&against(&desk, "HEAD"), &["sub/new name.md:1:4"]);
    git(&desk, &["add", "-A"]);
    git(&desk, &["commit", "-qm", "renamed"]);
    check_found(&against(&desk, "HEAD~1"), &["sub/new name.md:1:4"]);
    // A copy of what is still there is new text.
    desk.put("copy.md", OLD.as_bytes());
    check_found(&against(&desk, "HEAD"), &["copy.md:1:39"]);
}

#[test]
fn what_git_cannot_tell_is_told() {
    let desk = repository(&[("a.md", OLD)]);
    check_refused(&against(&desk, "nowhere"), "“nowhere” is neither a file nor a revision");
    check_refused(&desk.run(&["check", "--against=--help"]), "“--help” is neither a file");
    let without = desk.command(&["check", "--against", "HEAD"]).env("PATH", "").output().unwrap();
    assert_eq!(without.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without.stderr).contains("git cannot be run"), "{without:?}");
    let outside = Desk::with("a.md", OLD);
    let ran = outside.command(&["check", "--against", "HEAD"]).env("GIT_DIR", "nowhere").output();
    assert_eq!(ran.unwrap().status.code(), Some(2));
    check_refused(&against(&outside, "HEAD"), "finds no repository here");
    git(&desk, &["checkout", "-q", "--orphan", "other"]);
    git(&desk, &["commit", "-qm", "nothing in common"]);
    check_refused(&against(&desk, "main"), "have no history in common");
}

#[test]
fn a_shallow_clone_says_so() {
    let desk = repository(&[("a.md", OLD)]);
    desk.put("a.md", b"Nothing.\n");
    git(&desk, &["commit", "-qam", "second"]);
    let clone = Desk::new();
    let from = format!("file://{}", desk.path("").display());
    git(&clone, &["clone", "-q", "--depth", "1", &from, "clone"]);
    let ran = clone.run(&["check", "--against", "HEAD~1", "clone"]);
    check_refused(&ran, "this clone is shallow");
    let ran = clone.run(&["check", "--format", "concise", "--against", "HEAD", "clone"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}

#[test]
#[cfg(unix)]
fn nothing_that_a_repository_names_is_run() {
    let desk = repository(&[("a.md", OLD), (".gitattributes", "*.md diff=evil filter=evil\n")]);
    let evil = format!("touch {}; cat", desk.path("ran").display());
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.pager",
        "core.sshCommand",
        "gpg.program",
    ] {
        git(&desk, &["config", key, &evil]);
    }
    desk.put("a.md", format!("{OLD}\nThey commit suicide.\n").as_bytes());
    check_found(&against(&desk, "HEAD"), &["a.md:3:6"]);
    assert!(!desk.path("ran").exists());
}
