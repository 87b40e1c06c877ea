//! Tags of template languages, which stand in pages and letters until something is written in their place: `{{ name }}`,
//! `{% if … %}`, `{# … #}`, `<%= name %>`.

use std::ops::Range;

/// How tags start and end.
const TAGS: [(&str, &str); 4] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<%", "%>")];

/// A tag takes no more bytes than this: a bound on how far its end is looked for.
const LONGEST: usize = 400;

/// The tags in a text, in order.
pub(super) fn templates(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + memchr::memchr2(b'{', b'<', text.as_bytes().get(from..)?)?;
            from = start + 1;
            if let Some(tag) = tag_at(text, start) {
                from = tag.end;
                return Some(tag);
            }
        }
    })
}

/// The tag that starts at `start`.
fn tag_at(text: &str, start: usize) -> Option<Range<usize>> {
    let (open, close) = TAGS.into_iter().find(|(open, _)| text[start..].starts_with(open))?;
    let inside = start + open.len();
    let near = &text[inside..text.floor_char_boundary(inside + LONGEST)];
    let mut end = inside + near.find(close)? + close.len();
    // `{{{ name }}}`
    while close == "}}" && text[end..].starts_with('}') {
        end += 1;
    }
    Some(start..end)
}
