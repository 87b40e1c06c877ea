//! JSON's strings, with the way back from each character to how it is written.

use crate::Span;
use crate::excerpt::Excerpt;
use std::ops::Range;

/// The string that stands at `range`, quotation marks included.
pub(crate) fn excerpt(text: &str, range: Range<usize>) -> Excerpt {
    let mut excerpt = Excerpt::default();
    append(&mut excerpt, text, range);
    excerpt
}

/// Adds the string that stands at `range`, quotation marks included.
pub(crate) fn append(excerpt: &mut Excerpt, text: &str, range: Range<usize>) {
    let end = range.end.saturating_sub(1);
    let mut at = (range.start + 1).min(end);
    while at < end {
        let rest = &text[at..end];
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        excerpt.push(&rest[..plain], at);
        at += plain;
        if at < end {
            let (c, len) = escape(&text[at..end]);
            if let Some(c) = c {
                excerpt.push_as(c, Span::new(at, at + len));
            }
            at += len;
        }
    }
}

/// What the escape at the start of `text` stands for, and its length.
pub(crate) fn escape(text: &str) -> (Option<char>, usize) {
    let Some(sign) = text[1..].chars().next() else { return (Some('\\'), 1) };
    let c = match sign {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        'a' => '\u{7}',
        'e' => '\u{1B}',
        '0' => '\0',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        // A line that goes on.
        '\n' => return (None, 2),
        'x' => return number(text, 2),
        'u' => return utf16(text),
        'U' => return number(text, 8),
        _ => sign,
    };
    (Some(c), 1 + sign.len_utf8())
}

/// The value of `digits` hexadecimal digits after an escape's letter.
fn hex(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(2..2 + digits)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}

fn number(text: &str, digits: usize) -> (Option<char>, usize) {
    match hex(text, digits) {
        Some(code) => {
            (Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)), 2 + digits)
        }
        None => (Some('\\'), 1),
    }
}

/// `\u00e9`, or two of them for a character beyond the first 65,536.
fn utf16(text: &str) -> (Option<char>, usize) {
    let Some(high) = hex(text, 4) else { return (Some('\\'), 1) };
    let low = text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(|rest| hex(rest, 4));
    if let (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) = (high, low) {
        let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        return (char::from_u32(code), 12);
    }
    (Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_escapes() {
        let text = r#""caf\u00e9 \ud83d\ude00 \"a\" \\ \/ \ud800""#;
        assert_eq!(excerpt(text, 0..text.len()).text(), "café 😀 \"a\" \\ / \u{FFFD}");
        assert_eq!(excerpt("\"", 0..1).text(), "");
    }
}
