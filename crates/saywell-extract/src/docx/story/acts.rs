//! What is done where an element opens, holds text, or closes.

use super::{Open, OpenRun, Walk};
use crate::flow::{Frame, Holder, OpenComment, Paragraph, Piece, PieceKind, Run, Story};
use crate::xml::Element;
use saywell_document::is_foreign;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn open_paragraph(&mut self, element: &Element<'_>) -> Open {
        let style = self.styles.style(None);
        self.paragraphs.push(Paragraph::after(self.carried.take(), style, element.at.start));
        Open::Paragraph
    }

    pub(super) fn open_run(&mut self, element: &Element<'_>) -> Open {
        let style = self.paragraphs.last().map(|paragraph| &paragraph.style);
        let hidden = style.and_then(|style| style.hidden).unwrap_or(false);
        let foreign = style.and_then(|style| style.language.as_deref()).is_some_and(is_foreign);
        let index = self.part.runs.len();
        let fixed = self.fixed > 0 || !self.fields.is_empty();
        let host = self.runs.last().map(|run| run.index);
        let (start_tag, whole) = (element.at.clone(), self.whole);
        self.part.runs.push(Run { start_tag, fixed, host, whole, ..Run::default() });
        self.runs.push(OpenRun { index, hidden, foreign });
        Open::Run
    }

    pub(super) fn open_table(&mut self) -> Open {
        self.flush();
        let number = self.taker.places.next_table();
        self.taker.frames.push(Frame::Table { number, row: 0, column: 0, header: false });
        Open::Table
    }

    pub(super) fn open_named(&mut self, name: String) -> Open {
        self.taker.frames.push(Frame::Named(name));
        Open::Named
    }

    /// A note or comment, unless it is a line between notes.
    pub(super) fn open_note(&mut self, element: &Element<'_>) -> Option<Open> {
        if element.attribute("type").is_some_and(|kind| kind != "normal") {
            return None;
        }
        self.drop_fields();
        let id = element.attribute("id").unwrap_or_default();
        let name = self.taker.places.note(self.part.story, &id);
        if self.part.story != Story::Comments {
            return Some(self.open_named(name));
        }
        self.taker.open_comment(name, OpenComment::new(id));
        self.taker.comment_by(&element.attribute("author").unwrap_or_default());
        Some(Open::Comment)
    }

    /// `mc:AlternateContent` holds the same content for several programs: the first choice is read.
    pub(super) fn open_alternate(&mut self, local: &str) -> Option<Open> {
        match (local, self.stack.last_mut()) {
            ("AlternateContent", _) => Some(Open::Alternate { chosen: false }),
            ("Choice" | "Fallback", Some(Open::Alternate { chosen })) => {
                let first = !std::mem::replace(chosen, true);
                first.then_some(Open::Other)
            }
            _ => Some(Open::Other),
        }
    }

    pub(super) fn open_text(&mut self, element: &Element<'_>) -> Option<Open> {
        self.part.holders.push(Holder { start_tag: element.at.clone(), end_tag: 0..0 });
        let first = self.paragraphs.last()?.pieces.len();
        let trim = element.attribute("space").as_deref() != Some("preserve");
        Some(Open::Text { first, trim })
    }

    pub(super) fn refer(&mut self, story: Story, element: &Element<'_>) {
        if let Some(id) = element.attribute("id") {
            self.taker.places.refer(story, id);
        }
    }

    /// A character of a font that may be one of signs instead of letters.
    pub(super) fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let c = code
            .and_then(char::from_u32)
            .filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c) && !c.is_control());
        match c {
            Some(c) => self.sign(c.encode_utf8(&mut [0; 4]), element.at.clone(), PieceKind::Prose),
            None => self.sign("\u{FFFC}", element.at.clone(), PieceKind::Mask),
        }
    }

    /// The words that stand for a picture to those who do not see it.
    pub(super) fn describe(&mut self, element: &Element<'_>) {
        let description = element.attribute("descr").unwrap_or_default();
        let run = self.runs.last().map(|run| (run.index, run.hidden));
        if let Some((run, false)) = run.filter(|_| self.fields.shows_text()) {
            self.taker.describe_picture(&description, 0..0, run);
        }
    }

    /// Adds what an element of its own stands for.
    pub(super) fn sign(&mut self, text: &str, at: Range<usize>, kind: PieceKind) {
        self.add(text, at, None, kind);
    }

    /// Text between tags.
    pub(super) fn text(&mut self, text: &str, at: Range<usize>) {
        if self.skipped > 0 {
            return;
        }
        match self.stack.last() {
            Some(Open::Text { .. }) => {
                let holder = self.part.holders.len().checked_sub(1);
                self.add(text, at, holder, PieceKind::Prose);
            }
            Some(Open::Instruction) => self.fields.instruct(text),
            _ => {}
        }
    }

    fn add(&mut self, text: &str, source: Range<usize>, holder: Option<usize>, kind: PieceKind) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        // A formula may stand in a paragraph outside of any run.
        let (run, hidden, foreign) = match self.runs.last() {
            Some(run) => (run.index, run.hidden, run.foreign),
            None => (usize::MAX, false, false),
        };
        if hidden || !self.fields.shows_text() {
            return;
        }
        if let Some(run) = self.part.runs.get_mut(run) {
            run.fixed |= !self.fields.is_empty();
        }
        let kind = if foreign && kind == PieceKind::Prose { PieceKind::Foreign } else { kind };
        paragraph.pieces.push(Piece { text: text.to_owned(), source, run, holder, kind });
    }

    pub(super) fn close(&mut self, at: Range<usize>) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match self.stack.pop() {
            Some(Open::Paragraph) => self.close_paragraph(),
            Some(Open::Run) => {
                if let Some(run) = self.runs.pop() {
                    self.end_field(at.end);
                    self.part.runs[run.index].end_tag = at;
                }
            }
            Some(Open::RunProps { start }) => {
                if let Some(run) = self.runs.last() {
                    self.part.runs[run.index].properties = Some(start..at.end);
                }
            }
            Some(Open::Text { first, trim }) => self.close_text(first, trim, at),
            Some(Open::Table | Open::Named) => {
                self.flush();
                self.taker.frames.pop();
            }
            Some(Open::Comment) => {
                self.flush();
                self.taker.close_comment();
            }
            Some(Open::Cell) => {
                self.flush();
                if let Some(Frame::Table { column, .. }) = self.taker.frames.last_mut() {
                    *column = column.saturating_add(1);
                }
            }
            Some(Open::Fixed) => self.fixed = self.fixed.saturating_sub(1),
            Some(Open::Control { start, limited: true }) => self.close_control(start, at.end),
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if paragraph.goes_on {
            self.carried = Some(paragraph);
        } else {
            self.taker.end_paragraph(&paragraph);
        }
    }

    /// White space at the ends of a `w:t` counts only where the element says so.
    fn close_text(&mut self, first: usize, trim: bool, at: Range<usize>) {
        if let Some(holder) = self.part.holders.last_mut() {
            holder.end_tag = at;
        }
        let pieces =
            self.paragraphs.last_mut().and_then(|paragraph| paragraph.pieces.get_mut(first..));
        let (true, Some(pieces)) = (trim, pieces) else { return };
        if let Some(piece) = pieces.first_mut() {
            let kept = piece.text.trim_start().len();
            piece.source.start += piece.text.len() - kept;
            piece.text = piece.text.split_off(piece.text.len() - kept);
        }
        if let Some(piece) = pieces.last_mut() {
            let kept = piece.text.trim_end().len();
            piece.source.end -= piece.text.len() - kept;
            piece.text.truncate(kept);
        }
    }

    /// Ends a paragraph that was to go on where nothing follows.
    pub(super) fn flush(&mut self) {
        if let Some(paragraph) = self.carried.take() {
            self.taker.end_paragraph(&paragraph);
        }
    }
}
