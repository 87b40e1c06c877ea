//! Where in a package the text came from.

use super::comments::OwnComment;
use super::places::Story;
use crate::ExtractError;
use crate::xml::Text;
use saywell_document::{Document, Encoding};
use std::ops::Range;

/// Which state of tracked changes is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// With all changes accepted: what readers are to get.
    After,
    /// With all changes rejected.
    Before,
}

/// The text of a document, and where it came from.
pub(crate) struct Taken {
    pub(crate) document: Document,
    /// How many paragraphs were left out as another language.
    pub(crate) foreign: usize,
    pub(crate) parts: Vec<Part>,
    /// In the order of the text.
    pub(crate) origins: Vec<Origin>,
    /// The comments that saywell set before.
    pub(crate) own_comments: Vec<OwnComment>,
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
    /// Index of the run in the part; in an OpenDocument text, of the element that it stands in.
    pub(crate) run: usize,
    /// Index in the part of the `w:t` that holds it, or of an OpenDocument's element; none where it is an element of its
    /// own, such as a tab.
    pub(crate) holder: Option<usize>,
}

impl Origin {
    /// Where of these words what stands here stands in the source. What is written otherwise there is one piece.
    pub(crate) fn source_of(&self, words: &Range<usize>) -> Range<usize> {
        if self.source.len() != self.text.len() || self.holder.is_none() {
            return self.source.clone();
        }
        let from = words.start.max(self.text.start) - self.text.start;
        let to = words.end.min(self.text.end) - self.text.start;
        self.source.start + from..self.source.start + to
    }
}

impl Taken {
    /// Where these words came from, if it was one part.
    pub(crate) fn origins_of(&self, words: &Range<usize>) -> Option<&[Origin]> {
        let first = self.origins.partition_point(|origin| origin.text.end <= words.start);
        let rest = self.origins.get(first..)?;
        let count = rest.iter().take_while(|origin| origin.text.start < words.end).count();
        let found = rest.get(..count)?;
        let part = found.first()?.part;
        found.iter().all(|origin| origin.part == part).then_some(found)
    }
}

/// A part that was read.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) story: Story,
    pub(crate) source: String,
    pub(crate) runs: Vec<Run>,
    pub(crate) holders: Vec<Holder>,
    pub(crate) wholes: Vec<Whole>,
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
    /// Index in the part of what it stands in that is commented on as a whole.
    pub(crate) whole: Option<usize>,
}

/// What is commented on as a whole, since comments in it get lost: a field, or a control (`w:sdt`) in which a person may
/// not write freely, that is a choice, a date, plain text, text that is bound to data, or a prompt.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    /// Where it stands in the part; empty for a field of several paragraphs, which counts as their text.
    pub(crate) source: Range<usize>,
    /// Whether it is part of a paragraph, so that a comment can stand around it.
    pub(crate) inline: bool,
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
            wholes: Vec::new(),
            encoding: content.encoding,
            mark: content.mark,
            prefixes: Vec::new(),
            namespace: String::new(),
            last_id: 0,
        }
    }

    /// Its new source in its old encoding.
    ///
    /// # Errors
    ///
    /// If the encoding has no place for it.
    pub(crate) fn encoded(&self, source: &str) -> Result<Vec<u8>, ExtractError> {
        self.encoding.encode(&format!("{}{source}", self.mark)).ok_or_else(|| {
            let name = &self.name;
            ExtractError::refused(format!("its part {name} cannot be written as it was"))
        })
    }
}
