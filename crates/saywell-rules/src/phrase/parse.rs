//! Reads tokens as a phrase.

use super::lex::{Join, Kind, Token, is_apostrophe, lex};
use super::limits::{check_elements, check_length};
use super::{Element, Phrase, PhraseError};
use crate::{inflections, split_clitic};
use std::ops::Range;

/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 6;

/// Finds a list by its name.
pub(super) type Lists<'a> = &'a dyn Fn(&str) -> Option<usize>;

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

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.next)
    }

    /// The whole phrase: runs of tokens without white space between them, each of which may be a choice (`a|b`).
    fn phrase(&mut self) -> Result<Vec<Element>, PhraseError> {
        let mut elements = Vec::new();
        while let Some(first) = self.peek() {
            let run = self.next;
            let ends =
                |parser: &Self, token: &Token<'_>| parser.next > run && token.join == Join::Space;
            let alternatives = self.alternatives(0, first.at.clone(), &ends)?;
            elements.extend(choice(alternatives, false));
        }
        Ok(elements)
    }

    /// Sequences with `|` between them, up to a token that ends them, which is left.
    fn alternatives(
        &mut self,
        depth: usize,
        open: Range<usize>,
        ends: &dyn Fn(&Self, &Token<'_>) -> bool,
    ) -> Result<Vec<Vec<Element>>, PhraseError> {
        let mut alternatives = vec![Vec::new()];
        let mut empty_at = Some(open);
        while let Some(token) = self.peek().filter(|token| !ends(self, token)) {
            if token.kind == Kind::Bar {
                self.next += 1;
                if let Some(at) = empty_at.replace(token.at.clone()) {
                    return Err(nothing_to_choose(at));
                }
                alternatives.push(Vec::new());
                continue;
            }
            let elements = self.atom(depth, token)?;
            // Never empty: it starts with one sequence and only grows.
            alternatives
                .last_mut()
                .into_iter()
                .for_each(|sequence| sequence.extend(elements.iter().cloned()));
            empty_at = None;
        }
        empty_at.map_or(Ok(alternatives), |at| Err(nothing_to_choose(at)))
    }

    /// One word, list, group or sign.
    fn atom(&mut self, depth: usize, token: &'a Token<'a>) -> Result<Vec<Element>, PhraseError> {
        self.check_join(token)?;
        self.next += 1;
        Ok(vec![match token.kind {
            Kind::Word(word) => return self.word(word, token),
            Kind::Forms(word) => Element::Words(self.forms(word, token)?),
            Kind::List(name) => Element::List { list: self.list(name, token)?, optional: false },
            Kind::AnyWord => Element::AnyWord,
            Kind::Gap(words) => Element::Gap(words),
            Kind::Number => Element::Number,
            Kind::Comma => Element::Comma,
            Kind::Open { optional } => return self.group(depth + 1, optional, token),
            Kind::Start => {
                return Err(PhraseError::new(token.at.clone(), "“^” stands first in a phrase"));
            }
            Kind::End => {
                return Err(PhraseError::new(token.at.clone(), "“$” stands last in a phrase"));
            }
            Kind::Close { .. } => {
                return Err(PhraseError::new(
                    token.at.clone(),
                    "there is no bracket for this to close",
                ));
            }
            Kind::Bar => return Err(nothing_to_choose(token.at.clone())),
        }])
    }

    /// Refuses what touches in a way that could be read as one word: `(un)willing`.
    fn check_join(&self, token: &Token<'_>) -> Result<(), PhraseError> {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        let Some(before) = before.filter(|_| token.join == Join::Touch) else { return Ok(()) };
        let loose = |kind| matches!(kind, Kind::Comma | Kind::Gap(_));
        let opened = matches!(before.kind, Kind::Open { .. } | Kind::Bar);
        let clitic = matches!(token.kind, Kind::Word(word) if word.starts_with(is_apostrophe));
        let closes = matches!(token.kind, Kind::Close { .. } | Kind::End);
        if opened || clitic || closes || loose(token.kind) || loose(before.kind) {
            return Ok(());
        }
        let run = self.tokens[..self.next]
            .iter()
            .rev()
            .take_while(|token| token.join == Join::Touch)
            .count();
        let start = self
            .next
            .checked_sub(run + 1)
            .and_then(|i| self.tokens.get(i))
            .map_or(0, |token| token.at.start);
        let at = start..token.at.end;
        let message = format!("“{}” could be one word or two", &self.source[at.clone()]);
        Err(PhraseError::new(at, message).help("put a space between them, or write the words out"))
    }

    fn word(&self, word: &str, token: &Token<'_>) -> Result<Vec<Element>, PhraseError> {
        let words = normalize(word);
        if words.is_empty() {
            return Err(PhraseError::new(token.at.clone(), "an apostrophe alone is no word"));
        }
        Ok(words.into_iter().map(|word| Element::Words(vec![word])).collect())
    }

    fn forms(&self, word: &str, token: &Token<'_>) -> Result<Vec<String>, PhraseError> {
        match normalize(word).as_slice() {
            [word] => Ok(inflections(word)),
            _ => Err(PhraseError::new(token.at.clone(), "“~” takes a word without an apostrophe")),
        }
    }

    fn list(&self, name: &str, token: &Token<'_>) -> Result<usize, PhraseError> {
        (self.lists)(name).ok_or_else(|| {
            let error = PhraseError::new(token.at.clone(), format!("there is no list “{name}”"));
            PhraseError { unknown_list: Some(name.to_owned()), ..error }
        })
    }

    /// What stands in brackets, the opening one being passed.
    fn group(
        &mut self,
        depth: usize,
        optional: bool,
        open: &Token<'_>,
    ) -> Result<Vec<Element>, PhraseError> {
        if depth > MAX_DEPTH {
            return Err(PhraseError::new(
                open.at.clone(),
                format!("brackets stand in each other at most {MAX_DEPTH} deep"),
            ));
        }
        if matches!(self.peek(), Some(Token { kind: Kind::Close { .. }, .. })) {
            return Err(PhraseError::new(open.at.clone(), "there is nothing in these brackets"));
        }
        let ends = |_: &Self, token: &Token<'_>| matches!(token.kind, Kind::Close { .. });
        let not_closed = || PhraseError::new(open.at.clone(), "this bracket is not closed");
        self.peek().ok_or_else(not_closed)?;
        let alternatives = self.alternatives(depth, open.at.clone(), &ends)?;
        let close = self.peek().ok_or_else(not_closed)?;
        if close.kind != (Kind::Close { optional }) {
            let message = if optional {
                "“[” is closed with “]”"
            } else {
                "“(” is closed with “)”"
            };
            return Err(PhraseError::new(close.at.clone(), message));
        }
        self.next += 1;
        Ok(choice(alternatives, optional))
    }
}

