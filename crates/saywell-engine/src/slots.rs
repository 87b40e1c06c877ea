//! Numbers by hash, in open addressing: the table under the pairs of words. One look at a slot tells nearly all strangers.

use crate::flat::Table;
use serde::{Deserialize, Serialize};

/// The highest number that a slot can hold; 0 is none.
pub(crate) const LAST: u32 = PASSED - 1;

/// In a slot: what belongs here, or before it, stands further on.
const PASSED: u32 = 1 << 23;

/// In a slot: bits of the number's hash.
const TAG: u32 = 0xFF << 24;

/// Numbers from 1 to [`LAST`] by hash. Hashes are of 32 bits; the highest and the lowest of them should be well mixed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Slots {
    /// The length is a power of two or zero.
    slots: Table<u32, 1>,
}

impl Slots {
    /// An empty table that is at most half full with so many numbers.
    pub(crate) fn for_numbers(count: usize) -> Self {
        Self { slots: std::iter::repeat_n(0, (count * 2).next_power_of_two()).collect() }
    }

    /// Adds a number; there must be a free slot.
    pub(crate) fn insert(&mut self, hash: u32, number: u32) {
        let mask = self.mask();
        let mut at = hash as usize & mask;
        while self.slots.at(at) & LAST != 0 {
            self.slots.set(at, self.slots.at(at) | PASSED);
            at = (at + 1) & mask;
        }
        self.slots.set(at, self.slots.at(at) | hash & TAG | number);
    }

    fn mask(&self) -> usize {
        self.slots.len().wrapping_sub(1)
    }

    /// Does something with all numbers with this hash, and now and then with one that has another.
    #[inline]
    pub(crate) fn each(&self, hash: u32, mut of: impl FnMut(u32)) {
        let mut at = hash as usize;
        while let Some(slot) = self.slots.get(at & self.mask()) {
            if (slot ^ hash) & TAG == 0 && slot & LAST != 0 {
                of(slot & LAST);
            }
            if slot & PASSED == 0 {
                return;
            }
            at = at.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_by_their_hashes() {
        // Hashes that collide in their places, and some in everything.
        let hash = |number: u32| (number / 3).wrapping_mul(0x0101_0007) & 0xFF00_003F;
        let mut slots = Slots::for_numbers(100);
        (1..=100).for_each(|number| slots.insert(hash(number), number));
        for number in 1..=100 {
            let mut among = false;
            slots.each(hash(number), |other| among |= other == number);
            assert!(among);
        }
        Slots::default().each(7, |_| panic!("there is none"));
    }
}
