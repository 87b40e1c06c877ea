//! The rules of spelling by which regular forms are made.

use super::irregular::{DOUBLING, EITHER, HARD_CH, NOUNS_IN_OES};

/// The form in *-s* of a verb.
pub(super) fn third(base: &str) -> String {
    match base {
        _ if doubles_before_s(base) => format!("{base}{}es", last(base)),
        _ if hisses(base) || ends_in_consonant_and(base, 'o') => format!("{base}es"),
        _ => s_form(base),
    }
}

/// The regular plural of a noun.
pub(super) fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with("sis") => format!("{}es", &noun[..noun.len() - 2]),
        "quiz" => "quizzes".to_owned(),
        _ if HARD_CH.contains(noun) => format!("{noun}s"),
        _ if hisses(noun) || NOUNS_IN_OES.contains(noun) => format!("{noun}es"),
        _ => s_form(noun),
    }
}

/// The forms in *-ed* of a verb, the preferred one first.
pub(super) fn past(base: &str) -> Vec<String> {
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    if ends_in_consonant_and(base, 'y') {
        return vec![format!("{}ied", without_last(base))];
    }
    stems(base).iter().map(|stem| format!("{stem}ed")).collect()
}

/// The forms in *-ing* of a verb, the preferred one first.
pub(super) fn gerund(base: &str) -> Vec<String> {
    const KEEP_E: [&str; 4] = ["be", "binge", "singe", "tinge"];
    if let Some(stem) = base.strip_suffix("ie") {
        return vec![format!("{stem}ying")];
    }
    let keeps_e =
        KEEP_E.contains(&base) || ["ee", "oe", "ye"].iter().any(|end| base.ends_with(end));
    if base.ends_with('e') && !keeps_e {
        return vec![format!("{}ing", without_last(base))];
    }
    stems(base).iter().map(|stem| format!("{stem}ing")).collect()
}

/// What *-ed* and *-ing* are put onto, where no *e* or *y* is lost.
fn stems(base: &str) -> Vec<String> {
    let plain = || base.to_owned();
    let doubled = || format!("{base}{}", last(base));
    if base.ends_with("ic") {
        return vec![format!("{base}k")];
    }
    if !ends_in_vowel_and_consonant(base) {
        return vec![plain()];
    }
    match (syllables(base) == 1 || DOUBLING.contains(base), EITHER.contains(base)) {
        (true, true) => vec![doubled(), plain()],
        (true, false) => vec![doubled()],
        (false, true) => vec![plain(), doubled()],
        (false, false) if base.ends_with('l') => vec![plain(), doubled()],
        (false, false) => vec![plain()],
    }
}

/// Whether a word ends in a consonant that doubles: after one vowel, and no *w*, *x* or *y*.
fn ends_in_vowel_and_consonant(word: &str) -> bool {
    let mut end = word.chars().rev();
    let (Some(consonant), Some(vowel)) = (end.next(), end.next()) else { return false };
    let (before, earlier) = (end.next(), end.next());
    let alone = before.is_none_or(|c| !is_vowel(c) || c == 'u' && earlier == Some('q'));
    consonant.is_alphabetic()
        && !is_vowel(consonant)
        && !"wxy".contains(consonant)
        && is_vowel(vowel)
        && alone
}

/// The groups of vowels in a word, a silent *e* counted; the *u* of *qu* and a first *y* are no vowels.
fn syllables(word: &str) -> usize {
    let sounds = word.trim_start_matches('y').replace("qu", "q");
    sounds.split(|c| !is_vowel(c) && c != 'y').filter(|vowels| !vowels.is_empty()).count()
}

fn s_form(word: &str) -> String {
    if ends_in_consonant_and(word, 'y') {
        format!("{}ies", without_last(word))
    } else {
        format!("{word}s")
    }
}

fn doubles_before_s(base: &str) -> bool {
    matches!(base, "quiz" | "gas" | "bus")
}

fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end))
}

fn ends_in_consonant_and(word: &str, end: char) -> bool {
    word.strip_suffix(end).and_then(|stem| stem.chars().next_back()).is_some_and(|c| !is_vowel(c))
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

fn last(word: &str) -> char {
    word.chars().next_back().unwrap_or(' ')
}

fn without_last(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next_back();
    chars.as_str()
}
