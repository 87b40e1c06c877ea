//! The lines of a text, as readers of line by line formats take them.

use std::ops::Range;

/// The lines of a text, without their ends and without a byte order mark; CRLF, LF and CR alone end a line.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = Some(text.len() - text.trim_start_matches('\u{FEFF}').len());
    std::iter::from_fn(move || {
        let start = next?;
        let end =
            memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(text.len(), |at| start + at);
        next = match &bytes[end..] {
            [] => None,
            [b'\r', b'\n', ..] => Some(end + 2),
            _ => Some(end + 1),
        };
        Some(start..end)
    })
}
