//! Reads YAML: its scalars, as far as they look like prose. Keys are not read; anchors are not followed.

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::excerpt::Excerpt;
use crate::json::strings;
use crate::json::walk::{Step, path_name};
use crate::{BlockKind, Format, ReadError, Selection, Span, data, directive};
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marked};
use std::ops::Range;

/// The prose of a YAML text.
///
/// # Errors
///
/// If the text is no YAML.
pub(crate) fn read(text: &str, selection: &Selection) -> Result<Prose, ReadError> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut reader = Reader {
        blocks: Blocks::new(text),
        place: Place { text, chars: 0, bytes: start },
        path: Vec::new(),
        selection,
        met: selection.keys.is_empty(),
    };
    for event in Parser::new_from_str(&text[start..]) {
        let (event, span) = event.map_err(|error| {
            let at = reader.place.offset(error.marker().index());
            ReadError::malformed(Format::Yaml, text, at)
        })?;
        reader.event(&event, span);
    }
    let met = reader.met;
    let mut prose = reader.blocks.finish();
    if !met {
        data::tell_if_none_chosen(&mut prose, "keys");
    }
    prose.sites = directive::find(text);
    Ok(prose)
}

struct Reader<'t> {
    blocks: Blocks<'t>,
    place: Place<'t>,
    path: Vec<Step>,
    selection: &'t Selection,
    /// Whether a key that is chosen has been met, if any are.
    met: bool,
}

/// Turns characters, in which the parser counts, into bytes. Places come in the order of the text.
struct Place<'t> {
    text: &'t str,
    chars: usize,
    bytes: usize,
}

impl Place<'_> {
    fn offset(&mut self, chars: usize) -> usize {
        let ahead = chars.saturating_sub(self.chars);
        let mut rest = self.text[self.bytes..].char_indices().skip(ahead);
        let at = rest.next().map_or(self.text.len(), |(at, _)| self.bytes + at);
        (self.chars, self.bytes) = (self.chars.max(chars), at);
        at
    }
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Marked) {
        match event {
            Event::MappingStart(..) => self.enter(Step::Key(None)),
            Event::SequenceStart(..) => self.enter(Step::Index(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                self.path.pop();
                self.passed(None);
            }
            Event::Scalar(value, style, ..) => self.scalar(value, *style, span),
            Event::Alias(_) => self.passed(None),
            _ => {}
        }
    }

    fn enter(&mut self, step: Step) {
        self.path.push(step);
    }

    /// A value, or a key, has been passed.
    fn passed(&mut self, key: Option<&str>) {
        match self.path.last_mut() {
            Some(Step::Index(index)) => *index += 1,
            Some(Step::Key(last)) => {
                *last = if last.is_none() { Some(key.unwrap_or("?").to_owned()) } else { None };
            }
            None => {}
        }
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Marked) {
        let is_key = matches!(self.path.last(), Some(Step::Key(None)));
        let chosen = if is_key { Some(false) } else { self.selection.path(&self.path) };
        self.met |= chosen == Some(true);
        if !is_key && data::is_read(value, chosen) {
            let start = self.place.offset(span.start.index());
            let end = self.place.offset(span.end.index()).max(start);
            let text = self.blocks.text();
            let value = excerpt(text, start..end, style);
            data::read_value(&mut self.blocks, &value, BlockKind::Paragraph, path_name(&self.path));
        }
        self.passed(Some(value));
    }
}

/// A scalar's text as it is written, without quotation marks and escapes. White space stays as it is: it is collapsed
/// later.
fn excerpt(text: &str, range: Range<usize>, style: ScalarStyle) -> Excerpt {
    let source = &text[range.clone()];
    match style {
        ScalarStyle::Plain => Excerpt::of(text, range),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            // The span may start with the sign, and what else stands on its line.
            let header = source.starts_with(['|', '>']);
            let first =
                if header { memchr::memchr(b'\n', source.as_bytes()).unwrap_or(0) } else { 0 };
            Excerpt::of(text, range.start + first..range.end)
        }
        ScalarStyle::DoubleQuoted => strings::excerpt(text, range),
        ScalarStyle::SingleQuoted => {
            let mut excerpt = Excerpt::default();
            let inner = source.strip_prefix('\'').unwrap_or(source);
            let mut at = range.end - inner.len();
            for (index, piece) in inner.strip_suffix('\'').unwrap_or(inner).split("''").enumerate()
            {
                if index > 0 {
                    excerpt.push_as('\'', Span::new(at, at + 2));
                    at += 2;
                }
                excerpt.push(piece, at);
                at += piece.len();
            }
            excerpt
        }
    }
}
