//! A block's text as words, with what stands between them.

use crate::bits::Bits;
use crate::program::{Program, flag};
use crate::vocabulary::{Key, SHORT, UNKNOWN, Vocabulary, WordId};
use saywell_document::MASK;
use saywell_rules::split_clitic;

/// What stands between a word and the one before it; several may hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap(u8);

impl Gap {
    pub(crate) const SPACE: u8 = 1;
    pub(crate) const HYPHEN: u8 = 2;
    pub(crate) const QUOTE: u8 = 4;
    /// A mark inside the sentence: comma, semicolon, bracket, dash, slash.
    pub(crate) const COMMA: u8 = 8;
    /// The end of a sentence.
    pub(crate) const SENTENCE: u8 = 16;
    pub(crate) const COLON: u8 = 32;

    pub(crate) fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    /// Whether two words of a phrase may stand on the two sides.
    pub(crate) fn joins(self) -> bool {
        self.0 & (Self::COMMA | Self::SENTENCE) == 0
    }

    /// Whether a sentence, or direct speech, or what follows a colon starts after it.
    pub(crate) fn starts_sentence(self) -> bool {
        self.has(Self::SENTENCE)
            || self.has(Self::COLON)
            || (self.has(Self::COMMA) && self.has(Self::QUOTE))
    }

    fn add(&mut self, flag: u8) {
        self.0 |= flag;
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
    Number,
    /// A masked piece: an address, code, a file name.
    Mask,
}

/// A word of a block's text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the block's text.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    pub(crate) word: WordId,
    /// What stands before it.
    pub(crate) gap: Gap,
    pub(crate) shape: Shape,
}

