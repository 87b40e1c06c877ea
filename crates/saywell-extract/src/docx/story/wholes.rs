//! Fields and controls that are commented on as a whole: a field's result is written anew when it is updated, and in many
//! a control Word takes no comments.

use super::{Fields, Open, Walk};
use crate::flow::Whole;

impl Walk<'_> {
    /// Starts something whose words cannot be written freely.
    pub(super) fn enclose(&mut self, start: usize, inline: bool) {
        self.fixed += 1;
        self.start_whole(start, inline);
    }

    fn start_whole(&mut self, start: usize, inline: bool) {
        if self.whole.is_none() {
            self.whole = Some(self.part.wholes.len());
            self.part.wholes.push(Whole { source: start..start, inline });
        }
    }

    /// Notes that the words of the control around this place cannot be written freely.
    pub(super) fn limit_control(&mut self) {
        let is_control = |open: &Open| matches!(open, Open::Control { .. });
        let Some(at) = self.stack.iter().rposition(is_control) else { return };
        let inline = self.stack[..at].iter().rev().find_map(|open| match open {
            Open::Paragraph => Some(true),
            Open::Named | Open::Comment | Open::Cell => Some(false),
            _ => None,
        });
        let Some(Open::Control { start, limited }) = self.stack.get_mut(at) else { return };
        if !std::mem::replace(limited, true) {
            let start = *start;
            self.enclose(start, inline == Some(true));
        }
    }

    /// Ends what started there and whose words cannot be written freely.
    pub(super) fn close_control(&mut self, start: usize, end: usize) {
        self.fixed = self.fixed.saturating_sub(1);
        let whole = self.whole.and_then(|index| self.part.wholes.get_mut(index));
        if let Some(whole) = whole.filter(|whole| whole.source.start == start) {
            whole.source.end = end;
            self.whole = None;
        }
    }

    /// Takes notice of the start, the middle or the end of a field.
    pub(super) fn mark_field(&mut self, kind: &str) {
        let starts = kind == "begin" && self.fields.is_empty() && self.whole.is_none();
        if let (true, Some(run), Some(paragraph)) =
            (starts, self.runs.last(), self.paragraphs.last())
        {
            let (run, paragraph) = (run.index, paragraph.start);
            self.start_whole(self.part.runs[run].start_tag.start, true);
            self.part.runs[run].whole = self.whole;
            self.field = Some(paragraph);
        }
        self.fields.mark(kind);
    }

    /// Ends fields that were left open in another note, as in a damaged file: they would hide all that comes after them.
    pub(super) fn drop_fields(&mut self) {
        self.fields = Fields::default();
        if self.field.take().is_some() {
            self.whole = None;
        }
    }

    /// Ends the field that is commented on as a whole, if it is over in the run that ends there.
    pub(super) fn end_field(&mut self, end: usize) {
        let Some(started) = self.field.filter(|_| self.fields.is_empty()) else { return };
        let whole = self.whole.and_then(|index| self.part.wholes.get_mut(index));
        let same = self.paragraphs.last().is_some_and(|paragraph| paragraph.start == started);
        if let Some(whole) = whole.filter(|_| same) {
            whole.source.end = end;
        }
        (self.whole, self.field) = (None, None);
    }
}
