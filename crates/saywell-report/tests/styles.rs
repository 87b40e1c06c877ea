//! Every style, over findings made by hand; the expected reports stand in `tests/snapshots`.

#![allow(clippy::expect_used, reason = "a test stops where something is missing")]

mod made;

use made::{
    NOTES, card, checked, everyday, everyday_files, finding, hostile, hostile_files, linted, plain,
    report,
};
use saywell_engine::Linted;
use saywell_engine::document::Span;
use saywell_engine::rules::Severity;
use saywell_report::{FileReport, Options, Style, Writer};
use snapbox::{assert_data_eq, file};
use std::io;

/// Compares the report in every style with `tests/snapshots/NAME.STYLE`.
fn check(name: &str, files: &[FileReport<'_>]) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for style in Style::all() {
        let expected =
            snapbox::Data::read_from(&folder.join(format!("{name}.{}", style.name())), None);
        assert_data_eq!(without_assets(plain(style, files)), expected.raw());
    }
}

/// The page without its style, its script and their hashes, which have files of their own.
fn without_assets(page: String) -> String {
    if !page.starts_with("<!doctype") {
        return page;
    }
    let lines = page.lines().filter(|line| !line.contains("Content-Security-Policy"));
    let mut out = String::new();
    let mut inside = false;
    for line in lines {
        inside &= !(line == "</style>" || line == "</script>");
        if !inside {
            out.push_str(line);
            out.push('\n');
        }
        inside |= line == "<style>" || line == "<script>";
    }
    out
}

#[test]
fn an_everyday_run() {
    let (first, nothing) = (everyday(), Linted::default());
    check("everyday", &everyday_files(&first, &nothing));
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
fn a_hostile_text() {
    let linted = hostile();
    let files = hostile_files(&linted);
    check("hostile", &files);
    for style in Style::all() {
        let out = plain(style, &files);
        let acts = |c: char| {
            c.is_control() && c != '\n'
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!out.contains(acts), "{}", style.name());
        assert!(!out.contains("##[") && !out.contains("##vso["), "{}", style.name());
        // GitHub's style is made of commands; which they are is another test's.
        let commands = out.lines().any(|line| line.trim_start().starts_with("::"));
        assert!(!commands || style == Style::Github, "{}", style.name());
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
    let page = without_assets(report(Style::Html, hidden, &files).0);
    assert!(page.contains("<h1>1 finding in 1 document</h1>"), "{page}");
    assert!(page.contains("1 note is counted and not shown"), "{page}");
    assert!(
        !page.contains("<th scope=\"col\">Notes") && !page.contains("value=\"note\""),
        "{page}"
    );
    for style in [Style::Concise, Style::Json] {
        assert_eq!(report(style, hidden, &files).0, plain(style, &files));
    }
}

#[test]
fn names_of_styles() {
    for style in Style::all() {
        assert_eq!(Style::from_name(style.name()), Some(style));
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
    for style in Style::all() {
        let mut out = Full(20);
        let mut writer = Writer::new(&mut out, style, Options::default());
        let mut errors = usize::from(writer.begin().is_err());
        for _ in 0..3 {
            errors += usize::from(writer.file(&checked("a.md", NOTES, &linted)).is_err());
        }
        let summary = *writer.summary();
        errors += usize::from(writer.end().is_err());
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
