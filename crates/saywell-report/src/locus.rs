//! Where a finding stands, in words for people.

use saywell_engine::document::{Document, LineIndex};

/// Whether lines and columns mean something to the document's owner: not where its text was taken out of a file.
pub(crate) fn counts_lines(document: &Document) -> bool {
    document.format.is_text()
}

/// The place as people name it: “line 3”, “footnote 2” or “00:01:12, line 14”.
pub(crate) fn in_words(document: &Document, lines: &LineIndex, offset: usize) -> String {
    let line = || format!("line {}", lines.line(offset));
    match document.place(offset) {
        Some(place) if counts_lines(document) => format!("{place}, {}", line()),
        Some(place) => place.to_owned(),
        None => line(),
    }
}
