//! The forms of English nouns and verbs: regular ones are derived, irregular ones are listed or written out.

mod head;
mod irregular;
mod spelling;

pub(crate) use head::{Piece, noun_head};

use irregular::{MODALS, NOUNS, REGULAR_NOUNS, UNCHANGED, VERBS};
use serde::{Deserialize, Serialize};

/// The two numbers of a noun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NounForms {
    /// One.
    pub singular: String,
    /// Several.
    pub plural: String,
}

impl NounForms {
    /// The forms of a noun with whatever stands around it: `call girl`, `person in prostitution`.
    #[must_use]
    pub fn derive(singular: &str) -> Self {
        let plural = match head::of_plain_noun(singular) {
            Some(at) => {
                let (noun, tail) = singular.split_at(at.end);
                let tail = agreeing(tail);
                replace(&format!("{noun}{tail}"), at.clone(), &preferred(plurals(&singular[at])))
            }
            None => singular.to_owned(),
        };
        Self { singular: singular.to_owned(), plural }
    }
}

/// The forms of a verb (with whatever words follow it).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbForms {
    /// *go*
    pub base: String,
    /// *goes*
    pub third: String,
    /// *went*
    pub past: String,
    /// *gone*
    pub participle: String,
    /// *going*
    pub gerund: String,
}

impl VerbForms {
    /// The forms of a verb whose first word changes: `refuse`, `refuse to cooperate`.
    #[must_use]
    pub fn derive(base: &str) -> Self {
        let at = head::of_plain_verb(base);
        let forms = VerbSpellings::of(&base[at.clone()]);
        let with = |forms: Vec<String>| replace(base, at.clone(), &preferred(forms));
        Self {
            base: base.to_owned(),
            third: with(forms.third),
            past: with(forms.past),
            participle: with(forms.participle),
            gerund: with(forms.gerund),
        }
    }
}

impl VerbForms {
    /// A form that an author wrote out, with the words after the verb where only the verb itself was given.
    pub(crate) fn written(&self, form: &str) -> String {
        let at = head::of_plain_verb(&self.base);
        let whole = form.contains(char::is_whitespace);
        if whole {
            form.to_owned()
        } else {
            format!("{}{form}{}", &self.base[..at.start], &self.base[at.end..])
        }
    }
}

/// Every form of a word, be it a verb or a noun: the base, its verb forms and its plural, each once.
#[must_use]
pub fn inflections(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    if let Some((_, pasts)) = MODALS.iter().find(|(base, _)| *base == word) {
        return std::iter::once(word).chain(pasts.iter().map(|&past| past.to_owned())).collect();
    }
    let verb = VerbSpellings::of(&word);
    let mut forms = Vec::new();
    // A verb from the table has the plural of its noun among its forms: leave, leaves.
    let plurals = if is_irregular_verb(&word) { Vec::new() } else { plurals(&word) };
    for form in verb.all().chain(plurals) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// The forms of one word as a verb, each in every spelling, the preferred one first.
pub(crate) struct VerbSpellings {
    pub(crate) base: Vec<String>,
    pub(crate) third: Vec<String>,
    pub(crate) past: Vec<String>,
    pub(crate) participle: Vec<String>,
    pub(crate) gerund: Vec<String>,
}

impl VerbSpellings {
    /// The forms of a verb of one word.
    pub(crate) fn of(word: &str) -> Self {
        let base = word.to_lowercase();
        let (past, participle) = match VERBS.binary_search_by_key(&base.as_str(), |verb| verb.0) {
            Ok(i) => (owned(VERBS[i].1), owned(VERBS[i].2)),
            Err(_) => (spelling::past(&base), spelling::past(&base)),
        };
        let (base_forms, third): (&[&str], String) = match base.as_str() {
            "be" => (&["be", "am", "are"], "is".to_owned()),
            "have" => (&["have"], "has".to_owned()),
            _ => (&[word], spelling::third(&base)),
        };
        Self {
            base: owned(base_forms),
            third: vec![third],
            past,
            participle,
            gerund: spelling::gerund(&base),
        }
    }

    fn all(self) -> impl Iterator<Item = String> {
        [self.base, self.third, self.past, self.participle, self.gerund].into_iter().flatten()
    }
}

/// The plurals of a noun of one word, the preferred one first.
pub(crate) fn plurals(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    if UNCHANGED.contains(&lower) {
        return vec![lower];
    }
    let regular = REGULAR_NOUNS.contains(&lower);
    let irregular = NOUNS
        .iter()
        .filter(|_| !regular)
        .find_map(|(end, plurals)| Some((lower.strip_suffix(end)?, plurals)));
    match irregular {
        Some((stem, plurals)) => plurals.iter().map(|plural| format!("{stem}{plural}")).collect(),
        None => vec![spelling::plural(&lower)],
    }
}

/// What follows a noun once the noun is a plural: “who was” becomes “who were”.
pub(crate) fn agreeing(tail: &str) -> String {
    for pronoun in ["who", "that", "which"] {
        let verb =
            tail.strip_prefix(' ').and_then(|tail| tail.strip_prefix(pronoun)?.strip_prefix(' '));
        for (one, several) in [("was", "were"), ("is", "are"), ("has", "have")] {
            if let Some(rest) =
                verb.and_then(|verb| verb.strip_prefix(one)).filter(|rest| rest.starts_with(' '))
            {
                return format!(" {pronoun} {several}{rest}");
            }
        }
    }
    tail.to_owned()
}

fn is_irregular_verb(word: &str) -> bool {
    VERBS.binary_search_by_key(&word, |verb| verb.0).is_ok()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn preferred(forms: Vec<String>) -> String {
    forms.into_iter().next().unwrap_or_default()
}

/// The text with a part of it replaced; a capital at the start of the part is kept.
fn replace(text: &str, at: std::ops::Range<usize>, with: &str) -> String {
    let capital = text[at.clone()].starts_with(char::is_uppercase);
    let mut letters = with.chars();
    let first = letters.next().filter(|_| capital).map(|c| c.to_uppercase().collect::<String>());
    match first {
        Some(first) => {
            format!("{}{first}{}{}", &text[..at.start], letters.as_str(), &text[at.end..])
        }
        None => format!("{}{with}{}", &text[..at.start], &text[at.end..]),
    }
}

#[cfg(test)]
mod tests;
