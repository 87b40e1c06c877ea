//! The words of phrases, cut as the words of texts are.

use super::lex::is_apostrophe;
use crate::split_clitic;

/// Whether a word is one word in any case: without apostrophes, and nothing that is cut.
pub(super) fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !word.eq_ignore_ascii_case("cannot")
}

/// A word as texts are cut: lower case, straight apostrophes, contractions as their words.
pub(crate) fn normalize(word: &str) -> Vec<String> {
    let straight = word.replace(is_apostrophe, "'").to_lowercase();
    let mut rest = straight.trim_end_matches('\'');
    let mut clitics = Vec::new();
    while let (stem, Some(clitic)) = split_clitic(rest) {
        clitics.push(clitic.word().to_owned());
        rest = stem;
    }
    let stem = match rest {
        "'m" => "am",
        "'re" => "are",
        "'ve" => "have",
        "'ll" => "will",
        "n't" => "not",
        "'d" | "'s" => rest,
        _ => rest.trim_start_matches('\''),
    };
    let stem = Some(stem.to_owned()).filter(|stem| !stem.is_empty());
    stem.into_iter().chain(clitics.into_iter().rev()).collect()
}
