//! Cuts a phrase into tokens, each with its place and what stands between it and the one before.

use super::PhraseError;
use std::ops::Range;

/// A token of a phrase.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    /// Where it stands in the source.
    pub(super) at: Range<usize>,
    pub(super) join: Join,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Word(&'a str),
    /// `~word`, without the tilde.
    Forms(&'a str),
    /// `{name}`, without the braces.
    List(&'a str),
    AnyWord,
    Gap(u8),
    Number,
    Comma,
    Start,
    End,
    /// `(`, or `[` for what is optional.
    Open {
        optional: bool,
    },
    Close {
        optional: bool,
    },
    Bar,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// White space, or nothing at all.
    Space,
    /// A hyphen.
    Hyphen,
    /// It touches the token before.
    Touch,
}

/// How many words a `...` lets pass, and how many it may be told to.
const GAP: u8 = 3;
const MAX_GAP: u8 = 20;

/// Cuts a phrase.
pub(super) fn lex(source: &str) -> Result<Vec<Token<'_>>, PhraseError> {
    let mut lexer = Lexer { source, at: 0 };
    let mut tokens = Vec::with_capacity(source.len() / 4);
    loop {
        let join = lexer.skip_space(tokens.is_empty());
        let start = lexer.at;
        let Some(c) = lexer.peek() else { return Ok(tokens) };
        let kind = lexer.token(c)?;
        tokens.push(Token { kind, at: start..lexer.at, join });
    }
}

/// Whether a character is part of a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_apostrophe(c) || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a character may stand for an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    /// Moves past the characters that fit and gives them.
    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.source[self.at..];
        let taken = &rest[..rest.find(|c| !fits(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn skip_space(&mut self, first: bool) -> Join {
        let skipped = self.take(|c| c.is_whitespace() || is_hyphen(c));
        match skipped {
            "" if !first => Join::Touch,
            _ if skipped.contains(is_hyphen) && !skipped.contains(char::is_whitespace) => {
                Join::Hyphen
            }
            _ => Join::Space,
        }
    }

    fn token(&mut self, c: char) -> Result<Kind<'a>, PhraseError> {
        if is_word(c) {
            return Ok(Kind::Word(self.take(is_word)));
        }
        let start = self.at;
        self.at += c.len_utf8();
        match c {
            '~' => self.forms(start),
            '{' => self.list(start),
            '.' => self.gap(start),
            '_' => Ok(Kind::AnyWord),
            '#' => Ok(Kind::Number),
            ',' => Ok(Kind::Comma),
            '^' => Ok(Kind::Start),
            '$' => Ok(Kind::End),
            '(' | '[' => Ok(Kind::Open { optional: c == '[' }),
            ')' | ']' => Ok(Kind::Close { optional: c == ']' }),
            '|' => Ok(Kind::Bar),
            _ => Err(foreign(c, start..self.at)),
        }
    }

    fn forms(&mut self, start: usize) -> Result<Kind<'a>, PhraseError> {
        let word = self.take(is_word);
        if word.is_empty() {
            return Err(PhraseError::new(
                start..self.at,
                "“~” stands directly before a word: “~refuse”",
            ));
        }
        if self.peek().is_some_and(is_hyphen) {
            let message = "“~” takes one word, without a hyphen";
            return Err(PhraseError::new(start..self.at, message)
                .help("put it before the part that changes: “gang-~rape”"));
        }
        Ok(Kind::Forms(word))
    }

    fn list(&mut self, start: usize) -> Result<Kind<'a>, PhraseError> {
        let name = self.take(|c| !matches!(c, '}' | '{' | '|' | '(' | ')' | '[' | ']'));
        if self.peek() != Some('}') {
            return Err(PhraseError::new(start..self.at, "“{” is not closed")
                .help("a list is written “{name}”"));
        }
        self.at += 1;
        Ok(Kind::List(name.trim()))
    }

    fn gap(&mut self, start: usize) -> Result<Kind<'a>, PhraseError> {
        let dots = 1 + self.take(|c| c == '.').len();
        let digits = self.take(|c| c.is_ascii_digit());
        if dots != 3 {
            let message = "a phrase has no full stops";
            let help = "“...” is up to three words; leave the stops of abbreviations out, with a space for each: “u s”";
            return Err(PhraseError::new(start..self.at, message).help(help));
        }
        match digits.parse() {
            _ if digits.is_empty() => Ok(Kind::Gap(GAP)),
            Ok(words @ 1..=MAX_GAP) => Ok(Kind::Gap(words)),
            _ => Err(PhraseError::new(start..self.at, format!("a gap is of 1 to {MAX_GAP} words"))),
        }
    }
}

/// The error for a character that phrases do not have, with what to write instead.
fn foreign(c: char, at: Range<usize>) -> PhraseError {
    let help = match c {
        '}' => "a list is written “{name}”",
        _ if is_quote(c) => "leave quotation marks out: they are passed over in texts",
        '!' | '?' => "write “$” for the end of a sentence",
        '…' => "write “...” for up to three words",
        '/' => {
            "write “|” to choose between words (“he|she”), or “,” where a mark may stand (“24 , 7”)"
        }
        _ => {
            "write “,” where a mark or sign inside the sentence may stand: “100 , safe” finds “100% safe”"
        }
    };
    let message = if is_quote(c) {
        "a phrase has no quotation marks".to_owned()
    } else {
        format!("a phrase has no “{c}”")
    };
    PhraseError::new(at, message).help(help)
}
