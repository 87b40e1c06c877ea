//! Reads phrases where they stand in the files.

use super::fields::Text;
use super::similar::did_you_mean;
use crate::phrase::PhraseError;
use crate::{Element, Phrase};
use std::cell::Cell;
use std::collections::BTreeMap;

/// How many words the phrases of a pack may have, those in alternatives and all forms of words counted.
const MAX_WORDS: usize = 500_000;

/// A reader of phrases, which knows the lists that they may use.
pub(super) struct Phrases {
    /// The indices of the lists, by name.
    lists: BTreeMap<String, usize>,
    /// Of each list, whether a match of it always holds a word that is named; nothing is known of others.
    anchored: Vec<bool>,
    /// How many words there may still be; none once that is told.
    words_left: Cell<Option<usize>>,
}

impl Phrases {
    pub(super) fn new(lists: BTreeMap<String, usize>) -> Self {
        Self { lists, anchored: Vec::new(), words_left: Cell::new(Some(MAX_WORDS)) }
    }

    /// The reader for the time when the lists are read and have their indices.
    pub(super) fn with_lists(self, index: impl Fn(usize) -> usize, anchored: Vec<bool>) -> Self {
        let lists = self.lists.into_iter().map(|(name, old)| (name, index(old))).collect();
        Self { lists, anchored, ..self }
    }

    /// Reads a phrase of a list.
    pub(super) fn entry(&self, text: &Text<'_>) -> Option<Phrase> {
        self.admit(text, || Phrase::parse_entry(text.value, &|name| self.find(name)))
    }

    /// Reads a phrase.
    pub(super) fn read(&self, text: &Text<'_>) -> Option<Phrase> {
        let phrase = self.admit(text, || Phrase::parse(text.value, &|name| self.find(name)))?;
        if !phrase.is_anchored(&|list| self.anchored.get(list).copied().unwrap_or(true)) {
            let help = "the lists that it uses have phrases like “#” or “_” that name no word";
            text.error_with_help("a phrase needs at least one word that must be there", help);
        }
        Some(phrase)
    }

    pub(super) fn read_all(&self, texts: &[Text<'_>]) -> Vec<Phrase> {
        texts.iter().filter_map(|text| self.read(text)).collect()
    }

    /// Reads a phrase that was made from one that stands in the files and was read.
    pub(super) fn derived(
        &self,
        text: &Text<'_>,
        source: Result<String, PhraseError>,
    ) -> Option<Phrase> {
        self.admit(text, || {
            let phrase = Phrase::parse(&source?, &|name| self.find(name));
            phrase.map_err(|error| PhraseError { at: 0..text.value.len(), ..error })
        })
    }

    fn find(&self, list: &str) -> Option<usize> {
        self.lists.get(list).copied()
    }

    /// Takes a phrase into the pack, or reports why not.
    fn admit(
        &self,
        text: &Text<'_>,
        parse: impl FnOnce() -> Result<Phrase, PhraseError>,
    ) -> Option<Phrase> {
        let left = self.words_left.get()?;
        let phrase = parse().map_err(|error| self.report(text, error)).ok()?;
        let left = left.checked_sub(count_words(&phrase));
        if left.is_none() {
            text.error(format!(
                "the phrases of a pack have at most {MAX_WORDS} words, all forms counted"
            ));
        }
        self.words_left.set(left);
        left.map(|_| phrase)
    }

    fn report(&self, text: &Text<'_>, error: PhraseError) {
        let known = self.lists.keys().map(String::as_str);
        let help = || error.unknown_list.and_then(|name| did_you_mean(&name, known)).or(error.help);
        text.file.report.add(&text.place(error.at), &error.message, help);
    }
}

/// The words of a phrase, and one for each other element.
fn count_words(phrase: &Phrase) -> usize {
    let mut count = 0;
    let mut rest = phrase.elements.iter().collect::<Vec<_>>();
    while let Some(element) = rest.pop() {
        count += if let Element::Words(words) = element { words.len() } else { 1 };
        if let Element::Group { alternatives, .. } = element {
            rest.extend(alternatives.iter().flatten());
        }
    }
    count
}
