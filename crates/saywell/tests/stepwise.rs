//! `fix --interactive` at a terminal. Each file of `tests/stepwise` holds documents and answers, and then what the
//! terminal showed and what stood in the documents afterwards. `SNAPSHOTS=overwrite` writes the second half.

#![cfg(unix)]

use crate::desk::Desk;
use pty_process::Size;
use pty_process::blocking::{Command, open};
use snapbox::{Data, assert_data_eq};
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

/// How every question ends.
const PROMPT: &[u8] = b"> ";

/// A section of a case file: what stands after `=== `, and the lines under it.
type Section = (String, String);

fn sections(text: &str) -> Vec<Section> {
    let parts = text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap());
    parts.map(|(name, body)| (name.to_owned(), body.to_owned())).collect()
}

/// What a terminal showed, and how the command ended. Without answers left, the input ends; `^C` is a key.
fn converse(desk: &Desk, args: &[&str], answers: &str) -> (String, Option<i32>) {
    let (mut terminal, child_side) = open().unwrap();
    terminal.resize(Size::new(24, 80)).unwrap();
    let command = Command::new(env!("CARGO_BIN_EXE_saywell"));
    let command = command.args(args).current_dir(desk.path("")).env("TERM", "dumb");
    let mut child = command.spawn(child_side).unwrap();
    let mut answers = answers.lines();
    let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
    // Reading fails when the command has closed its side.
    while let Ok(length @ 1..) = terminal.read(&mut buffer) {
        shown.extend(&buffer[..length]);
        if shown.ends_with(PROMPT) {
            let keys = match answers.next() {
                Some("^C") => "\x03".to_owned(),
                Some(answer) => format!("{answer}\n"),
                None => "\x04".to_owned(),
            };
            terminal.write_all(keys.as_bytes()).unwrap();
        }
    }
    let shown = String::from_utf8(shown).unwrap().replace("\r\n", "\n");
    (shown, child.wait().unwrap().code())
}

fn check(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let given: Vec<Section> =
        sections(&text).into_iter().take_while(|(name, _)| !name.starts_with("screen")).collect();
    let intro = text.split("=== ").next().unwrap();
    let (desk, mut out) = (Desk::new(), intro.to_owned());
    let (mut args, mut answers) = (vec!["fix", "--interactive"], "");
    for (name, body) in &given {
        match name.split_once(' ').unwrap_or((name, "")) {
            ("file", name) => desk.put(name, body.as_bytes()),
            ("answers", more) => {
                args.extend(more.split_whitespace());
                answers = body;
            }
            _ => panic!("{}: a section “{name}”", path.display()),
        }
        write!(out, "=== {name}\n{body}").unwrap();
    }
    let (shown, code) = converse(&desk, &args, answers);
    let code = code.map_or("a signal".to_owned(), |code| code.to_string());
    // The terminal shows white space at line ends that editors take away.
    let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
    write!(out, "=== screen, exit code {code}\n{}\n", shown.join("\n")).unwrap();
    for name in given.iter().filter_map(|(name, _)| name.strip_prefix("file ")) {
        write!(out, "=== after {name}\n{}", String::from_utf8(desk.get(name)).unwrap()).unwrap();
    }
    let left = fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().ends_with(".tmp")));
    assert_data_eq!(out, Data::read_from(path, None).raw());
}

#[test]
fn conversations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stepwise");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().for_each(|path| check(path));
}

#[test]
fn a_terminal_is_needed() {
    let desk = Desk::with("a.md", "He committed suicide.\n");
    let ran = desk.run(&["fix", "--interactive"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("asks at a terminal, and there is none"), "{ran:?}");
    let (shown, code) = converse(&desk, &["fix", "--interactive", "-"], "");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("standard input is for your answers"), "{shown}");
}

#[test]
fn what_changed_meanwhile_is_not_overwritten() {
    let desk = Desk::with("latin.txt", b"Caf\xe9. He committed suicide.\n");
    let (shown, code) =
        converse(&desk, &["fix", "-i", "--encoding", "latin1"], "e\nfell \u{4e2d}\ny\n");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("the new words cannot be written in windows-1252"), "{shown}");
    let (shown, code) = converse(&desk, &["fix", "-i", "--encoding", "latin1"], "1\ny\n");
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(desk.get("latin.txt"), b"Caf\xe9. He died by suicide.\n");
}
