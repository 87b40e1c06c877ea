//! Reads JSON: its strings, as far as they look like prose. Comments, JSON Lines and what JSON5 allows are understood.

pub(crate) mod strings;
pub(crate) mod walk;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::{BlockKind, ReadError, Selection, Span, data, directive};
use walk::{Event, path_name, walk};

/// The prose of a JSON text.
///
/// # Errors
///
/// If the text is no JSON.
pub(crate) fn read(text: &str, selection: &Selection) -> Result<Prose, ReadError> {
    let mut blocks = Blocks::new(text);
    let mut met = selection.keys.is_empty();
    walk(text, |event, path| match event {
        // Most strings are single words.
        Event::Text(range) if may_be_read(&text[range.clone()], selection) => {
            let chosen = selection.path(path);
            met |= chosen == Some(true);
            let value = strings::excerpt(text, range);
            if !data::is_read(value.text(), chosen) {
                return;
            }
            data::read_value(&mut blocks, &value, BlockKind::Paragraph, path_name(path));
        }
        Event::Comment(inner, span) => blocks.comment(inner, Span::new(span.start, span.end)),
        Event::Text(_) | Event::End => {}
    })?;
    let mut prose = blocks.finish();
    if !met {
        data::tell_if_none_chosen(&mut prose, "keys");
    }
    Ok(prose)
}

/// Whether a string, as it is written, may be chosen, or hold more than one word, or a directive.
fn may_be_read(string: &str, selection: &Selection) -> bool {
    let inner = &string[1..];
    !selection.keys.is_empty() || inner.contains([' ', '\\']) || directive::starts_like_one(inner)
}
