//! What became of a case: what it says must hold, and what must hold for every input.

use crate::case::Case;
use crate::run::{Bench, Ran};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Tries a case, and tells in words everything that is not as it must be.
///
/// # Errors
///
/// What is not.
pub(crate) fn judge(bench: &Bench, case: &Case) -> Result<(), String> {
    let place = bench.place(&case.id);
    bench.make(&place, case);
    let before = state(&place);
    let ran = bench.run(&place, case);
    let mut problems = of_ending(case, &ran);
    problems.extend(of_words(case, &ran));
    problems.extend(of_files(case, &before, &state(&place)));
    if !case.after.is_empty() && bench.script(&place, &case.after, 10).code != Some(0) {
        problems.push(format!("afterwards: not so: {}", case.after.trim()));
    }
    let verdict = verdict(case, &problems, &ran);
    if verdict.is_ok() {
        // Large inputs make room. What is closed to us stays until the end.
        let _ = fs::remove_dir_all(place.parent().unwrap_or(&place));
    }
    verdict
}

fn verdict(case: &Case, problems: &[String], ran: &Ran) -> Result<(), String> {
    let told = problems.join("\n");
    match &case.noticed {
        None if problems.is_empty() => Ok(()),
        Some(noticed) if told.contains(noticed) => Ok(()),
        Some(noticed) => Err(format!("a control: {noticed} was not noticed, but: {told}")),
        None => {
            let start = |bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes);
                text.chars().take(1500).collect::<String>()
            };
            Err(format!("{told}\nstdout: {}\nstderr: {}", start(&ran.stdout), start(&ran.stderr)))
        }
    }
}

/// What is wrong with how it ended.
fn of_ending(case: &Case, ran: &Ran) -> Vec<String> {
    let Some(code) = ran.code else { return vec!["hang: it did not end in time".to_owned()] };
    let mut problems = Vec::new();
    let panicked = String::from_utf8_lossy(&ran.stderr).contains("panicked at");
    // Abort, illegal instruction, bad memory; a panic.
    if panicked || matches!(code, 101 | 132 | 134 | 135 | 136 | 139) {
        problems.push(format!("crash: it ended with {code}"));
    }
    // Killed, or out of processor time.
    if matches!(code, 137 | 152) && !case.exit.hold(code) {
        problems.push("hang: it took more processor time than it may".to_owned());
    }
    if !case.exit.hold(code) {
        let clean = if code == 0 { "false clean: " } else { "" };
        problems.push(format!("{clean}exit code {code}, not {:?}", case.exit));
    }
    problems
}

/// What is wrong with what it said.
fn of_words(case: &Case, ran: &Ran) -> Vec<String> {
    let stdout = String::from_utf8_lossy(&ran.stdout);
    let stderr = String::from_utf8_lossy(&ran.stderr);
    let mut problems = Vec::new();
    let lacks = |stream: &str, text: &str, words: &[String]| -> Vec<String> {
        let missing = words.iter().filter(|words| !text.contains(words.as_str()));
        missing.map(|words| format!("{stream} lacks {words:?}")).collect()
    };
    problems.extend(lacks("stdout", &stdout, &case.stdout));
    problems.extend(lacks("stderr", &stderr, &case.stderr));
    for words in &case.never {
        if stdout.contains(words.as_str()) || stderr.contains(words.as_str()) {
            problems.push(format!("leak: it says {words:?}"));
        }
    }
    for (stream, text) in [("stdout", &stdout), ("stderr", &stderr)] {
        if let (false, Some(acting)) = (case.raw, text.chars().find(acts)) {
            problems.push(format!("injection: {stream} holds {acting:?}"));
        }
    }
    problems
}

/// Whether a character acts on a terminal. A carriage return before a line feed is how the protocol of editors has it.
fn acts(c: &char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What is known of a file: a digest of its content, where it can be read; what a link says; its mode.
type State = BTreeMap<PathBuf, String>;

fn state(folder: &Path) -> State {
    let mut state = State::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(about) = fs::symlink_metadata(&path) else { continue };
            let content = if about.is_dir() {
                folders.push(path.clone());
                "folder".to_owned()
            } else if about.is_symlink() {
                format!("{:?}", fs::read_link(&path))
            } else if about.is_file() {
                digest(&path)
            } else {
                "other".to_owned()
            };
            state.insert(path, format!("{content} {:?}", about.permissions()));
        }
    }
    state
}

fn digest(path: &Path) -> String {
    let Ok(bytes) = fs::read(path) else { return "closed".to_owned() };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{} bytes, {:x}", bytes.len(), hasher.finish())
}

/// What is wrong with the files afterwards.
fn of_files(case: &Case, before: &State, after: &State) -> Vec<String> {
    let mut problems = Vec::new();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let new = || after.keys().filter(|path| !before.contains_key(*path));
    for path in new().filter(|path| name(path).starts_with(".saywell-")) {
        problems.push(format!("left behind: {}", name(path)));
    }
    if !case.changes {
        let changed = before.iter().filter(|(path, state)| after.get(*path) != Some(state));
        problems.extend(changed.map(|(path, _)| format!("bytes lost: {} changed", name(path))));
        problems.extend(new().map(|path| format!("written: {}", name(path))));
    }
    problems
}