fn nothing_to_choose(at: Range<usize>) -> PhraseError {
    let help = "“|” stands between words without spaces (“her|his”) or between phrases in brackets (“(fit in|make do)”); \
                what may be left out stands in “[so|very]”";
    PhraseError::new(at, "there is nothing on one side of “|”").help(help)
}

/// A choice between sequences in its plainest form.
fn choice(mut alternatives: Vec<Vec<Element>>, optional: bool) -> Vec<Element> {
    if let Some(words) = all_words(&alternatives) {
        alternatives = vec![vec![Element::Words(words)]];
    }
    match alternatives.as_mut_slice() {
        [sequence] if !optional => std::mem::take(sequence),
        [sequence] if matches!(sequence.as_slice(), [Element::List { .. }]) => {
            let lists = std::mem::take(sequence).into_iter();
            lists
                .map(|element| {
                    if let Element::List { list, .. } = element {
                        Element::List { list, optional }
                    } else {
                        element
                    }
                })
                .collect()
        }
        _ => vec![Element::Group { alternatives, optional }],
    }
}

/// The words of a choice between single words, each once.
fn all_words(alternatives: &[Vec<Element>]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for sequence in alternatives {
        let [Element::Words(words)] = sequence.as_slice() else { return None };
        let new = words.iter().filter(|word| !all.contains(*word)).cloned().collect::<Vec<_>>();
        all.extend(new);
    }
    Some(all)
}

/// A word as texts are cut: lower case, straight apostrophes, contractions as their words.
pub(crate) fn normalize(word: &str) -> Vec<String> {
    let straight = word.replace(is_apostrophe, "'").to_lowercase();
    let mut rest = straight.trim_end_matches('\'');
    let mut clitics = Vec::new();
    while let (stem, Some(clitic)) = split_clitic(rest) {
        clitics.push(clitic.word().to_owned());
        rest = stem;
    }
    let stem = match rest {
        "'m" => "am",
        "'re" => "are",
        "'ve" => "have",
        "'ll" => "will",
        "n't" => "not",
        "'d" | "'s" => rest,
        _ => rest.trim_start_matches('\''),
    };
    let stem = Some(stem.to_owned()).filter(|stem| !stem.is_empty());
    stem.into_iter().chain(clitics.into_iter().rev()).collect()
}