impl Token {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn is_capitalised(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Words before a full stop that do not end a sentence (besides single letters).
const ABBREVIATIONS: &[&str] = &[
    "adm", "art", "assn", "atty", "aug", "ave", "bros", "capt", "cf", "ch", "cir", "cl", "co",
    "col", "corp", "cpl", "ct", "dec", "def", "dept", "det", "dist", "dr", "ed", "eds", "eg",
    "esp", "est", "etc", "ex", "feb", "fig", "gen", "gov", "hon", "ie", "inc", "insp", "jan", "jr",
    "lt", "ltd", "maj", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "ofc", "p", "para",
    "pl", "pp", "prof", "rep", "rev", "sec", "sen", "sept", "sgt", "sr", "st", "supt", "ves",
    "viz", "vol", "vs",
];

/// Whether a word is one of [`ABBREVIATIONS`], in any letter case.
fn is_abbreviation(word: &str) -> bool {
    // The longest has five letters, and most sentences end with longer words.
    word.len() <= 5 && ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The words of a block, with what they tell one by one. Made once and filled anew for each block.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) tokens: Vec<Token>,
    /// The words before which a phrase is broken off, unless it takes a comma.
    pub(crate) parted: Bits,
    /// The words before which a sentence ends.
    pub(crate) ended: Bits,
    /// The words at which terms are anchored, by index.
    pub(crate) anchors: Vec<u32>,
    /// How many words show the packs' subject.
    pub(crate) subject_words: u32,
    /// What any of the words tells: bits of [`crate::program::flag`].
    pub(crate) flags: u8,
}

impl Words {
    /// Cuts a block's text into words, from byte `from` on.
    pub(crate) fn read(&mut self, text: &str, from: usize, program: &Program) {
        self.tokens.clear();
        tokenise(text, from, &program.vocabulary, &mut self.tokens);
        self.anchors.clear();
        self.parted.clear();
        self.ended.clear();
        self.subject_words = 0;
        self.flags = 0;
        for (index, token) in (0..).zip(&self.tokens) {
            let flags = program.flags_of(token.word);
            self.flags |= flags;
            if !token.gap.joins() {
                self.parted.set(index as usize);
                if token.gap.has(Gap::SENTENCE) {
                    self.ended.set(index as usize);
                }
            }
            if flags & (flag::ANCHOR | flag::SUBJECT) != 0 {
                self.subject_words += u32::from(flags & flag::SUBJECT != 0);
                if flags & flag::ANCHOR != 0 {
                    self.anchors.push(index);
                }
            }
        }
    }
}

/// Cuts a text into words, from byte `from` on.
fn tokenise(text: &str, from: usize, vocabulary: &Vocabulary, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut gap = Gap::default();
    while at < bytes.len() {
        // Most of a text is short words of ASCII letters, each with a space behind it: those are read sixteen bytes at
        // a time, without a loop over their letters.
        if bytes[at].is_ascii_alphanumeric()
            && let Some(chunk) = bytes[at..].first_chunk::<SHORT>()
            && let Some(lane) = Lane::of(*chunk)
        {
            let end = at + lane.len;
            let word = vocabulary.number_of(lane.key);
            let shape = lane.shape;
            tokens.push(Token { start: at as u32, end: end as u32, word, gap, shape });
            gap = Gap::default();
            at = end;
            if chunk[lane.len] == b' ' {
                gap.add(Gap::SPACE);
                at += 1;
            }
            continue;
        }
        at = read_slowly(text, at, &mut gap, vocabulary, tokens);
    }
}

/// Reads a word, letter by letter, or what stands between words; gives the place after it.
fn read_slowly(
    text: &str,
    at: usize,
    gap: &mut Gap,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
) -> usize {
    let byte = text.as_bytes()[at];
    if byte == b' ' {
        gap.add(Gap::SPACE);
        at + 1
    } else if byte.is_ascii_alphanumeric() {
        let end = word_end(text, at);
        push_word(text, at, end, std::mem::take(gap), vocabulary, tokens);
        end
    } else if byte.is_ascii() {
        note_mark(text, at, gap, tokens);
        at + 1
    } else {
        beyond_ascii(text, at, gap, vocabulary, tokens)
    }
}

/// A short word at the start of some bytes.
struct Lane {
    /// Its length in bytes.
    len: usize,
    /// Its letters, as the vocabulary knows them.
    key: Key,
    shape: Shape,
}

/// *cannot* is two words.
const CANNOT: u64 = u64::from_le_bytes(*b"cannot\0\0");

/// Works on all bytes of a number at once, in the lanes of eight or sixteen.
macro_rules! lanes {
    ($name:ident, $number:ty, $bytes:literal) => {
        /// The word at the start of the bytes of a number, the first in the lowest; none where there is none, or one
        /// that has to be looked at letter by letter: with an apostrophe or a letter outside ASCII right behind it, or
        /// without an end in sight.
        #[inline]
        fn $name(chunk: $number) -> Option<Lane> {
            const ONES: $number = <$number>::from_le_bytes([1; $bytes]);
            const HIGH: $number = ONES << 7;
            // The highest bit of each byte (of bytes below 0x80) that lies between two, both included.
            let in_range = |bytes: $number, first: u8, last: u8| {
                let at_least = bytes + ONES * <$number>::from(0x80 - first);
                let above = bytes + ONES * <$number>::from(0x7F - last);
                at_least & !above & HIGH
            };
            // Letters in lower case; some marks become others, but none becomes a letter.
            let folded = (chunk & !HIGH) | ONES << 5;
            let letter = in_range(folded, b'a', b'z');
            let digit = in_range(chunk & !HIGH, b'0', b'9');
            let ends = HIGH & !((letter | digit) & !chunk);
            let bits = ends.trailing_zeros() & !7;
            if bits == 0 || ends == 0 {
                return None;
            }
            let after = (chunk >> bits) as u8;
            if after == b'\'' || !after.is_ascii() {
                return None;
            }
            let within = ((1 as $number) << bits) - 1;
            // A capital lacks the bit 0x20, two places below the highest.
            let (letter, digit) = (letter & within, digit & within);
            let upper = letter & !(chunk << 2);
            let key = (chunk | upper >> 2) & within;
            let shape = if upper & 0x80 != 0 {
                if bits > 8 && letter == upper { Shape::Upper } else { Shape::Capital }
            } else if digit == HIGH & within {
                Shape::Number
            } else {
                Shape::Lower
            };
            let len = bits as usize / 8;
            (key != <$number>::from(CANNOT)).then(|| Lane { len, key: Key::from(key), shape })
        }
    };
}

lanes!(narrow, u64, 8);
lanes!(wide, u128, 16);

impl Lane {
    /// The word at the start of `bytes`, where it is short and plain.
    #[inline]
    fn of(bytes: [u8; SHORT]) -> Option<Self> {
        let chunk = Key::from_le_bytes(bytes);
        // Nine words in ten end within eight bytes.
        narrow(chunk as u64).or_else(|| wide(chunk))
    }
}

/// Reads what starts with a character outside ASCII; gives the place after it.
fn beyond_ascii(
    text: &str,
    at: usize,
    gap: &mut Gap,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
) -> usize {
    let Some(character) = text[at..].chars().next() else { return text.len() };
    let end = at + character.len_utf8();
    if character == MASK {
        let token = Token {
            start: at as u32,
            end: end as u32,
            word: UNKNOWN,
            gap: std::mem::take(gap),
            shape: Shape::Mask,
        };
        tokens.push(token);
        return end;
    }
    if character.is_alphanumeric() {
        let end = word_end(text, at);
        push_word(text, at, end, std::mem::take(gap), vocabulary, tokens);
        return end;
    }
    match character {
        '…' if sentence_follows(text, end) => gap.add(Gap::SENTENCE),
        _ => gap.add(Gap::COMMA),
    }
    end
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

fn push_word(
    text: &str,
    start: usize,
    end: usize,
    gap: Gap,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
) {
    let word = &text[start..end];
    let shape = shape(word);
    let mut push = |from: usize, to: usize, number: WordId, gap: Gap, shape: Shape| {
        tokens.push(Token { start: from as u32, end: to as u32, word: number, gap, shape });
    };
    let may_be_cut =
        word.len() > 2 && (word.as_bytes().contains(&b'\'') || word.eq_ignore_ascii_case("cannot"));
    let (stem, clitic) = if may_be_cut { split_clitic(word) } else { (word, None) };
    let Some(clitic) = clitic else {
        push(start, end, vocabulary.number(word), gap, shape);
        return;
    };
    // An irregular stem (`won't` is `will`, `not`) is no slice of the word: the cut is made where the ending starts.
    let cut = if word.starts_with(stem) {
        start + stem.len()
    } else {
        start + word.find("n'").unwrap_or(2)
    };
    push(start, cut, vocabulary.number(stem), gap, shape);
    push(cut, end, vocabulary.number(clitic.word()), Gap::default(), Shape::Lower);
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

/// Notes an ASCII mark between two words.
fn note_mark(text: &str, at: usize, gap: &mut Gap, tokens: &[Token]) {
    match text.as_bytes()[at] {
        b'"' | b'\'' => gap.add(Gap::QUOTE),
        b'-' => gap.add(if gap.has(Gap::SPACE) { Gap::COMMA } else { Gap::HYPHEN }),
        b':' => gap.add(Gap::COMMA | Gap::COLON),
        b'!' | b'?' if sentence_follows(text, at + 1) => gap.add(Gap::SENTENCE),
        b'.' if ends_sentence(text, at, tokens) => gap.add(Gap::SENTENCE),
        // A full stop inside an abbreviation or a number joins its sides.
        b'.' => {}
        b'_' | b'*' | b'`' => {}
        _ => gap.add(Gap::COMMA),
    }
}

fn ends_sentence(text: &str, at: usize, tokens: &[Token]) -> bool {
    if !sentence_follows(text, at + 1) {
        return false;
    }
    let Some(last) = tokens.last().filter(|last| last.end as usize == at) else { return true };
    let word = &text[last.range()];
    let single_letter = word.len() == 1 && last.shape == Shape::Capital && word != "I";
    let next_ends_text = text[at + 1..].trim_end().is_empty();
    next_ends_text || !(single_letter || is_abbreviation(word))
}

/// Whether a new sentence (or nothing) follows: closing marks, then a space, then no lower-case letter.
fn sentence_follows(text: &str, at: usize) -> bool {
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

    /// The words as they are read letter by letter.
    fn slowly(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
        let (mut tokens, mut gap, mut at) = (Vec::new(), Gap::default(), 0);
        while at < text.len() {
            at = read_slowly(text, at, &mut gap, vocabulary, &mut tokens);
        }
        tokens
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
            let mut vocabulary = Vocabulary::default();
            for word in text.to_lowercase().split(' ').step_by(2) {
                vocabulary.intern(word);
            }
            let mut tokens = Vec::new();
            tokenise(&text, 0, &vocabulary, &mut tokens);
            let same = |tokens: &[Token]| format!("{tokens:?}");
            prop_assert_eq!(same(&tokens), same(&slowly(&text, &vocabulary)));
        }
    }
}
