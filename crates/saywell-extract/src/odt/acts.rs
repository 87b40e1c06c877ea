//! What is done where an element opens, holds text, or closes.

use super::walk::{Marked, Open, Walk};
use crate::flow::{Frame, Paragraph, Piece, PieceKind, Story};
use crate::xml::Element;
use saywell_document::is_foreign;
use std::ops::Range;

/// No run: OpenDocument has none.
const NO_RUN: usize = usize::MAX;

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
        self.paragraphs.push(Paragraph { style, level, list, ..Paragraph::default() });
        self.flowing.push(true);
        Open::Paragraph
    }

    pub(super) fn open_span(&mut self, element: &Element<'_>) -> Open {
        let around = self.marked.last().copied().unwrap_or_default();
        let style = self.styles.style("text", element.attribute("style-name"));
        self.marked.push(Marked {
            hidden: style.hidden.unwrap_or(around.hidden),
            foreign: style.language.as_deref().map_or(around.foreign, is_foreign),
        });
        Open::Span
    }

    pub(super) fn open_named(&mut self, name: String) -> Open {
        self.taker.frames.push(Frame::Named(name));
        self.flowing.push(false);
        Open::Named
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
        let name = element.local();
        if element.attribute("display").is_some_and(|display| display == "false") {
            return None;
        }
        match name {
            "header" | "header-left" | "header-first" => Some(self.open_named("header".to_owned())),
            "footer" | "footer-left" | "footer-first" => Some(self.open_named("footer".to_owned())),
            _ => Some(Open::Other),
        }
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
        if self.stack.last() == Some(&Open::Description) {
            self.description.push_str(text);
            return;
        }
        let marked = self.marked.last().copied().unwrap_or_default();
        let flows = self.flowing.last() == Some(&true) && !marked.hidden;
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| flows) else { return };
        let kind = if marked.foreign { PieceKind::Foreign } else { PieceKind::Prose };
        paragraph.pieces.push(Piece {
            text: text.to_owned(),
            source,
            run: NO_RUN,
            holder: None,
            kind,
        });
    }

    pub(super) fn close(&mut self) {
        match self.stack.pop() {
            Some(Open::Paragraph) => {
                self.flowing.pop();
                self.marked.pop();
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.taker.end_paragraph(&paragraph);
                }
            }
            Some(Open::Span) => _ = self.marked.pop(),
            Some(Open::Table) => _ = self.taker.frames.pop(),
            Some(Open::Named) => {
                self.flowing.pop();
                self.taker.frames.pop();
            }
            Some(Open::HeaderRows) => self.header_rows = false,
            Some(Open::Cell) => {
                if let Some(Frame::Table { column, .. }) = self.taker.frames.last_mut() {
                    *column = column.saturating_add(1);
                }
            }
            Some(Open::List) => self.lists = self.lists.saturating_sub(1),
            Some(Open::Description) => {
                self.flowing.pop();
                let description = std::mem::take(&mut self.description);
                self.taker.describe_picture(&description, NO_RUN);
            }
            Some(Open::Other) | None => {}
        }
    }
}
