//! Which of several sequences of steps can start with a word, or be found by it: of a list of hundreds, nearly always none
//! or one.

use crate::flat::{Flat, Table};
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
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Rows {
    /// Words, in order within each [`Openings`].
    words: Table<WordId, 1>,
    /// What each of them can start: a branch of a choice, or a phrase, by number.
    of_words: Table<u32, 1>,
    sets: Table<SetId, 1>,
    /// What the words of each set can start, likewise.
    of_sets: Table<u32, 1>,
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
        self.words.extend(words.iter().map(|&(word, _)| word));
        self.of_words.extend(words.iter().map(|&(_, branch)| branch));
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
        let of_sets = self.sets.part(many.clone()).iter().zip(self.of_sets.part(many).iter());
        let of_sets = of_sets.filter(move |(set, _)| holds(*set)).map(|(_, branch)| branch);
        let same = self.equal(openings.few, word);
        of_sets.chain(self.of_words.part(same).iter())
    }

    /// Where a word stands in a run of the words, which are in order there.
    fn equal(&self, run: Run, word: WordId) -> Range<usize> {
        let run = run.range();
        let before = self.words.part(run.clone()).partition_point(|other| other < word);
        let first = run.start + before;
        let same = self.words.part(first..run.end).iter().take_while(|&other| other == word);
        first..first + same.count()
    }
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
