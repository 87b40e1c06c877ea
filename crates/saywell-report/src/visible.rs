//! Text from files, names and packs, made safe to show.
//!
//! A document or a file name can hold characters that move the cursor, recolour a terminal, or turn the reading
//! direction round, and words that build servers take for commands. They are shown, never let through.

use std::borrow::Cow;
use std::ops::Range;

/// The text on one line, with nothing in it that acts on a terminal or a build log.
///
/// Control characters become pictures (`␛`), those without one and characters that turn the reading direction become
/// their number (`<U+202E>`). An invisible character breaks up the marks of log commands (`##[`, `##vso[`).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if plain_len(text) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_each(&mut out, text, 0..text.len(), |out, at, character| {
        push_visible(out, text, at, character);
    });
    Cow::Owned(out)
}

/// Adds a range of `text`: what is plain at once, since that is nearly all, and each other character by `push`, which gets its
/// place.
pub(crate) fn push_each(
    out: &mut String,
    text: &str,
    range: Range<usize>,
    push: impl Fn(&mut String, usize, char),
) {
    let mut rest = &text[range.clone()];
    loop {
        let (plain, from) = rest.split_at(plain_len(rest));
        out.push_str(plain);
        let Some(character) = from.chars().next() else { break };
        push(out, range.end - from.len(), character);
        rest = &from[character.len_utf8()..];
    }
}

/// How many bytes at the start are shown as they are, whatever stands around them.
fn plain_len(text: &str) -> usize {
    let acts = |byte: u8| !(0x20..0x7F).contains(&byte) || byte == b'#';
    text.bytes().position(acts).unwrap_or(text.len())
}

/// Adds one character of `text`, which stands at `at`, in visible form.
pub(crate) fn push_visible(out: &mut String, text: &str, at: usize, character: char) {
    match character {
        '\0'..='\x1F' => out.push(picture(character)),
        '\x7F' => out.push('\u{2421}'),
        '#' if is_log_command(text, at) => out.push_str("\u{200B}#"),
        _ if is_hidden(character) => out.push_str(&format!("<U+{:04X}>", u32::from(character))),
        _ => out.push(character),
    }
}

/// Whether a character acts without being seen: C1 controls, marks that turn the reading direction, line separators.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// The picture of a C0 control character: they stand in the same order from U+2400 on.
fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether the second `#` of a log command's mark stands at `at`: `##[` and `##vso[` count anywhere in a line.
pub(crate) fn is_log_command(text: &str, at: usize) -> bool {
    let (before, after) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    before.ends_with(b"#")
        && (after.starts_with(b"[")
            || after.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"vso[")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_act() {
        let cases = [
            ("plain text", "plain text"),
            ("é “quoted” 👩‍👧", "é “quoted” 👩‍👧"),
            ("\x1b]0;title\x07", "␛]0;title␇"),
            ("a\r\nb\tc\x7f", "a␍␊b␉c␡"),
            ("\u{9b}2J \u{202e}evil\u{2069}", "<U+009B>2J <U+202E>evil<U+2069>"),
            ("## heading", "## heading"),
            ("##[error]x ##VSO[task]", "#\u{200B}#[error]x #\u{200B}#VSO[task]"),
            ("###[x", "##\u{200B}#[x"),
            ("##", "##"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected);
        }
    }
}
