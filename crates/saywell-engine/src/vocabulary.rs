//! The words that rules know, by number: text is matched on numbers, not on letters.

use crate::flat::Table;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hint::select_unpredictable;
use std::iter::repeat_n;

/// The number of a word that a rule, a list or the engine's own lexicon knows.
pub(crate) type WordId = u32;

/// The number of every word that none of them knows.
pub(crate) const UNKNOWN: WordId = 0;

/// The highest number of a word.
const LAST: WordId = (1 << 20) - 1;

/// The most bytes of a word that has a [`Key`]: nearly all words do.
pub(crate) const SHORT: usize = 16;

/// Words longer than this are unknown: no rule needs one, and a bounded buffer folds the case without allocating.
const LONGEST: usize = 48;

/// What a short word is looked up by, in any letter case: its letters, mixed. No two words of up to eight bytes have the
/// same; that a longer one has another's, or that a key is taken for another by what is kept of it, has a chance of less than
/// one in 2⁴⁰. 0 is none.
pub(crate) type Key = u64;

/// The letters of a short word in lower case, the first in the lowest byte, with zeros after the last: eight, and the rest.
pub(crate) type Spelling = [u64; 2];

/// The key of a word with these letters.
#[inline]
pub(crate) const fn key_of([first, rest]: Spelling) -> Key {
    let mixed = first ^ rest.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let key = mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    // The highest bits of a product are mixed best, the lowest, which tell where a word is, least.
    key ^ key >> 40
}

/// The key of a word in any letter case; none where it is too long.
pub(crate) fn key(word: &str) -> Option<Key> {
    let mut letters = [0; SHORT];
    let short = letters.get_mut(..word.len())?;
    short.copy_from_slice(word.as_bytes());
    short.make_ascii_lowercase();
    let (halves, _) = letters.as_chunks();
    let halves = [0, 1].map(|half: usize| u64::from_le_bytes(halves[half]));
    Some(key_of(halves)).filter(|key| *key != 0)
}

/// A known word: its number in the lowest bits, the highest ones of its key in the others; 0 for none.
type Known = u64;

/// The bits of a key that are in a [`Known`]. Most of the others are told by where it stands.
const OF_KEY: Key = !(LAST as Key);

/// The known words, in lower case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Vocabulary {
    /// The short words by key, in open addressing, at most a sixth full: so that nearly always one look tells. The length is a
    /// power of two or zero.
    short: Table<Known, 2>,
    /// The key of each word, by number; 0 for those that have none.
    keys: Table<Key, 2>,
    /// The words that have no key.
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
        let key = key(word);
        self.keys.push(key.unwrap_or_default());
        if key.is_some() {
            self.place(number);
        } else {
            self.long.insert(word.to_owned(), number);
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

    /// A first look for the short word with this key, which nearly always tells its number; and whether it does not. It takes
    /// no branch: where many words are looked for in a row, one does not wait for another.
    #[inline]
    pub(crate) fn look(&self, key: Key) -> (WordId, bool) {
        let known = self.short.get(key as usize & self.mask()).unwrap_or_default();
        let is_it = (known ^ key) & OF_KEY == 0;
        (select_unpredictable(is_it, number(known), UNKNOWN), !is_it & (known != 0))
    }

    /// The number of the short word with this key.
    #[inline]
    pub(crate) fn number_of(&self, key: Key) -> WordId {
        let mut at = key as usize;
        while let Some(known) = self.short.get(at & self.mask()) {
            if (known ^ key) & OF_KEY == 0 || known == 0 {
                return number(known);
            }
            at = at.wrapping_add(1);
        }
        UNKNOWN
    }

    /// Puts the last word, which has a key, into the table.
    fn place(&mut self, number: WordId) {
        if self.keys.len() * 6 <= self.short.len() {
            return self.put(number);
        }
        self.short = repeat_n(0, (self.keys.len() * 8).next_power_of_two()).collect();
        // The first words are the most common: they shall be found at once.
        (1..=number).for_each(|number| self.put(number));
    }

    /// Puts a word where there is room for it, if it has a key.
    fn put(&mut self, number: WordId) {
        let key = self.keys.at(number as usize);
        if key == 0 {
            return;
        }
        let mut at = key as usize & self.mask();
        while self.short.at(at) != 0 {
            at = (at + 1) & self.mask();
        }
        self.short.set(at, key & OF_KEY | Known::from(number));
    }

    fn mask(&self) -> usize {
        self.short.len().wrapping_sub(1)
    }
}

/// The number of a known word.
#[inline]
fn number(known: Known) -> WordId {
    known as WordId & LAST
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

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

    #[test]
    fn words_that_are_alike_are_not_taken_for_each_other() {
        let letters = |number: usize| [number / 676, number / 26 % 26, number % 26];
        let word = |number: usize, at: usize| {
            let varied = letters(number).map(|letter| char::from(b'a' + letter as u8));
            let (before, after) = "transitional".split_at(at);
            before.to_owned() + &String::from_iter(varied) + after
        };
        let known: HashSet<String> =
            (0..17_576).step_by(7).map(|number| word(number, number % 13)).collect();
        let mut vocabulary = Vocabulary::default();
        for word in &known {
            vocabulary.intern(word);
        }
        for word in (0..17_576).flat_map(|number| (0..13).map(move |at| word(number, at))) {
            assert_eq!(vocabulary.number(&word) != UNKNOWN, known.contains(&word), "{word}");
        }
    }
}
