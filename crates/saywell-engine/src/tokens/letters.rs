//! Where the letters of a text are: found sixty-four bytes at a time, so that reading a word needs no loop over them.

use std::ops::Range;
use std::slice;

/// How many bytes are looked at together.
pub(super) const CHUNK: usize = 64;

/// A bit for each byte of a text, the lowest for the first: whether it is an ASCII letter or digit.
#[derive(Debug, Default)]
pub(super) struct Letters(Vec<u64>);

impl Letters {
    /// Finds the letters of a text, in place of those of the one before.
    pub(super) fn find(&mut self, text: &[u8]) {
        let (chunks, rest) = text.as_chunks::<CHUNK>();
        let mut last = [0; CHUNK];
        last[..rest.len()].copy_from_slice(rest);
        self.0.clear();
        self.0.extend(chunks.iter().map(letters_of));
        // It is never full, so that the last run ends in it.
        self.0.push(letters_of(&last));
    }

    /// The runs of letters and digits, in order: as long as they go.
    pub(super) fn runs(&self) -> Runs<'_> {
        Runs { chunks: self.0.iter(), next: 0, turns: 0, within: 0 }
    }
}

/// The places of [`Letters::runs`].
pub(super) struct Runs<'a> {
    chunks: slice::Iter<'a, u64>,
    /// Where the chunk starts that is looked at next.
    next: usize,
    /// Where a run starts or ends in the chunk before that, as far as was not told yet.
    turns: u64,
    /// Whether that chunk ends within a run.
    within: u64,
}

impl Runs<'_> {
    #[inline]
    fn turn(&mut self) -> Option<usize> {
        while self.turns == 0 {
            let letters = *self.chunks.next()?;
            self.turns = letters ^ (letters << 1 | self.within);
            self.within = letters >> (CHUNK - 1);
            self.next += CHUNK;
        }
        let at = self.next - CHUNK + self.turns.trailing_zeros() as usize;
        self.turns &= self.turns - 1;
        Some(at)
    }
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        Some(self.turn()?..self.turn()?)
    }
}

/// A bit for each byte, the lowest for the first: whether it is a letter or digit.
fn letters_of(bytes: &[u8; CHUNK]) -> u64 {
    gathered(bytes, |byte| {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        letter | digit
    })
}

/// A bit for each byte, the lowest for the first: whether it has any of some bits set.
pub(super) fn bits_of(bytes: &[u8; CHUNK], any: u8) -> u64 {
    gathered(bytes, |byte| byte & any != 0)
}

#[inline]
fn gathered(bytes: &[u8; CHUNK], is: impl Fn(u8) -> bool) -> u64 {
    // A loop without branches, which compilers turn into a few instructions for many bytes each.
    let mut marks = [0u8; CHUNK];
    for (mark, &byte) in marks.iter_mut().zip(bytes) {
        *mark = u8::from(is(byte));
    }
    let (eights, _) = marks.as_chunks::<8>();
    let eights = eights.iter().rev().map(|eight| u64::from_le_bytes(*eight));
    // The product gathers the lowest bits of eight bytes in its highest byte.
    eights.fold(0, |bits, eight| bits << 8 | eight.wrapping_mul(0x0102_0408_1020_4080) >> 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_long_as_their_letters() {
        let text = "ab1 Zz9-\u{e9}@[`{/:".repeat(9) + &"x".repeat(200) + " y";
        let mut letters = Letters::default();
        letters.find(b"something else before, and longer than the text that is looked at after it");
        for end in 0..=text.len() {
            let text = &text.as_bytes()[..end];
            letters.find(text);
            let parts = text.split(|byte| !byte.is_ascii_alphanumeric());
            let words: Vec<&[u8]> = parts.filter(|part| !part.is_empty()).collect();
            assert_eq!(letters.runs().map(|run| &text[run]).collect::<Vec<_>>(), words, "{end}");
        }
    }
}
