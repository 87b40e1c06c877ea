//! The index from words to the terms that are anchored at them.

use crate::pairs::{Pairs, Side};
use crate::program::{AnchorRow, Anchored, Program, Run, flag};
use crate::vocabulary::WordId;

/// The terms of each anchor word, in the order in which they were added, with the side that a pair tells.
pub(super) struct Index(Vec<Vec<(Option<Side>, Anchored)>>);

impl Index {
    /// The index of a program that is to grow.
    pub(super) fn of(program: &Program) -> Self {
        let terms = |row: &AnchorRow| {
            let runs = [
                (None, row.unpaired),
                (Some(Side::After), row.after),
                (Some(Side::Before), row.before),
            ];
            let terms = runs.into_iter().flat_map(|(side, run)| {
                program.anchored[run.range()].iter().map(move |anchored| (side, *anchored))
            });
            terms.collect()
        };
        Self(program.anchors.iter().map(terms).collect())
    }

    /// Anchors a term at a word.
    pub(super) fn add(&mut self, word: WordId, side: Option<Side>, anchored: Anchored) {
        let word = word as usize;
        if self.0.len() <= word {
            self.0.resize_with(word + 1, Vec::new);
        }
        self.0[word].push((side, anchored));
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
            for (side, anchored) in terms {
                let Some(side) = side else {
                    unpaired.push(anchored);
                    continue;
                };
                let others = program.sets.words(anchored.beside).into_iter();
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
