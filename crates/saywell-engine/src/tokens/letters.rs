//! Where the letters of a text are: found sixty-four bytes at a time, so that reading a word needs no loop over them.

/// How many bytes are looked at together.
pub(super) const CHUNK: usize = 64;

/// A bit for each byte of a text, the lowest for the first: whether it is an ASCII letter or digit. Windows of sixty-four
/// bits overlap by half, so that one look takes in any word up to [`Letters::LONGEST`]; the first starts before the text.
#[derive(Debug, Default)]
pub(super) struct Letters(Vec<u64>);

/// From one window to the next.
const STRIDE: usize = CHUNK / 2;

impl Letters {
    /// Longer runs than this are not told to their end.
    pub(super) const LONGEST: usize = CHUNK - STRIDE;

    /// Finds the letters of a text, in place of those of the one before.
    pub(super) fn find(&mut self, text: &[u8]) {
        let (chunks, rest) = text.as_chunks::<CHUNK>();
        let mut last = [0; CHUNK];
        last[..rest.len()].copy_from_slice(rest);
        self.0.clear();
        self.0.reserve(chunks.len() * 2 + 2);
        let mut before = 0;
        for bits in chunks.iter().chain([&last]).map(letters_of).chain([0]) {
            self.0.extend([before >> STRIDE | bits << STRIDE, bits]);
            before = bits;
        }
    }

    /// How many letters and digits stand in a row from byte `at` on, if they are no more than [`Letters::LONGEST`].
    #[inline]
    pub(super) fn run(&self, at: usize) -> usize {
        let window = self.0.get(at / STRIDE + 1).copied().unwrap_or_default();
        (window >> (at % STRIDE)).trailing_ones() as usize
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
        letters.find(text.as_bytes());
        for at in 0..text.len() + 70 {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let run = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            assert_eq!(letters.run(at).min(Letters::LONGEST), run.min(Letters::LONGEST), "{at}");
        }
    }
}
