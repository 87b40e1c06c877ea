//! Which words can stand next to which anchor: a quick no for nearly every anchor word that is met.

use crate::vocabulary::WordId;
use serde::{Deserialize, Serialize};

/// On which side of the anchor the other word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Before,
    After,
}

/// Bits for each pair: of eight bits one is set, so that seven in eight strangers are told at once.
const BITS_PER_PAIR: usize = 16;

/// A set of pairs of words that answers “no” or “perhaps” (a Bloom filter with one hash).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Pairs {
    /// A power of two of bits, or none.
    #[serde(with = "serde_bytes")]
    bits: Vec<u8>,
}

impl Pairs {
    /// The set of these pairs: an anchor, and a word on one side of it.
    pub(crate) fn new(pairs: &[(WordId, Side, WordId)]) -> Self {
        let size = (pairs.len() * BITS_PER_PAIR).next_power_of_two().max(64);
        let mut set = Self { bits: vec![0; size / 8] };
        for &(anchor, side, word) in pairs {
            let at = hash(anchor, side, word) & (size - 1);
            set.bits[at / 8] |= 1 << (at % 8);
        }
        set
    }

    /// Whether the word can stand on that side of the anchor; now and then wrongly yes, never wrongly no.
    #[inline]
    pub(crate) fn may_hold(&self, anchor: WordId, side: Side, word: WordId) -> bool {
        let size = self.bits.len() * 8;
        let at = hash(anchor, side, word) & size.wrapping_sub(1);
        self.bits.get(at / 8).is_some_and(|bits| bits >> (at % 8) & 1 != 0)
    }
}

#[inline]
fn hash(anchor: WordId, side: Side, word: WordId) -> usize {
    let pair = u64::from(anchor) << 33 | u64::from(word) << 1 | side as u64;
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_denies_a_pair_and_seldom_affirms_another() {
        let all = |from: u32| (from..from + 2000).map(|n| (n, Side::After, n * 7 % 501));
        let pairs = Pairs::new(&all(1).collect::<Vec<_>>());
        assert!(all(1).all(|(anchor, side, word)| pairs.may_hold(anchor, side, word)));
        let wrong =
            all(5000).filter(|&(anchor, _, word)| pairs.may_hold(anchor, Side::After, word));
        assert!(wrong.count() < 250);
        assert!(!Pairs::default().may_hold(1, Side::Before, 1));
    }
}
