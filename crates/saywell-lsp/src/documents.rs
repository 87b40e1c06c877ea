//! Open documents: the editor's text, kept the same by its changes, and snapshots of it to check.

use crate::checked::Checked;
use crate::places::Places;
use saywell_config::FILE_NAME;
use saywell_engine::document::{ColumnUnit, Format, LineIndex};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

/// What is done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Its prose is checked.
    Prose(Format),
    /// It is a `saywell.toml`.
    Config,
    /// It is TOML, and checked if it is a rule pack.
    Toml,
}

impl Kind {
    /// What a document is by its language id; where that tells nothing, by its name; else plain text, as for a file
    /// that is named to `saywell check`: whoever attaches the server to a document wants it checked.
    pub(crate) fn of(language: &str, path: Option<&Path>) -> Self {
        let name = path.and_then(Path::file_name);
        if name.is_some_and(|name| name == FILE_NAME) {
            return Self::Config;
        }
        let is_toml = path.and_then(Path::extension).is_some_and(|extension| extension == "toml");
        if is_toml || matches!(language, "toml" | "conf-toml") {
            return Self::Toml;
        }
        let format = Format::from_language_id(language).or_else(|| Format::from_path(path?));
        Self::Prose(format.unwrap_or(Format::Plain))
    }
}

/// A document as it was at one time. What was found in it is kept, so that it is checked once however many ask.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The document.
    pub(crate) uri: Url,
    /// The client's version of it.
    pub(crate) version: i32,
    /// Tells it from every other snapshot.
    pub(crate) serial: u64,
    /// Where it stands, or would stand if it were saved.
    pub(crate) path: PathBuf,
    /// What is done with it.
    pub(crate) kind: Kind,
    /// Its text.
    pub(crate) text: Arc<String>,
    /// What was found.
    pub(crate) checked: OnceLock<Checked>,
}

/// An open document.
#[derive(Debug)]
pub(crate) struct Buffer {
    uri: Url,
    path: PathBuf,
    kind: Kind,
    version: i32,
    text: Arc<String>,
    snapshot: Option<Arc<Snapshot>>,
}

impl Buffer {
    /// A document that was opened, and where it stands.
    pub(crate) fn new(item: TextDocumentItem, path: PathBuf) -> Self {
        Self {
            kind: Kind::of(&item.language_id, Some(&path)),
            uri: item.uri,
            path,
            version: item.version,
            text: Arc::new(item.text),
            snapshot: None,
        }
    }

    /// Makes changes, each to the text that the one before it leaves.
    pub(crate) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        unit: ColumnUnit,
    ) {
        self.version = version;
        self.snapshot = None;
        // Copied only if a snapshot of it is being checked.
        let text = Arc::make_mut(&mut self.text);
        for change in changes {
            apply(text, change, unit);
        }
    }

    /// The document as it is now. `serial` is the number of a new snapshot, if one has to be made.
    pub(crate) fn snapshot(&mut self, serial: &mut u64) -> Arc<Snapshot> {
        if let Some(snapshot) = &self.snapshot {
            return Arc::clone(snapshot);
        }
        *serial += 1;
        let snapshot = Arc::new(Snapshot {
            uri: self.uri.clone(),
            version: self.version,
            serial: *serial,
            path: self.path.clone(),
            kind: self.kind,
            text: Arc::clone(&self.text),
            checked: OnceLock::new(),
        });
        self.snapshot = Some(Arc::clone(&snapshot));
        snapshot
    }

    /// Forgets what was found, since what is chosen has changed.
    pub(crate) fn forget(&mut self) {
        self.snapshot = None;
    }

    /// Where it stands.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its text.
    pub(crate) fn text(&self) -> &Arc<String> {
        &self.text
    }

    /// Its version.
    pub(crate) fn version(&self) -> i32 {
        self.version
    }

    /// Whether it is prose.
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self.kind, Kind::Prose(_))
    }
}

fn apply(text: &mut String, change: TextDocumentContentChangeEvent, unit: ColumnUnit) {
    let Some(range) = change.range else {
        *text = change.text;
        return;
    };
    let lines = LineIndex::new(text);
    let span = Places::new(text, &lines, unit).span(range);
    text.replace_range(span.range(), &change.text);
}
