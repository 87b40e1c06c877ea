//! Every style, over findings made by hand; the expected reports stand in `tests/snapshots`.

#![allow(clippy::expect_used, reason = "a test stops where something is missing")]

use saywell_engine::document::{Document, Format, Span, read_text};
use saywell_engine::rules::{Audience, Severity};
use saywell_engine::{
    Cited, Edit, Finding, Linted, RuleCard, Suggestion, SuggestionKind, Suppressed, Suppression,
};
use saywell_report::{FileReport, Options, Outcome, Style, Summary, Writer, write};
use snapbox::{assert_data_eq, file};
use std::io;
use std::sync::Arc;

fn card(id: &str, severity: Severity) -> Arc<RuleCard> {
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

fn replace(span: Span, text: &str, note: Option<&str>, safe: bool) -> Suggestion {
    Suggestion {
        kind: SuggestionKind::Replace,
        text: text.to_owned(),
        note: note.map(str::to_owned),
        edit: Some(Edit { span, replacement: text.to_owned() }),
        safe,
    }
}

fn words(kind: SuggestionKind, text: &str) -> Suggestion {
    Suggestion { kind, text: text.to_owned(), note: None, edit: None, safe: false }
}

/// A finding on the `nth` place where the words stand, counted from 0, in a sentence with these bounds.
fn finding(text: &str, words: &str, nth: usize, rule: &Arc<RuleCard>) -> Finding {
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

fn linted(findings: Vec<Finding>) -> Linted {
    Linted { findings, suppressed: Vec::new() }
}

fn checked<'a>(path: &str, text: &str, linted: &'a Linted) -> FileReport<'a> {
    // Tests are short: what a report points to may live as long as they do.
    let document = read_text(text.to_owned(), Format::Markdown).expect("short");
    let document: &'static Document = Box::leak(Box::new(document));
    FileReport::new(path, Outcome::Checked { document, linted })
}

fn report(style: Style, options: Options, files: &[FileReport<'_>]) -> (String, Summary) {
    let mut out = Vec::new();
    let summary = write(&mut out, style, options, files).expect("writing to memory");
    (String::from_utf8(out).expect("reports are UTF-8"), summary)
}

fn plain(style: Style, files: &[FileReport<'_>]) -> String {
    report(style, Options::default(), files).0
}

/// Compares the report in every style with `tests/snapshots/NAME.STYLE`.
fn check(name: &str, files: &[FileReport<'_>]) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for style in Style::ALL {
        let expected =
            snapbox::Data::read_from(&folder.join(format!("{name}.{}", style.name())), None);
        assert_data_eq!(plain(*style, files), expected.raw());
    }
}

const NOTES: &str = "# Raid on Friday\n\nOfficers arrested two prostitutes. The prostitutes were later released.\n\n\
                     “I was one of the prostitutes,” she said.\n";

#[test]
fn everyday() {
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
    let first = Linted {
        findings: vec![
            advised,
            safe,
            finding(NOTES, "prostitutes", 0, &rule),
            finding(NOTES, "prostitutes", 1, &rule),
            quoted,
        ],
        suppressed: vec![silenced],
    };
    let nothing = Linted::default();
    let files = [
        checked("drafts/raid.md", NOTES, &first),
        FileReport::new(
            "drafts/scan.txt",
            Outcome::NotChecked { error: "not UTF-8 at byte 17".to_owned() },
        ),
        FileReport::new("logo.txt", Outcome::Skipped { reason: "binary".to_owned() }),
        checked("plain.md", "All is well.\n", &nothing),
    ];
    check("everyday", &files);
}

#[test]
fn nothing_found() {
    let nothing = Linted::default();
    check("nothing", &[checked("a.md", "Fine.\n", &nothing), checked("b.md", "", &nothing)]);
}

#[test]
fn no_files() {
    check("empty", &[]);
}

#[test]
fn non_ascii() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let text = "\u{FEFF}Première: les prostitutes naïves\r\n日本語 prostitutes 👩‍👧 e\u{301}t\u{00A0}prostitutes\r\n";
    let linted = linted((0..3).map(|nth| finding(text, "prostitutes", nth, &rule)).collect());
    check("non-ascii", &[checked("Ärzte.md", text, &linted)]);
}

#[test]
fn hostile() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let text = "\x1b]0;owned\x07 a\u{202E}b\u{2066} \u{9B}2J\x08\x7F\ttwo prostitutes ##[error]no ##vso[task.x]y\x0Bz\n\
                ::stop-commands::x prostitutes\n";
    let mut findings: Vec<_> = (0..2).map(|nth| finding(text, "prostitutes", nth, &rule)).collect();
    findings[1].message = "line\n::error::forged \x1b[31m\u{202E}".to_owned();
    findings[1].suggestions[0].text = "##[command]\r\n::warning::x".to_owned();
    let linted = linted(findings);
    let files = [
        checked("a\n::error file=x::\x1b[2J\u{202E}.md", text, &linted),
        checked("::warning::b.md", text, &linted),
        FileReport::new(
            "c\r.md",
            Outcome::NotChecked { error: "bad\n::error::name \x1b[0m".to_owned() },
        ),
    ];
    check("hostile", &files);
    for style in Style::ALL {
        let out = plain(*style, &files);
        let acts = |c: char| {
            c.is_control() && c != '\n'
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!out.contains(acts), "{}", style.name());
        assert!(!out.contains("##[") && !out.contains("##vso["), "{}", style.name());
        assert!(!out.lines().any(|line| line.trim_start().starts_with("::")), "{}", style.name());
    }
}

