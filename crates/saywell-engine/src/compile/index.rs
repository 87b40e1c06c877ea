//! The index from words to the terms that are anchored at them.

use crate::pairs::{Pairs, Side};
use crate::program::{AnchorRow, Anchored, Near, Program, Run, flag};
use crate::sets::{SetId, Sets};
use crate::vocabulary::WordId;

/// A neighbour that can be more words than this is not worth a pair for each.
const MOST_NEIGHBOURS: usize = 400;

/// The terms of each anchor word, in the order in which they were added.
pub(super) struct Index(Vec<Vec<Anchored>>);

impl Index {
    /// The index of a program that is to grow.
    pub(super) fn of(program: &Program) -> Self {
        let terms = |row: &AnchorRow| {
            let runs = [row.unpaired, row.after, row.before];
            runs.into_iter().flat_map(|run| &program.anchored[run.range()]).copied().collect()
        };
        Self(program.anchors.iter().map(terms).collect())
    }

    /// Anchors a term at a word.
    pub(super) fn add(&mut self, word: WordId, term: u32, before: Near, after: Near) {
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
        for (word, terms) in self.0.into_iter().enumerate() {
            if !terms.is_empty() {
                program.flags[word] |= flag::ANCHOR;
            }
            let (mut unpaired, mut after, mut before) = (Vec::new(), Vec::new(), Vec::new());
            for anchored in terms {
                let Some((side, set)) = side(&program.sets, &anchored) else {
                    unpaired.push(anchored);
                    continue;
                };
                let others = program.sets.words(set).into_iter();
                pairs.extend(others.map(|other| (word as WordId, side, other)));
                if side == Side::After { after.push(anchored) } else { before.push(anchored) }
            }
            let mut run = |terms: Vec<Anchored>| {
                let first = program.anchored.len();
                program.anchored.extend(terms);
                Run::new(first, program.anchored.len())
            };
            let row = AnchorRow { unpaired: run(unpaired), after: run(after), before: run(before) };
            program.anchors.push(row);
        }
        pairs.sort_unstable_by_key(|&(word, side, other)| (word, side as u8, other));
        pairs.dedup();
        program.pairs = Pairs::new(&pairs);
    }
}

/// The side on which a term's neighbour is told by a pair, and the words that it can be.
fn side(sets: &Sets, anchored: &Anchored) -> Option<(Side, SetId)> {
    let sides = [(Side::After, anchored.after), (Side::Before, anchored.before)];
    let right_beside = sides.into_iter().filter(|(_, near)| near.within == 0);
    let known =
        right_beside.map(|(side, near)| (side, near.words)).filter(|(_, set)| *set != SetId::ANY);
    let count = |set: SetId| sets.words(set).len();
    known.filter(|(_, set)| count(*set) <= MOST_NEIGHBOURS).min_by_key(|(_, set)| count(*set))
}
