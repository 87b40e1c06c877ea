//! One part of an OpenDocument text, element by element, on a stack of its own.

use super::styles::Styles;
use crate::ExtractError;
use crate::flow::{Paragraph, Part, Story, Taker};
use crate::xml::{Element, Node, Space, Xml};

/// What an open element means for what stands in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    Paragraph,
    /// A stretch of text with a style of its own.
    Span,
    Table,
    HeaderRows,
    Cell,
    List,
    /// A text box, note, annotation, header or footer.
    Named,
    /// The title or the description of a picture.
    Description,
    Other,
}

/// How text is marked at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marked {
    pub(super) hidden: bool,
    pub(super) foreign: bool,
}

pub(super) struct Walk<'t> {
    pub(super) taker: &'t mut Taker,
    pub(super) styles: &'t Styles,
    pub(super) stack: Vec<Open>,
    /// How many open elements are not read.
    skipped: usize,
    /// Paragraphs stand in each other by way of boxes and notes.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Whether text belongs to a paragraph at a place: one entry for each paragraph, and for what stands in it without
    /// being part of its text.
    pub(super) flowing: Vec<bool>,
    pub(super) marked: Vec<Marked>,
    /// How many lists are open.
    pub(super) lists: usize,
    pub(super) header_rows: bool,
    pub(super) description: String,
}

/// Reads a part.
///
/// # Errors
///
/// If it is no XML.
pub(super) fn walk(taker: &mut Taker, styles: &Styles, mut part: Part) -> Result<(), ExtractError> {
    let source = std::mem::take(&mut part.source);
    let mut xml = Xml::new(&source, &part.name);
    let mut walk = Walk {
        taker,
        styles,
        stack: Vec::new(),
        skipped: 0,
        paragraphs: Vec::new(),
        flowing: Vec::new(),
        marked: Vec::new(),
        lists: 0,
        header_rows: false,
        description: String::new(),
    };
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(_) if walk.skipped > 0 => walk.skipped += 1,
            Node::Open(element) => match walk.open(&element) {
                Some(open) => walk.stack.push(open),
                None => walk.skipped = 1,
            },
            Node::Close { .. } if walk.skipped > 0 => walk.skipped -= 1,
            Node::Close { .. } => walk.close(),
            Node::Text { .. } if walk.skipped > 0 => {}
            Node::Text { text, at } => walk.text(&text, at),
        }
    }
    part.source = source;
    taker.end_part(part);
    Ok(())
}

impl Walk<'_> {
    /// What an element means; none if it is not read.
    fn open(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.space {
            Space::Text => self.open_text(element),
            Space::Table => self.open_table(element),
            Space::Draw => self.open_drawing(element),
            Space::Svg if matches!(element.local(), "title" | "desc") => {
                self.flowing.push(false);
                Some(Open::Description)
            }
            Space::Style => self.open_margin(element),
            Space::Office => self.open_office(element),
            _ => Some(Open::Other),
        }
    }

    fn open_office(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.local() {
            "annotation" => {
                let name = self.taker.places.next(Story::Comments);
                Some(self.open_named(name))
            }
            "automatic-styles" | "styles" | "font-face-decls" | "font-decls" | "scripts"
            | "forms" => None,
            _ => Some(Open::Other),
        }
    }

    fn open_text(&mut self, element: &Element<'_>) -> Option<Open> {
        let at = element.at.clone();
        match element.local() {
            "p" | "h" => return Some(self.open_paragraph(element)),
            "span" | "a" => return Some(self.open_span(element)),
            "s" => {
                let count =
                    element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                self.text(&" ".repeat(count.min(100)), at);
            }
            "tab" | "tab-stop" => self.text("\t", at),
            "line-break" | "soft-page-break" => self.text("\n", at),
            "note" | "footnote" | "endnote" => return Some(self.open_note(element)),
            "list" | "ordered-list" | "unordered-list" => {
                self.lists += 1;
                return Some(Open::List);
            }
            "section" if element.attribute("display").is_some_and(|display| display == "none") => {}
            // What repeats text from elsewhere, was deleted, or is written beside a text to number or to spell it.
            "table-of-content" | "illustration-index" | "table-index" | "object-index"
            | "user-index" | "alphabetical-index" | "tracked-changes" | "ruby-text"
            | "note-citation" | "footnote-citation" | "endnote-citation" | "number"
            | "hidden-text" | "hidden-paragraph" => {}
            _ => return Some(Open::Other),
        }
        None
    }
}
