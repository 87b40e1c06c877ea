//! Findings made by hand, and reports on them.

#![allow(
    clippy::expect_used,
    dead_code,
    reason = "a test stops where something is missing; each uses some of this"
)]

use saywell_engine::document::{Document, Format, Span, read_text};
use saywell_engine::rules::{Audience, Severity};
use saywell_engine::{
    Cited, Edit, Finding, Linted, RuleCard, Suggestion, SuggestionKind, Suppressed, Suppression,
};
use saywell_report::{FileReport, Options, Outcome, Style, Summary, write};
use std::sync::Arc;

/// A rule.
pub(crate) fn card(id: &str, severity: Severity) -> Arc<RuleCard> {
    Arc::new(RuleCard {
        id: id.to_owned(),
        category: "labels".to_owned(),
        severity,
        audience: Audience::Any,
        title: "Naming a person a prostitute".to_owned(),
        why: "Survivors say the word hurts: it turns something that was done to a person into who the person is. \
              It also tells readers whose choice it was, which the writer seldom knows."
            .to_owned(),
        sources: vec![Cited {
            title: "Tips for Working with Victims".to_owned(),
            author: Some("Breaking Free".to_owned()),
            date: None,
            section: "Listen to victims/survivors".to_owned(),
            url: None,
        }],
    })
}

/// Words to put in.
pub(crate) fn replace(span: Span, text: &str, note: Option<&str>, safe: bool) -> Suggestion {
    Suggestion {
        kind: SuggestionKind::Replace,
        text: text.to_owned(),
        note: note.map(str::to_owned),
        edit: Some(Edit { span, replacement: text.to_owned() }),
        safe,
    }
}

/// Advice, or leaving out.
pub(crate) fn words(kind: SuggestionKind, text: &str) -> Suggestion {
    Suggestion { kind, text: text.to_owned(), note: None, edit: None, safe: false }
}

/// A finding on the `nth` place where the words stand, counted from 0, in a sentence with these bounds.
pub(crate) fn finding(text: &str, words: &str, nth: usize, rule: &Arc<RuleCard>) -> Finding {
    let (start, _) = text.match_indices(words).nth(nth).expect("the words stand in the text");
    let span = Span::new(start, start + words.len());
    let from = text[..start].rfind(". ").map_or(0, |at| at + 2);
    let to = text[span.end..].find(". ").map_or(text.len(), |at| span.end + at + 1);
    Finding {
        rule: rule.clone(),
        severity: rule.severity,
        message: format!("“{words}” names people by what was done to them."),
        span,
        sentence: Span::new(from, to),
        text: words.to_owned(),
        suggestions: vec![
            replace(span, "trafficked people", Some("where trafficking is known"), false),
            replace(span, "people exploited in prostitution", None, false),
        ],
        quoted: false,
    }
}

/// Findings and nothing silenced.
pub(crate) fn linted(findings: Vec<Finding>) -> Linted {
    Linted { findings, suppressed: Vec::new() }
}

pub(crate) fn checked<'a>(path: &str, text: &str, linted: &'a Linted) -> FileReport<'a> {
    // Tests are short: what a report points to may live as long as they do.
    let document = read_text(text.to_owned(), Format::Markdown).expect("short");
    let document: &'static Document = Box::leak(Box::new(document));
    FileReport::new(path, Outcome::Checked { document, linted })
}

/// The report on these files, and its counts.
pub(crate) fn report(
    style: Style,
    options: Options,
    files: &[FileReport<'_>],
) -> (String, Summary) {
    let mut out = Vec::new();
    let summary = write(&mut out, style, options, files).expect("writing to memory");
    (String::from_utf8(out).expect("reports are UTF-8"), summary)
}

/// The report without any options.
pub(crate) fn plain(style: Style, files: &[FileReport<'_>]) -> String {
    report(style, Options::default(), files).0
}

/// A news report, as it may be.
pub(crate) const NOTES: &str = "# Raid on Friday\n\nOfficers arrested two prostitutes. The prostitutes were later released.\n\n\
                     “I was one of the prostitutes,” she said.\n";

/// What is found in [`NOTES`]: each severity, each kind of suggestion, a quotation, a silenced finding.
pub(crate) fn everyday() -> Linted {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let graver = card("exploitation/child-prostitute", Severity::Error);
    let mut advice = card("exploitation/raid", Severity::Info);
    let again = advice.sources[0].clone();
    Arc::make_mut(&mut advice).sources.push(again);
    let mut quoted = finding(NOTES, "prostitutes", 2, &rule);
    quoted.severity = Severity::Info;
    quoted.quoted = true;
    let mut advised = finding(NOTES, "Raid", 0, &advice);
    advised.message = "A “raid” frightens.".to_owned();
    advised.suggestions = vec![
        words(SuggestionKind::Advice, "Say what happened, and who did it."),
        words(SuggestionKind::Omit, "leave it out"),
    ];
    let mut safe = finding(NOTES, "arrested", 0, &graver);
    safe.suggestions = vec![replace(safe.span, "met", None, true)];
    let silenced = Suppressed {
        finding: finding(NOTES, "Friday", 0, &rule),
        suppression: Suppression { span: Span::new(0, 1), reason: String::new() },
    };
    Linted {
        findings: vec![
            advised,
            safe,
            finding(NOTES, "prostitutes", 0, &rule),
            finding(NOTES, "prostitutes", 1, &rule),
            quoted,
        ],
        suppressed: vec![silenced],
    }
}

/// A day's files: one with findings, one without, one that was not checked, one left out.
pub(crate) fn everyday_files<'a>(first: &'a Linted, nothing: &'a Linted) -> Vec<FileReport<'a>> {
    vec![
        checked("drafts/raid.md", NOTES, first),
        FileReport::new(
            "drafts/scan.txt",
            Outcome::NotChecked { error: "not UTF-8 at byte 17".to_owned() },
        ),
        FileReport::new("logo.txt", Outcome::Skipped { reason: "binary".to_owned() }),
        checked("plain.md", "All is well.\n", nothing),
    ]
}

/// Text that would act on a terminal, a build log or a page.
pub(crate) const HOSTILE: &str = "\x1b]0;owned\x07 a\u{202E}b\u{2066} \u{9B}2J\x08\x7F\ttwo prostitutes ##[error]no ##vso[task.x]y\x0Bz\n\
     ::stop-commands::x prostitutes <img src=x onerror=alert(1)> </script> ]]> @all #1\n";

/// What is found in [`HOSTILE`], with a message and a suggestion that would act as well.
pub(crate) fn hostile() -> Linted {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let mut findings: Vec<_> =
        (0..2).map(|nth| finding(HOSTILE, "prostitutes", nth, &rule)).collect();
    findings[1].message = "line\n::error::forged \x1b[31m\u{202E}".to_owned();
    findings[1].suggestions[0].text = "##[command]\r\n::warning::x".to_owned();
    linted(findings)
}

/// Files with names that would act.
pub(crate) fn hostile_files(linted: &Linted) -> Vec<FileReport<'_>> {
    vec![
        checked("a\n::error file=x::\x1b[2J\u{202E}.md", HOSTILE, linted),
        checked("::warning::b.md", HOSTILE, linted),
        FileReport::new(
            "c\r.md",
            Outcome::NotChecked { error: "bad\n::error::name \x1b[0m".to_owned() },
        ),
    ]
}
