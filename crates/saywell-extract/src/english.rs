//! Whether a text is English, told by its small words.

/// Small words of English that are hardly ever words of other languages in Latin letters: each in eight bytes, with zeros after
/// the last letter, so that a word is compared with all of them at once.
const SMALL_WORDS: [[u8; 8]; 16] = [
    *b"and\0\0\0\0\0",
    *b"been\0\0\0\0",
    *b"from\0\0\0\0",
    *b"his\0\0\0\0\0",
    *b"she\0\0\0\0\0",
    *b"that\0\0\0\0",
    *b"the\0\0\0\0\0",
    *b"their\0\0\0",
    *b"they\0\0\0\0",
    *b"this\0\0\0\0",
    *b"were\0\0\0\0",
    *b"which\0\0\0",
    *b"who\0\0\0\0\0",
    *b"will\0\0\0\0",
    *b"with\0\0\0\0",
    *b"you\0\0\0\0\0",
];

/// How many letters they have.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;

/// Whether it is one of the small words, in any letter case.
fn is_small(word: &str) -> bool {
    let mut letters = [0; 8];
    if !LENGTHS.contains(&word.len()) {
        return false;
    }
    letters[..word.len()].copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    SMALL_WORDS.contains(&letters)
}

/// The least words of which one is a small word, in English prose.
const ONE_IN: usize = 12;

/// Whether a text that is marked as another language is English all the same. Of a few words nothing can be told: then
/// the mark counts.
pub(crate) fn is_likely(text: &str) -> bool {
    has_small_words(text, ONE_IN)
}

/// Whether at least one word of a text in `one_in` is a small one, and there is one. Reads no further than it takes to tell.
pub(crate) fn has_small_words(text: &str, one_in: usize) -> bool {
    let (mut small, mut all, mut read) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        read += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        all += 1;
        if is_small(word) {
            small += 1;
            // A word takes two bytes, with what parts it from the next.
            let most = all + text.len().saturating_sub(read).div_ceil(2);
            if small * one_in >= most {
                return true;
            }
        }
    }
    small > 0 && small * one_in >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_have_these_lengths() {
        for word in SMALL_WORDS {
            let letters = word.iter().take_while(|letter| letter.is_ascii_lowercase()).count();
            assert!(LENGTHS.contains(&letters) && word[letters..] == [0; 8][letters..]);
            assert!(is_small(&String::from_utf8_lossy(&word[..letters]).to_uppercase()));
        }
    }

    #[test]
    fn tells_english_by_small_words() {
        assert!(is_likely("She left the house with her sister, and nobody asked why."));
        assert!(!is_likely("Sie verließ das Haus mit ihrer Schwester, und niemand fragte warum."));
        assert!(!is_likely("Ella salió de la casa con su hermana y nadie preguntó por qué."));
        assert!(!is_likely("Déjà vu"));
    }

    #[test]
    fn tells_the_same_as_if_it_read_all() {
        for words in ["the ", "the a ", "das ist ", "the das ist auch "] {
            for end in 0..200 {
                let text = words.repeat(50) + &"wort ".repeat(end);
                let all = text.split_whitespace().count();
                let small = text.split_whitespace().filter(|word| *word == "the").count();
                for one_in in [4, 12] {
                    let expected = small > 0 && small * one_in >= all;
                    assert_eq!(has_small_words(&text, one_in), expected, "{text}");
                }
            }
        }
    }
}
