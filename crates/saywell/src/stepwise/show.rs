//! How a finding is put before a person: where it stands, its sentence, why, and what there is to choose.

use crate::names::severity_name;
use crate::stepwise::draft::Draft;
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::{Finding, Suggestion};
use saywell_report::{visible, wrap};

/// How many characters a line has at most, where it has that many words.
const WIDTH: usize = 96;

/// How many bytes of a sentence are shown on either side of the words found.
const AROUND: usize = 240;

/// What the letters mean.
pub(crate) const HELP: &str = "\
a number  put these words in
e         put in words of your own
i         ignore it here, with a reason: a directive is written into the text
s, Enter  leave it and go on
f         leave the rest of this file
u         take back the last step in this file
q         quit; you are asked whether to write what you changed";

/// All that is shown of a finding before the question.
pub(crate) fn page(name: &str, draft: &Draft<'_>, finding: &Finding, color: bool) -> String {
    let left = draft.waiting().count();
    let document = draft.document();
    let safe = |line: String| wrap(&visible(&line), WIDTH);
    let mut lines = vec![
        String::new(),
        safe(format!("{} ({left} to go in this file)", place(name, document, finding))),
        safe(format!(
            "{}: {} [{}]",
            severity_name(finding.severity),
            finding.message,
            finding.rule.id
        )),
        String::new(),
        // Its parts are made safe before they are coloured.
        format!(
            "    {}",
            wrap(&sentence(document, finding, color), WIDTH - 4).replace('\n', "\n    ")
        ),
        String::new(),
        safe(format!("why: {}", finding.rule.why)),
    ];
    lines.extend(choices(finding).into_iter().map(|line| visible(&line).into_owned()));
    lines.join("\n")
}

/// The question, with the answers that there are.
pub(crate) fn keys(finding: &Finding) -> String {
    let numbers = match edits(finding).count() {
        0 => String::new(),
        1 => "1, ".to_owned(),
        count => format!("1-{count}, "),
    };
    format!("{numbers}[e]dit, [i]gnore, [s]kip, [f]ile done, [u]ndo, [q]uit, [?] > ")
}

/// What to say to an answer that is none.
pub(crate) fn not_understood(count: usize) -> String {
    match count {
        0 => "Type e, i, s, f, u or q, and Enter; ? explains them.".to_owned(),
        1 => "Type 1, e, i, s, f, u or q, and Enter; ? explains them.".to_owned(),
        _ => {
            format!("Type a number up to {count}, e, i, s, f, u or q, and Enter; ? explains them.")
        }
    }
}

fn edits(finding: &Finding) -> impl Iterator<Item = &Suggestion> {
    finding.suggestions.iter().filter(|suggestion| suggestion.edit.is_some())
}

fn place(name: &str, document: &Document, finding: &Finding) -> String {
    let lines = LineIndex::new(&document.text);
    let position = lines.position(&document.text, finding.span.start);
    format!("{name}, line {}, column {}", position.line, position.column)
}

/// The sentence on one line, the words found between brackets.
fn sentence(document: &Document, finding: &Finding, color: bool) -> String {
    let text = &document.text;
    let found = finding.span;
    let start = finding.sentence.start.min(found.start).max(found.start.saturating_sub(AROUND));
    let end = finding.sentence.end.max(found.end).min(found.end.saturating_add(AROUND));
    let (start, end) = (text.ceil_char_boundary(start), text.floor_char_boundary(end));
    let (before, behind) = (&text[start..found.start], &text[found.end..end]);
    let cut = |whole: bool| if whole { "" } else { "…" };
    let (bold, plain) = if color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let line =
        |part: &str| visible(&part.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    let space = |yes: bool| if yes { " " } else { "" };
    format!(
        "{}{}{}{bold}[{}]{plain}{}{}{}",
        cut(start <= finding.sentence.start),
        line(before),
        space(before.ends_with(char::is_whitespace) && !before.trim().is_empty()),
        line(&text[found.range()]),
        space(behind.starts_with(char::is_whitespace) && !behind.trim().is_empty()),
        line(behind),
        cut(end >= finding.sentence.end),
    )
}

/// What can be put in, by number; and advice, which cannot.
fn choices(finding: &Finding) -> Vec<String> {
    let words = |suggestion: &Suggestion| match &suggestion.note {
        Some(note) => format!("{} ({note})", suggestion.text),
        None => suggestion.text.clone(),
    };
    let numbered = edits(finding).zip(1..);
    let mut lines: Vec<String> =
        numbered.map(|(suggestion, number)| format!("  {number}  {}", words(suggestion))).collect();
    let rest = finding.suggestions.iter().filter(|suggestion| suggestion.edit.is_none());
    lines.extend(rest.map(|suggestion| format!("advice: {}", words(suggestion))));
    lines
}
