//! Phrases: the small language in which terms, exceptions, lists and conditions are written.

use serde::{Deserialize, Serialize};

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
        alternatives: Vec<Vec<Element>>,
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
