//! What is shown of a text around a finding: its lines or, where they are long, a cut of about 100 characters, which fits most
//! terminals; its sentence or, where that is long, a cut of about 200.

use crate::visible::{push_each, push_visible};
use codespan_reporting::files::{Error, Files, line_starts};
use saywell_engine::Finding;
use saywell_engine::document::LineIndex;
use std::ops::Range;

/// How many characters a line of an excerpt holds, ellipses not counted.
const LINE: usize = 100;

/// How many characters of a sentence are quoted, ellipses not counted.
const QUOTE: usize = 200;

/// How many bytes before and after a finding are looked at; no character has more than 4.
const REACH: usize = 4 * QUOTE;

/// A part of a text, made visible, with the true place of the finding in it.
pub(crate) struct Excerpt {
    name: String,
    text: String,
    /// Where the finding stands in `text`.
    pub(crate) label: Range<usize>,
    starts: Vec<usize>,
    first_line: usize,
    column: usize,
}

impl Excerpt {
    /// The excerpt around a finding of a file shown under this name.
    pub(crate) fn new(name: &str, text: &str, lines: &LineIndex, finding: &Finding) -> Self {
        let span = clamp(text, finding.span.range(), REACH);
        let window = window(text, &span, clamp(text, finding.sentence.range(), usize::MAX));
        let (shown, label) = show(text, &window, &span, &Ends::Lines);
        let starts = line_starts(&shown).collect();
        let first_line = lines.position(text, window.start).line;
        let column = lines.position(text, span.start).column;
        Self { name: name.to_owned(), text: shown, label, starts, first_line, column }
    }

    /// File, line and column of the finding, as they are written over the excerpt.
    pub(crate) fn locus(&self) -> String {
        let above = self.starts.partition_point(|start| *start <= self.label.start);
        format!("{}:{}:{}", self.name, self.first_line + above.saturating_sub(1), self.column)
    }
}

/// A finding in its sentence, on one line and in visible form; a long sentence is cut to about 200 characters.
pub(crate) struct Quote {
    /// What stands before the words.
    pub(crate) before: String,
    /// The words.
    pub(crate) words: String,
    /// What stands after the words.
    pub(crate) after: String,
}

impl Quote {
    /// The sentence of a finding in this text.
    pub(crate) fn new(text: &str, finding: &Finding) -> Self {
        let span = clamp(text, finding.span.range(), REACH);
        let start = finding.sentence.start.clamp(span.start.saturating_sub(REACH), span.start);
        let end = finding.sentence.end.clamp(span.end, span.end.saturating_add(REACH));
        let range = floor(text, start)..floor(text, end);
        let is_short = fits(&text[range.clone()], QUOTE);
        let window = if is_short { range } else { cut(text, range, &span, QUOTE) };
        let (shown, label) = show(text, &window, &span, &Ends::Sentence(finding.sentence.range()));
        let line = shown.replace('\n', " ");
        Self {
            before: line[..label.start].trim_start().to_owned(),
            words: line[label.clone()].to_owned(),
            after: line[label.end..].trim_end().to_owned(),
        }
    }
}

/// The message, and if `wanted` the finding's sentence after it.
pub(crate) fn with_excerpt(message: String, text: &str, finding: &Finding, wanted: bool) -> String {
    if !wanted {
        return message;
    }
    let Quote { before, words, after } = Quote::new(text, finding);
    format!("{message} In: {before}{words}{after}")
}

/// The range, kept inside the text, on character boundaries, and no longer than `limit`.
fn clamp(text: &str, range: Range<usize>, limit: usize) -> Range<usize> {
    let start = floor(text, range.start);
    let end = floor(text, range.end.min(start.saturating_add(limit)));
    start..end.max(start)
}

/// The greatest character boundary up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The part of the text to show: the lines of the finding; if they are long, its sentence; if that is long, a cut.
fn window(text: &str, span: &Range<usize>, sentence: Range<usize>) -> Range<usize> {
    let lines = lines_around(text, span);
    let whole = &text[lines.clone()];
    if fits(whole, QUOTE) && whole.split(['\n', '\r']).all(|line| fits(line, LINE)) {
        return lines;
    }
    let start = sentence.start.clamp(lines.start, span.start);
    let end = sentence.end.clamp(span.end, lines.end);
    if fits(&text[start..end], LINE) {
        return start..end;
    }
    cut(text, start..end, span, LINE)
}

fn fits(text: &str, length: usize) -> bool {
    text.chars().nth(length).is_none()
}

/// From the start of the finding's first line to the end of its last, no further than an excerpt can reach.
fn lines_around(text: &str, span: &Range<usize>) -> Range<usize> {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let bytes = text.as_bytes();
    let low = floor(text, span.start.saturating_sub(REACH));
    let high = floor(text, span.end.saturating_add(REACH));
    let start = bytes[low..span.start].iter().rposition(is_break).map_or(low, |at| low + at + 1);
    let end = bytes[span.end..high].iter().position(is_break).map_or(high, |at| span.end + at);
    start..end
}