#[test]
fn long_lines() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let before = "Many words stand before the place. ".repeat(30);
    let sentence =
        "Officers said that they had arrested two prostitutes in the house by the river.";
    let after = " Then came a sentence.".repeat(30);
    let endless = "and then ".repeat(60);
    let text = format!(
        "{before}{sentence}{after}\n\n{endless}prostitutes {endless}\n\n{}prostitutes{}\n\nprostitutes {endless}\n\n{endless}prostitutes",
        "x".repeat(500),
        "y".repeat(500)
    );
    let linted = linted((0..5).map(|nth| finding(&text, "prostitutes", nth, &rule)).collect());
    check("long-lines", &[checked("long.md", &text, &linted)]);
}

#[test]
fn spans_over_lines() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let text =
        "They were\r\nchild\r\nprostitutes\r\nof the\rtown and\nof the country, all\nthe same.\n";
    let long = "a very long find ".repeat(30);
    let findings = vec![
        finding(text, "child\r\nprostitutes", 0, &rule),
        finding(text, "prostitutes\r\nof the\rtown and\nof the country, all\nthe same", 0, &rule),
        finding(text, "town", 0, &rule),
    ];
    let (first, second) =
        (linted(findings), linted(vec![finding(&long, long.trim_end(), 0, &rule)]));
    check("spans", &[checked("spans.md", text, &first), checked("long-span.md", &long, &second)]);
}

#[test]
fn at_the_very_ends() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let text = "prostitutes and prostitutes";
    let mut nowhere = finding(text, "and", 0, &rule);
    nowhere.span = Span::new(text.len(), text.len());
    let linted = linted(vec![
        finding(text, "prostitutes", 0, &rule),
        finding(text, "prostitutes", 1, &rule),
        nowhere,
    ]);
    check("ends", &[checked("ends.txt", text, &linted)]);
}

#[test]
fn colour() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let linted = linted(vec![finding(NOTES, "prostitutes", 0, &rule)]);
    let files = [checked("raid.md", NOTES, &linted)];
    let (out, _) = report(Style::Full, Options { color: true, ..Options::default() }, &files);
    assert_data_eq!(out.replace('\x1b', "␛"), file!["snapshots/colour.txt"].raw());
    for style in [Style::Concise, Style::Json] {
        assert_eq!(
            report(style, Options { color: true, ..Options::default() }, &files).0,
            plain(style, &files)
        );
    }
}

#[test]
fn notes_can_be_left_out_for_people() {
    let (warning, note) =
        (card("exploitation/prostitute", Severity::Warning), card("house/and", Severity::Info));
    let text = "prostitutes and others";
    let linted =
        linted(vec![finding(text, "prostitutes", 0, &warning), finding(text, "and", 0, &note)]);
    let files = [checked("a.txt", text, &linted)];
    let hidden = Options { hide_notes: true, ..Options::default() };
    let (out, summary) = report(Style::Full, hidden, &files);
    assert!(!out.contains("house/and"), "{out}");
    assert!(
        out.ends_with("1 finding (1 warning) and 1 note in 1 file (`--notes` shows notes).\n"),
        "{out}"
    );
    assert_eq!(summary.notes, 1);
    for style in [Style::Concise, Style::Json] {
        assert_eq!(report(style, hidden, &files).0, plain(style, &files));
    }
}

#[test]
fn names_of_styles() {
    for style in Style::ALL {
        assert_eq!(Style::from_name(style.name()), Some(*style));
    }
    assert_eq!(Style::from_name("Full"), None);
}

/// JSON says what the findings say, whatever characters they hold.
#[test]
fn json_keeps_every_character() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let hostile: String =
        (0..0x3000).filter_map(char::from_u32).chain("##[x ##vso[ 👩‍👧 \u{FEFF}".chars()).collect();
    let mut one = finding(&hostile, "abc", 0, &rule);
    one.message.clone_from(&hostile);
    let linted = linted(vec![one]);
    let out = plain(Style::Json, &[checked(&hostile, &hostile, &linted)]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
    assert_eq!(json["findings"][0]["message"], hostile);
    assert_eq!(json["files"][0]["path"], hostile);
}

/// A stream that takes some bytes and then no more.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_stream_is_told_once_and_counting_goes_on() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let linted = linted(vec![finding(NOTES, "prostitutes", 0, &rule)]);
    for style in Style::ALL {
        let mut out = Full(20);
        let mut writer = Writer::new(&mut out, *style, Options::default());
        let mut errors = usize::from(writer.begin().is_err());
        for _ in 0..3 {
            errors += usize::from(writer.file(&checked("a.md", NOTES, &linted)).is_err());
        }
        let summary = writer.end().expect("the error was told before");
        assert_eq!((errors, summary.checked, summary.warnings), (1, 3, 3), "{}", style.name());
    }
}

/// Every field of the JSON report is described in `docs/json.md`.
#[test]
fn json_fields_are_documented() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let linted = linted(vec![finding(NOTES, "prostitutes", 0, &rule)]);
    let json = serde_json::from_str(&plain(Style::Json, &[checked("a.md", NOTES, &linted)]))
        .expect("valid JSON");
    let mut fields = std::collections::BTreeSet::new();
    collect_fields(&json, &mut fields);
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md"))
        .expect("the page is there");
    let missing: Vec<_> =
        fields.iter().filter(|field| !page.contains(&format!("`{field}`"))).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

fn collect_fields(value: &serde_json::Value, fields: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                fields.insert(name.clone());
                collect_fields(value, fields);
            }
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| collect_fields(item, fields));
        }
        _ => {}
    }
}
