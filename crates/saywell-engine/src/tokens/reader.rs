//! Cutting a text into words, and telling what stands between them.

use super::letters::Letters;
use super::{Gap, Shape, Token, Words};
use crate::lexicon::LONGEST_ABBREVIATION;
use crate::program::Program;
use crate::vocabulary::{Key, SHORT, Spelling, UNKNOWN, key, key_of};
use saywell_document::MASK;
use saywell_rules::split_clitic;
use std::ops::Range;

/// Cuts a text into words.
///
/// They get no number yet, but a key to look it up by; only those for which there can be no key get their number at once.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) program: &'a Program,
    pub(super) words: &'a mut Words,
}

impl Reader<'_> {
    /// Reads the text from byte `from` on.
    pub(super) fn read(&mut self, from: usize, letters: &Letters) {
        let bytes = self.text.as_bytes();
        // Everything before is read; what stands between it and the last word is in `gap`.
        let (mut at, mut gap) = (from, Gap::default());
        // Most of a text is short words of ASCII letters with single spaces between them: those are read at one go.
        for Range { start, end } in letters.runs() {
            while at < start {
                let mark = PLAIN_MARKS[usize::from(bytes[at])];
                if mark == OTHER {
                    (at, gap) = self.read_slowly(at, gap);
                } else {
                    gap.add(mark);
                    at += 1;
                }
            }
            if at >= end {
                // It belonged to a word that started before it.
                continue;
            }
            let letters = letters_at(bytes, at);
            let key = key_of(lower_case(letters, end - at));
            let after = bytes.get(end).copied().unwrap_or_default();
            let is_long = end - at >= SHORT;
            let may_go_on = after != b' ' && (after == b'\'' || !after.is_ascii());
            if is_long || key == CANNOT || may_go_on {
                (at, gap) = self.read_slowly(at, gap);
                continue;
            }
            let lower = (letters[0] as u8).is_ascii_lowercase();
            let shape = if lower { Shape::Lower } else { shape_of(&bytes[at..end]) };
            let token = Token { start: at as u32, end: end as u32, word: UNKNOWN, gap, shape };
            self.words.push(token, key, self.program);
            (at, gap) = if after == b' ' { (end + 1, SPACE) } else { (end, Gap::default()) };
        }
        while at < bytes.len() {
            (at, gap) = self.read_slowly(at, gap);
        }
    }

    /// Reads a word, letter by letter, or what stands between words; gives the place after it, and the gap there.
    #[inline(never)]
    fn read_slowly(&mut self, at: usize, gap: Gap) -> (usize, Gap) {
        let Some(first) = self.text[at..].chars().next() else { return (self.text.len(), gap) };
        let after = at + first.len_utf8();
        if first == MASK {
            let (start, end) = (at as u32, after as u32);
            let (word, shape) = (UNKNOWN, Shape::Mask);
            self.words.push(Token { start, end, word, gap, shape }, 0, self.program);
            return (after, Gap::default());
        }
        if first.is_alphanumeric() {
            let end = word_end(self.text, at);
            self.push_word(at..end, gap);
            return (end, Gap::default());
        }
        (after, self.past_mark(at, first, gap))
    }

    /// Adds a word, cut into two where it is two.
    fn push_word(&mut self, Range { start, end }: Range<usize>, gap: Gap) {
        let word = &self.text[start..end];
        let shape = shape(word);
        let may_be_cut = word.len() > 2
            && (word.as_bytes().contains(&b'\'') || word.eq_ignore_ascii_case("cannot"));
        let (stem, clitic) = if may_be_cut { split_clitic(word) } else { (word, None) };
        let Some(clitic) = clitic else { return self.push_part(start..end, stem, gap, shape) };
        // An irregular stem (`won't` is `will`, `not`) is no slice of the word: the cut is made where the ending starts.
        let cut = if word.starts_with(stem) { stem.len() } else { word.find("n'").unwrap_or(2) };
        self.push_part(start..start + cut, stem, gap, shape);
        self.push_part(start + cut..end, clitic.word(), Gap::default(), Shape::Lower);
    }

    /// Adds a token that stands for `word`.
    fn push_part(&mut self, place: Range<usize>, word: &str, gap: Gap, shape: Shape) {
        let key = key(word);
        let word = if key.is_none() { self.program.vocabulary.number(word) } else { UNKNOWN };
        let (start, end) = (place.start as u32, place.end as u32);
        let token = Token { start, end, word, gap, shape };
        self.words.push(token, key.unwrap_or_default(), self.program);
    }

    /// What stands between two words, after one more mark.
    fn past_mark(&self, at: usize, mark: char, mut gap: Gap) -> Gap {
        let after = at + mark.len_utf8();
        let ends = match mark {
            '-' => {
                gap.add(if gap.has(Gap::SPACE) { Gap::COMMA } else { Gap::HYPHEN });
                return gap;
            }
            '!' | '?' | '…' => sentence_follows(self.text, after),
            '.' if self.ends_sentence(at) => true,
            // A full stop inside an abbreviation or a number joins its sides.
            '.' => return gap,
            _ => false,
        };
        let plain = if mark.is_ascii() { PLAIN_MARKS[mark as usize] } else { OTHER };
        gap.add(match plain {
            _ if ends => Gap::SENTENCE,
            OTHER => Gap::COMMA,
            plain => plain,
        });
        gap
    }

    /// Whether the full stop at byte `at` ends a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        if !sentence_follows(self.text, at + 1) {
            return false;
        }
        let Some(last) = self.words.last() else { return true };
        if last.end as usize != at {
            return true;
        }
        let word = &self.text[last.range()];
        let single_letter = word.len() == 1 && last.shape == Shape::Capital && word != "I";
        let is_abbreviation = || {
            let number = self.program.vocabulary.number(word);
            self.program.is(number, self.program.lexicon.abbreviations)
        };
        // Most words before a full stop are too long.
        let is_short = || single_letter || word.len() <= LONGEST_ABBREVIATION && is_abbreviation();
        let ends_text = || self.text[at + 1..].trim_end().is_empty();
        !is_short() || ends_text()
    }
}

