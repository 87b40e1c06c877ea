//! Transcripts: whose turn it is.
//!
//! A label at a block's start (`Q:`, `Det. Ruiz:`, `[Survivor]`) may be chance, so labels count only where enough of
//! them make the document a transcript.

use crate::{Block, BlockKind};
use std::collections::HashMap;
use std::sync::Arc;

/// A speaker's label at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label<'t> {
    /// Without colon or brackets.
    pub(crate) name: &'t str,
    /// Where speech starts, in bytes.
    pub(crate) speech: usize,
}

/// The longest label, in characters.
const MAX_LEN: usize = 40;

/// A label stands within so many bytes at the start of a text, with the time before it.
const START: usize = 512;

/// The most words in a label.
const MAX_WORDS: usize = 4;

/// Labels, or first words of labels, that introduce something other than speech. In lower case, sorted.
#[rustfmt::skip] // a word a line is no list to read
const NOT_SPEAKERS: &[&str] = &[
    "abstract", "action", "added", "address", "after", "age", "aim", "also", "appendix", "attachment",
    "attachments", "audience", "author", "authors", "avoid", "background", "bad", "bcc", "because", "before",
    "better", "breaking", "bug", "bugfix", "build", "call", "case", "category", "caution", "cc", "changed",
    "changelog", "changes", "chapter", "charge", "charges", "ci", "city", "conclusion", "conclusions", "cons",
    "contact", "copyright", "correct", "country", "county", "date", "dates", "deadline", "definition",
    "deprecated", "description", "diagnosis", "do", "dob", "docket", "docs", "don't", "duration", "e-mail", "edit",
    "editor", "email", "ends", "example", "examples", "exception", "fact", "facts", "fax", "feature", "features",
    "figure", "file", "findings", "fix", "fixed", "fixes", "fixme", "format", "from", "full", "gender", "goal",
    "goals", "good", "hint", "history", "homepage", "hotline", "however", "http", "https", "id", "important",
    "improvements", "incorrect", "info", "instead", "internal", "introduction", "isbn", "issue", "key", "keywords",
    "language", "length", "license", "link", "links", "list", "location", "mailing", "meaning", "message",
    "method", "methods", "myth", "name", "names", "nb", "never", "new", "no", "not", "note", "notes", "number",
    "objective", "objectives", "office", "option", "options", "or", "outcome", "page", "pages", "part", "perf",
    "performance", "phone", "photo", "picture", "place", "plan", "posted", "pros", "ps", "published", "publisher",
    "purpose", "race", "re", "reason", "reasons", "recommendation", "recommendations", "reference", "references",
    "related", "remember", "removed", "reply", "reply-to", "reported", "resource", "resources", "result",
    "results", "review", "role", "rule", "rules", "say", "scope", "section", "security", "see", "sent", "sex",
    "sincerely", "size", "source", "sources", "state", "status", "step", "steps", "subject", "summary", "table",
    "tags", "task", "tel", "telephone", "tests", "text", "think", "time", "tip", "tips", "title", "to", "todo",
    "topic", "topics", "type", "update", "updated", "url", "use", "venue", "version", "visit", "warning",
    "warnings", "website", "what", "when", "where", "who", "why", "wrong", "year", "yes",
];

/// Words that may stand in a label in lower case.
const SMALL_WORDS: &[&str] =
    &["and", "da", "de", "del", "der", "di", "for", "la", "of", "the", "van", "von"];

/// The label at the start of `text`, if it looks like one.
pub(crate) fn label(text: &str) -> Option<Label<'_>> {
    let text = &text[..text.floor_char_boundary(START)];
    let first = text.chars().next()?;
    if !first.is_uppercase() && !"[(*_0123456789".contains(first) {
        return None;
    }
    let rest = without_time(text);
    let skipped = text.len() - rest.len();
    let found = bracket_label(rest).or_else(|| court_label(rest)).or_else(|| colon_label(rest))?;
    let speech = skipped + found.speech;
    let speech = text.len() - text[speech..].trim_start().len();
    Some(Label { name: found.name, speech })
}

/// `text` without a time at its start, such as `[00:12:03]` or `12:03`.
fn without_time(text: &str) -> &str {
    let inner = text.trim_start_matches(['[', '(']);
    let after = inner.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let time = &inner[..inner.len() - after.len()];
    if !time.contains(':') || !time.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    after.trim_start_matches([']', ')']).trim_start()
}

