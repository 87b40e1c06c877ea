//! The words that rules know, by number: text is matched on numbers, not on letters.

use rustc_hash::FxHashMap;

/// The number of a word that a rule, a list or the engine's own lexicon knows.
pub(crate) type WordId = u32;

/// The number of every word that none of them knows.
pub(crate) const UNKNOWN: WordId = 0;

/// Words longer than this are unknown: no rule needs one, and a bounded buffer folds the case without allocating.
const LONGEST: usize = 32;

/// The known words, in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: FxHashMap<Box<[u8]>, WordId>,
}

impl Vocabulary {
    /// The number of a lower-case word, which is new if it was unknown.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let next = self.numbers.len() as WordId + 1;
        *self.numbers.entry(word.as_bytes().into()).or_insert(next)
    }

    /// The number of a word in any letter case; [`UNKNOWN`] where no rule knows it.
    pub(crate) fn number(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        if bytes.len() > LONGEST {
            return UNKNOWN;
        }
        let mut folded = [0; LONGEST];
        let folded = &mut folded[..bytes.len()];
        folded.copy_from_slice(bytes);
        folded.make_ascii_lowercase();
        self.numbers.get(&*folded).copied().unwrap_or(UNKNOWN)
    }
}

/// A set of words by number; small, so it is a sorted list.
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

    /// Whether the word is in the set. An unknown word is in none.
    pub(crate) fn contains(&self, word: WordId) -> bool {
        match self.0.as_slice() {
            [one] => *one == word,
            many => many.binary_search(&word).is_ok(),
        }
    }

    /// The words, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = WordId> + '_ {
        self.0.iter().copied()
    }
}
