//! The terms that are anchored at one of two neighbouring words: what is next to an anchor tells nearly always that nothing
//! is to be tried there.

use crate::flat::{Flat, Table};
use crate::program::Run;
use crate::slots::{LAST, Slots};
use crate::vocabulary::WordId;
use serde::{Deserialize, Serialize};
use std::iter::repeat_n;

/// Terms to be tried at one of the words of a pair, or of several pairs: the word beside it is a step of each of them, and not
/// looked at here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PairRow {
    /// The word that the terms are anchored at.
    pub(crate) anchor: WordId,
    /// Whether it is the right one of the two.
    pub(crate) is_right: bool,
    /// The terms, among [`crate::program::Program::anchored`].
    pub(crate) terms: Run,
}

/// The anchor's number is in the lower bits of the first number: no vocabulary needs the highest.
impl Flat<3> for PairRow {
    fn numbers(self) -> [u32; 3] {
        let [first, len] = self.terms.numbers();
        [self.anchor | u32::from(self.is_right) << 31, first, len]
    }

    fn of([anchor, first, len]: [u32; 3]) -> Self {
        let (anchor, is_right) = (anchor & (u32::MAX >> 1), anchor >> 31 != 0);
        Self { anchor, is_right, terms: Run::of([first, len]) }
    }
}

/// The rows of the pairs that were added together, by number from 1.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct PairTable {
    /// Two bits for each hash; other hashes have the same ones. Most pairs of words in a text are strangers, and these few
    /// bits tell so without a look at the slots, which are too many to be near at hand.
    filter: Table<u64, 2>,
    slots: Slots,
}

impl PairTable {
    fn for_pairs(count: usize) -> Self {
        let words = (count * FILTER_BITS / 64).next_power_of_two();
        Self { filter: repeat_n(0, words).collect(), slots: Slots::for_numbers(count) }
    }

    fn insert(&mut self, hash: u32, number: u32) {
        let (at, bits) = self.bits_of(hash);
        self.filter.set(at, self.filter.at(at) | bits);
        self.slots.insert(hash, number);
    }

    #[inline]
    fn may_hold(&self, hash: u32) -> bool {
        let (at, bits) = self.bits_of(hash);
        self.filter.get(at).is_some_and(|found| found & bits == bits)
    }

    /// Where the bits of a hash are: the lowest part of it tells which of sixty-four they are, the part above where these stand.
    #[inline]
    fn bits_of(&self, hash: u32) -> (usize, u64) {
        let place = (hash >> 12) as usize & self.filter.len().wrapping_sub(1);
        (place, 1 << (hash % 64) | 1 << (hash >> 6 & 63))
    }
}

/// How many bits of a filter there are for each pair, at least.
const FILTER_BITS: usize = 8;

/// Rows by pairs of words. What is added later stands in a table of its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Pairs {
    tables: Vec<PairTable>,
    rows: Table<PairRow, 3>,
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
        let mut table = PairTable::for_pairs(pairs.len());
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

    /// Does something with the terms to be tried at a pair of words: told are whether they are anchored at the right one, and
    /// the terms. Now and then there are also some for another pair with the same anchor.
    #[inline]
    pub(crate) fn each(&self, left: WordId, right: WordId, mut of: impl FnMut(bool, Run)) {
        let hash = hash(left, right);
        for table in &self.tables {
            table.slots.each(hash, |number| {
                let Some(row) = self.rows.get(number as usize - 1) else { return };
                if row.anchor == if row.is_right { right } else { left } {
                    of(row.is_right, row.terms);
                }
            });
        }
    }
}

#[inline]
fn hash(left: WordId, right: WordId) -> u32 {
    let pair = u64::from(left) << 32 | u64::from(right);
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms at a pair: those at the left word, and those at the right one.
    fn at(pairs: &Pairs, left: WordId, right: WordId) -> [Vec<Run>; 2] {
        let mut found = [Vec::new(), Vec::new()];
        pairs.each(left, right, |is_right, terms| found[usize::from(is_right)].push(terms));
        found
    }

    #[test]
    fn each_pair_has_its_rows_whenever_they_were_added() {
        let run = |number: WordId| Run::new(number as usize, number as usize + 1);
        let pair = |number: WordId| (number % 90, number);
        let mut pairs = Pairs::default();
        for first in [1, 1001] {
            let numbers = first..first + 1000;
            let left = |n| PairRow { anchor: n % 90, is_right: false, terms: run(n) };
            let right = |n| PairRow { anchor: n, is_right: true, terms: run(n + 1) };
            let rows: Vec<_> = numbers.clone().flat_map(|n| [left(n), right(n)]).collect();
            let of_pairs = numbers.flat_map(|number| [pair(number); 2]).zip(0..);
            pairs.add(&rows, &of_pairs.collect::<Vec<_>>());
        }
        for number in 1..2001 {
            let (left, right) = pair(number);
            let [at_left, at_right] = at(&pairs, left, right);
            assert!(at_left.contains(&run(number)) && at_right.contains(&run(number + 1)));
        }
        let strangers =
            (1..2001).flat_map(|number| at(&pairs, number % 90, number + 5000)).flatten();
        assert!(strangers.count() < 20);
        assert_eq!(at(&Pairs::default(), 1, 2), [vec![], vec![]]);
    }
}
