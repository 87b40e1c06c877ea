//! Which of several sequences of steps can start with a word, or be found by it: of a list of hundreds, nearly always none
//! or one.

use crate::flat::Flat;
use crate::program::Run;
use crate::sets::{SetId, Sets};
use crate::vocabulary::WordId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Sequences, by the words they can start with in one direction.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Openings {
    /// The words that any of them can start with.
    pub(crate) starts: SetId,
    /// Those that can start with few words, among [`Rows::words`].
    few: Run,
    /// The others, among [`Rows::sets`].
    many: Run,
}

impl Flat<5> for Openings {
    fn numbers(self) -> [u32; 5] {
        let [starts] = self.starts.numbers();
        let ([few, few_len], [many, many_len]) = (self.few.numbers(), self.many.numbers());
        [starts, few, few_len, many, many_len]
    }

    fn of([starts, few, few_len, many, many_len]: [u32; 5]) -> Self {
        let (few, many) = (Run::of([few, few_len]), Run::of([many, many_len]));
        Self { starts: SetId::of([starts]), few, many }
    }
}

/// What can start a sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Opening {
    Word(WordId),
    Set(SetId),
}

/// The rows of all openings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rows {
    /// Words, in order within each [`Openings`].
    #[serde(with = "crate::flat")]
    words: Vec<WordId>,
    /// What each of them can start: a branch of a choice, or a phrase, by number.
    #[serde(with = "crate::flat")]
    of_words: Vec<u32>,
    #[serde(with = "crate::flat")]
    sets: Vec<SetId>,
    /// What the words of each set can start, likewise.
    #[serde(with = "crate::flat")]
    of_sets: Vec<u32>,
}

impl Rows {
    /// Adds what can start which branch or phrase.
    pub(crate) fn add(&mut self, starts: SetId, rows: &[(Opening, u32)]) -> Openings {
        let (word, set) = (self.words.len(), self.sets.len());
        let mut words = Vec::new();
        for &(opening, branch) in rows {
            match opening {
                Opening::Word(word) => words.push((word, branch)),
                Opening::Set(set) => {
                    self.sets.push(set);
                    self.of_sets.push(branch);
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        self.words.extend(words.iter().map(|(word, _)| word));
        self.of_words.extend(words.iter().map(|(_, branch)| branch));
        let few = Run::new(word, self.words.len());
        let many = Run::new(set, self.sets.len());
        Openings { starts, few, many }
    }

    /// The branches or phrases that can start with a word, by number.
    pub(crate) fn starting_with<'a>(
        &'a self,
        openings: Openings,
        word: WordId,
        sets: &'a Sets,
    ) -> impl Iterator<Item = u32> + 'a {
        let many = openings.many.range();
        let holds = move |set: SetId| sets.contain(set, word);
        let of_sets = self.sets[many.clone()].iter().zip(&self.of_sets[many]);
        let of_sets = of_sets.filter(move |(set, _)| holds(**set)).map(|(_, branch)| branch);
        let few = openings.few.range();
        let same = equal(&self.words[few.clone()], word);
        of_sets.chain(&self.of_words[few][same]).copied()
    }
}

/// Where a word stands among words in order.
fn equal(words: &[WordId], word: WordId) -> Range<usize> {
    let first = words.partition_point(|&other| other < word);
    let same = words[first..].iter().take_while(|&&other| other == word).count();
    first..first + same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UNKNOWN;

    #[test]
    fn each_word_opens_its_branches_and_those_of_any_word() {
        use Opening::{Set, Word};
        let (mut rows, mut sets) = (Rows::default(), Sets::default());
        let two = sets.intern(&[7, 9]);
        rows.add(SetId::ANY, &[(Word(7), 1), (Word(8), 2)]);
        let openings = [(Word(9), 4), (Set(SetId::ANY), 5), (Word(7), 6), (Set(two), 3)];
        let openings = rows.add(SetId::ANY, &openings);
        let branches = |word| rows.starting_with(openings, word, &sets).collect::<Vec<_>>();
        assert_eq!(branches(7), [5, 3, 6]);
        assert_eq!(branches(9), [5, 3, 4]);
        assert_eq!(branches(8), [5]);
        assert_eq!(branches(UNKNOWN), [5]);
        assert_eq!(rows.starting_with(Openings::default(), 7, &sets).count(), 0);
    }
}
