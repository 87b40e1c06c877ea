//! Cutting a text into words, and telling what stands between them.

use super::letters::Letters;
use super::{Gap, Shape, Token};
use crate::program::{Program, flag};
use crate::vocabulary::{Key, SHORT, UNKNOWN, Vocabulary, WordId};
use saywell_document::MASK;
use saywell_rules::split_clitic;
use std::ops::Range;

/// Cuts a text into words, from byte `from` on. Most of them get no number yet, but a key to look it up by; the others get
/// their number at once, and 0 for a key.
pub(super) fn read(
    text: &str,
    from: usize,
    program: &Program,
    letters: &Letters,
    tokens: &mut Vec<Token>,
    keys: &mut Vec<Key>,
) {
    let bytes = text.as_bytes();
    let mut gap = Gap::default();
    // Everything before is read.
    let mut at = from;
    for Range { start, end } in letters.runs() {
        // Most of a text is short words of ASCII letters with single spaces between them: those are read at one go.
        while at < start {
            let mark = PLAIN_MARKS[usize::from(bytes[at])];
            if mark == OTHER {
                at = read_slowly(text, at, &mut gap, program, tokens);
                keys.resize(tokens.len(), 0);
            } else {
                gap.add(mark);
                at += 1;
            }
        }
        if at >= end {
            // It belonged to a word that started before it.
            continue;
        }
        let len = end - at;
        let chunk = chunk_of(bytes, at);
        let key = key_of(&chunk, len);
        let after = bytes.get(end).copied().unwrap_or_default();
        if len >= SHORT || after == b'\'' || !after.is_ascii() || key == CANNOT {
            at = read_slowly(text, at, &mut gap, program, tokens);
            keys.resize(tokens.len(), 0);
            continue;
        }
        let shape =
            if chunk[0].is_ascii_lowercase() { Shape::Lower } else { shape_of(&chunk[..len]) };
        tokens.push(Token { start: at as u32, end: end as u32, word: UNKNOWN, gap, shape });
        keys.push(key);
        gap = Gap::default();
        at = end;
    }
    while at < bytes.len() {
        at = read_slowly(text, at, &mut gap, program, tokens);
        keys.resize(tokens.len(), 0);
    }
}

/// The bytes from `at` on, with zeros after the last.
#[inline]
fn chunk_of(bytes: &[u8], at: usize) -> [u8; SHORT] {
    let rest = &bytes[at..];
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [0; SHORT];
        chunk[..rest.len()].copy_from_slice(rest);
        chunk
    })
}

/// *cannot* is two words.
const CANNOT: Key = Key::from_le_bytes(*b"cannot\0\0\0\0\0\0\0\0\0\0");

/// The key of the word of `len` ASCII letters and digits at the start of a chunk.
#[inline]
fn key_of(chunk: &[u8; SHORT], len: usize) -> Key {
    // Digits have the bit by which small letters differ from capitals too.
    const SMALL: Key = Key::from_le_bytes([0x20; SHORT]);
    (Key::from_le_bytes(*chunk) | SMALL) & LETTERS[len % SHORT]
}

/// The bytes of a key that belong to a word, by its length.
const LETTERS: [Key; SHORT] = {
    let mut letters = [0; SHORT];
    let mut len = 1;
    while len < SHORT {
        letters[len] = letters[len - 1] << 8 | 0xFF;
        len += 1;
    }
    letters
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

/// Reads a word, letter by letter, or what stands between words; gives the place after it.
fn read_slowly(
    text: &str,
    at: usize,
    gap: &mut Gap,
    program: &Program,
    tokens: &mut Vec<Token>,
) -> usize {
    let byte = text.as_bytes()[at];
    if byte.is_ascii_alphanumeric() {
        let end = word_end(text, at);
        push_word(text, at, end, std::mem::take(gap), &program.vocabulary, tokens);
        end
    } else if byte.is_ascii() {
        note_mark(text, at, gap, program, tokens);
        at + 1
    } else {
        beyond_ascii(text, at, gap, program, tokens)
    }
}

/// Reads what starts with a character outside ASCII; gives the place after it.
fn beyond_ascii(
    text: &str,
    at: usize,
    gap: &mut Gap,
    program: &Program,
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
        push_word(text, at, end, std::mem::take(gap), &program.vocabulary, tokens);
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

/// No mark.
const OTHER: u8 = u8::MAX;

/// Notes an ASCII mark between two words.
fn note_mark(text: &str, at: usize, gap: &mut Gap, program: &Program, tokens: &[Token]) {
    match text.as_bytes()[at] {
        b'-' => gap.add(if gap.has(Gap::SPACE) { Gap::COMMA } else { Gap::HYPHEN }),
        b'!' | b'?' if sentence_follows(text, at + 1) => gap.add(Gap::SENTENCE),
        b'!' | b'?' => gap.add(Gap::COMMA),
        b'.' if ends_sentence(text, at, program, tokens) => gap.add(Gap::SENTENCE),
        // A full stop inside an abbreviation or a number joins its sides.
        b'.' => {}
        plain => gap.add(PLAIN_MARKS[usize::from(plain)]),
    }
}

fn ends_sentence(text: &str, at: usize, program: &Program, tokens: &[Token]) -> bool {
    if !sentence_follows(text, at + 1) {
        return false;
    }
    let Some(last) = tokens.last().filter(|last| last.end as usize == at) else { return true };
    let word = &text[last.range()];
    let single_letter = word.len() == 1 && last.shape == Shape::Capital && word != "I";
    let is_abbreviation =
        || program.flags_of(program.vocabulary.number(word)) & flag::ABBREVIATION != 0;
    let ends_text = || text[at + 1..].trim_end().is_empty();
    !(single_letter || is_abbreviation()) || ends_text()
}

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

    /// The words as they are read letter by letter.
    fn slowly(text: &str, program: &Program) -> Vec<Token> {
        let (mut tokens, mut gap, mut at) = (Vec::new(), Gap::default(), 0);
        while at < text.len() {
            at = read_slowly(text, at, &mut gap, program, &mut tokens);
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
            let mut program = Program::default();
            for word in text.to_lowercase().split(' ').step_by(2) {
                program.vocabulary.intern(word);
            }
            let mut tokens = Vec::new();
            let mut letters = Letters::default();
            letters.find(text.as_bytes());
            let mut keys = Vec::new();
            read(&text, 0, &program, &letters, &mut tokens, &mut keys);
            for (token, key) in tokens.iter_mut().zip(keys) {
                token.word |= program.vocabulary.number_of(key);
            }
            let same = |tokens: &[Token]| format!("{tokens:?}");
            prop_assert_eq!(same(&tokens), same(&slowly(&text, &program)));
        }
    }
}