/// The bytes from `at` on, the first in the lowest byte, with zeros after the last.
#[inline]
fn letters_at(bytes: &[u8], at: usize) -> Spelling {
    let rest = &bytes[at..];
    let letters: [u8; SHORT] = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut letters = [0; SHORT];
        letters[..rest.len()].copy_from_slice(rest);
        letters
    });
    let letters = u128::from_le_bytes(letters);
    [letters as u64, (letters >> 64) as u64]
}

/// *cannot* is two words.
const CANNOT: Key = key_of([u64::from_le_bytes(*b"cannot\0\0"), 0]);

/// The word of `len` ASCII letters and digits, of which these are the first, in lower case.
#[inline]
fn lower_case([first, rest]: Spelling, len: usize) -> Spelling {
    // Digits have the bit by which small letters differ from capitals too.
    const SMALL: u64 = u64::from_le_bytes([0x20; 8]);
    let [in_first, in_rest] = WITHIN[len % SHORT];
    [(first | SMALL) & in_first, (rest | SMALL) & in_rest]
}

/// The bytes that belong to a word, by its length.
const WITHIN: [Spelling; SHORT] = {
    let mut within = [[0; 2]; SHORT];
    let mut len = 1;
    while len < SHORT {
        within[len] = within[len - 1];
        within[len][(len - 1) / 8] |= 0xFF << ((len - 1) % 8 * 8);
        len += 1;
    }
    within
};

/// How a word of ASCII letters and digits is written.
fn shape_of(word: &[u8]) -> Shape {
    match word {
        [first, rest @ ..] if first.is_ascii_uppercase() => {
            if !rest.is_empty() && !rest.iter().any(u8::is_ascii_lowercase) {
                Shape::Upper
            } else {
                Shape::Capital
            }
        }
        _ if word.iter().all(u8::is_ascii_digit) => Shape::Number,
        _ => Shape::Lower,
    }
}

