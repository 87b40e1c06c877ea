//! The hash by which GitHub code scanning recognises the line of an alert: `primaryLocationLineHash`, computed as its
//! upload action computes it.
//!
//! For each line a hash over the 100 units of UTF-16 from its start on, across lines, spaces and tabs left out, and
//! the number of times that this hash has come so far.

use std::collections::HashMap;
use std::fmt;

/// How many units a hash covers.
const BLOCK: usize = 100;

const FACTOR: u64 = 37;

/// What stands for the end of the text.
const END: u16 = 65535;

/// The hash of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineHash {
    hash: u64,
    count: usize,
}

impl fmt::Display for LineHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}:{}", self.hash, self.count)
    }
}

/// The hashes of all lines of a text, from the first on; lines are parted by LF, CRLF or CR.
pub(crate) fn line_hashes(text: &str) -> Vec<LineHash> {
    let mut rolling = Rolling::default();
    let mut after_cr = false;
    for unit in text.encode_utf16() {
        let is_second_half = after_cr && unit == u16::from(b'\n');
        after_cr = unit == u16::from(b'\r');
        if is_second_half || unit == u16::from(b' ') || unit == u16::from(b'\t') {
            continue;
        }
        rolling.take(if after_cr { u16::from(b'\n') } else { unit });
    }
    rolling.take(END);
    rolling.finish()
}

/// A hash over the last `BLOCK` units, and the lines whose starts are among them.
struct Rolling {
    window: [u16; BLOCK],
    /// Whether a line starts at this unit of the window.
    starts: [bool; BLOCK],
    at: usize,
    hash: u64,
    /// The factor to the power of `BLOCK`: what the oldest unit counts by.
    oldest: u64,
    line_start: bool,
    seen: HashMap<u64, usize>,
    lines: Vec<LineHash>,
}

impl Default for Rolling {
    fn default() -> Self {
        Self {
            window: [0; BLOCK],
            starts: [false; BLOCK],
            at: 0,
            hash: 0,
            oldest: (0..BLOCK).fold(1, |power: u64, _| power.wrapping_mul(FACTOR)),
            line_start: true,
            seen: HashMap::new(),
            lines: Vec::new(),
        }
    }
}

impl Rolling {
    fn take(&mut self, unit: u16) {
        self.put_out();
        self.starts[self.at] = self.line_start;
        self.line_start = unit == u16::from(b'\n');
        self.roll(unit);
    }

    /// If the unit that is about to leave starts a line, its hash is complete.
    fn put_out(&mut self) {
        if std::mem::take(&mut self.starts[self.at]) {
            let count = self.seen.entry(self.hash).or_default();
            *count += 1;
            self.lines.push(LineHash { hash: self.hash, count: *count });
        }
    }

    fn roll(&mut self, unit: u16) {
        let leaving = u64::from(std::mem::replace(&mut self.window[self.at], unit));
        self.hash = self
            .hash
            .wrapping_mul(FACTOR)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(self.oldest.wrapping_mul(leaving));
        self.at = (self.at + 1) % BLOCK;
    }

    fn finish(mut self) -> Vec<LineHash> {
        for _ in 0..BLOCK {
            self.put_out();
            self.roll(0);
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::line_hashes;

    /// The values of the upload action's own tests.
    #[test]
    fn agrees_with_the_upload_action() {
        let cases = [
            ("", "c129715d7a2bc9a3:1"),
            (
                " a\nb\n  \t\tc\n d",
                "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
            ),
            (
                "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
                "e54938cc54b302f1:1 bb609acbe9138d60:1 1131fd5871777f34:1 5c482a0f8b35ea28:1 \
                 54517377da7028d2:1 2c644846cb18d53e:1 f1b89f20de0d133:1 c129715d7a2bc9a3:1",
            ),
        ];
        for (text, expected) in cases {
            for line_end in ["\n", "\r\n", "\r"] {
                let hashes = line_hashes(&text.replace('\n', line_end));
                let hashes: Vec<String> = hashes.iter().map(ToString::to_string).collect();
                assert_eq!(hashes.join(" "), expected);
            }
        }
    }
}
