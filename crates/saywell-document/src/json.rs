//! Reads JSON: its strings, as far as they look like prose. Comments, JSON Lines and what JSON5 allows are understood.

pub(crate) mod strings;
pub(crate) mod walk;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::{BlockKind, ReadError, Span, data, directive};
use walk::{Event, path_name, walk};

/// The prose of a JSON text.
///
/// # Errors
///
/// If the text is no JSON.
pub(crate) fn read(text: &str) -> Result<Prose, ReadError> {
    let mut blocks = Blocks::new(text);
    walk(text, |event, path| match event {
        // Most strings are single words.
        Event::Text(range) if may_be_prose(&text[range.clone()]) => {
            let value = strings::excerpt(text, range);
            data::read_value(&mut blocks, &value, BlockKind::Paragraph, path_name(path));
        }
        Event::Comment(inner, span) => blocks.comment(inner, Span::new(span.start, span.end)),
        Event::Text(_) | Event::End => {}
    })?;
    Ok(blocks.finish())
}

/// Whether a string, as it is written, may hold more than one word, or a directive.
fn may_be_prose(string: &str) -> bool {
    let inner = &string[1..];
    inner.contains([' ', '\\']) || directive::starts_like_one(inner)
}
