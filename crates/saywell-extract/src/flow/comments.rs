//! Comments in a document: the words that they are about, directives in them, and those that saywell set itself.

use super::map::{Origin, Part};
use saywell_document::Span;
use std::collections::HashMap;
use std::ops::Range;

/// How a comment starts that holds a directive.
const DIRECTIVE: &str = "saywell-";

/// So many stretches at each end of a comment are looked at for one whose text stands elsewhere: a run is seldom cut into
/// more.
const MOST_APART: usize = 64;

/// The place of one comment in a part's source.
#[derive(Clone, Debug)]
struct Anchor {
    /// Index of the part.
    part: usize,
    /// Where the paragraph starts that holds it.
    paragraph: usize,
    start: usize,
    /// As long as no words are marked, where it starts.
    end: usize,
}

/// The places of comments by their names, as far as the text told them.
#[derive(Debug, Default)]
pub(crate) struct Anchors(HashMap<String, Anchor>);

impl Anchors {
    /// Notes where the words start that a comment is about, in the part with this index. `paragraph` is where the
    /// paragraph starts.
    pub(crate) fn start(&mut self, name: String, part: usize, paragraph: usize, at: usize) {
        self.0.entry(name).or_insert(Anchor { part, paragraph, start: at, end: at });
    }

    /// Notes where the words end that a comment is about.
    pub(crate) fn end(&mut self, name: &str, part: usize, at: usize) {
        let anchor = self.0.get_mut(name).filter(|anchor| anchor.part == part);
        if let Some(anchor) = anchor.filter(|anchor| anchor.start < at) {
            anchor.end = at;
        }
    }
}

/// A comment that is being read.
#[derive(Debug)]
pub(crate) struct OpenComment {
    pub(super) name: String,
    /// Whether saywell wrote it.
    pub(super) own: bool,
    /// What it said so far, a paragraph a line, as long as it is not prose.
    pub(super) said: String,
    is_prose: bool,
}

impl OpenComment {
    /// A comment of this name, of which nothing was read yet.
    pub(crate) fn new(name: String) -> Self {
        Self { name, own: false, said: String::new(), is_prose: false }
    }

    /// Takes a paragraph, unless it is prose to be checked: neither saywell's own nor a directive.
    pub(super) fn takes(&mut self, paragraph: &str) -> bool {
        let paragraph = paragraph.trim();
        self.is_prose |= !self.own && self.said.is_empty() && !paragraph.starts_with(DIRECTIVE);
        if !self.is_prose {
            if !self.said.is_empty() {
                self.said.push('\n');
            }
            self.said.push_str(paragraph);
        }
        !self.is_prose
    }
}

/// A comment by saywell that stands in the document already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnComment {
    /// The words that it is about, in the document's text.
    pub(crate) about: Range<usize>,
    /// What it says, a paragraph a line.
    pub(crate) said: String,
}

/// The text by where it stands in the parts.
pub(crate) struct BySource(Vec<Stretch>);

struct Stretch {
    part: usize,
    source: Range<usize>,
    text: Range<usize>,
}

impl BySource {
    pub(crate) fn new(parts: &[Part], origins: &[Origin]) -> Self {
        let stretch = |origin: &Origin| {
            let run = parts.get(origin.part).and_then(|part| part.runs.get(origin.run));
            let source = match run {
                // The description of a picture stands in its run.
                Some(run) if origin.source.is_empty() => run.start_tag.start..run.end_tag.end,
                _ => origin.source.clone(),
            };
            Stretch { part: origin.part, source, text: origin.text.clone() }
        };
        let mut stretches: Vec<Stretch> = origins.iter().map(stretch).collect();
        stretches.sort_by_key(|stretch| (stretch.part, stretch.source.start));
        Self(stretches)
    }

    /// The text that stands in this stretch of a part's source.
    pub(crate) fn text(&self, part: usize, source: &Range<usize>) -> Option<Range<usize>> {
        let (from, to) = (self.first_from(part, source.start), self.first_from(part, source.end));
        let found = self.0.get(from..to).unwrap_or_default();
        // Text boxes and descriptions of pictures come before or after the paragraph that they stand in.
        let ends = || found.iter().take(MOST_APART).chain(found.iter().rev().take(MOST_APART));
        let start = ends().map(|stretch| stretch.text.start).min()?;
        Some(start..ends().map(|stretch| stretch.text.end).max()?)
    }

    /// The words that the comment of this name is about; where it has none, the place in its paragraph, or in the next
    /// one if that is empty.
    pub(crate) fn about(&self, anchors: &Anchors, name: &str) -> Option<Span> {
        let anchor = anchors.0.get(name)?;
        if let Some(words) = self.text(anchor.part, &(anchor.start..anchor.end)) {
            return Some(Span::new(words.start, words.end));
        }
        let next = self.first_from(anchor.part, anchor.start);
        let before = next.checked_sub(1).and_then(|last| self.0.get(last));
        let before = before
            .filter(|it| it.part == anchor.part && it.source.start >= anchor.paragraph)
            .map(|it| it.text.end);
        let after = || self.0.get(next).filter(|it| it.part == anchor.part).map(|it| it.text.start);
        before.or_else(after).map(|at| Span::new(at, at))
    }

    /// Index of the first stretch that starts here or later.
    fn first_from(&self, part: usize, at: usize) -> usize {
        self.0.partition_point(|stretch| (stretch.part, stretch.source.start) < (part, at))
    }
}
