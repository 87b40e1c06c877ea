//! Checks the regular expressions of terms.

use super::fields::Text;
use regex::RegexBuilder;

/// How long a regular expression may be, in bytes.
const MAX_LENGTH: usize = 1_000;
/// How large it may be once it is compiled, in bytes.
const MAX_SIZE: usize = 1 << 20;

/// Reports a regular expression that cannot be used.
pub(super) fn check(pattern: &Text<'_>) {
    if pattern.value.len() > MAX_LENGTH {
        pattern.error_with_help(
            format!("a pattern has at most {MAX_LENGTH} bytes"),
            "make several terms of it",
        );
        return;
    }
    match RegexBuilder::new(pattern.value).case_insensitive(true).size_limit(MAX_SIZE).build() {
        Ok(regex) if matches_empty(&regex) => {
            pattern.error_with_help(
                "the pattern can match an empty piece of text",
                "something in it must not be optional",
            );
        }
        Ok(_) => {}
        Err(error) => report(pattern, &error),
    }
}

/// Whether a regular expression finds an empty match somewhere in texts that have every kind of place.
fn matches_empty(regex: &regex::Regex) -> bool {
    ["", "a", "a b", " a, 1. B"]
        .iter()
        .any(|text| regex.find_iter(text).any(|found| found.is_empty()))
}

fn report(pattern: &Text<'_>, error: &regex::Error) {
    let error = error.to_string();
    let reason =
        error.lines().rev().find_map(|line| line.trim().strip_prefix("error: ")).unwrap_or(&error);
    if reason.contains("look-around") {
        let help = "say what stands before or after with “when”, “unless” or “exceptions”";
        pattern.error_with_help("patterns have no look-around", help);
    } else if reason.contains("backreferences") {
        pattern.error_with_help("patterns have no back-references", "write the words out");
    } else if reason.contains("size limit") {
        pattern.error_with_help("the pattern is too large", "make its repetitions smaller");
    } else {
        pattern.error(format!("the pattern is not understood: {reason}"));
    }
}
