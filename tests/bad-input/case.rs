//! The tables of cases.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A bad input, and what must come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// A letter for the section, and a number.
    pub(crate) id: String,
    /// What is bad about it, in a few words.
    pub(crate) about: String,
    /// A package that is put there as `a.docx` first; see `package.rs`.
    pub(crate) package: Option<String>,
    /// A shell script that makes the input in an empty folder.
    #[serde(default)]
    pub(crate) make: String,
    /// A shell script that runs the command there.
    #[serde(default = "check")]
    pub(crate) run: String,
    /// The exit code of that script; any of several.
    pub(crate) exit: Codes,
    /// Words that standard output holds.
    #[serde(default)]
    pub(crate) stdout: Vec<String>,
    /// Words that standard error holds.
    #[serde(default)]
    pub(crate) stderr: Vec<String>,
    /// Words that neither holds.
    #[serde(default)]
    pub(crate) never: Vec<String>,
    /// Whether files may change. Otherwise every file must stand there afterwards as it did, and no other.
    #[serde(default)]
    pub(crate) changes: bool,
    /// Whether what is printed may act on a terminal, since it is the text itself.
    #[serde(default)]
    pub(crate) raw: bool,
    /// A shell script that succeeds afterwards.
    #[serde(default)]
    pub(crate) after: String,
    /// The most seconds of processor time.
    #[serde(default = "five")]
    pub(crate) seconds: u64,
    /// A shell script that tells by succeeding whether the case can be tried on this machine.
    pub(crate) needs: Option<String>,
    /// For controls, which the command has no part in: what must be noticed.
    pub(crate) noticed: Option<String>,
}

/// One exit code or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Codes {
    One(i32),
    Any(Vec<i32>),
}

impl Codes {
    pub(crate) fn hold(&self, code: i32) -> bool {
        match self {
            Self::One(one) => *one == code,
            Self::Any(codes) => codes.contains(&code),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

fn check() -> String {
    "saywell check".to_owned()
}

fn five() -> u64 {
    5
}

/// The folder of the tables.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/bad-input")
}

/// Every case of every table, in the order of the tables' names.
pub(crate) fn all() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the tables");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let cases: Vec<Case> = paths.iter().flat_map(|path| read(path)).collect();
    let ids: BTreeSet<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(ids.len(), cases.len(), "every case has a name of its own");
    cases
}

fn read(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a table is UTF-8");
    let table: Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    table.case
}
