//! The words that rules know, by number: text is matched on numbers, not on letters.

use crate::flat::Table;
use crate::slots::{LAST, Slots};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The number of a word that a rule, a list or the engine's own lexicon knows.
pub(crate) type WordId = u32;

/// The number of every word that none of them knows.
pub(crate) const UNKNOWN: WordId = 0;

/// The most bytes of a word that fit a [`Key`]: nearly all words do.
pub(crate) const SHORT: usize = 16;

/// Words longer than this are unknown: no rule needs one, and a bounded buffer folds the case without allocating.
const LONGEST: usize = 48;

/// The letters of a short word in lower case, the first in the lowest byte, with zeros after the last.
pub(crate) type Key = u128;

/// What [`Vocabulary::look`] sees.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    hash: u32,
    slot: u32,
}

/// The known words, in lower case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Vocabulary {
    /// The numbers of short words.
    slots: Slots,
    /// The key of each word, by number; 0 for long words.
    keys: Table<Key, 4>,
    /// The words that no key can hold.
    long: BTreeMap<String, WordId>,
}

impl Vocabulary {
    /// How many numbers are in use, with [`UNKNOWN`].
    pub(crate) fn len(&self) -> usize {
        self.keys.len().max(1)
    }

    /// The number of a lower-case word, which is new if it was unknown.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let known = self.number(word);
        if known != UNKNOWN {
            return known;
        }
        if self.keys.len() > LAST as usize {
            // A word too many, which no text will be found to hold.
            return LAST + 1;
        }
        if self.keys.is_empty() {
            // Number 0 is no word.
            self.keys.push(0);
        }
        let number = self.keys.len() as WordId;
        match key(word) {
            Some(key) => {
                self.keys.push(key);
                self.place(number);
            }
            None => {
                self.keys.push(0);
                self.long.insert(word.to_owned(), number);
            }
        }
        number
    }

    /// The number of a word in any letter case; [`UNKNOWN`] where no rule knows it.
    pub(crate) fn number(&self, word: &str) -> WordId {
        if let Some(key) = key(word) {
            return self.number_of(key);
        }
        if self.long.is_empty() || word.len() > LONGEST {
            return UNKNOWN;
        }
        self.long.get(&word.to_ascii_lowercase()).copied().unwrap_or(UNKNOWN)
    }

    /// The number of the short word with this key.
    #[inline]
    pub(crate) fn number_of(&self, key: Key) -> WordId {
        self.number_from(self.look(key), key)
    }

    /// A first look at where the number of the short word with this key stands. Where many words are looked for, one looks for
    /// all of them first: then memory is waited for once.
    #[inline]
    pub(crate) fn look(&self, key: Key) -> Look {
        let hash = hash(key);
        Look { hash, slot: self.slots.first(hash) }
    }

    /// The number of the short word with this key, after a first look.
    #[inline]
    pub(crate) fn number_from(&self, Look { hash, slot }: Look, key: Key) -> WordId {
        let key_of = |number: u32| self.keys.get(number as usize).unwrap_or_default();
        self.slots.find(hash, slot, |number| key_of(number) == key)
    }

    /// Puts a word that has a key into the table.
    fn place(&mut self, number: WordId) {
        if self.keys.len() <= self.slots.room() {
            self.slots.insert(hash(self.keys.at(number as usize)), number);
            return;
        }
        self.slots = Slots::for_numbers(self.keys.len() * 2);
        for (number, key) in (0..).zip(self.keys.iter()) {
            if key != 0 {
                self.slots.insert(hash(key), number);
            }
        }
    }
}

/// The key of a word in any letter case, which is not 0; none where it is too long.
pub(crate) fn key(word: &str) -> Option<Key> {
    if word.is_empty() {
        return None;
    }
    let mut bytes = [0; SHORT];
    let short = bytes.get_mut(..word.len())?;
    short.copy_from_slice(word.as_bytes());
    short.make_ascii_lowercase();
    Some(Key::from_le_bytes(bytes))
}

#[inline]
fn hash(key: Key) -> u32 {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = low ^ high.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        let mut vocabulary = Vocabulary::default();
        let long = "counterrevolutionaries-and-more";
        let words = ["a", "rescue", "sixteen-letters-", "seventeen-letters", long, "é"];
        let numbers: Vec<WordId> = words.iter().map(|word| vocabulary.intern(word)).collect();
        for (word, number) in words.iter().zip(&numbers) {
            assert_eq!(vocabulary.number(word), *number);
            assert_eq!(vocabulary.number(&word.to_ascii_uppercase()), *number);
            assert_eq!(vocabulary.intern(word), *number);
        }
        for stranger in ["", "b", "rescues", "É", "sixteen-letters", &"x".repeat(99)] {
            assert_eq!(vocabulary.number(stranger), UNKNOWN, "{stranger}");
        }
    }

    #[test]
    fn a_large_vocabulary_keeps_its_words() {
        let mut vocabulary = Vocabulary::default();
        let words: Vec<String> = (0..5000).map(|number| format!("w{number}")).collect();
        let numbers: Vec<WordId> = words.iter().map(|word| vocabulary.intern(word)).collect();
        assert!(words.iter().zip(numbers).all(|(word, number)| vocabulary.number(word) == number));
    }
}