/// The end of the word that starts at `at`: letters and digits, with apostrophes between them.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let byte = bytes[end];
        let letter_follows = || bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic);
        if byte.is_ascii_alphanumeric() || (byte == b'\'' && end > at && letter_follows()) {
            end += 1;
        } else if !byte.is_ascii() {
            match text[end..].chars().next() {
                Some(c) if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => {
                    end += c.len_utf8();
                }
                _ => break,
            }
        } else {
            break;
        }
    }
    end
}

fn shape(word: &str) -> Shape {
    let bytes = word.as_bytes();
    let Some(&first) = bytes.first() else { return Shape::Lower };
    if first.is_ascii_digit() && bytes.iter().all(u8::is_ascii_digit) {
        return Shape::Number;
    }
    if first.is_ascii_lowercase() {
        return Shape::Lower;
    }
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if !capital {
        Shape::Lower
    } else if bytes.len() > 1 && !word.chars().any(char::is_lowercase) {
        Shape::Upper
    } else {
        Shape::Capital
    }
}

/// What each byte between two words says of them by itself; [`OTHER`] for those that do not stand between words, or say what
/// depends on what is around.
const PLAIN_MARKS: [u8; 256] = {
    let mut marks = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        marks[byte] = match byte as u8 {
            b' ' => Gap::SPACE,
            b'"' | b'\'' => Gap::QUOTE,
            b':' => Gap::COMMA | Gap::COLON,
            b'_' | b'*' | b'`' => 0,
            b'-' | b'!' | b'?' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => OTHER,
            _ => Gap::COMMA,
        };
        byte += 1;
    }
    marks
};

/// A single space.
const SPACE: Gap = Gap(Gap::SPACE);

/// No mark.
const OTHER: u8 = u8::MAX;

/// Whether a new sentence (or nothing) follows: closing marks, then a space, then no lower-case letter.
fn sentence_follows(text: &str, at: usize) -> bool {
    // Nearly always a space and a letter are all there is to look at.
    if let [b' ', letter, ..] = text.as_bytes()[at..]
        && letter.is_ascii_alphabetic()
    {
        return letter.is_ascii_uppercase();
    }
    let rest = text[at..].trim_start_matches(['"', '\'', ')', ']', '.', '!', '?', '…', '*', '_']);
    let Some(first) = rest.chars().next() else { return true };
    if first != ' ' {
        return false;
    }
    let next = rest.trim_start().trim_start_matches(['"', '\'', '(', '[']).chars().next();
    !next.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words, as they are read in some way.
    fn words(text: &str, program: &Program, read: impl Fn(&mut Reader<'_>)) -> String {
        let mut words = Words::default();
        read(&mut Reader { text, program, words: &mut words });
        words.number(program);
        format!("{:?}", words.tokens)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_are_the_same_at_any_speed(
            pieces in prop::collection::vec(
                prop_oneof![
                    "[a-zA-Z]{1,20}",
                    "[ .,'-]{1,2}",
                    "[0-9a-zA-Z]{1,4}",
                    "[é’ß\u{301}]",
                    Just("cannot".to_owned()),
                    Just("Don't ".to_owned()),
                ],
                0..30,
            )
        ) {
            let text = pieces.concat();
            let mut program = Program::default();
            for word in text.to_lowercase().split(' ').step_by(2) {
                program.vocabulary.intern(word);
            }
            let mut letters = Letters::default();
            letters.find(text.as_bytes());
            let at_once = words(&text, &program, |reader| reader.read(0, &letters));
            let slowly = words(&text, &program, |reader| {
                let (mut at, mut gap) = (0, Gap::default());
                while at < text.len() {
                    (at, gap) = reader.read_slowly(at, gap);
                }
            });
            prop_assert_eq!(at_once, slowly);
        }
    }
}
