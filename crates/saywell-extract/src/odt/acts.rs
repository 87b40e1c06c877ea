//! What is done where an element opens, holds text, or closes.

use super::layout::{Changes, Inline, InlineKind};
use super::walk::{Marked, Open, Walk};
use crate::flow::{Frame, OpenComment, Paragraph, Piece, PieceKind, Story};
use crate::xml::Element;
use saywell_document::is_foreign;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn open_paragraph(&mut self, element: &Element<'_>) -> Open {
        let style = self.styles.style("paragraph", element.attribute("style-name"));
        self.marked.push(Marked {
            hidden: style.hidden == Some(true),
            foreign: style.language.as_deref().is_some_and(is_foreign),
        });
        let heading = element.local() == "h";
        let level = element.attribute("outline-level").or_else(|| element.attribute("level"));
        let level = heading.then(|| level.and_then(|level| level.parse().ok()).unwrap_or(1));
        let list = Some(self.lists > 0);
        let start = element.at.start;
        self.paragraphs.push(Paragraph { start, style, level, list, ..Paragraph::default() });
        self.flowing.push(true);
        self.enter(element, InlineKind::Paragraph);
        Open::Paragraph
    }

    /// Adds an element to the layout.
    fn enter(&mut self, element: &Element<'_>, kind: InlineKind) {
        let around = self.around.last().copied().flatten();
        self.around.push(Some(self.layout.elements.len()));
        self.layout.elements.push(Inline {
            kind,
            start_tag: element.at.clone(),
            end_tag: 0..0,
            around,
            silent: self.silent > 0,
        });
    }

    fn leave(&mut self, at: Range<usize>) {
        let element = self.around.pop().flatten();
        if let Some(element) = element.and_then(|index| self.layout.elements.get_mut(index)) {
            element.end_tag = at;
        }
    }

    pub(super) fn open_whole(&mut self, element: &Element<'_>) -> Open {
        self.enter(element, InlineKind::Whole);
        Open::Whole
    }

    pub(super) fn open_span(&mut self, element: &Element<'_>) -> Open {
        let around = self.marked.last().copied().unwrap_or_default();
        let style = self.styles.style("text", element.attribute("style-name"));
        self.marked.push(Marked {
            hidden: style.hidden.unwrap_or(around.hidden),
            foreign: style.language.as_deref().map_or(around.foreign, is_foreign),
        });
        self.enter(element, InlineKind::Span);
        Open::Span
    }

    pub(super) fn open_named(&mut self, name: String) -> Open {
        self.taker.frames.push(Frame::Named(name));
        self.flowing.push(false);
        self.around.push(None);
        Open::Named
    }

    pub(super) fn open_annotation(&mut self, element: &Element<'_>) -> Open {
        let place = self.taker.places.next(Story::Comments);
        let name = element.attribute("name");
        self.comment = name.unwrap_or_else(|| format!("at {}", element.at.start));
        self.taker.open_comment(place, OpenComment::new(self.comment.clone()));
        if let Some(author) = element.attribute("author") {
            self.taker.comment_by(&author);
        }
        self.flowing.push(false);
        self.around.push(None);
        self.silent += 1;
        Open::Annotation
    }

    fn close_annotation(&mut self, end: usize) {
        self.flowing.pop();
        self.around.pop();
        self.silent -= 1;
        self.taker.close_comment();
        let paragraph = self.paragraphs.last().map_or(end, |paragraph| paragraph.start);
        let name = std::mem::take(&mut self.comment);
        self.taker.anchors.start(name, self.taker.part(), paragraph, end);
    }

    pub(super) fn open_note(&mut self, element: &Element<'_>) -> Open {
        let endnote = element.local() == "endnote"
            || element.attribute("note-class").is_some_and(|class| class == "endnote");
        let story = if endnote { Story::Endnotes } else { Story::Footnotes };
        let name = self.taker.places.next(story);
        self.open_named(name)
    }

    /// Headers and footers of pages.
    pub(super) fn open_margin(&mut self, element: &Element<'_>) -> Option<Open> {
        if element.attribute("display").is_some_and(|display| display == "false") {
            return None;
        }
        let name = match element.local() {
            "header" | "header-left" | "header-first" => "header",
            "footer" | "footer-left" | "footer-first" => "footer",
            _ => return Some(Open::Other),
        };
        self.layout.changes.push(Changes::Due(element.at.end));
        Some(self.open_named(name.to_owned()))
    }

    pub(super) fn open_table(&mut self, element: &Element<'_>) -> Option<Open> {
        Some(match element.local() {
            "table" => {
                let number = self.taker.places.next_table();
                self.taker.frames.push(Frame::Table { number, row: 0, column: 0, header: false });
                Open::Table
            }
            "table-header-rows" => {
                self.header_rows = true;
                Open::HeaderRows
            }
            "table-row" => {
                let headers = self.header_rows;
                if let Some(Frame::Table { row, column, header, .. }) = self.taker.frames.last_mut()
                {
                    (*row, *column, *header) = (*row + 1, 0, headers);
                }
                Open::Other
            }
            "table-cell" => Open::Cell,
            // Hidden behind a cell that spans several.
            "covered-table-cell" => return None,
            _ => Open::Other,
        })
    }

    pub(super) fn open_drawing(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.local() {
            "text-box" => {
                let name = self.taker.places.next_box();
                Some(self.open_named(name))
            }
            "object" | "object-ole" | "plugin" | "applet" => None,
            _ => Some(Open::Other),
        }
    }

    pub(super) fn text(&mut self, text: &str, source: Range<usize>) {
        match self.stack.last() {
            Some(Open::Creator) => self.taker.comment_by(text),
            Some(Open::Description) => {
                self.description.push_str(text);
                self.described.end = source.end;
            }
            _ if self.tracked.deleting => {
                let region = self.tracked.region.clone();
                self.tracked.deleted.entry(region).or_default().push_str(text);
            }
            _ => self.add(text, source, true),
        }
    }

    /// Adds text to the open paragraph. It may stand in the part as it is, or be what an element means.
    fn add(&mut self, text: &str, source: Range<usize>, stands: bool) {
        let marked = self.marked.last().copied().unwrap_or_default();
        let read = !marked.hidden && !self.is_gone();
        let flows = self.flowing.last() == Some(&true) && read;
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| flows) else { return };
        let Some(run) = self.around.last().copied().flatten() else { return };
        let kind = if marked.foreign { PieceKind::Foreign } else { PieceKind::Prose };
        let holder = stands.then_some(run);
        paragraph.pieces.push(Piece { text: text.to_owned(), source, run, holder, kind });
    }

    pub(super) fn close(&mut self, at: Range<usize>) {
        match self.stack.pop() {
            Some(Open::Paragraph) => {
                self.leave(at);
                self.flowing.pop();
                self.marked.pop();
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.taker.end_paragraph(&paragraph);
                }
            }
            Some(Open::Span) => {
                self.leave(at);
                self.marked.pop();
            }
            Some(Open::Whole) => self.leave(at),
            Some(Open::Sign(text, start)) => self.add(&text, start..at.end, false),
            Some(Open::Table) => _ = self.taker.frames.pop(),
            Some(Open::Named) => {
                self.flowing.pop();
                self.around.pop();
                self.taker.frames.pop();
            }
            Some(Open::Annotation) => self.close_annotation(at.end),
            Some(Open::HeaderRows) => self.header_rows = false,
            Some(Open::Cell) => {
                if let Some(Frame::Table { column, .. }) = self.taker.frames.last_mut() {
                    *column = column.saturating_add(1);
                }
            }
            Some(Open::List) => self.lists = self.lists.saturating_sub(1),
            Some(Open::Description) => self.close_description(),
            Some(Open::Changes(start_tag)) => {
                // Where one is, none is due.
                self.layout.changes.pop();
                self.layout.changes.push(Changes::There { start_tag, end_tag: at });
            }
            Some(Open::Deletion) => self.tracked.deleting = false,
            Some(Open::Creator | Open::Region | Open::Other) | None => {}
        }
    }

    fn close_description(&mut self) {
        self.flowing.pop();
        let description = std::mem::take(&mut self.description);
        let run = self.around.last().copied().flatten().unwrap_or(usize::MAX);
        self.taker.describe_picture(&description, self.described.clone(), run);
    }
}
