//! Sets of words, by number: each set is stored once, whoever asks for it.

use crate::flat::{Flat, Table};
use crate::vocabulary::{UNKNOWN, Vocabulary, WordId};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A set of words, by its place among the [`Sets`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct SetId(u32);

impl SetId {
    /// The set of all words, known and unknown.
    pub(crate) const ANY: Self = Self(0);

    /// Marks a set of one word, whose number is in the other bits.
    const ONE: u32 = 1 << 31;
}

impl Flat<1> for SetId {
    fn numbers(self) -> [u32; 1] {
        [self.0]
    }

    fn of([number]: [u32; 1]) -> Self {
        Self(number)
    }
}

/// Sets of more words than this are kept as bits too.
const LARGE: usize = 24;

/// Says that a set has no bits.
const NONE: u32 = u32::MAX;

/// Where a set's words are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    first: u32,
    len: u32,
    /// Where its bits start among all bits, or [`NONE`].
    bits: u32,
    /// [`shadow`]s of its words: most strangers are told by it.
    shadows: u64,
}

impl Flat<5> for Row {
    fn numbers(self) -> [u32; 5] {
        [self.first, self.len, self.bits, self.shadows as u32, (self.shadows >> 32) as u32]
    }

    fn of([first, len, bits, low, high]: [u32; 5]) -> Self {
        Self { first, len, bits, shadows: u64::from(high) << 32 | u64::from(low) }
    }
}

/// One bit of sixty-four.
#[inline]
fn shadow(word: WordId) -> u64 {
    1 << (word % u64::BITS)
}

/// All sets of words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Sets {
    rows: Table<Row, 5>,
    /// The words of one set after another, each set in order.
    words: Table<WordId, 1>,
    /// The large sets once more: a bit for each word up to the set's last.
    #[serde(with = "serde_bytes")]
    bits: Cow<'static, [u8]>,
    /// Where each set is, by its words; only while rules are compiled.
    #[serde(skip)]
    known: FxHashMap<Box<[WordId]>, SetId>,
}

impl Sets {
    /// The set of these words, which are sorted and differ.
    pub(crate) fn intern(&mut self, words: &[WordId]) -> SetId {
        if let [word] = words {
            return SetId(SetId::ONE | word);
        }
        if let Some(known) = self.known.get(words) {
            return *known;
        }
        let first = self.words.len() as u32;
        self.words.extend(words.iter().copied());
        let bits = if words.len() > LARGE { self.add_bits(words) } else { NONE };
        let shadows = words.iter().fold(0, |shadows, &word| shadows | shadow(word));
        let row = Row { first, len: words.len() as u32, bits, shadows };
        self.rows.push(row);
        let set = SetId(self.rows.len() as u32);
        self.known.insert(words.into(), set);
        set
    }

    fn add_bits(&mut self, words: &[WordId]) -> u32 {
        let start = self.bits.len();
        let last = words.last().copied().unwrap_or_default() as usize;
        let bits = self.bits.to_mut();
        bits.resize(start + last / 8 + 1, 0);
        for &word in words {
            bits[start + word as usize / 8] |= 1 << (word % 8);
        }
        start as u32
    }

    /// Whether the word is in the set. An unknown word is in none but [`SetId::ANY`].
    #[inline]
    pub(crate) fn contain(&self, set: SetId, word: WordId) -> bool {
        self.contain_any(set, [word])
    }

    /// Whether one of the words is in the set; of [`SetId::ANY`], whatever the words.
    #[inline]
    pub(crate) fn contain_any(&self, set: SetId, words: impl IntoIterator<Item = WordId>) -> bool {
        let mut words = words.into_iter();
        // What kind of set it is, is asked once and not for each word.
        match self.members(set) {
            Members::Any => true,
            Members::None => false,
            Members::One(one) => words.any(|word| word == one),
            Members::Row(sets, row) => words.any(|word| sets.row_contains(row, word)),
        }
    }

    /// The words of a set, to be asked for many.
    #[inline]
    pub(crate) fn members(&self, set: SetId) -> Members<'_> {
        if set == SetId::ANY {
            Members::Any
        } else if set.0 & SetId::ONE != 0 {
            Members::One(set.0 & !SetId::ONE)
        } else {
            self.row(set).map_or(Members::None, |row| Members::Row(self, row))
        }
    }

    #[inline]
    fn row_contains(&self, row: Row, word: WordId) -> bool {
        row.shadows & shadow(word) != 0 && self.row_lists(row, word)
    }

    /// Whether the word is in the row, asked only where its [`shadow`] is.
    fn row_lists(&self, row: Row, word: WordId) -> bool {
        let words = row.first as usize..(row.first + row.len) as usize;
        if row.bits == NONE {
            return self.words.part(words).iter().any(|other| other == word);
        }
        let within = word != UNKNOWN && word <= self.words.at(words.end - 1);
        within && self.bits[row.bits as usize + word as usize / 8] >> (word % 8) & 1 != 0
    }

    /// The row of a set of several words or none.
    #[inline]
    fn row(&self, set: SetId) -> Option<Row> {
        self.rows.get((set.0 as usize).checked_sub(1)?)
    }

    /// The words of a set, in the order of their numbers; none for [`SetId::ANY`].
    pub(crate) fn words(&self, set: SetId) -> Vec<WordId> {
        if set.0 & SetId::ONE != 0 {
            return vec![set.0 & !SetId::ONE];
        }
        let Some(Row { first, len, .. }) = self.row(set) else { return Vec::new() };
        self.words.part(first as usize..(first + len) as usize).iter().collect()
    }
}

/// The words of a set.
#[derive(Clone, Copy)]
pub(crate) enum Members<'a> {
    /// Any word.
    Any,
    /// No word.
    None,
    One(WordId),
    Row(&'a Sets, Row),
}

impl Members<'_> {
    /// Whether the word is one of them.
    #[inline]
    pub(crate) fn contain(self, word: WordId) -> bool {
        match self {
            Self::Any => true,
            Self::None => false,
            Self::One(one) => word == one,
            Self::Row(sets, row) => sets.row_contains(row, word),
        }
    }
}

/// A set of words while rules are compiled: a sorted list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordSet(Vec<WordId>);

impl WordSet {
    /// The set of these words, in lower case. `is` and `has` also stand for `'s`; `would` and `had` for `'d`.
    pub(crate) fn new<'a>(
        vocabulary: &mut Vocabulary,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut set = Vec::new();
        for word in words {
            set.push(vocabulary.intern(word));
            match word {
                "is" | "has" => set.push(vocabulary.intern("'s")),
                "would" | "had" => set.push(vocabulary.intern("'d")),
                _ => {}
            }
        }
        Self::from_numbers(set)
    }

    /// The set of these numbers.
    pub(crate) fn from_numbers(mut numbers: Vec<WordId>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers)
    }

    /// The words, in the order of their numbers.
    pub(crate) fn numbers(&self) -> &[WordId] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_their_words_and_no_others() {
        let mut sets = Sets::default();
        for words in [vec![3], vec![1, 5, 9], (10..200).step_by(3).collect::<Vec<_>>()] {
            let set = sets.intern(&words);
            assert_eq!(sets.intern(&words), set);
            assert_eq!(sets.words(set), words);
            for word in 0..300 {
                assert_eq!(sets.contain(set, word), words.contains(&word), "{words:?}, {word}");
            }
        }
        assert!(sets.contain(SetId::ANY, UNKNOWN));
    }
}
