//! The old text that a new one is compared with: a file, standard input, or what git keeps.

use crate::exit::Trouble;
use crate::files::{File, Files};
use crate::reading::{ReadChoice, bytes};
use crate::sieve::git::{Commit, OldFile};
use crate::targets::STDIN;
use saywell_baseline::{Key, known_again, traces};
use saywell_engine::document::Document;
use saywell_engine::{Linted, Linter};
use saywell_report::visible;
use saywell_rulebook::folder_of;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The old texts.
pub(crate) struct Against {
    source: Source,
    reading: ReadChoice,
    /// How it is called in messages.
    shown: String,
}

enum Source {
    /// One text for the one file that is checked.
    Text(OldFile),
    /// A commit, for any number of files.
    Commit(Box<Commit>),
}

impl Against {
    /// Opens the old text or the repository.
    ///
    /// # Errors
    ///
    /// Why it cannot be read; an old text for several files; a revision that git does not know.
    pub(crate) fn new(old: &OsStr, files: &Files) -> Result<Self, Trouble> {
        let shown = visible(&old.to_string_lossy()).into_owned();
        let path = Path::new(old);
        let source = if path == Path::new(STDIN) || path.is_file() {
            Source::Text(one_text(path, files)?)
        } else {
            let mut folders =
                files.iter().filter(|file| file.is_planned()).map(|file| folder_of(&file.name));
            let folder = folders.find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
            let mut commit = Commit::where_left(old, folder)
                .map_err(|problem| Trouble::from(format!("--against: {problem}")))?;
            let planned = files.iter().filter(|file| file.is_planned() && !file.is_stdin());
            commit.follow_renames(planned.map(|file| (file.name.as_path(), file.max_size())));
            Source::Commit(Box::new(commit))
        };
        Ok(Self { source, reading: *files.reading(), shown })
    }

    /// Why a file need not be checked, if it is the same as its old text.
    ///
    /// # Errors
    ///
    /// In words, why the old text could not be read.
    pub(crate) fn unchanged(&self, file: &File, new: &[u8]) -> Result<Option<String>, String> {
        let same = match &self.source {
            Source::Text(_) => false,
            Source::Commit(commit) => {
                commit.old(&file.name, file.max_size())?.is_some_and(|old| old.bytes == new)
            }
        };
        Ok(same.then(|| format!("unchanged since {}", self.shown)))
    }

    /// Whether each finding was there in the old text already.
    ///
    /// # Errors
    ///
    /// In words, why the old text could not be read.
    pub(crate) fn old(
        &self,
        file: &File,
        linter: &Linter,
        document: &Document,
        linted: &Linted,
    ) -> Result<Vec<bool>, String> {
        let from_git;
        let old = match &self.source {
            Source::Text(old) => old,
            Source::Commit(commit) => match commit.old(&file.name, file.max_size())? {
                Some(old) => {
                    from_git = old;
                    &from_git
                }
                None => return Ok(vec![false; linted.findings.len()]),
            },
        };
        let old = self.reading.document(old.bytes.clone(), &old.name, &file.selection());
        let old = old.map_err(|problem| {
            format!("its old text ({}) cannot be read: {problem}", self.shown)
        })?;
        // Findings that a directive silenced were not there.
        let key = Key::default();
        let before = traces(&key, &old, &linter.lint(&old).findings);
        let now = traces(&key, document, &linted.findings);
        Ok(known_again(&before, &now).iter().map(Option::is_some).collect())
    }
}

/// The text that the one file is compared with.
fn one_text(path: &Path, files: &Files) -> Result<OldFile, Trouble> {
    let mut planned = files.iter().filter(|file| file.is_planned());
    let (Some(file), None) = (planned.next(), planned.next()) else {
        return Err(Trouble::from(
            "--against with a file or `-` compares one text with another: name one file to check",
        ));
    };
    let is_stdin = path == Path::new(STDIN);
    if is_stdin && file.is_stdin() {
        return Err(Trouble::from("standard input cannot be both the new text and the old one"));
    }
    let bytes = bytes(path, file.max_size()).map_err(|problem| Trouble::about(path, &problem))?;
    let name = if is_stdin { file.name.clone() } else { PathBuf::from(path) };
    Ok(OldFile { name, bytes })
}