/// A part of the range around the finding, of so many characters, from word to word where it can be.
fn cut(text: &str, range: Range<usize>, span: &Range<usize>, length: usize) -> Range<usize> {
    let inside = text[span.clone()].chars().count();
    let Some(rest) = length.checked_sub(inside) else {
        return span.start..forward(text, span.start, span.end, length);
    };
    let before = text[range.start..span.start].chars().count();
    let after = text[span.end..range.end].chars().count();
    // Half of the room on each side; what one side does not need, the other gets.
    let left = before.min((rest / 2).max(rest.saturating_sub(after)));
    let start = back(text, range.start, span.start, left);
    let end = forward(text, span.end, range.end, rest - left);
    word_start(text, start, range.start, span.start)..word_end(text, end, range.end, span.end)
}

/// `count` characters before `from`, not before `low`.
fn back(text: &str, low: usize, from: usize, count: usize) -> usize {
    match count.checked_sub(1) {
        Some(last) => {
            text[low..from].char_indices().rev().nth(last).map_or(low, |(at, _)| low + at)
        }
        None => from,
    }
}

/// `count` characters after `from`, not after `high`.
fn forward(text: &str, from: usize, high: usize, count: usize) -> usize {
    text[from..high].char_indices().nth(count).map_or(high, |(at, _)| from + at)
}

/// The start of the first whole word from `start` on; `start` itself where it is the beginning or no word starts.
fn word_start(text: &str, start: usize, beginning: usize, finding: usize) -> usize {
    if start == beginning {
        return start;
    }
    let cut = &text[start..finding];
    let Some(space) = cut.find(char::is_whitespace) else { return start };
    start + cut.len() - cut[space..].trim_start().len()
}

/// The end of the last whole word up to `end`; `end` itself where it is the finish or no word ends.
fn word_end(text: &str, end: usize, finish: usize, finding: usize) -> usize {
    if end == finish {
        return end;
    }
    let cut = &text[finding..end];
    let Some(space) = cut.rfind(char::is_whitespace) else { return end };
    finding + cut[..space].trim_end().len()
}

/// What a window may end at without being cut.
enum Ends {
    Lines,
    Sentence(Range<usize>),
}

impl Ends {
    fn is_start(&self, text: &str, at: usize) -> bool {
        match self {
            Self::Lines => at_line_start(text, at),
            Self::Sentence(sentence) => at <= sentence.start || at == 0,
        }
    }

    fn is_end(&self, text: &str, at: usize) -> bool {
        match self {
            Self::Lines => at_line_end(text, at),
            Self::Sentence(sentence) => at >= sentence.end || at == text.len(),
        }
    }
}

/// The window's text as it is shown, with ellipses where it is cut, and where the finding stands in it.
fn show(
    text: &str,
    window: &Range<usize>,
    span: &Range<usize>,
    ends: &Ends,
) -> (String, Range<usize>) {
    let span = span.start..span.end.min(window.end);
    let mut out = String::with_capacity(window.len() + 16);
    if !ends.is_start(text, window.start) {
        out.push_str("… ");
    }
    push_text(&mut out, text, window.start..span.start);
    let start = out.len();
    push_text(&mut out, text, span.clone());
    let end = out.len();
    push_text(&mut out, text, span.end..window.end);
    if !ends.is_end(text, window.end) {
        out.push_str(" …");
    }
    (out, start..end)
}

fn at_line_start(text: &str, at: usize) -> bool {
    matches!(text[..at].chars().next_back(), None | Some('\n' | '\r' | '\u{FEFF}'))
}

fn at_line_end(text: &str, at: usize) -> bool {
    matches!(text[at..].chars().next(), None | Some('\n' | '\r'))
}

/// Adds a range of the text in visible form. Line ends of every kind become a line feed, a tab a space; a byte order
/// mark at the start is left out.
fn push_text(out: &mut String, text: &str, range: Range<usize>) {
    push_each(out, text, range, |out, at, character| match character {
        '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => {}
        '\r' | '\n' => out.push('\n'),
        '\t' => out.push(' '),
        '\u{FEFF}' if at == 0 => {}
        _ => push_visible(out, text, at, character),
    });
}

/// One file, the excerpt, for codespan: lines are numbered as in the whole text, and so is the finding's column.
impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        Ok(self.starts.partition_point(|start| *start <= byte).saturating_sub(1))
    }

    fn line_number(&'a self, (): (), line: usize) -> Result<usize, Error> {
        Ok(self.first_line + line)
    }

    fn column_number(&'a self, (): (), _line: usize, _byte: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), line: usize) -> Result<Range<usize>, Error> {
        let too_large = Error::LineTooLarge { given: line, max: self.starts.len() };
        let start = *self.starts.get(line).ok_or(too_large)?;
        Ok(start..self.starts.get(line + 1).copied().unwrap_or(self.text.len()))
    }
}
