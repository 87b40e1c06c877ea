//! Directives that silence a finding in an open document.

use crate::documents::Snapshot;
pub(crate) use saywell_engine::NO_REASON_YET;
use saywell_engine::document::{Document, read_selected};
use saywell_engine::{Edit, Finding, Linted, Linter};
use saywell_rulebook::Choices;

/// A finding that is to be silenced.
pub(crate) struct Silence<'a> {
    snapshot: &'a Snapshot,
    linter: &'a Linter,
    of: (&'a Linted, &'a Finding),
    document: Document,
    reason: &'a str,
}

impl<'a> Silence<'a> {
    /// A finding among those of a snapshot, and the reason; none if the snapshot is not prose.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        choices: &'a Choices,
        of: (&'a Linted, &'a Finding),
        reason: &'a str,
    ) -> Option<Self> {
        let selection = choices.resolved.selection_for(&snapshot.path);
        let text = String::clone(&snapshot.text);
        let document = read_selected(text, snapshot.format()?, &selection).ok()?;
        Some(Self { snapshot, linter: &choices.linter, of, document, reason })
    }

    /// The edit that silences it in its block.
    pub(crate) fn here(&self) -> Option<Edit> {
        self.silence().here()
    }

    /// The edit that silences its rule in the document.
    pub(crate) fn in_file(&self) -> Option<Edit> {
        self.silence().in_file()
    }

    fn silence(&self) -> saywell_engine::Silence<'_> {
        let silence =
            saywell_engine::Silence::new(&self.document, self.linter, self.of, self.reason);
        let is_message =
            self.snapshot.path.file_name().is_some_and(|name| name == "COMMIT_EDITMSG");
        if is_message { silence.in_git_message() } else { silence }
    }
}
