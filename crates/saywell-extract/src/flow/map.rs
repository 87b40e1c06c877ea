//! Where in a package the text came from.

use super::places::Story;
use crate::xml::Text;
use saywell_document::{Document, Encoding};
use std::ops::Range;

/// The text of a document, and where it came from.
pub(crate) struct Taken {
    pub(crate) document: Document,
    /// How many paragraphs were left out as another language.
    pub(crate) foreign: usize,
    pub(crate) parts: Vec<Part>,
    /// In the order of the text.
    pub(crate) origins: Vec<Origin>,
}

/// A stretch of the text and where it stands in a part.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Where it stands in the document's text.
    pub(crate) text: Range<usize>,
    /// Where it stands in the part's source; of the same length where it stands there as it is.
    pub(crate) source: Range<usize>,
    /// Index of the part.
    pub(crate) part: usize,
    /// Index of the run in the part.
    pub(crate) run: usize,
    /// Index in the part of the `w:t` that holds it; none where it is an element of its own, such as a tab.
    pub(crate) holder: Option<usize>,
}

/// A part that was read.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) story: Story,
    pub(crate) source: String,
    pub(crate) runs: Vec<Run>,
    pub(crate) holders: Vec<Holder>,
    /// How its bytes are encoded, and the byte order mark that they start with.
    pub(crate) encoding: Encoding,
    pub(crate) mark: &'static str,
    /// The prefixes that its root binds to WordprocessingML, and the name of that namespace.
    pub(crate) prefixes: Vec<String>,
    pub(crate) namespace: String,
    /// The highest number that marks something in it (`w:id`).
    pub(crate) last_id: u64,
}

/// A run: text with one formatting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) start_tag: Range<usize>,
    pub(crate) end_tag: Range<usize>,
    /// Its formatting, `w:rPr`, with its tags.
    pub(crate) properties: Option<Range<usize>>,
    /// Whether its words cannot be changed, though they can be read.
    pub(crate) fixed: bool,
    /// The run with the text box that it stands in.
    pub(crate) host: Option<usize>,
}

/// A `w:t` element: it holds text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holder {
    pub(crate) start_tag: Range<usize>,
    pub(crate) end_tag: Range<usize>,
}

impl Part {
    /// A part with this name and content, not read yet.
    pub(crate) fn new(name: &str, story: Story, content: Text) -> Self {
        Self {
            name: name.to_owned(),
            story,
            source: content.text,
            runs: Vec::new(),
            holders: Vec::new(),
            encoding: content.encoding,
            mark: content.mark,
            prefixes: Vec::new(),
            namespace: String::new(),
            last_id: 0,
        }
    }
}
