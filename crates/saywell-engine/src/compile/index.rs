//! The index from words to the terms that are anchored at them.

use crate::matcher::Direction;
use crate::pairs::PairRow;
use crate::program::{Anchored, Ground, Program, Run, flag};
use crate::sets::WordSet;
use crate::vocabulary::WordId;
use std::collections::{BTreeMap, HashMap};
use std::iter::repeat_n;

/// The terms of a pair: those anchored at its left word, and at its right one.
type Terms = [Vec<Anchored>; 2];

/// The terms that are being added, by their anchors.
#[derive(Default)]
pub(super) struct Index {
    /// By the anchor alone.
    single: BTreeMap<WordId, Vec<Anchored>>,
    /// By the anchor and the word beside it, the left one first.
    pairs: BTreeMap<(WordId, WordId), Terms>,
}

impl Index {
    /// Anchors a term at a word, whatever is beside it.
    pub(super) fn add(&mut self, anchor: WordId, term: Anchored) {
        self.single.entry(anchor).or_default().push(term);
    }

    /// Anchors a term at a word that has one of some words beside it in a direction.
    pub(super) fn add_beside(
        &mut self,
        anchor: WordId,
        (direction, beside): (Direction, &WordSet),
        term: Anchored,
    ) {
        for &other in beside.numbers() {
            let (pair, side) = match direction {
                Direction::Forward => ((anchor, other), 0),
                Direction::Backward => ((other, anchor), 1),
            };
            self.pairs.entry(pair).or_default()[side].push(term);
        }
    }

    /// Adds the index to one of the program.
    pub(super) fn write(mut self, program: &mut Program, ground: Ground) {
        if !program.index(ground).pairs.have_room(self.pairs.len() * 2) {
            self.do_without_pairs();
        }
        let words = program.vocabulary.len();
        program.flags.to_mut().resize(words, 0);
        let anchors = &mut program.index_mut(ground).anchors;
        anchors.extend(repeat_n(Run::default(), words.saturating_sub(anchors.len())));
        for (word, terms) in self.single {
            let word = word as usize;
            // A run stands in one piece.
            let known = program.anchored.part(program.index(ground).anchors.at(word).range());
            let terms: Vec<_> = known.iter().chain(terms).collect();
            let first = program.anchored.len();
            program.anchored.extend(terms);
            let terms = Run::new(first, program.anchored.len());
            program.index_mut(ground).anchors.set(word, terms);
            program.flags.to_mut()[word] |= ground.flag(flag::SINGLE);
        }
        write_pairs(self.pairs, program, ground);
    }

    /// Anchors all terms at single words.
    fn do_without_pairs(&mut self) {
        for ((left, right), terms) in std::mem::take(&mut self.pairs) {
            for (anchor, terms) in [left, right].into_iter().zip(terms) {
                terms.into_iter().for_each(|term| self.add(anchor, term));
            }
        }
    }
}

fn write_pairs(pairs: BTreeMap<(WordId, WordId), Terms>, program: &mut Program, ground: Ground) {
    let (mut rows, mut of_pairs) = (Vec::new(), Vec::with_capacity(pairs.len()));
    // Many pairs have the same terms, such as those of an anchor with each word of a list.
    let mut known: HashMap<(WordId, bool, Vec<Anchored>), usize> = HashMap::new();
    for ((left, right), terms) in pairs {
        let flags = program.flags.to_mut();
        flags[left as usize] |= ground.flag(flag::LEFT);
        flags[right as usize] |= ground.flag(flag::RIGHT);
        for (is_right, terms) in [false, true].into_iter().zip(terms) {
            if terms.is_empty() {
                continue;
            }
            let anchor = if is_right { right } else { left };
            let key = (anchor, is_right, terms);
            let row = *known.entry(key).or_insert_with_key(|(_, _, terms)| {
                let first = program.anchored.len();
                program.anchored.extend(terms.iter().copied());
                let terms = Run::new(first, program.anchored.len());
                rows.push(PairRow { anchor, is_right, terms });
                rows.len() - 1
            });
            of_pairs.push(((left, right), row));
        }
    }
    program.index_mut(ground).pairs.add(&rows, &of_pairs);
}
