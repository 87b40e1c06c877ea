//! The words that rules know, by number: text is matched on numbers, not on letters.

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

/// The known words, in lower case.
///
/// Short words stand in an open-addressing table, so that looking one up takes a multiplication, a probe and one
/// comparison of numbers, and a ready-made table is read back as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    /// Word numbers by hash, [`UNKNOWN`] where a slot is free; the length is a power of two or zero.
    #[serde(with = "crate::flat")]
    slots: Vec<WordId>,
    /// The key of each word, by number; 0 for long words.
    #[serde(with = "crate::flat")]
    keys: Vec<Key>,
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
        if self.slots.is_empty() {
            return UNKNOWN;
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(key) & mask;
        loop {
            let number = self.slots[slot];
            if number == UNKNOWN || self.keys[number as usize] == key {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Puts a word that has a key into the table, which is kept at most half full.
    fn place(&mut self, number: WordId) {
        if self.slots.len() < self.keys.len() * 2 {
            let size = (self.keys.len() * 4).next_power_of_two();
            self.slots = vec![UNKNOWN; size];
            for known in 1..self.keys.len() {
                if self.keys[known] != 0 {
                    self.fill(known as WordId);
                }
            }
        } else {
            self.fill(number);
        }
    }

    fn fill(&mut self, number: WordId) {
        let mask = self.slots.len() - 1;
        let mut slot = hash(self.keys[number as usize]) & mask;
        while self.slots[slot] != UNKNOWN {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = number;
    }
}

/// The key of a word in any letter case; none where it is too long.
pub(crate) fn key(word: &str) -> Option<Key> {
    let mut bytes = [0; SHORT];
    let short = bytes.get_mut(..word.len())?;
    short.copy_from_slice(word.as_bytes());
    short.make_ascii_lowercase();
    Some(Key::from_le_bytes(bytes))
}

#[inline]
fn hash(key: Key) -> usize {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = low ^ high.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as usize
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
