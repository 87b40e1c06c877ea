//! Reads tokens as a phrase.

use super::choice::choice;
use super::lex::{Join, Kind, Token, is_apostrophe, lex};
use super::limits::{check_elements, check_length};
use super::word::{is_plain, normalize};
use super::{Element, Phrase, PhraseError};
use crate::inflections;
use std::ops::Range;

/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 6;

/// Finds a list by its name.
type Lists<'a> = &'a dyn Fn(&str) -> Option<usize>;

pub(super) fn parse(source: &str, lists: Lists<'_>) -> Result<Phrase, PhraseError> {
    check_length(source)?;
    let tokens = lex(source)?;
    let mut rest = tokens.as_slice();
    let at_start = matches!(rest.first(), Some(Token { kind: Kind::Start, .. }));
    rest = &rest[usize::from(at_start)..];
    let at_end = matches!(rest.last(), Some(Token { kind: Kind::End, .. }));
    rest = &rest[..rest.len() - usize::from(at_end)];
    let elements = Parser { tokens: rest, next: 0, lists, source }.phrase()?;
    check_elements(&elements, source)?;
    Ok(Phrase { source: source.to_owned(), elements, at_start, at_end })
}

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    next: usize,
    lists: Lists<'a>,
    source: &'a str,
}

/// Where a row of alternatives ends.
#[derive(Clone, Copy)]
enum Until {
    /// Before the next white space, from this token on.
    Space(usize),
    /// Before the closing bracket.
    Close,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.next)
    }

    /// The whole phrase: runs of tokens without white space between them, each of which may be a choice (`a|b`).
    fn phrase(&mut self) -> Result<Vec<Element>, PhraseError> {
        let mut elements = Vec::new();
        while let Some(first) = self.peek() {
            let alone = self.tokens.get(self.next + 1).is_none_or(|next| next.join == Join::Space);
            if alone {
                self.atom(0, first, &mut elements)?;
            } else {
                elements.extend(choice(
                    self.alternatives(0, &first.at, Until::Space(self.next))?,
                    false,
                ));
            }
        }
        Ok(elements)
    }

    /// Whether a token ends a row of alternatives, or there is none.
    fn ends(&self, i: usize, until: Until) -> bool {
        self.tokens.get(i).is_none_or(|token| match until {
            Until::Space(first) => i > first && token.join == Join::Space,
            Until::Close => matches!(token.kind, Kind::Close { .. }),
        })
    }

    /// Sequences with `|` between them; what ends them is left.
    fn alternatives(
        &mut self,
        depth: usize,
        start: &Range<usize>,
        until: Until,
    ) -> Result<Vec<Vec<Element>>, PhraseError> {
        if let Some(words) = self.plain_words(until) {
            return Ok(vec![vec![Element::Words(words)]]);
        }
        let mut alternatives = Vec::new();
        let mut sequence = Vec::new();
        let mut bar = start;
        while let Some(token) = self.peek().filter(|_| !self.ends(self.next, until)) {
            if token.kind != Kind::Bar {
                self.atom(depth, token, &mut sequence)?;
                continue;
            }
            if sequence.is_empty() {
                return Err(nothing_to_choose(bar));
            }
            self.next += 1;
            bar = &token.at;
            alternatives.push(std::mem::take(&mut sequence));
        }
        if sequence.is_empty() {
            return Err(nothing_to_choose(bar));
        }
        alternatives.push(sequence);
        Ok(alternatives)
    }

    /// The words of a choice between plain words, read at once: most choices are such, and long.
    fn plain_words(&mut self, until: Until) -> Option<Vec<String>> {
        let end = (self.next..).find(|&i| self.ends(i, until))?;
        let run = &self.tokens[self.next..end];
        let fits = |(i, token): (usize, &Token<'_>)| match token.kind {
            Kind::Word(word) => i % 2 == 0 && is_plain(word),
            kind => i % 2 == 1 && kind == Kind::Bar,
        };
        if run.len().is_multiple_of(2) || !run.iter().enumerate().all(fits) {
            return None;
        }
        self.next = end;
        let mut words: Vec<String> = Vec::with_capacity(run.len() / 2 + 1);
        for token in run {
            let Kind::Word(word) = token.kind else { continue };
            if !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                words.push(word.to_ascii_lowercase());
            }
        }
        Some(words)
    }

    /// One word, list, group or sign, put at the end of a sequence.
    fn atom(
        &mut self,
        depth: usize,
        token: &'a Token<'a>,
        out: &mut Vec<Element>,
    ) -> Result<(), PhraseError> {
        self.check_join(token)?;
        self.next += 1;
        out.push(match token.kind {
            Kind::Word(word) => return words(word, token, out),
            Kind::Open { optional } => return self.group(depth + 1, optional, token, out),
            Kind::Forms(word) => forms(word, token)?,
            Kind::List(name) => Element::List { list: self.list(name, token)?, optional: false },
            Kind::AnyWord => Element::AnyWord,
            Kind::Gap(words) => Element::Gap(words),
            Kind::Number => Element::Number,
            Kind::Comma => Element::Comma,
            Kind::Start => return Err(token.error("“^” stands first in a phrase")),
            Kind::End => return Err(token.error("“$” stands last in a phrase")),
            Kind::Close { .. } => return Err(token.error("there is no bracket for this to close")),
            Kind::Bar => return Err(nothing_to_choose(&token.at)),
        });
        Ok(())
    }

    /// Refuses what touches in a way that could be read as one word: `(un)willing`.
    fn check_join(&self, token: &Token<'_>) -> Result<(), PhraseError> {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        let Some(before) = before.filter(|_| token.join == Join::Touch) else { return Ok(()) };
        let loose = |kind| matches!(kind, Kind::Comma | Kind::Gap(_));
        let opened = matches!(before.kind, Kind::Open { .. } | Kind::Bar);
        let clitic = matches!(token.kind, Kind::Word(word) if word.starts_with(is_apostrophe));
        let ends = matches!(token.kind, Kind::Close { .. } | Kind::Bar | Kind::End);
        if opened || clitic || ends || loose(token.kind) || loose(before.kind) {
            return Ok(());
        }
        let at = self.start_of_run()..token.at.end;
        let message = format!("“{}” could be one word or two", &self.source[at.clone()]);
        Err(PhraseError::new(at, message).help("put a space between them, or write the words out"))
    }

    /// Where the tokens begin that touch the next one.
    fn start_of_run(&self) -> usize {
        let passed = self.tokens[..self.next].iter();
        passed.rev().find(|token| token.join != Join::Touch).map_or(0, |token| token.at.start)
    }

    fn list(&self, name: &str, token: &Token<'_>) -> Result<usize, PhraseError> {
        (self.lists)(name).ok_or_else(|| {
            let error = token.error(&format!("there is no list “{name}”"));
            PhraseError { unknown_list: Some(name.to_owned()), ..error }
        })
    }

    /// What stands in brackets, the opening one being passed.
    fn group(
        &mut self,
        depth: usize,
        optional: bool,
        open: &Token<'_>,
        out: &mut Vec<Element>,
    ) -> Result<(), PhraseError> {
        if depth > MAX_DEPTH {
            return Err(
                open.error(&format!("brackets stand in each other at most {MAX_DEPTH} deep"))
            );
        }
        match self.peek().map(|token| token.kind) {
            None => return Err(open.error("this bracket is not closed")),
            Some(Kind::Close { .. }) => {
                return Err(open.error("there is nothing in these brackets"));
            }
            Some(_) => {}
        }
        let alternatives = self.alternatives(depth, &open.at, Until::Close)?;
        let close = self.peek().ok_or_else(|| open.error("this bracket is not closed"))?;
        if close.kind != (Kind::Close { optional }) {
            return Err(close.error(if optional {
                "“[” is closed with “]”"
            } else {
                "“(” is closed with “)”"
            }));
        }
        self.next += 1;
        out.extend(choice(alternatives, optional));
        Ok(())
    }
}

impl Token<'_> {
    fn error(&self, message: &str) -> PhraseError {
        PhraseError::new(self.at.clone(), message)
    }
}

fn nothing_to_choose(at: &Range<usize>) -> PhraseError {
    let help = "“|” stands between words without spaces (“her|his”) or between phrases in brackets (“(fit in|make do)”); \
                what may be left out stands in “[so|very]”";
    PhraseError::new(at.clone(), "there is nothing on one side of “|”").help(help)
}

/// The words of a token: several for a contraction.
fn words(word: &str, token: &Token<'_>, out: &mut Vec<Element>) -> Result<(), PhraseError> {
    if is_plain(word) {
        out.push(Element::Words(vec![word.to_ascii_lowercase()]));
        return Ok(());
    }
    let words = normalize(word);
    if words.is_empty() {
        return Err(token.error("an apostrophe alone is no word"));
    }
    out.extend(words.into_iter().map(|word| Element::Words(vec![word])));
    Ok(())
}

fn forms(word: &str, token: &Token<'_>) -> Result<Element, PhraseError> {
    match normalize(word).as_slice() {
        [word] => Ok(Element::Words(inflections(word))),
        _ => Err(token.error("“~” takes a word without an apostrophe")),
    }
}
