//! The counts of a report in one sentence.

use crate::{Options, Summary};

/// The last line: what was found, where, and what is left to do.
pub(crate) fn closing_line(summary: &Summary, options: Options) -> String {
    let mut line = found(summary);
    if options.hide_notes && summary.notes > 0 {
        line.push_str(" (`--notes` shows notes)");
    }
    let more = [
        (summary.not_checked, "not checked"),
        (summary.other_language, "in another language: not checked"),
        (summary.skipped - summary.other_language, "skipped"),
    ];
    for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
        line.push_str(&format!("; {} {what}", counted(count, "file")));
    }
    if summary.suppressed > 0 {
        line.push_str(&format!(
            "; {} silenced by directives",
            counted(summary.suppressed, "finding")
        ));
    }
    if summary.hidden > 0 {
        line.push_str(&format!("; {} hidden as not new", counted(summary.hidden, "finding")));
    }
    line.push('.');
    if summary.fixable > 0 {
        line.push_str(&format!(" {} can be fixed by `saywell fix`.", summary.fixable));
    }
    line
}

/// What was found and where, without a full stop.
pub(crate) fn found(summary: &Summary) -> String {
    if summary.checked == 0 {
        return "No file was checked".to_owned();
    }
    let what = match (summary.errors + summary.warnings, summary.notes) {
        (0, 0) => return format!("No findings in {}", counted(summary.checked, "file")),
        (0, notes) => counted(notes, "note"),
        (_, 0) => graded(summary),
        (_, notes) => format!("{} and {}", graded(summary), counted(notes, "note")),
    };
    match summary.checked {
        1 => format!("{what} in 1 file"),
        checked => format!("{what} in {} of {checked} files", summary.with_findings),
    }
}

/// Findings without notes, such as "3 findings (1 error, 2 warnings)".
fn graded(summary: &Summary) -> String {
    let grades = [(summary.errors, "error"), (summary.warnings, "warning")];
    let grades: Vec<String> = grades
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    format!("{} ({})", counted(summary.errors + summary.warnings, "finding"), grades.join(", "))
}

/// The number and the word, with an s where there is not one.
pub(crate) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