/// `[Survivor]`, with or without a colon
fn bracket_label(text: &str) -> Option<Label<'_>> {
    let inner = text.strip_prefix('[')?;
    let (name, rest) =
        head(inner).split_once(']').map(|(name, _)| (name, &inner[name.len() + 1..]))?;
    let speech = text.len() - rest.strip_prefix(':').unwrap_or(rest).len();
    is_name(name).then_some(Label { name, speech })
}

/// `Q.` and `A.`, as court reporters write
fn court_label(text: &str) -> Option<Label<'_>> {
    let name = text.get(..1).filter(|name| ["Q", "A"].contains(name))?;
    text[1..].starts_with(". ").then_some(Label { name, speech: 2 })
}

/// `Interviewer:`, `THE COURT:`, `**Interviewer:**`
fn colon_label(text: &str) -> Option<Label<'_>> {
    let colon = memchr::memchr(b':', head(text).as_bytes())?;
    let name = text[..colon].trim_matches(['*', '_', ' ']);
    let rest = text[colon + 1..].trim_start_matches(['*', '_']);
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (ends && is_name(name)).then_some(Label { name, speech: text.len() - rest.len() })
}

/// As much of the start of `text` as a label can take: a character has up to four bytes.
fn head(text: &str) -> &str {
    let mut end = text.len().min(4 * (MAX_LEN + 1));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_name(name: &str) -> bool {
    if name.chars().take(MAX_LEN + 1).count() > MAX_LEN {
        return false;
    }
    // “Dr. O'Neil (by phone)”: a remark may be in any words.
    let plain = name.split(" (").next().unwrap_or_default();
    let mut words = plain.split_whitespace();
    let Some(first) = words.next() else { return false };
    first.starts_with(char::is_uppercase)
        && is_name_word(first)
        && words.clone().all(is_later_word)
        && words.count() < MAX_WORDS
        && NOT_SPEAKERS.binary_search(&first.trim_end_matches('.').to_lowercase().as_str()).is_err()
}

fn is_name_word(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || ".'’-#&/,".contains(c))
}

fn is_later_word(word: &str) -> bool {
    let named = word
        .trim_start_matches(['#', '\''])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    (named && is_name_word(word)) || SMALL_WORDS.contains(&word)
}

/// Where `text` is to be cut so that each turn is a block; `lines` are the places where the document's lines end.
/// A paragraph whose first line has no label is left whole.
pub(crate) fn turns(text: &str, lines: &[usize]) -> Vec<usize> {
    if lines.is_empty() || label(text).is_none() {
        return Vec::new();
    }
    lines
        .iter()
        .copied()
        .filter(|&line| text.get(line..).is_some_and(|rest| label(rest.trim_start()).is_some()))
        .collect()
}

/// Sets whose turn each block of `text` is, if the document is a transcript.
pub(crate) fn assign(blocks: &mut [Block], text: &str) {
    if !is_transcript(blocks, text) {
        return;
    }
    let mut current: Option<Arc<str>> = None;
    for block in blocks.iter_mut() {
        match block.kind {
            BlockKind::Heading(_) => current = None,
            BlockKind::Paragraph | BlockKind::ListItem => {
                if let Some((name, speech)) = turn(block, text) {
                    block.more.get_or_insert_default().speech = speech;
                    current = Some(name.into());
                }
                if current.is_some() {
                    block.more.get_or_insert_default().speaker.clone_from(&current);
                }
            }
            _ => {}
        }
    }
}

/// The name in the label of a block of `text` that starts a turn, and where speech starts. In lists, a word and a colon
/// are hardly ever a speaker: changes are listed so, and definitions.
fn turn(block: &Block, text: &str) -> Option<(String, usize)> {
    let is_list = match block.kind {
        BlockKind::Paragraph if block.labelled => false,
        BlockKind::ListItem if block.labelled => true,
        _ => return None,
    };
    label(&block.start(text, START))
        .filter(|label| !is_list || QUESTION_ANSWER.as_flattened().contains(&label.name))
        .map(|label| (label.name.to_owned(), label.speech))
}

/// The labels of which one of each is enough to make a transcript.
const QUESTION_ANSWER: [[&str; 2]; 2] = [["Q", "A"], ["Question", "Answer"]];

