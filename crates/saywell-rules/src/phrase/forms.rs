//! The forms of a noun or a verb that is written as a phrase: one word in it changes, or each word of a choice.

use super::PhraseError;
use super::lex::{Join, Kind, Token, is_apostrophe, lex};
use crate::inflect::{Piece, VerbSpellings, agreeing, noun_head, plurals};

/// The phrase for the plural of a noun that is a phrase.
pub(crate) fn plural_source(source: &str) -> Result<String, PhraseError> {
    let plural = Change { what: "noun", head: |_, pieces| noun_head(pieces), forms: &plurals };
    plural
        .apply(source)
        .map_err(|error| error.help("give “plural”, or write the words out as terms of their own"))
}

/// The phrase for a form of a verb that is a phrase.
pub(crate) fn verb_source(
    source: &str,
    form: fn(VerbSpellings) -> Vec<String>,
) -> Result<String, PhraseError> {
    let forms = |word: &str| form(VerbSpellings::of(word));
    let change = Change { what: "verb", head: verb_head, forms: &forms };
    change.apply(source).map_err(|error| error.help("write the words out as terms of their own"))
}

/// A form that an author wrote out, with the words around the verb where only the verb itself was given.
pub(crate) fn written_form(source: &str, form: &str) -> Result<String, PhraseError> {
    let pieces = pieces(source, &lex(source)?);
    Ok(match verb_head(source, &pieces).map(|head| &pieces[head].at) {
        Some(at) if !form.contains(char::is_whitespace) => {
            format!("{}{form}{}", &source[..at.start], &source[at.end..])
        }
        _ => form.to_owned(),
    })
}

/// The index of the piece of a verb that changes: the first after what is optional, or what follows its last hyphen.
fn verb_head(source: &str, pieces: &[Piece<'_>]) -> Option<usize> {
    let optional =
        pieces.iter().take_while(|piece| source[piece.at.clone()].starts_with('[')).count();
    let joined = pieces.iter().skip(optional + 1).take_while(|piece| piece.hyphen).count();
    Some(optional + joined).filter(|&head| head < pieces.len())
}

/// How a phrase changes.
struct Change<'c> {
    what: &'static str,
    /// Finds the piece that changes.
    head: fn(&str, &[Piece<'_>]) -> Option<usize>,
    /// Gives the forms of one word.
    forms: &'c dyn Fn(&str) -> Vec<String>,
}

impl Change<'_> {
    /// Changes a phrase that was parsed before, so that its brackets are known to match and not to be deep.
    fn apply(&self, source: &str) -> Result<String, PhraseError> {
        let pieces = pieces(source, &lex(source)?);
        let Some(head) = (self.head)(source, &pieces).map(|head| &pieces[head]) else {
            return Err(self.no_word(0..source.len()));
        };
        let forms = match head.word {
            Some(word) if word.contains(is_apostrophe) => return Err(self.no_word(head.at.clone())),
            Some(word) => either(&(self.forms)(word)),
            None => self.choice(source, head)?,
        };
        let tail = &source[head.at.end..];
        let tail = if self.what == "noun" { agreeing(tail) } else { tail.to_owned() };
        Ok(format!("{}{forms}{tail}", &source[..head.at.start]))
    }

    /// Changes each alternative of a choice.
    fn choice(&self, source: &str, head: &Piece<'_>) -> Result<String, PhraseError> {
        let text = &source[head.at.clone()];
        let bracket = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let (parts, skipped) = match (parts(text), bracket) {
            (parts, _) if parts.len() > 1 => (parts, 0),
            (_, Some(inside)) => (parts(inside), 1),
            _ => return Err(self.no_word(head.at.clone())),
        };
        let moved = |error: PhraseError, by: usize| PhraseError {
            at: error.at.start + by..error.at.end + by,
            ..error
        };
        let mut at = head.at.start + skipped;
        let mut changed = Vec::new();
        for part in parts {
            changed.push(self.apply(part).map_err(|error| moved(error, at))?);
            at += part.len() + 1;
        }
        Ok(either(&changed))
    }

    fn no_word(&self, at: std::ops::Range<usize>) -> PhraseError {
        PhraseError::new(
            at,
            format!(
                "the word of a {} that changes must be a plain word, or a choice of such words",
                self.what
            ),
        )
    }
}

/// Any one of some words or phrases, as a phrase.
fn either(forms: &[String]) -> String {
    if forms.len() > 1 { format!("({})", forms.join("|")) } else { forms.concat() }
}

/// What stands between the bars of a choice that are not in brackets.
fn parts(choice: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (i, c) in choice.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&choice[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&choice[start..]);
    parts
}

/// The parts of a phrase outside brackets; a bracket, or a choice without one, is one part.
fn pieces<'a>(source: &'a str, tokens: &[Token<'a>]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut depth = 0usize;
    let mut after_bar = false;
    for token in tokens.iter().filter(|token| !matches!(token.kind, Kind::Start | Kind::End)) {
        let joins = depth > 0 || after_bar || token.kind == Kind::Bar;
        after_bar = token.kind == Kind::Bar;
        match token.kind {
            Kind::Open { .. } => depth += 1,
            Kind::Close { .. } => depth = depth.saturating_sub(1),
            _ => {}
        }
        match pieces.last_mut().filter(|_| joins) {
            Some(piece) => {
                *piece =
                    Piece { word: None, at: piece.at.start..token.at.end, hyphen: piece.hyphen }
            }
            None => pieces.push(Piece {
                word: matches!(token.kind, Kind::Word(_)).then(|| &source[token.at.clone()]),
                at: token.at.clone(),
                hyphen: token.join == Join::Hyphen,
            }),
        }
    }
    pieces
}
