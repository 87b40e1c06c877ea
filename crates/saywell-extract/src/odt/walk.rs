//! One part of an OpenDocument text, element by element, on a stack of its own.

use super::layout::{Changes, Layout, Spelling};
use super::styles::Styles;
use crate::ExtractError;
use crate::flow::{Paragraph, Part, Side, Taker};
use crate::xml::{Element, Node, Space, Xml};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What an open element means for what stands in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    Paragraph,
    /// A stretch of text with a style of its own.
    Span,
    /// Another element in a paragraph.
    Whole,
    /// An element that stands for text, such as a tab.
    Sign(String, usize),
    Table,
    HeaderRows,
    Cell,
    List,
    /// A text box, note, header or footer.
    Named,
    Annotation,
    /// Who wrote a comment.
    Creator,
    /// The title or the description of a picture.
    Description,
    /// The list of tracked changes, and where its start tag stands.
    Changes(Range<usize>),
    /// One of them.
    Region,
    Deletion,
    Other,
}

/// How text is marked at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marked {
    pub(super) hidden: bool,
    pub(super) foreign: bool,
}

/// Somebody's tracked changes, as far as they were read.
#[derive(Debug, Default)]
pub(super) struct Tracked {
    /// The name of the change that is being read.
    pub(super) region: String,
    /// Whether that is a deletion of which the text is kept.
    pub(super) deleting: bool,
    pub(super) insertions: HashSet<String>,
    /// What was deleted, by the name of the change.
    pub(super) deleted: HashMap<String, String>,
    /// How many insertions are open, and where the first of them starts.
    pub(super) open: usize,
    pub(super) since: usize,
}

pub(super) struct Walk<'t> {
    pub(super) taker: &'t mut Taker,
    pub(super) styles: &'t Styles,
    pub(super) side: Side,
    pub(super) layout: Layout,
    pub(super) stack: Vec<Open>,
    /// How many open elements are not read.
    skipped: usize,
    /// Paragraphs stand in each other by way of boxes and notes.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Whether text belongs to a paragraph at a place: one entry for each paragraph, and for what stands in it without
    /// being part of its text.
    pub(super) flowing: Vec<bool>,
    pub(super) marked: Vec<Marked>,
    /// The elements of the layout that are open; none where a text box or a note starts anew.
    pub(super) around: Vec<Option<usize>>,
    /// How many elements are open in which no comments can be set.
    pub(super) silent: usize,
    pub(super) tracked: Tracked,
    /// The name of the comment that is being read.
    pub(super) comment: String,
    /// How many lists are open.
    pub(super) lists: usize,
    pub(super) header_rows: bool,
    pub(super) description: String,
    /// Where the description stands.
    pub(super) described: Range<usize>,
}

/// Reads a part.
///
/// # Errors
///
/// If it is no XML.
pub(super) fn walk(
    taker: &mut Taker,
    styles: &Styles,
    side: Side,
    mut part: Part,
) -> Result<Layout, ExtractError> {
    let source = std::mem::take(&mut part.source);
    let mut xml = Xml::new(&source, &part.name);
    let mut walk = Walk::new(taker, styles, side);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(_) if walk.skipped > 0 => walk.skipped += 1,
            Node::Open(element) => match walk.open(&element) {
                Some(open) => walk.stack.push(open),
                None => walk.skipped = 1,
            },
            Node::Close { at } if walk.skipped > 0 => {
                walk.skipped -= 1;
                walk.pass_over(at.end);
            }
            Node::Close { at } => walk.close(at),
            Node::Text { .. } if walk.skipped > 0 => {}
            Node::Text { text, at } => walk.text(&text, at),
        }
    }
    let layout = walk.layout;
    part.source = source;
    taker.end_part(part);
    Ok(layout)
}

