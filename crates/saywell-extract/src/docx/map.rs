//! Where in a package the text came from.

use super::places::Story;
use saywell_document::Document;
use std::ops::Range;

/// The text of a document, and where it came from.
pub(super) struct Taken {
    pub(super) document: Document,
    pub(super) parts: Vec<Part>,
    /// In the order of the text.
    pub(super) origins: Vec<Origin>,
}

/// A stretch of the text and where it stands in a part.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Where it stands in the document's text.
    pub(super) text: Range<usize>,
    /// Where it stands in the part's source; of the same length where it stands there as it is.
    pub(super) source: Range<usize>,
    /// Index of the part.
    pub(super) part: usize,
    /// Index of the run in the part.
    pub(super) run: usize,
    /// Index in the part of the `w:t` that holds it; none where it is an element of its own, such as a tab.
    pub(super) holder: Option<usize>,
}

/// A part that was read.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) story: Story,
    pub(super) source: String,
    pub(super) runs: Vec<Run>,
    pub(super) holders: Vec<Holder>,
    /// The prefixes that its root binds to WordprocessingML.
    pub(super) prefixes: Vec<String>,
    /// The highest number that marks something in it (`w:id`).
    pub(super) last_id: u64,
}

/// A run: text with one formatting.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) start_tag: Range<usize>,
    pub(super) end_tag: Range<usize>,
    /// Its formatting, `w:rPr`, with its tags.
    pub(super) properties: Option<Range<usize>>,
    /// Whether its words cannot be changed, though they can be read.
    pub(super) fixed: bool,
    /// The run with the text box that it stands in.
    pub(super) host: Option<usize>,
}

/// A `w:t` element: it holds text.
#[derive(Clone, Debug, Default)]
pub(super) struct Holder {
    pub(super) start_tag: Range<usize>,
    pub(super) end_tag: Range<usize>,
}

impl Part {
    /// A part with this name, not read yet.
    pub(super) fn new(name: &str, story: Story) -> Self {
        Self {
            name: name.to_owned(),
            story,
            source: String::new(),
            runs: Vec::new(),
            holders: Vec::new(),
            prefixes: Vec::new(),
            last_id: 0,
        }
    }
}
