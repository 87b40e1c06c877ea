//! HTML as tokens with their places. The tokenizer is that of the HTML standard (13.2.5), by way of `html5gum`; it
//! goes once through the text, whatever is in it.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{DefaultEmitter, Span, Token as Decoded, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// A piece of HTML; ranges are in the text. Names are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text between tags, with character references as they are written.
    Text(Range<usize>),
    /// A comment with its `<!--` and `-->`.
    Comment(Range<usize>),
    /// The start of a start tag: `<name` and the sign after it. Its attributes follow.
    Start { name: &'a str, span: Range<usize> },
    /// An attribute of the start tag.
    Attribute { name: &'a str },
    /// Its value, without quotation marks.
    Value(Range<usize>),
    /// The end of the start tag.
    Started(Range<usize>),
    /// An end tag.
    End { name: &'a str, span: Range<usize> },
}

/// Hands the tokens of `text` from `from` on to `take`, one after another.
///
/// A tag with more than [`MOST_ATTRIBUTES`] is told without them.
pub(crate) fn tokens(text: &str, from: usize, mut take: impl FnMut(Token<'_>)) {
    let mut at = from;
    while let Some(tag) = crowded_tag(text, at) {
        tokens_in(text, at..tag.start, &mut take);
        without_attributes(text, tag.clone(), &mut take);
        at = tag.end;
    }
    tokens_in(text, at..text.len(), &mut take);
}

/// The tokens of a part of the text.
fn tokens_in(text: &str, part: Range<usize>, mut take: impl FnMut(Token<'_>)) {
    let from = part.start;
    let read = &text[..part.end];
    let mut code = Code::default();
    let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        // The tokenizer works on bytes; a place inside a character would be its mistake, and must not become ours.
        let end = text.floor_char_boundary(from + span.end);
        let range = text.floor_char_boundary(from + span.start).min(end)..end;
        let range = code.outside(read, &event, range)?;
        let name = |name| std::str::from_utf8(name).unwrap_or_default();
        match event {
            CallbackEvent::String { .. } => take(Token::Text(range)),
            CallbackEvent::Comment { .. } => take(Token::Comment(range)),
            CallbackEvent::OpenStartTag { name: tag } => {
                take(Token::Start { name: name(tag), span: range });
            }
            CallbackEvent::AttributeName { name: key } => {
                take(Token::Attribute { name: name(key) });
            }
            CallbackEvent::AttributeValue { .. } => take(Token::Value(range)),
            CallbackEvent::CloseStartTag { .. } => take(Token::Started(range)),
            CallbackEvent::EndTag { name: tag } => {
                take(Token::End { name: name(tag), span: range });
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(&text[part], emitter).finish();
}

/// Code of the server between `<?` and `?>`, which the tokenizer takes as a comment that ends at the first `>`.
#[derive(Default)]
struct Code {
    /// Where the last piece of code ends.
    end: usize,
    /// Whether the last start tag stands in code.
    tag: bool,
}

impl Code {
    /// The part of an event's range that is outside of code; none where the event is to be left out.
    fn outside(
        &mut self,
        text: &str,
        event: &CallbackEvent<'_>,
        range: Range<usize>,
    ) -> Option<Range<usize>> {
        let inside = range.start < self.end;
        match event {
            CallbackEvent::String { .. } => {
                return (range.end > self.end).then(|| range.start.max(self.end)..range.end);
            }
            CallbackEvent::OpenStartTag { .. } => self.tag = inside,
            CallbackEvent::AttributeName { .. }
            | CallbackEvent::AttributeValue { .. }
            | CallbackEvent::CloseStartTag { .. } => {
                return (!self.tag).then_some(range);
            }
            CallbackEvent::Comment { .. } if !inside => {
                let comment = &text[range.clone()];
                if comment.starts_with("<?") && !comment.ends_with("?>") {
                    self.end = text[range.end..]
                        .find("?>")
                        .map_or(text.len(), |found| range.end + found + 2);
                }
            }
            _ => {}
        }
        (!inside).then_some(range)
    }
}

/// More attributes than any page has in a tag. The tokenizer calls itself for each, and would run out of stack at some
/// thousands.
const MOST_ATTRIBUTES: usize = 500;

/// The first tag from `from` on that has more than [`MOST_ATTRIBUTES`], as far as signs tell: from its `<` on. One look
/// at each byte.
fn crowded_tag(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        at = name;
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut attributes, mut quote) = (0, None);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match (byte, quote) {
                (b'>', None) => break,
                (b'"' | b'\'', None) if bytes[at - 2] == b'=' => quote = Some(byte),
                (_, Some(open)) if byte == open => {
                    quote = None;
                    attributes += 1;
                }
                (b'=' | b'/', None) => attributes += 1,
                (_, None) if byte.is_ascii_whitespace() => attributes += 1,
                _ => {}
            }
        }
        // At most three of these signs stand for one attribute.
        if attributes > 3 * MOST_ATTRIBUTES {
            return Some(start..at);
        }
    }
    None
}

/// A tag, told without its attributes.
fn without_attributes(text: &str, tag: Range<usize>, mut take: impl FnMut(Token<'_>)) {
    let ends = text[tag.start..].starts_with("</");
    let from = tag.start + 1 + usize::from(ends);
    let len = text[from..tag.end].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    let name = text[from..from + len].to_ascii_lowercase();
    let after = text.ceil_char_boundary((from + len + 1).min(tag.end));
    if ends {
        return take(Token::End { name: &name, span: tag });
    }
    take(Token::Start { name: &name, span: tag.start..after });
    take(Token::Started(after..tag.end));
}

/// The longest character reference of the HTML standard, in bytes.
const LONGEST: usize = "&CounterClockwiseContourIntegral;".len();

/// What the character reference at the start of `text`, which starts with `&`, stands for, and its length in bytes.
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let (number, digits): (usize, fn(&u8) -> bool) = match bytes {
        [_, b'#', b'x' | b'X', ..] => (2, u8::is_ascii_hexdigit),
        [_, b'#', ..] => (1, u8::is_ascii_digit),
        _ => (0, u8::is_ascii_alphanumeric),
    };
    let name = bytes[1 + number..].iter().take(LONGEST).take_while(|byte| digits(byte)).count();
    if name == 0 {
        return None;
    }
    let len = 1 + number + name;
    let len = len + usize::from(bytes.get(len) == Some(&b';'));
    let source = &text[..len];
    let decoder = DefaultEmitter::<()>::default();
    let mut decoded = String::new();
    for Ok(token) in Tokenizer::new_with_emitter(source, decoder) {
        if let Decoded::String(string) = token {
            decoded.push_str(&String::from_utf8_lossy(&string));
        }
    }
    if decoded == source {
        return None;
    }
    // Some names need no semicolon: “&copyleft” is “©left”.
    let whole =
        number > 0 || (source.ends_with(';') && (decoded == ";" || !decoded.ends_with(';')));
    let prose = decoded.trim_end_matches(|c: char| c == ';' || c.is_ascii_alphanumeric());
    let rest = if whole { 0 } else { decoded.len() - prose.len() };
    decoded.truncate(decoded.len() - rest);
    (!decoded.is_empty() && rest < len).then(|| (decoded, len - rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_references() {
        let check = |text: &str, expected: Option<(&str, usize)>| {
            let found = reference(text);
            assert_eq!(found.as_ref().map(|(c, len)| (c.as_str(), *len)), expected, "{text}");
        };
        check("&amp;c", Some(("&", 5)));
        check("&eacute;t", Some(("é", 8)));
        check("&#x2019;s", Some(("’", 8)));
        check("&#65s", Some(("A", 4)));
        check("&semi;", Some((";", 6)));
        check("&#65;s", Some(("A", 5)));
        check("&#150;", Some(("–", 6)));
        check("&copy 2020", Some(("©", 5)));
        check("&copyleft", Some(("©", 5)));
        check("&copyleft;", Some(("©", 5)));
        check("&nGg;", Some(("\u{22D9}\u{338}", 5)));
        for text in ["&", "&c", "& ", "&bogus;", "&#;", "&#x;", "&;"] {
            check(text, None);
        }
    }

    #[test]
    fn any_number_of_attributes_will_do() {
        for attribute in [" a", " a=b", " a='b'", " a = 'b'", "/", " a/", "a='b'"] {
            let text =
                format!("x<p{}>y</p {}>z", attribute.repeat(60_000), attribute.repeat(60_000));
            let mut seen = String::new();
            tokens(&text, 0, |token| match token {
                Token::Text(range) => seen.push_str(&text[range]),
                Token::Start { name, .. } | Token::End { name, .. } if name.len() > 1 => {
                    seen.push('?');
                }
                Token::Start { .. } => seen.push('('),
                Token::End { .. } => seen.push(')'),
                _ => {}
            });
            let joined = attribute == "a='b'";
            assert!(seen == "x(y)z" || joined && seen.starts_with('x'), "{attribute}: {seen}");
        }
    }

    #[test]
    fn tells_places() {
        let text = "é<p title='a &amp; b' x>c&amp;d<!-- e --></P>";
        let mut found = Vec::new();
        tokens(text, 2, |token| {
            found.push(match token {
                Token::Start { name, span } | Token::End { name, span } => {
                    format!("{name} {}", &text[span])
                }
                Token::Attribute { name } => name.to_owned(),
                Token::Text(range)
                | Token::Comment(range)
                | Token::Value(range)
                | Token::Started(range) => text[range].to_owned(),
            });
        });
        let expected = ["p <p ", "title", "a &amp; b", "x", ">", "c&amp;d", "<!-- e -->", "p </P>"];
        assert_eq!(found, expected);
    }
}