impl<'t> Walk<'t> {
    fn new(taker: &'t mut Taker, styles: &'t Styles, side: Side) -> Self {
        Self {
            taker,
            styles,
            side,
            layout: Layout::default(),
            stack: Vec::new(),
            skipped: 0,
            paragraphs: Vec::new(),
            flowing: Vec::new(),
            marked: Vec::new(),
            around: Vec::new(),
            silent: 0,
            tracked: Tracked::default(),
            comment: String::new(),
            lists: 0,
            header_rows: false,
            description: String::new(),
            described: 0..0,
        }
    }

    /// What an element means; none if it is not read.
    fn open(&mut self, element: &Element<'_>) -> Option<Open> {
        if self.stack.is_empty() {
            self.layout.spelling = Spelling::of(element);
        }
        if self.tracked.deleting {
            return self.open_deleted(element);
        }
        let open = match element.space {
            Space::Text => self.open_text(element),
            Space::Table => self.open_table(element),
            Space::Draw => self.open_drawing(element),
            Space::Svg if matches!(element.local(), "title" | "desc") => {
                self.flowing.push(false);
                self.described = element.at.end..element.at.end;
                Some(Open::Description)
            }
            Space::Style => self.open_margin(element),
            Space::Office => self.open_office(element),
            Space::Dublin if self.stack.last() == Some(&Open::Annotation) => {
                (element.local() == "creator").then_some(Open::Creator)
            }
            _ => Some(Open::Other),
        };
        match open {
            Some(Open::Other) if self.flowing.last() == Some(&true) => {
                Some(self.open_whole(element))
            }
            open => open,
        }
    }

    fn open_office(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.local() {
            "annotation" => Some(self.open_annotation(element)),
            "annotation-end" => {
                let name = element.attribute("name").unwrap_or_default();
                self.taker.anchors.end(&name, self.taker.part(), element.at.start);
                None
            }
            "text" => {
                self.layout.changes.push(Changes::Due(element.at.end));
                Some(Open::Other)
            }
            "automatic-styles" | "styles" | "font-face-decls" | "font-decls" | "scripts"
            | "forms" => None,
            _ => Some(Open::Other),
        }
    }

    /// Takes notice of the end of an element that was not read: the list of tracked changes comes after the forms.
    fn pass_over(&mut self, end: usize) {
        let nothing_yet = self.paragraphs.is_empty() && self.layout.elements.is_empty();
        if let (0, true, Some(Changes::Due(at))) =
            (self.skipped, nothing_yet, self.layout.changes.last_mut())
        {
            *at = end;
        }
    }

    fn open_text(&mut self, element: &Element<'_>) -> Option<Open> {
        let start = element.at.start;
        match element.local() {
            "p" | "h" => return Some(self.open_paragraph(element)),
            "span" | "a" => return Some(self.open_span(element)),
            "s" => {
                let count =
                    element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                return Some(Open::Sign(" ".repeat(count.min(100)), start));
            }
            "tab" | "tab-stop" => return Some(Open::Sign("\t".to_owned(), start)),
            "line-break" | "soft-page-break" => return Some(Open::Sign("\n".to_owned(), start)),
            "note" | "footnote" | "endnote" => return Some(self.open_note(element)),
            "list" | "ordered-list" | "unordered-list" => {
                self.lists += 1;
                return Some(Open::List);
            }
            "tracked-changes" => return Some(Open::Changes(element.at.clone())),
            "changed-region" | "insertion" | "deletion" | "change" | "change-start"
            | "change-end" => return self.open_change(element),
            "section" if element.attribute("display").is_some_and(|display| display == "none") => {}
            // What repeats text from elsewhere, or is written beside a text to number or to spell it.
            "table-of-content" | "illustration-index" | "table-index" | "object-index"
            | "user-index" | "alphabetical-index" | "ruby-text" | "note-citation"
            | "footnote-citation" | "endnote-citation" | "number" | "hidden-text"
            | "hidden-paragraph" | "format-change" => {}
            _ => return Some(Open::Other),
        }
        None
    }
}
