//! A bit for each word of a block.

/// Bits by index; those that were not set are clear.
#[derive(Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds sixty-four bits, the lowest first.
    #[inline]
    pub(crate) fn push(&mut self, bits: u64) {
        self.0.push(bits);
    }

    /// Sixty-four bits from `index` on: the lowest is that of `index`, the next that of `index + 1`, and so on.
    #[inline]
    pub(crate) fn after(&self, index: usize) -> u64 {
        let (at, shift) = (index / 64, index % 64);
        let low = self.0.get(at).copied().unwrap_or_default() >> shift;
        let high = self.0.get(at + 1).copied().unwrap_or_default();
        // Twice, because a shift by 64 is none.
        low | high << 1 << (63 - shift)
    }

    /// Sixty-four bits from `index` back: the lowest is that of `index`, the next that of `index - 1`, and so on.
    #[inline]
    pub(crate) fn before(&self, index: usize) -> u64 {
        match index.checked_sub(63) {
            Some(first) => self.after(first).reverse_bits(),
            None => (self.after(0) << (63 - index)).reverse_bits(),
        }
    }
}

/// The numbers of the bits that are set.
#[inline]
pub(crate) fn ones(bits: u64) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(bits), |rest| Some(rest & rest.wrapping_sub(1)))
        .take_while(|rest| *rest != 0)
        .map(u64::trailing_zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_tell_the_bits_on_both_sides() {
        let mut bits = Bits::default();
        let set = |index: usize| index.is_multiple_of(7) || index.is_multiple_of(11);
        let told = |index: usize| u64::from(index < 200 && set(index));
        for first in [0, 64, 128, 192] {
            bits.push((0..64).fold(0, |bits, bit| bits | told(first + bit) << bit));
        }
        assert!(ones(bits.after(0)).eq((0..64).filter(|&index| set(index as usize))));
        for index in 0..300 {
            let told = |window: u64, away: usize| window >> away & 1 != 0;
            let after = bits.after(index);
            let before = bits.before(index);
            for away in 0..64 {
                let on = index + away;
                assert_eq!(told(after, away), on < 200 && set(on), "{index} + {away}");
                let back = index.checked_sub(away);
                let is_set = back.is_some_and(|back| back < 200 && set(back));
                assert_eq!(told(before, away), is_set, "{index} - {away}");
            }
        }
    }
}
