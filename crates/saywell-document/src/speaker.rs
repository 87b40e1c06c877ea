//! Transcripts: whose turn it is.
//!
//! A label at a block's start (`Q:`, `Det. Ruiz:`, `[Survivor]`) may be chance, so labels count only where enough of
//! them make the document a transcript.

use crate::{Block, BlockKind};
use std::collections::HashMap;

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

/// The most words in a label.
const MAX_WORDS: usize = 4;

/// Labels, or first words of labels, that introduce something other than speech. In lower case, sorted.
const NOT_SPEAKERS: &[&str] = &[
    "abstract",
    "action",
    "address",
    "after",
    "age",
    "aim",
    "also",
    "appendix",
    "attachment",
    "attachments",
    "audience",
    "author",
    "authors",
    "avoid",
    "background",
    "bad",
    "bcc",
    "because",
    "before",
    "better",
    "call",
    "case",
    "category",
    "caution",
    "cc",
    "chapter",
    "charge",
    "charges",
    "city",
    "conclusion",
    "conclusions",
    "cons",
    "contact",
    "copyright",
    "correct",
    "country",
    "county",
    "date",
    "dates",
    "deadline",
    "definition",
    "description",
    "diagnosis",
    "do",
    "dob",
    "docket",
    "don't",
    "duration",
    "e-mail",
    "edit",
    "editor",
    "email",
    "ends",
    "example",
    "examples",
    "exception",
    "fact",
    "facts",
    "fax",
    "figure",
    "file",
    "findings",
    "fixed",
    "fixme",
    "format",
    "from",
    "gender",
    "goal",
    "goals",
    "good",
    "hint",
    "history",
    "homepage",
    "hotline",
    "however",
    "http",
    "https",
    "id",
    "important",
    "incorrect",
    "info",
    "instead",
    "introduction",
    "isbn",
    "issue",
    "key",
    "keywords",
    "language",
    "length",
    "license",
    "link",
    "links",
    "list",
    "location",
    "mailing",
    "meaning",
    "message",
    "method",
    "methods",
    "myth",
    "name",
    "names",
    "nb",
    "never",
    "no",
    "not",
    "note",
    "notes",
    "number",
    "objective",
    "objectives",
    "office",
    "option",
    "options",
    "or",
    "outcome",
    "page",
    "pages",
    "part",
    "phone",
    "photo",
    "picture",
    "place",
    "plan",
    "posted",
    "pros",
    "ps",
    "published",
    "publisher",
    "purpose",
    "race",
    "re",
    "reason",
    "reasons",
    "recommendation",
    "recommendations",
    "reference",
    "references",
    "related",
    "remember",
    "reply",
    "reply-to",
    "reported",
    "resource",
    "resources",
    "result",
    "results",
    "review",
    "role",
    "rule",
    "rules",
    "say",
    "scope",
    "section",
    "see",
    "sent",
    "sex",
    "sincerely",
    "size",
    "source",
    "sources",
    "state",
    "status",
    "step",
    "steps",
    "subject",
    "summary",
    "table",
    "tags",
    "task",
    "tel",
    "telephone",
    "text",
    "think",
    "time",
    "tip",
    "tips",
    "title",
    "to",
    "todo",
    "topic",
    "topics",
    "type",
    "update",
    "updated",
    "url",
    "use",
    "venue",
    "version",
    "visit",
    "warning",
    "warnings",
    "website",
    "what",
    "when",
    "where",
    "who",
    "why",
    "wrong",
    "year",
    "yes",
];

/// Words that may stand in a label in lower case.
const SMALL_WORDS: &[&str] =
    &["and", "da", "de", "del", "der", "di", "for", "la", "of", "the", "van", "von"];

/// The label at the start of `text`, if it looks like one.
pub(crate) fn label(text: &str) -> Option<Label<'_>> {
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
    let colon = head(text).find(':')?;
    let name = text[..colon].trim_matches(['*', '_', ' ']);
    let rest = text[colon + 1..].trim_start_matches(['*', '_']);
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (ends && is_name(name)).then_some(Label { name, speech: text.len() - rest.len() })
}

/// As much of the start of `text` as a label and its signs can take.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_LEN + 4).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let (first, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let known =
        NOT_SPEAKERS.binary_search(&first.trim_end_matches('.').to_lowercase().as_str()).is_ok();
    (1..=MAX_WORDS).contains(&words)
        && name.chars().count() <= MAX_LEN
        && !known
        && first.starts_with(char::is_uppercase)
        && is_name_word(first)
        && rest.split_whitespace().all(|word| is_name_word(word) && is_later_word(word))
}

fn is_name_word(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || ".'’-()#&/,".contains(c))
}

fn is_later_word(word: &str) -> bool {
    let first = word.trim_start_matches(['(', '#', '\'']).chars().next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        || SMALL_WORDS.contains(&word)
        || word.starts_with('(')
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

/// Sets whose turn each block is, if the document is a transcript.
pub(crate) fn assign(blocks: &mut [Block]) {
    if !is_transcript(blocks) {
        return;
    }
    let mut current: Option<String> = None;
    for block in blocks.iter_mut() {
        if matches!(block.kind, BlockKind::Heading(_)) {
            current = None;
        }
        if !speaks(block) {
            continue;
        }
        let label = label(&block.text).map(|label| (label.name.to_owned(), label.speech));
        if let Some((name, speech)) = label {
            block.speech = speech;
            current = Some(name);
        }
        block.speaker.clone_from(&current);
    }
}

fn speaks(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
}

/// At least three turns of at least two speakers one of whom speaks again, or a question and an answer.
fn is_transcript(blocks: &[Block]) -> bool {
    let mut turns: HashMap<&str, usize> = HashMap::new();
    for label in blocks.iter().filter(|block| speaks(block)).filter_map(|block| label(&block.text))
    {
        *turns.entry(label.name).or_default() += 1;
    }
    let both = |question, answer| turns.contains_key(question) && turns.contains_key(answer);
    let again = turns.values().any(|&count| count > 1);
    both("Q", "A") || both("Question", "Answer") || (turns.len() > 1 && again)
}
