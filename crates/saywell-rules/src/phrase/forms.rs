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
    let (word, at) = plain(head, "noun", source).map_err(|error| error.help(help))?;
    Ok(with_forms(source, &at, &plurals(word)))
}

/// The phrases for the forms of a verb.
pub(crate) fn verb_sources(source: &str) -> Result<VerbSources, PhraseError> {
    let (word, at) = verb_head(source)?;
    let forms = VerbSpellings::of(word);
    let with = |forms: Vec<String>| with_forms(source, &at, &forms);
    Ok(VerbSources {
        base: with(forms.base),
        third: with(forms.third),
        past: with(forms.past),
        participle: with(forms.participle),
        gerund: with(forms.gerund),
    })
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

/// The parts of a phrase outside brackets, a bracket being one part.
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
        match pieces.last_mut().filter(|_| inside) {
            Some(bracket) => bracket.at.end = token.at.end,
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
