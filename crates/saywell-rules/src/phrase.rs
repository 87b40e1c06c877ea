//! Phrases: the small language in which terms, exceptions, lists and conditions are written.

mod choice;
mod forms;
mod lex;
mod limits;
mod parse;
mod word;

pub(crate) use forms::{plural_source, verb_source, written_form};
pub(crate) use word::normalize;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// One step of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    /// Any one of these words: lower case, in the form of [`crate::split_clitic`] (so `didn't` is `did`, `not`).
    Words(Vec<String>),
    /// A number in digits (`#`).
    Number,
    /// Any one word (`_`).
    AnyWord,
    /// Up to this many words, commas allowed, inside the sentence (`...`).
    Gap(u8),
    /// A comma or other mark inside the sentence may stand here (`,`).
    Comma,
    /// Any one of these sequences (`(a|b c)`), or none where it is optional (`[a|b c]`).
    Group {
        /// The sequences.
        alternatives: Vec<Vec<Self>>,
        /// Whether the group may be absent.
        optional: bool,
    },
    /// Any phrase of a named list (`{name}`).
    List {
        /// The index of the list in [`crate::Pack::lists`].
        list: usize,
        /// Whether it may be absent (`[{name}]`).
        optional: bool,
    },
}

/// A phrase, parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As the author wrote it.
    pub source: String,
    /// Its steps, in order.
    pub elements: Vec<Element>,
    /// Whether it holds only at the start of a sentence (`^`).
    pub at_start: bool,
    /// Whether it holds only at the end of a sentence (`$`).
    pub at_end: bool,
}

impl Phrase {
    /// Reads a phrase; `lists` gives the index of a list by its name.
    ///
    /// # Errors
    /// The first thing in it that is not understood, with its place in `source`.
    pub fn parse(source: &str, lists: &dyn Fn(&str) -> Option<usize>) -> Result<Self, PhraseError> {
        let phrase = Self::parse_entry(source, lists)?;
        if limits::has_fixed(&phrase.elements, &|_| true) {
            Ok(phrase)
        } else {
            Err(limits::nothing_fixed(source))
        }
    }

    /// Reads a phrase of a list, which may name no word (`#`): where the list is used another word is fixed.
    pub(crate) fn parse_entry(
        source: &str,
        lists: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<Self, PhraseError> {
        parse::parse(source, lists)
    }

    /// Whether each match holds a word that the phrase names, given the lists of which that is true.
    pub(crate) fn is_anchored(&self, list: &dyn Fn(usize) -> bool) -> bool {
        limits::has_fixed(&self.elements, list)
    }
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// Where in the phrase, in bytes.
    pub at: Range<usize>,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What would help.
    pub help: Option<String>,
    /// The name of a list that there is not, so that a similar one can be offered.
    pub(crate) unknown_list: Option<String>,
}

impl PhraseError {
    pub(crate) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None, unknown_list: None }
    }

    fn help(self, help: &str) -> Self {
        Self { help: Some(help.to_owned()), ..self }
    }
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PhraseError {}

#[cfg(test)]
mod tests;
