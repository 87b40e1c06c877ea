//! Baselines in use: read, asked, and told what of them is gone.

use crate::exit::Trouble;
use crate::files::{File, Files};
use crate::reading::bytes;
use crate::streams::remark;
use saywell_baseline::{Baseline, Gone, Key, Ledger, Trace, traces};
use saywell_config::relative;
use saywell_engine::Linted;
use saywell_engine::document::Document;
use saywell_report::visible;
use saywell_rulebook::folder_of;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of a baseline where none is chosen.
pub(crate) const DEFAULT_BASELINE: &str = "saywell.baseline";

/// A larger baseline is not read, in bytes.
const LARGEST: u64 = 64 << 20;

/// How many files with entries that are gone are named.
const MOST_NAMED: usize = 10;

/// The baselines of a run.
#[derive(Default)]
pub(crate) struct Accepted {
    /// The one for all files.
    one: Option<Book>,
    /// Those that configurations name.
    configured: BTreeMap<PathBuf, Book>,
}

/// A baseline and where it stands.
pub(crate) struct Book {
    path: PathBuf,
    folder: PathBuf,
    content: Option<Vec<u8>>,
    key: Key,
    ledger: Mutex<Ledger>,
}

impl Accepted {
    /// One baseline for all files.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn one(path: &Path) -> Result<Self, Trouble> {
        Ok(Self { one: Some(Book::read(path)?), configured: BTreeMap::new() })
    }

    /// For each file the baseline that its configuration names.
    ///
    /// # Errors
    ///
    /// What is wrong with them, all of them.
    pub(crate) fn configured(files: &Files) -> Result<Self, Trouble> {
        let mut configured = BTreeMap::new();
        let mut messages = Vec::new();
        for path in files.iter().filter_map(File::baseline) {
            if configured.contains_key(path) {
                continue;
            }
            match Book::read(path) {
                Ok(book) => _ = configured.insert(path.to_owned(), book),
                Err(trouble) if messages.contains(&trouble.messages[0]) => {}
                Err(trouble) => messages.extend(trouble.messages),
            }
        }
        if messages.is_empty() {
            Ok(Self { one: None, configured })
        } else {
            Err(Trouble { messages })
        }
    }

    fn book(&self, file: &File) -> Option<&Book> {
        self.one.as_ref().or_else(|| self.configured.get(file.baseline()?))
    }

    /// What the file's baseline knows its findings by; nothing without one.
    pub(crate) fn traces(&self, file: &File, document: &Document, linted: &Linted) -> Vec<Trace> {
        self.book(file).map(|book| book.traces(document, linted)).unwrap_or_default()
    }

    /// Whether each finding of a file is accepted.
    pub(crate) fn claim(&self, file: &File, traces: &[Trace]) -> Vec<bool> {
        self.book(file).and_then(|book| book.claim(file, traces)).unwrap_or_default()
    }

    /// Says what of the baselines is gone.
    pub(crate) fn tell_gone(&self) {
        for book in self.one.iter().chain(self.configured.values()) {
            let gone = book.with_ledger(|ledger| ledger.gone());
            if !gone.is_empty() {
                remark(&gone_words(&book.path, &gone));
            }
        }
    }
}

impl Book {
    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, or what is wrong in it.
    pub(crate) fn read(path: &Path) -> Result<Self, Trouble> {
        let shown = from_here(path.to_owned());
        let trouble = |problem: &str| Trouble::about(&shown, problem);
        let bytes = bytes(path, LARGEST).map_err(|problem| match problem.as_str() {
            "no such file or folder" => {
                trouble("there is no such baseline; `saywell baseline` writes one")
            }
            problem if problem.starts_with("bigger than") => trouble("too big for a baseline"),
            problem => trouble(&format!("this baseline cannot be read: {problem}")),
        })?;
        let text = str::from_utf8(&bytes).map_err(|_| trouble("not UTF-8, so no baseline"))?;
        let baseline = Baseline::parse(text).map_err(|error| trouble(&error.to_string()))?;
        Ok(Self { content: Some(bytes), ..Self::open(path, baseline) })
    }

    /// An empty baseline that is to be written at this place.
    pub(crate) fn new(path: &Path, key: Key) -> Self {
        Self::open(path, Baseline::new(key))
    }

    /// The file's content as it was read; none if it is not written yet.
    pub(crate) fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    fn open(path: &Path, baseline: Baseline) -> Self {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = folder_of(&absolute).to_owned();
        let key = *baseline.key();
        let ledger = Ledger::new(baseline, |name| folder.join(name).symlink_metadata().is_ok());
        Self {
            path: from_here(path.to_owned()),
            folder,
            content: None,
            key,
            ledger: Mutex::new(ledger),
        }
    }

    /// What it knows the findings of a document by.
    pub(crate) fn traces(&self, document: &Document, linted: &Linted) -> Vec<Trace> {
        traces(&self.key, document, &linted.findings)
    }

    /// Whether each finding of a file is accepted; none if the file lies outside the folder of the baseline.
    pub(crate) fn claim(&self, file: &File, traces: &[Trace]) -> Option<Vec<bool>> {
        let name = self.name_of(&file.name)?;
        Some(self.with_ledger(|ledger| ledger.claim(&name, traces)))
    }

    /// Works with the ledger.
    pub(crate) fn with_ledger<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> T {
        work(&mut self.ledger.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A file's path from the baseline's folder, with `/` between its parts.
    fn name_of(&self, path: &Path) -> Option<String> {
        let relative = relative(path, &self.folder)?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    }
}

fn gone_words(path: &Path, gone: &[Gone]) -> String {
    let count: usize = gone.iter().map(|gone| gone.count).sum();
    let entries = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
    let named = gone.iter().take(MOST_NAMED);
    let mut named: Vec<String> =
        named.map(|gone| format!("{} ({})", visible(&gone.path), gone.count)).collect();
    if gone.len() > MOST_NAMED {
        named.push(format!("and {} more files", gone.len() - MOST_NAMED));
    }
    let path = path.to_string_lossy();
    format!(
        "{}: {entries} gone: {}. `saywell baseline --update` takes out what is gone.",
        visible(&path),
        named.join(", ")
    )
}

/// A path as short as it can be written in the current folder.
pub(crate) fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).map(Path::to_owned).unwrap_or(path)
}
