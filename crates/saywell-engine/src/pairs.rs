//! The terms that are anchored at one of two neighbouring words: what is next to an anchor tells nearly always that nothing
//! is to be tried there.

use crate::flat::{Flat, Table};
use crate::program::Run;
use crate::slots::{LAST, Slots};
use crate::vocabulary::WordId;
use serde::{Deserialize, Serialize};

/// Terms to be tried at a pair of neighbouring words, or at several such pairs: the word beside the anchor is a step of each
/// of them, and not looked at here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PairRow {
    /// The left word, where terms are anchored at it.
    pub(crate) left: WordId,
    /// The terms that are anchored at the left word, among [`crate::program::Program::anchored`].
    pub(crate) at_left: Run,
    /// The right word, where terms are anchored at it.
    pub(crate) right: WordId,
    /// The terms that are anchored at the right word, likewise.
    pub(crate) at_right: Run,
}

impl Flat<6> for PairRow {
    fn numbers(self) -> [u32; 6] {
        let ([a, b], [c, d]) = (self.at_left.numbers(), self.at_right.numbers());
        [self.left, a, b, self.right, c, d]
    }

    fn of([left, a, b, right, c, d]: [u32; 6]) -> Self {
        Self { left, at_left: Run::of([a, b]), right, at_right: Run::of([c, d]) }
    }
}

/// Rows by pairs of words. What is added later stands in a table of its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Pairs {
    tables: Vec<Slots>,
    rows: Table<PairRow, 6>,
}

impl Pairs {
    /// Whether so many further rows can be added.
    pub(crate) fn have_room(&self, rows: usize) -> bool {
        self.rows.len() + rows < LAST as usize
    }

    /// Adds rows, and for which pairs, left word first, each is: by its index among the added.
    pub(crate) fn add(&mut self, rows: &[PairRow], pairs: &[((WordId, WordId), usize)]) {
        if pairs.is_empty() {
            return;
        }
        let mut table = Slots::for_numbers(pairs.len());
        for &((left, right), row) in pairs {
            table.insert(hash(left, right), (self.rows.len() + row + 1) as u32);
        }
        self.tables.push(table);
        self.rows.extend(rows.iter().copied());
    }

    /// Whether there may be terms to be tried at a pair of words.
    #[inline]
    pub(crate) fn may_hold(&self, left: WordId, right: WordId) -> bool {
        let hash = hash(left, right);
        self.tables.iter().fold(false, |may, table| may | table.may_hold(hash))
    }

    /// Does something with the terms to be tried at a pair of words: those anchored at the left word, and those at the right
    /// one. Now and then there are also some for another pair with the same anchor.
    #[inline]
    pub(crate) fn each(&self, left: WordId, right: WordId, mut of: impl FnMut(Run, Run)) {
        let hash = hash(left, right);
        for table in &self.tables {
            table.each(hash, |number| {
                let Some(row) = self.rows.get(number as usize - 1) else { return };
                let own = |anchor, word, run| if anchor == word { run } else { Run::default() };
                of(own(row.left, left, row.at_left), own(row.right, right, row.at_right));
            });
        }
    }
}

#[inline]
fn hash(left: WordId, right: WordId) -> u32 {
    let pair = u64::from(left) << 32 | u64::from(right);
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(20).wrapping_mul(0xD6E8_FEB8_6659_FD93)
        >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms at a pair.
    fn at(pairs: &Pairs, left: WordId, right: WordId) -> Vec<Run> {
        let mut found = Vec::new();
        pairs.each(left, right, |at_left, at_right| found.extend([at_left, at_right]));
        found.retain(|run| !run.range().is_empty());
        found
    }

    #[test]
    fn each_pair_has_its_rows_whenever_they_were_added() {
        let run = |number: WordId| Run::new(number as usize, number as usize + 1);
        let mut pairs = Pairs::default();
        for first in [1, 1001] {
            let numbers = first..first + 1000;
            let row = |n| PairRow { left: n % 90, at_left: run(n), right: n, at_right: run(n + 1) };
            let rows: Vec<_> = numbers.clone().map(row).collect();
            pairs.add(&rows, &numbers.map(|n| (n % 90, n)).zip(0..).collect::<Vec<_>>());
        }
        for number in 1..2001 {
            let found = at(&pairs, number % 90, number);
            assert!(found.contains(&run(number)) && found.contains(&run(number + 1)), "{number}");
        }
        let strangers = (1..2001).flat_map(|number| at(&pairs, number % 90, number + 5000));
        assert!(strangers.count() < 20);
        assert_eq!(at(&Pairs::default(), 1, 2), []);
    }
}
