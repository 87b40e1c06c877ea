//! Runs of a program under strace.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use tempfile::TempDir;

/// The command that is tried.
pub(crate) fn saywell() -> PathBuf {
    let given = std::env::var_os("SAYWELL").map(PathBuf::from);
    given.unwrap_or_else(|| env!("CARGO_BIN_EXE_saywell").into())
}

/// A folder with the small pack of `tests/cli`.
pub(crate) fn desk() -> TempDir {
    let desk = tempfile::tempdir().expect("a folder");
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/desk/house.toml");
    fs::copy(house, desk.path().join("house.toml")).expect("the pack is there");
    fs::write(desk.path().join("saywell.toml"), "packs = [\"./house.toml\"]\n").expect("ours");
    desk
}

/// A call of the system, as the program's first thread makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: String,
    /// How many calls of this name there were before, and this one.
    pub(crate) number: usize,
    /// The line that tells of it.
    pub(crate) line: String,
}

/// Runs a program under strace, with these options, and gives how it ended and what strace wrote.
pub(crate) fn strace(options: &[&str], program: &[&str], folder: &Path) -> (ExitStatus, String) {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(log.path()).args(options).args(program);
    command.current_dir(folder).env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().expect("strace is installed");
    (status, fs::read_to_string(log.path()).expect("strace writes text"))
}

/// The calls in a log, those of the first thread.
pub(crate) fn calls(log: &str) -> Vec<Call> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let first = log.split_whitespace().next().unwrap_or_default();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some(rest) = line.strip_prefix(first) else { continue };
        let rest = rest.trim_start();
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
        let (name, rest) = rest.split_at(name_end);
        if !name.is_empty() && rest.starts_with('(') {
            let number = numbers.entry(name).or_default();
            *number += 1;
            calls.push(Call { name: name.to_owned(), number: *number, line: line.to_owned() });
        }
    }
    calls
}
