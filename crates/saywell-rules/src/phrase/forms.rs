//! The forms of a noun or a verb that is written as a phrase: only one plain word in it changes.

use super::PhraseError;
use super::lex::{Join, Kind, Token, is_apostrophe, lex};
use crate::inflect::{Piece, VerbSpellings, noun_head, plurals};
use std::ops::Range;

/// The phrases for the forms of a verb, except its base.
pub(crate) struct VerbSources {
    pub(crate) base: String,
    pub(crate) third: String,
    pub(crate) past: String,
    pub(crate) participle: String,
    pub(crate) gerund: String,
}

/// The phrase for the plural of a noun.
pub(crate) fn plural_source(source: &str) -> Result<String, PhraseError> {
    let pieces = pieces(&lex(source)?);
    let help = "give “plural”, or write the words out as terms of their own";
    let head = noun_head(&pieces).map(|i| &pieces[i]);
    if let Some((at, choices)) = head.and_then(|head| choices(head, source)) {
        let plurals = choices.into_iter().map(plural_source).collect::<Result<Vec<_>, _>>();
        // A place inside a choice is told as the whole choice.
        let plurals = plurals.map_err(|error| PhraseError { at: at.clone(), ..error })?;
        return Ok(with_forms(source, &at, &plurals));
    }
    let (word, at) = plain(head, "noun", source).map_err(|error| error.help(help))?;
    Ok(with_forms(source, &at, &plurals(word)))
}

/// The sides of a piece that is a choice between words, `(drug user|addict)` or `junkie|addict`.
fn choices<'a>(piece: &Piece<'_>, source: &'a str) -> Option<(Range<usize>, Vec<&'a str>)> {
    let text = &source[piece.at.clone()];
    let inner = match text.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?,
        None => text,
    };
    let mut depth = 0usize;
    let mut sides = vec![0..0];
    for (i, c) in inner.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                sides.push(i + 1..i + 1);
                continue;
            }
            _ => {}
        }
        if let Some(side) = sides.last_mut() {
            side.end = i + c.len_utf8();
        }
    }
    let is_choice = !text.starts_with('[') && sides.len() > 1;
    is_choice.then(|| (piece.at.clone(), sides.into_iter().map(|side| &inner[side]).collect()))
}

/// The phrases for the forms of a verb.
pub(crate) fn verb_sources(source: &str) -> Result<VerbSources, PhraseError> {
    let (at, forms) = match verb_choices(source)? {
        Some((at, words)) => (at, VerbSpellings::of_all(&words)),
        None => verb_head(source).map(|(word, at)| (at, VerbSpellings::of(word)))?,
    };
    let with = |forms: Vec<String>| with_forms(source, &at, &forms);
    Ok(VerbSources {
        base: with(forms.base),
        third: with(forms.third),
        past: with(forms.past),
        participle: with(forms.participle),
        gerund: with(forms.gerund),
    })
}

/// The verbs of a choice between plain verbs, where the phrase starts with one: `(refuse|decline) to speak`.
fn verb_choices(source: &str) -> Result<Option<(Range<usize>, Vec<&str>)>, PhraseError> {
    let pieces = pieces(&lex(source)?);
    let choice = pieces.first().and_then(|piece| choices(piece, source));
    let plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric());
    Ok(choice.filter(|(_, words)| words.iter().all(plain)))
}

/// A form that an author wrote out, with the words that follow the verb where only the verb itself was given.
pub(crate) fn written_form(source: &str, form: &str) -> String {
    match verb_head(source) {
        Ok((_, at)) if !form.contains(char::is_whitespace) => {
            format!("{}{form}{}", &source[..at.start], &source[at.end..])
        }
        _ => form.to_owned(),
    }
}

/// The word of a verb that changes: the first after what is optional, or what follows its last hyphen.
fn verb_head(source: &str) -> Result<(&str, Range<usize>), PhraseError> {
    let pieces = pieces(&lex(source)?);
    let optional =
        pieces.iter().take_while(|piece| source[piece.at.clone()].starts_with('[')).count();
    let joined = pieces.iter().skip(optional + 1).take_while(|piece| piece.hyphen).count();
    plain(pieces.get(optional + joined), "verb", source)
        .map_err(|error| error.help("write the words out as terms of their own"))
}

/// The word of a piece that is one plain word.
fn plain<'a>(
    piece: Option<&Piece<'a>>,
    what: &str,
    source: &str,
) -> Result<(&'a str, Range<usize>), PhraseError> {
    let word = piece.and_then(|piece| Some((piece.word?, piece.at.clone())));
    word.filter(|(word, _)| !word.contains(is_apostrophe)).ok_or_else(|| {
        let at = piece.map_or(0..source.len(), |piece| piece.at.clone());
        PhraseError::new(at, format!("the word of a {what} that changes must be one plain word"))
    })
}

/// The source with a word replaced by its forms.
fn with_forms(source: &str, at: &Range<usize>, forms: &[String]) -> String {
    let forms = if forms.len() > 1 { format!("({})", forms.join("|")) } else { forms.concat() };
    format!("{}{forms}{}", &source[..at.start], &source[at.end..])
}

/// The parts of a phrase outside brackets, a bracket or a choice being one part.
fn pieces<'a>(tokens: &[Token<'a>]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate() {
        let inside = depth > 0;
        match token.kind {
            Kind::Open { .. } => depth += 1,
            Kind::Close { .. } => depth = depth.saturating_sub(1),
            Kind::Start | Kind::End => continue,
            _ => {}
        }
        let chosen = |i: Option<usize>| {
            i.and_then(|i| tokens.get(i)).is_some_and(|token| token.kind == Kind::Bar)
        };
        let inside = inside || token.kind == Kind::Bar || chosen(i.checked_sub(1));
        match pieces.last_mut().filter(|_| inside) {
            Some(bracket) => {
                bracket.at.end = token.at.end;
                bracket.word = None;
            }
            None => pieces.push(Piece {
                word: plain_word(tokens, i),
                at: token.at.clone(),
                hyphen: token.join == Join::Hyphen,
            }),
        }
    }
    pieces
}

/// The word of a token that is one, and not part of a choice.
fn plain_word<'a>(tokens: &[Token<'a>], i: usize) -> Option<&'a str> {
    let Kind::Word(word) = tokens[i].kind else { return None };
    let before = i.checked_sub(1).map(|i| tokens[i].kind);
    let after = tokens.get(i + 1).map(|token| token.kind);
    (before != Some(Kind::Bar) && after != Some(Kind::Bar)).then_some(word)
}
