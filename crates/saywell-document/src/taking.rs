//! Text taken out of a file that is no text itself: a word processor's document, a page layout, an e-mail.

use crate::directive::{self, Subject};
use crate::document::{Prose, finish};
use crate::{BlockBuilder, BlockKind, Document, Format, Place, ReadError, Span};
use std::ops::Range;

/// What stands between two blocks in the text that is taken.
const BETWEEN: &str = "\n\n";

/// Collects the text of a file as a reader would see it, block after block, and makes a [`Document`] of it.
///
/// The document's text is what was pushed, with an empty line between blocks; spans point into it.
///
/// ```
/// use saywell_document::{BlockKind, Format, Taking};
///
/// let mut taking = Taking::new();
/// taking.place("paragraph 1");
/// taking.push("She was one of the ");
/// taking.push("prostitutes");
/// taking.end_block(BlockKind::Paragraph);
/// let document = taking.finish(Format::Plain)?;
/// assert_eq!(document.text, "She was one of the prostitutes\n\n");
/// assert_eq!(document.place(19), Some("paragraph 1"));
/// # Ok::<(), saywell_document::ReadError>(())
/// ```
#[derive(Debug, Default)]
pub struct Taking {
    text: String,
    builder: BlockBuilder,
    /// Where the open block starts in `text`.
    start: usize,
    block_quote: bool,
    prose: Prose,
}

impl Taking {
    /// Nothing taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the place at which what is pushed from here on stands.
    pub fn place(&mut self, name: impl Into<String>) {
        let place = Place { start: self.text.len(), name: name.into() };
        match self.prose.places.last_mut() {
            Some(last) if last.start == place.start => *last = place,
            Some(last) if last.name == place.name => {}
            _ => self.prose.places.push(place),
        }
    }

    /// Says whether the blocks ended from here on are somebody else's words, as in a reply to an e-mail.
    pub fn set_block_quote(&mut self, block_quote: bool) {
        self.block_quote = block_quote;
    }

    /// Adds prose to the open block; gives where it stands in the text.
    pub fn push(&mut self, prose: &str) -> Range<usize> {
        let at = self.text.len();
        self.text.push_str(prose);
        self.builder.push(prose, at);
        at..self.text.len()
    }

    /// Adds something to the open block that is no prose, such as a formula; gives where it stands in the text.
    pub fn push_mask(&mut self, shown: &str) -> Range<usize> {
        let at = self.text.len();
        self.text.push_str(shown);
        self.builder.push_mask(Span::new(at, self.text.len()));
        at..self.text.len()
    }

    /// Adds a comment that holds a directive, between blocks; gives where it stands in the text. It covers nothing until
    /// [`Taking::set_subject`] says what it is about. A comment that holds none is not added.
    pub fn push_directive(&mut self, comment: &str) -> Option<Span> {
        let at = Span::new(self.text.len(), self.text.len() + comment.len());
        let site = directive::parse(comment, at).filter(|_| self.builder.is_empty())?;
        self.prose.sites.push(directive::Site { subject: Subject::Nothing, ..site });
        self.text.push_str(comment);
        self.text.push_str(BETWEEN);
        self.start = self.text.len();
        Some(at)
    }

    /// Says which words the directive that stands there is about. If there are none between the two ends, it is about the
    /// block around that place.
    pub fn set_subject(&mut self, directive: Span, words: Span) {
        let sites = &mut self.prose.sites;
        if let Ok(index) = sites.binary_search_by_key(&directive.start, |site| site.span.start) {
            sites[index].subject = Subject::Words(words);
        }
    }

    /// Whether nothing but white space stands in the open block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.builder.is_empty()
    }

    /// How many bytes were taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Ends the open block. One without words is dropped, its text too.
    pub fn end_block(&mut self, kind: BlockKind) {
        let Some(mut block) = self.builder.finish(kind) else {
            self.text.truncate(self.start);
            self.forget_places();
            return;
        };
        block.block_quote = self.block_quote;
        block.source = Span::new(self.start, self.text.len());
        self.prose.blocks.push(block);
        self.text.push_str(BETWEEN);
        self.start = self.text.len();
    }

    /// Notes that something was left out, in a few words: “2 paragraphs in another language”.
    pub fn leave_out(&mut self, what: impl Into<String>) {
        self.prose.unread.push(what.into());
    }

    /// Notes that something should have been read but could not be: “page 3, which is damaged”.
    pub fn lose(&mut self, what: impl Into<String>) {
        self.leave_out(what);
        self.prose.incomplete = true;
    }

    /// Notes that a paragraph was left out because it is in another language.
    pub fn leave_out_foreign(&mut self) {
        self.prose.foreign += 1;
    }

    /// The document. An open block is ended as a paragraph.
    ///
    /// # Errors
    ///
    /// If more than 4 GiB were taken.
    pub fn finish(mut self, format: Format) -> Result<Document, ReadError> {
        self.end_block(BlockKind::Paragraph);
        if u32::try_from(self.text.len()).is_err() {
            return Err(ReadError::TooLong);
        }
        Ok(finish(self.text, format, self.prose))
    }

    /// Takes back places that would start beyond the text.
    fn forget_places(&mut self) {
        let end = self.text.len();
        let mut last = None;
        while let Some(place) = self.prose.places.pop_if(|place| place.start > end) {
            last.get_or_insert(place.name);
        }
        // The last name given holds for what comes next.
        if let Some(name) = last {
            self.place(name);
        }
    }
}
