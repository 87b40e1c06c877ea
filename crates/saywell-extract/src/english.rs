//! Whether a text is English, told by its small words.

/// Small words of English that are hardly ever words of other languages in Latin letters.
const SMALL_WORDS: [&str; 16] = [
    "and", "been", "from", "his", "she", "that", "the", "their", "they", "this", "were", "which",
    "who", "will", "with", "you",
];

/// The least words of which one is a small word, in English prose.
const ONE_IN: usize = 12;

/// Whether a text that is marked as another language is English all the same. Of a few words nothing can be told: then
/// the mark counts.
pub(crate) fn is_likely(text: &str) -> bool {
    let (small, all) = small_words(text);
    small > 0 && small * ONE_IN >= all
}

/// How many words of a text are small ones, and how many there are.
pub(crate) fn small_words(text: &str) -> (usize, usize) {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut small, mut all) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(SMALL_WORDS.iter().any(|small| small.eq_ignore_ascii_case(word)));
    }
    (small, all)
}

#[cfg(test)]
mod tests {
    use super::is_likely;

    #[test]
    fn tells_english_by_small_words() {
        assert!(is_likely("She left the house with her sister, and nobody asked why."));
        assert!(!is_likely("Sie verließ das Haus mit ihrer Schwester, und niemand fragte warum."));
        assert!(!is_likely("Ella salió de la casa con su hermana y nadie preguntó por qué."));
        assert!(!is_likely("Déjà vu"));
    }
}