/// At least three turns of at least two speakers one of whom speaks again, or a question and an answer.
fn is_transcript(blocks: &[Block], text: &str) -> bool {
    let mut turns: HashMap<String, usize> = HashMap::new();
    for (name, _) in blocks.iter().filter_map(|block| turn(block, text)) {
        *turns.entry(name).or_default() += 1;
    }
    let asks =
        QUESTION_ANSWER.iter().any(|labels| labels.iter().all(|&label| turns.contains_key(label)));
    asks || (turns.len() > 1 && turns.values().any(|&count| count > 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, read_text};

    #[track_caller]
    fn check_label(text: &str, expected: Option<(&str, &str)>) {
        let found = label(text).map(|label| (label.name, &text[label.speech..]));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lists_are_sorted() {
        assert!(NOT_SPEAKERS.is_sorted());
    }

    #[test]
    fn finds_labels() {
        for (text, name) in [
            ("Q: Yes.", "Q"),
            ("A. Yes.", "A"),
            ("MS. GARCIA: Yes.", "MS. GARCIA"),
            ("THE COURT: Yes.", "THE COURT"),
            ("Det. Ruiz: Yes.", "Det. Ruiz"),
            ("Officer Lee: Yes.", "Officer Lee"),
            ("Interviewer:  Yes.", "Interviewer"),
            ("**Interviewer:** Yes.", "Interviewer"),
            ("**Interviewer**: Yes.", "Interviewer"),
            ("[Survivor] Yes.", "Survivor"),
            ("[SURVIVOR]: Yes.", "SURVIVOR"),
            ("Speaker 1: Yes.", "Speaker 1"),
            ("PhilMcCoy: Yes.", "PhilMcCoy"),
            ("Dr. O'Neil (by phone): Yes.", "Dr. O'Neil (by phone)"),
            ("Counsel for the Defence: Yes.", "Counsel for the Defence"),
            ("[00:12:03] Officer Lee: Yes.", "Officer Lee"),
            ("00:12 Officer Lee: Yes.", "Officer Lee"),
        ] {
            check_label(text, Some((name, "Yes.")));
        }
        check_label("Interviewer:", Some(("Interviewer", "")));
    }

    #[test]
    fn knows_what_is_no_label() {
        for text in [
            "Note: Yes.",
            "Warning: Yes.",
            "From: Lee",
            "Step 2: Yes.",
            "The problem: Yes.",
            "She said: Yes.",
            "Http://example.org",
            "10:30 in the morning",
            "[sic] Yes.",
            "[1] Yes.",
            "The Very Long Name of: Yes.",
            "Counsel for the other Defendant Smith: Yes.",
            ": Yes.",
            "[]: Yes.",
            "",
        ] {
            check_label(text, None);
        }
    }

    /// Whose turn each block is; `-` for nobody's.
    #[track_caller]
    fn check(text: &str, format: Format, expected: &[&str]) {
        let document = read_text(text.to_owned(), format).unwrap();
        let found: Vec<&str> =
            document.blocks.iter().map(|block| block.speaker().unwrap_or("-")).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn follows_turns() {
        let plain = Format::Plain;
        check("Q: Who?\nA: He.\nHe did.\n\nAnd left.", plain, &["Q", "A", "A"]);
        check("Lee: Who?\nAda: He.\nLee: Why?", plain, &["Lee", "Ada", "Lee"]);
        check("Intro.\n\nLee: Who?\n\nAda: He.\n\nLee: Why?", plain, &["-", "Lee", "Ada", "Lee"]);
        check("Lee: Who?\nAda: He.\nMae: Why?", plain, &["-", "-", "-"]);
        check("Lee: Who?\nLee: He.\nLee: Why?", plain, &["-", "-", "-"]);
        check("Name: Ada\nAge: 12\nName: Lee\nAge: 13", plain, &["-"]);
        check(
            "Lee:\n\nWho?\n\nAda:\n\nHe.\n\nLee: Why?",
            plain,
            &["Lee", "Lee", "Ada", "Ada", "Lee"],
        );
    }

    #[test]
    fn follows_turns_in_markdown() {
        let markdown = Format::Markdown;
        check("**Lee:** Who?\n**Ada:** He\ndid.\n**Lee:** Why?", markdown, &["Lee", "Ada", "Lee"]);
        check(
            "Q: Who?\\\nA: He.\n\nMore.\n\n# Next\n\nText.",
            markdown,
            &["Q", "A", "A", "-", "-"],
        );
        check("- Q: Who?\n- A: He:\n  - him", markdown, &["Q", "A", "A"]);
        check("- Linux: add it\n- Apple: fix it\n- Linux: fix it", markdown, &["-", "-", "-"]);
        check("He asked\nLee: who?", markdown, &["-"]);
    }
}
