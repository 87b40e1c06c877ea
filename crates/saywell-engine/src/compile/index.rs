//! The index from words to the terms that are anchored at them.

use crate::pairs::{Pairs, Side};
use crate::program::{AnchorRow, Anchored, Program, Run, flag};
use crate::sets::{SetId, Sets};
use crate::vocabulary::WordId;

/// A neighbour that can be more words than this is not worth a pair for each.
const MOST_NEIGHBOURS: usize = 400;

/// The terms of each anchor word, in the order in which they were added.
pub(super) struct Index(Vec<Vec<Anchored>>);

impl Index {
    /// The index of a program that is to grow.
    pub(super) fn of(program: &Program) -> Self {
        let terms = |row: &AnchorRow| program.anchored[row.terms.range()].to_vec();
        Self(program.anchors.iter().map(terms).collect())
    }

    /// Anchors a term at a word.
    pub(super) fn add(&mut self, word: WordId, term: u32, before: SetId, after: SetId) {
        let word = word as usize;
        if self.0.len() <= word {
            self.0.resize_with(word + 1, Vec::new);
        }
        self.0[word].push(Anchored { term, before, after });
    }

    /// Writes the index into the program, in place of the one there.
    pub(super) fn write(self, program: &mut Program) {
        let mut pairs = Vec::new();
        program.anchors.clear();
        program.anchored.clear();
        program.flags.resize(program.vocabulary.len(), 0);
        for (word, mut terms) in self.0.into_iter().enumerate() {
            // Stable, so that terms keep their order.
            terms.sort_by_key(|anchored| side(&program.sets, anchored).is_some());
            let neighbours = terms.iter().filter_map(|anchored| side(&program.sets, anchored));
            let mut paired = 0;
            for (side, set) in neighbours {
                paired += 1;
                let words = program.sets.words(set).iter();
                pairs.extend(words.map(|&other| (word as WordId, side, other)));
            }
            if !terms.is_empty() {
                program.flags[word] |= flag::ANCHOR;
            }
            let first = program.anchored.len();
            program.anchored.extend(&terms);
            let run = Run::new(first, program.anchored.len());
            program.anchors.push(AnchorRow { terms: run, unpaired: (terms.len() - paired) as u32 });
        }
        pairs.sort_unstable_by_key(|&(word, side, other)| (word, side as u8, other));
        pairs.dedup();
        program.pairs = Pairs::new(&pairs);
    }
}

/// The side on which a term's neighbour is told by a pair, and the words that it can be.
fn side(sets: &Sets, anchored: &Anchored) -> Option<(Side, SetId)> {
    let sides = [(Side::After, anchored.after), (Side::Before, anchored.before)];
    let known = sides.into_iter().filter(|(_, set)| *set != SetId::ANY);
    let count = |set: SetId| sets.words(set).len();
    known.filter(|(_, set)| count(*set) <= MOST_NEIGHBOURS).min_by_key(|(_, set)| count(*set))
}
