//! How a part is built, as far as marks in it ask for it: its elements in paragraphs, and its tracked changes.

use crate::xml::{Element, Space};
use std::ops::Range;

/// What a part is built of. Places are bytes of its source.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) elements: Vec<Inline>,
    /// Stretches that somebody inserted and that are tracked as that, in order.
    pub(super) inserted: Vec<Range<usize>>,
    /// Where the lists of tracked changes stand, or would: of the body, of each header and footer. In order; each holds for
    /// what comes behind it.
    pub(super) changes: Vec<Changes>,
    /// How names are spelt.
    pub(super) spelling: Spelling,
}

/// A paragraph, or an element in one.
#[derive(Clone, Debug)]
pub(super) struct Inline {
    pub(super) kind: InlineKind,
    pub(super) start_tag: Range<usize>,
    pub(super) end_tag: Range<usize>,
    /// Index of the one that it stands in; none for what stands in a text box or note by itself.
    pub(super) around: Option<usize>,
    /// Whether no comments can be set in it.
    pub(super) silent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InlineKind {
    Paragraph,
    /// Text with a style of its own, or a link.
    Span,
    /// Anything else, whose words cannot be changed one by one: a field, a picture, a shape.
    Whole,
}

/// The list of tracked changes.
#[derive(Clone, Debug)]
pub(super) enum Changes {
    /// It stands here: its start tag, and its end tag, which is empty if the element is.
    There { start_tag: Range<usize>, end_tag: Range<usize> },
    /// It is to stand here.
    Due(usize),
}

/// How a part spells names: prefixes with their colons.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    pub(super) office: String,
    pub(super) text: String,
    /// For who wrote something, and when.
    pub(super) dublin: String,
    /// What declares the last prefix where the part does not.
    pub(super) declared: &'static str,
    /// Whether its version of OpenDocument has general names of elements (`xml:id`), as from 1.2 on.
    pub(super) has_ids: bool,
    /// Whether marks can be spelt: not where a prefix is missing, nor in the forerunner, of OpenOffice.org 1.
    pub(super) takes_marks: bool,
}

impl Spelling {
    /// That of a part with this root.
    pub(super) fn of(root: &Element<'_>) -> Self {
        let prefix = |space| {
            let bound = root.bound_prefixes(space).into_iter();
            let mut prefixes = bound.filter(|(prefix, name)| {
                !prefix.is_empty() && !name.starts_with("http://openoffice.org/")
            });
            prefixes.next().map(|(prefix, _)| format!("{prefix}:"))
        };
        let (office, text, dublin) =
            (prefix(Space::Office), prefix(Space::Text), prefix(Space::Dublin));
        let takes_marks = office.is_some() && text.is_some();
        let declared = match dublin {
            Some(_) => "",
            None => " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
        };
        let version = root.attribute("version");
        Self {
            office: office.unwrap_or_default(),
            text: text.unwrap_or_default(),
            dublin: dublin.unwrap_or_else(|| "dc:".to_owned()),
            declared,
            has_ids: version.is_some_and(|version| !matches!(version.as_str(), "1.0" | "1.1")),
            takes_marks,
        }
    }
}

impl Changes {
    /// Where the list starts.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::There { start_tag, .. } => start_tag.start,
            Self::Due(at) => *at,
        }
    }
}

impl Layout {
    /// Index of the list that changes at this place belong into.
    pub(super) fn list_for(&self, at: usize) -> Option<usize> {
        self.changes.partition_point(|changes| changes.start() <= at).checked_sub(1)
    }

    /// The elements around a place in this one, from the inside out, and itself.
    pub(super) fn chain(&self, element: usize) -> impl Iterator<Item = (usize, &Inline)> {
        let at = |index: usize| self.elements.get(index).map(|element| (index, element));
        std::iter::successors(at(element), move |(_, element)| element.around.and_then(at))
    }

    /// Whether something of this stretch was inserted by somebody.
    pub(super) fn is_inserted(&self, source: &Range<usize>) -> bool {
        let next = self.inserted.partition_point(|inserted| inserted.end <= source.start);
        self.inserted.get(next).is_some_and(|inserted| inserted.start < source.end)
    }
}
