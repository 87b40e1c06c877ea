//! Splits HTML inside Markdown into text, tags and comments. It is no parser: it forgets what it does not know.

use std::ops::Range;

/// A piece of HTML; ranges are in the document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// Text, with entities as they are written.
    Text(Range<usize>),
    /// A comment with its `<!--` and `-->`.
    Comment(Range<usize>),
    /// A tag, by its name as written.
    Tag { name: &'t str, closes: bool, span: Range<usize> },
}

/// What the scanner is in the middle of, from one line to the next.
#[derive(Clone, Copy, Debug)]
enum State<'t> {
    Text,
    /// The place where it started, and the quotation mark around an attribute's value.
    Tag(usize, Option<u8>),
    Comment(usize),
    /// Inside an element whose text is not prose, by its name.
    Raw(&'t str),
}

/// Elements whose text is not prose.
const RAW: &[&str] =
    &["code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "template"];

/// Reads HTML line by line. Every byte is looked at once.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    state: State<'t>,
}

impl<'t> Scanner<'t> {
    /// A scanner for HTML in `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, state: State::Text }
    }

    /// Adds the pieces of the next line to `tokens`.
    pub(crate) fn feed(&mut self, line: Range<usize>, tokens: &mut Vec<Token<'t>>) {
        let mut at = line.start;
        while at < line.end {
            let rest = at..line.end;
            at = match self.state {
                State::Text => self.read_text(rest, tokens),
                State::Tag(start, quote) => self.read_tag(start, quote, rest, tokens),
                State::Comment(start) => self.read_comment(start, rest, tokens),
                State::Raw(name) => self.skip_raw(name, rest),
            };
        }
    }

    fn read_text(&mut self, rest: Range<usize>, tokens: &mut Vec<Token<'t>>) -> usize {
        let found = self.text[rest.clone()].find('<').map_or(rest.end, |found| rest.start + found);
        if found > rest.start {
            tokens.push(Token::Text(rest.start..found));
        }
        let after = &self.text[found..rest.end];
        if after.starts_with("<!--") {
            self.state = State::Comment(found);
            return found + "<!--".len();
        }
        if after.len() > 1
            && after[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
        {
            self.state = State::Tag(found, None);
        } else if !after.is_empty() {
            tokens.push(Token::Text(found..found + 1));
        }
        (found + 1).min(rest.end)
    }

    fn read_tag(
        &mut self,
        start: usize,
        quote: Option<u8>,
        rest: Range<usize>,
        tokens: &mut Vec<Token<'t>>,
    ) -> usize {
        let bytes = self.text.as_bytes();
        let mut quote = quote;
        for at in rest.clone() {
            match (bytes[at], quote) {
                (b'>', None) => {
                    tokens.push(self.end_tag(start..at + 1));
                    return at + 1;
                }
                (mark @ (b'"' | b'\''), None) if bytes[at - 1] == b'=' => quote = Some(mark),
                (mark, Some(open)) if mark == open => quote = None,
                _ => {}
            }
        }
        self.state = State::Tag(start, quote);
        rest.end
    }

    fn end_tag(&mut self, span: Range<usize>) -> Token<'t> {
        let inner = &self.text[span.start + 1..span.end - 1];
        let closes = inner.starts_with('/');
        let name = inner.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let raw = !closes
            && !inner.ends_with('/')
            && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name));
        self.state = if raw { State::Raw(name) } else { State::Text };
        Token::Tag { name, closes, span }
    }

    fn read_comment(
        &mut self,
        start: usize,
        rest: Range<usize>,
        tokens: &mut Vec<Token<'t>>,
    ) -> usize {
        let Some(found) = self.text[rest.clone()].find("-->") else { return rest.end };
        let end = rest.start + found + "-->".len();
        tokens.push(Token::Comment(start..end));
        self.state = State::Text;
        end
    }

    fn skip_raw(&mut self, name: &str, rest: Range<usize>) -> usize {
        let Some(found) = self.text[rest.clone()].find("</") else { return rest.end };
        let start = rest.start + found;
        let after = self.text.get(start + 2..start + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name)) {
            self.state = State::Tag(start, None);
        }
        start + 2
    }
}

/// Whether an element stands as a block, so that text before and after it does not belong together.
pub(crate) fn is_block(name: &str) -> bool {
    #[rustfmt::skip] // a word a line is no list to read
    const BLOCKS: &[&str] = &[
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "script",
        "section", "select", "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
        "title", "tr", "ul",
    ];
    BLOCKS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
}

/// The character of the entity at the start of `text`, which starts with `&`, and the entity's length in bytes. Only
/// the entities usual in prose.
pub(crate) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 1))
}

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("shy", '\u{AD}'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("thinsp", '\u{2009}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("bull", '•'),
    ("eacute", 'é'),
];
