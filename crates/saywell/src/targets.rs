//! Which files are looked at: what the arguments name, and what stands in the folders among them.

use crate::exit::Trouble;
use crate::sieve::DEFAULT_BASELINE;
use crate::streams::plain_words;
use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use saywell_config::FILE_NAME;
use saywell_engine::document::Format;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// The file; `-` is standard input.
    pub(crate) path: PathBuf,
    /// What is known about it already.
    pub(crate) state: State,
    /// Whether it was met in a folder, so that it can be excluded; what is named itself cannot.
    pub(crate) met: bool,
}

/// What is known about a target before it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It is to be looked at.
    Look,
    /// It cannot be looked at, for this reason.
    Problem(String),
    /// It is left out, for this reason.
    Skip(String),
}

/// What becomes of a file that is named itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// It is looked at, whatever its name.
    Always,
    /// It is treated as if it had been met in a folder: it can be excluded, and its name must tell a format.
    LikeMet,
}

/// The argument that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// Finds what the arguments name: every file once, in the order of paths.
///
/// Folders are walked: hidden files, links and what `.gitignore` names are not there, and files whose
/// names tell no format, or one that holds prose only now and then, are to be skipped. A file that is named itself is
/// always to be looked at, unless `named` says otherwise. An argument that names nothing but holds a `*`, `?`, `[` or
/// `{` is a glob.
///
/// # Errors
///
/// A glob that is none.
pub(crate) fn find(arguments: &[PathBuf], named: Named) -> Result<Vec<Target>, Trouble> {
    let mut found = Vec::new();
    for argument in arguments {
        find_one(argument, named, &mut found)?;
    }
    found.sort();
    found.dedup_by(|later, first| later.path == first.path);
    Ok(found)
}

fn find_one(argument: &Path, named: Named, found: &mut Vec<Target>) -> Result<(), Trouble> {
    let argument = &clean(argument);
    let target = |state| Target { path: argument.to_owned(), state, met: false };
    if argument == Path::new(STDIN) {
        found.push(target(State::Look));
    } else if argument.is_dir() {
        walk(argument, found, |_| Reach::Walked);
    } else if named == Named::LikeMet && argument.is_file() {
        found.extend(Reach::Walked.target(argument.to_owned()));
    } else if fs::symlink_metadata(argument).is_ok() {
        found.push(target(State::Look));
    } else if let Some(glob) = glob(argument)? {
        let before = found.len();
        walk(&glob_base(argument), found, |path| glob_reaches(&glob, path));
        if found.len() == before {
            found.push(target(State::Problem("no file matches".to_owned())));
        }
    } else {
        found.push(target(State::Problem("no such file or folder".to_owned())));
    }
    Ok(())
}

/// How an argument reaches a file that was met in a folder.
enum Reach {
    /// The file itself is meant: it is looked at whatever its name.
    Named,
    /// A folder that it stands in is meant.
    Walked,
    /// Neither.
    No,
}

fn glob_reaches(glob: &GlobMatcher, path: &Path) -> Reach {
    if glob.is_match(path) {
        return Reach::Named;
    }
    if path.ancestors().skip(1).any(|folder| glob.is_match(folder)) {
        Reach::Walked
    } else {
        Reach::No
    }
}

/// Adds the files of a folder as far as they are reached.
fn walk(folder: &Path, found: &mut Vec<Target>, reach: impl Fn(&Path) -> Reach) {
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let path = clean(entry.path());
                let reach = reach(&path);
                found.extend(reach.target(path));
            }
            Ok(_) => {}
            Err(error) => found.push(unreadable(folder, &error)),
        }
    }
}

impl Reach {
    fn target(self, path: PathBuf) -> Option<Target> {
        match self {
            Self::Named => Some(Target { path, state: State::Look, met: true }),
            Self::Walked if Format::from_path(&path).is_some_and(Format::is_walked) => {
                Some(Target { path, state: State::Look, met: true })
            }
            Self::Walked if is_ours(&path) => None,
            Self::Walked => {
                Some(Target { path, state: State::Skip("format not known".to_owned()), met: true })
            }
            Self::No => None,
        }
    }
}

/// Whether it is a file of saywell's own: nobody expects it to be read, and it need not be told that it is not.
fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME || name == DEFAULT_BASELINE)
}

/// A place in a folder that could not be looked at.
fn unreadable(folder: &Path, error: &ignore::Error) -> Target {
    let problem = error.io_error().map_or_else(|| error.to_string(), plain_words);
    let path = clean(place_of(error).unwrap_or(folder));
    Target { path, state: State::Problem(problem), met: true }
}

fn place_of(error: &ignore::Error) -> Option<&Path> {
    let mut error = error;
    loop {
        match error {
            ignore::Error::WithPath { path, .. } => return Some(path),
            ignore::Error::Loop { child, .. } => return Some(child),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                error = err;
            }
            _ => return None,
        }
    }
}

fn bad_glob(glob: &str, error: &dyn std::fmt::Display) -> Trouble {
    Trouble::from(format!("{glob}: not a glob: {error}"))
}

/// The argument as a glob, if it has the looks of one.
fn glob(argument: &Path) -> Result<Option<GlobMatcher>, Trouble> {
    let Some(text) = argument.to_str().filter(|text| text.contains(GLOB_SIGNS)) else {
        return Ok(None);
    };
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    glob.map(|glob| Some(glob.compile_matcher())).map_err(|error| bad_glob(text, error.kind()))
}

const GLOB_SIGNS: [char; 4] = ['*', '?', '[', '{'];

/// The folder that everything a glob can match stands in.
fn glob_base(glob: &Path) -> PathBuf {
    let plain = |part: &Component| !part.as_os_str().to_string_lossy().contains(GLOB_SIGNS);
    let base: PathBuf = glob.components().take_while(plain).collect();
    if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }
}

/// The path without the parts that say nothing: `./a` is `a`.
fn clean(path: &Path) -> PathBuf {
    let cleaned: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if !path.as_os_str().is_empty() && cleaned.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        cleaned
    }
}
