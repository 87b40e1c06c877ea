//! Walks through JSON: each string value with the path of keys that leads to it. Nothing recurses.

use crate::{Format, ReadError};
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};
use std::ops::Range;

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into an object, to the value of this key; none before the first key.
    Key(Option<String>),
    /// Into an array, to the element with this index.
    Index(usize),
}

/// Something met on the way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Event<'t> {
    /// A string, by its place with its quotation marks.
    Text(Range<usize>),
    /// A comment without its signs, and its place.
    Comment(&'t str, Range<usize>),
    /// The end of the object or array that the path leads to.
    End,
}

/// Where the walk is.
struct Walk {
    path: Vec<Step>,
    /// Whether a string here is a key.
    wants_key: bool,
}

/// Hands what is met in `text` to `take`, with the path to it.
///
/// # Errors
///
/// If the text is no JSON: [`ReadError::Malformed`].
pub(crate) fn walk<'t>(
    text: &'t str,
    mut take: impl FnMut(Event<'t>, &[Step]),
) -> Result<(), ReadError> {
    let from = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let malformed = |at: usize| ReadError::malformed(Format::Json, text, at);
    let mut scanner = Scanner::new(&text[from..], &ScannerOptions::default());
    let mut walk = Walk { path: Vec::new(), wants_key: false };
    loop {
        let token = scanner.scan().map_err(|_| malformed(from + scanner.token_start()))?;
        let range = from + scanner.token_start()..from + scanner.token_end();
        match token {
            None if walk.path.is_empty() => return Ok(()),
            None => return Err(malformed(text.len())),
            Some(Token::CommentLine(_)) => {
                take(
                    Event::Comment(text[range.clone()].trim_start_matches('/'), range),
                    &walk.path,
                );
            }
            Some(Token::CommentBlock(_)) => {
                let inner =
                    text[range.clone()].trim_start_matches(['/', '*']).trim_end_matches(['/', '*']);
                take(Event::Comment(inner, range), &walk.path);
            }
            Some(Token::String(key)) if walk.wants_key => walk.key(&key),
            Some(Token::Word(key)) if walk.wants_key => walk.key(key),
            Some(Token::String(_)) => take(Event::Text(range), &walk.path),
            Some(Token::OpenBrace) => walk.enter(Step::Key(None)),
            Some(Token::OpenBracket) => walk.enter(Step::Index(0)),
            Some(token @ (Token::CloseBrace | Token::CloseBracket)) => {
                let step = walk.path.pop().ok_or_else(|| malformed(range.start))?;
                if matches!(step, Step::Key(_)) != (token == Token::CloseBrace) {
                    return Err(malformed(range.start));
                }
                walk.wants_key = false;
                take(Event::End, &walk.path);
            }
            Some(Token::Comma) => walk.next(),
            Some(Token::Word(_)) => return Err(malformed(range.start)),
            Some(Token::Colon | Token::Boolean(_) | Token::Number(_) | Token::Null) => {}
        }
    }
}

impl Step {
    /// The key that the step goes to, if it goes to one.
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => key.as_deref(),
            Self::Index(_) => None,
        }
    }
}

impl Walk {
    fn enter(&mut self, step: Step) {
        self.wants_key = matches!(step, Step::Key(_));
        self.path.push(step);
    }

    fn key(&mut self, key: &str) {
        if let Some(Step::Key(last)) = self.path.last_mut() {
            *last = Some(key.to_owned());
        }
        self.wants_key = false;
    }

    fn next(&mut self) {
        match self.path.last_mut() {
            Some(Step::Index(index)) => *index += 1,
            Some(Step::Key(_)) => self.wants_key = true,
            None => {}
        }
    }
}

/// How many of the last steps of a path are named.
const SHOWN: usize = 8;

/// The path as people write it: `letters[2].body`, elements counted from 0. Only the end of a long one.
pub(crate) fn path_name(path: &[Step]) -> String {
    let shown = &path[path.len().saturating_sub(SHOWN)..];
    let mut name = String::from(if shown.len() < path.len() { "…" } else { "" });
    for step in shown {
        match step {
            Step::Key(key) => {
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(key.as_deref().unwrap_or_default());
            }
            Step::Index(index) => name.push_str(&format!("[{index}]")),
        }
    }
    name
}
