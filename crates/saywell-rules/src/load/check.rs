//! Checks of single strings.

use super::fields::Text;

/// Names are in kebab-case: lower-case words of letters and digits with single hyphens between them.
pub(super) fn check_name(name: &Text<'_>) {
    let word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let kebab =
        name.value.split('-').all(word) && name.value.starts_with(|c: char| c.is_ascii_lowercase());
    if !kebab {
        let message = format!("“{}” is no name", name.value);
        let help =
            kebab_case(name.value).map(|kebab| format!("names are in kebab-case: “{kebab}”"));
        name.error_with_help(
            message,
            help.unwrap_or_else(|| "names are in kebab-case: “call-girl”".to_owned()),
        );
    } else if name.value.len() > 80 {
        name.error("a name has at most 80 letters");
    }
}

/// A name in kebab-case, if its letters make one.
fn kebab_case(name: &str) -> Option<String> {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let kebab = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    (name.is_ascii() && kebab.starts_with(|c: char| c.is_ascii_lowercase())).then_some(kebab)
}

/// Language tags are like `en` or `en-GB`.
pub(super) fn check_language(language: &Text<'_>) {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let first = language.value.split('-').next().unwrap_or_default();
    let letters = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    if !letters || !language.value.split('-').all(part) {
        language.error_with_help("“language” is no language tag", "write “en” or “en-GB”");
    }
}

/// A message is one sentence, and the only thing in braces is the match.
pub(super) fn check_message(message: &Text<'_>) {
    let text = message.value;
    if let Some(at) = second_sentence(text) {
        message.error_in(at..text.len(), "“message” is one sentence", "say why in “why”");
    }
    if let Some(at) = text.find('\n') {
        message.error_in(at..at + 1, "“message” is one line", "say why in “why”");
    }
    let braces = ["{match}", "{", "}"].map(|brace| text.matches(brace).count());
    if braces[1] != braces[0] || braces[2] != braces[0] {
        message.error_with_help(
            "“message” has braces that stand for nothing",
            "“{match}” stands for the words found",
        );
    }
}

/// Where a second sentence begins: a capital after the end of a word in small letters.
fn second_sentence(text: &str) -> Option<usize> {
    let marks = text.match_indices(['.', '!', '?']);
    let starts = marks.filter_map(|(i, _)| {
        let before = text[..i].chars().next_back()?;
        let rest = &text[i + 1..];
        let rest = rest.trim_start_matches(['”', '"', '’', ')']);
        let next = rest.trim_start();
        let capital = next.trim_start_matches(['“', '"', '(']).starts_with(char::is_uppercase);
        let ends = before.is_lowercase() || matches!(before, '”' | '"' | '’' | ')' | '}');
        (ends && capital && next.len() < rest.len()).then_some(text.len() - next.len())
    });
    starts.into_iter().next()
}

/// Words that are put into texts have none of the signs of phrases.
pub(super) fn check_plain(text: &Text<'_>) {
    if let Some(at) = text.value.find(['~', '{', '}', '[', ']', '|', '_', '^']) {
        let help = "alternatives are put in as they stand, without the signs of phrases";
        text.error_in(at..at + 1, "an alternative is plain words", help);
    }
}
