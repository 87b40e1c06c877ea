//! The formats of other tools, as those tools read them.

#![allow(clippy::expect_used, reason = "a test stops where something is missing")]

mod made;

use made::{
    card, checked, everyday, everyday_files, finding, hostile, hostile_files, linted, report,
};
use saywell_engine::document::{BlockKind, Format, Taking};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use saywell_report::{FileReport, Options, Outcome, Style};
use serde_json::Value;
use std::collections::HashSet;

const TEXT: &str = "\u{FEFF}Première: les prostitutes naïves\r\n日本語 👩‍👧 prostitutes e\u{301}t\u{00A0}prostitutes\r\n";

const EVERYTHING: Options =
    Options { color: false, hide_notes: false, excerpts: true, suppressed: true };

fn written(style: Style, options: Options, files: &[FileReport<'_>]) -> String {
    report(style, options, files).0
}

fn json(style: Style, options: Options, files: &[FileReport<'_>]) -> Value {
    serde_json::from_str(&written(style, options, files)).expect("valid JSON")
}

fn non_ascii() -> Linted {
    let rule = card("exploitation/prostitute", Severity::Warning);
    linted((0..3).map(|nth| finding(TEXT, "prostitutes", nth, &rule)).collect())
}

/// Runs a check on reports of every sort, with all that can be asked for and without.
fn each_sort(check: impl Fn(Options, &[FileReport<'_>])) {
    let (first, nothing, bad, foreign) = (everyday(), Linted::default(), hostile(), non_ascii());
    for options in [Options::default(), EVERYTHING] {
        check(options, &everyday_files(&first, &nothing));
        check(options, &hostile_files(&bad));
        check(options, &[checked("Ärzte.md", TEXT, &foreign)]);
        check(options, &[checked("clean.md", "Fine.\n", &nothing)]);
        check(options, &[]);
    }
}

#[track_caller]
fn check_schema(style: Style, file: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(file);
    let schema = std::fs::read_to_string(path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", schema).expect("the schema can be added");
    let index = compiler.compile("schema.json", &mut schemas).expect("the schema is one");
    each_sort(|options, files| {
        let report = json(style, options, files);
        if let Err(error) = schemas.validate(&report, index) {
            panic!("{error:#}\n{report:#}");
        }
    });
}

#[test]
fn sarif_follows_its_schema() {
    check_schema(Style::Sarif, "sarif-2.1.0.json");
}

#[test]
fn gitlab_follows_its_schema() {
    check_schema(Style::Gitlab, "gitlab.json");
}

#[test]
fn rdjson_follows_its_schema() {
    check_schema(Style::Rdjson, "rdjson.json");
}

/// What an element may have: its name, attributes that must be and may be, and children.
type Element = (&'static str, Names, Names, Names);

type Names = &'static [&'static str];

/// What Jenkins' `junit-10.xsd` has, as far as it is written.
const JUNIT: &[Element] = &[
    ("testsuites", &[], &["name", "time", "tests", "failures", "errors"], &["testsuite"]),
    (
        "testsuite",
        &["name", "tests", "failures", "errors"],
        &["skipped", "time", "file", "id"],
        &["testcase", "system-out", "system-err"],
    ),
    ("testcase", &["name"], &["classname", "time"], &["failure", "error", "skipped"]),
    ("failure", &[], &["type", "message"], &[]),
    ("error", &[], &["type", "message"], &[]),
    ("skipped", &[], &["type", "message"], &[]),
    ("system-out", &[], &[], &[]),
];

const CHECKSTYLE: &[Element] = &[
    ("checkstyle", &["version"], &[], &["file"]),
    ("file", &["name"], &[], &["error"]),
    ("error", &["line", "severity", "message", "source"], &["column"], &[]),
];

#[track_caller]
fn check_xml(style: Style, shape: &[Element]) {
    each_sort(|options, files| {
        let report = written(style, options, files);
        let document = roxmltree::Document::parse(&report).expect("well-formed XML");
        assert_eq!(document.root_element().tag_name().name(), shape[0].0);
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let (_, needed, more, children) =
                shape.iter().find(|(known, ..)| *known == name).expect("a known element");
            assert!(needed.iter().all(|needed| node.has_attribute(*needed)), "{report}");
            let known = |name: &str| needed.contains(&name) || more.contains(&name);
            assert!(node.attributes().all(|attribute| known(attribute.name())), "{report}");
            let mut inside = node.children().filter(roxmltree::Node::is_element);
            assert!(inside.all(|child| children.contains(&child.tag_name().name())), "{report}");
        }
    });
}

#[test]
fn junit_follows_its_schema() {
    check_xml(Style::Junit, JUNIT);
}

#[test]
fn checkstyle_has_its_form() {
    check_xml(Style::Checkstyle, CHECKSTYLE);
}

#[test]
fn junit_counts_its_cases() {
    let (first, nothing) = (everyday(), Linted::default());
    let report = written(Style::Junit, Options::default(), &everyday_files(&first, &nothing));
    let document = roxmltree::Document::parse(&report).expect("well-formed XML");
    for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
        let count = |name: &str| {
            suite.descendants().filter(|node| node.has_tag_name(name)).count().to_string()
        };
        let attribute = |name: &str| suite.attribute(name).expect("counts").to_owned();
        assert_eq!(attribute("tests"), count("testcase"));
        assert_eq!(attribute("failures"), count("failure"));
        assert_eq!(attribute("errors"), count("error"));
        assert_eq!(attribute("skipped"), count("skipped"));
    }
}

/// The part of a line from one column up to another, in units of a length.
fn cut(line: usize, from: usize, to: usize, unit: impl Fn(char) -> usize) -> String {
    let text = TEXT.trim_start_matches('\u{FEFF}');
    let mut column = 1;
    let mut out = String::new();
    for character in text.split("\r\n").nth(line - 1).expect("the line").chars() {
        if (from..to).contains(&column) {
            out.push(character);
        }
        column += unit(character);
    }
    out
}

#[test]
fn columns_count_what_each_format_counts() {
    let linted = non_ascii();
    let files = [checked("a.md", TEXT, &linted)];
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let sarif = json(Style::Sarif, Options::default(), &files);
    let rdjson = json(Style::Rdjson, Options::default(), &files);
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    for nth in 0..3 {
        let region =
            &sarif["runs"][0]["results"][nth]["locations"][0]["physicalLocation"]["region"];
        let [line, from, to] =
            ["startLine", "startColumn", "endColumn"].map(|name| number(&region[name]));
        assert_eq!(cut(line, from, to, |_| 1), "prostitutes");
        let range = &rdjson["diagnostics"][nth]["location"]["range"];
        let (line, from) = (number(&range["start"]["line"]), number(&range["start"]["column"]));
        assert_eq!(cut(line, from, number(&range["end"]["column"]), char::len_utf8), "prostitutes");
    }
    let github = written(Style::Github, Options::default(), &files);
    let first = github.lines().next().expect("a line");
    assert!(
        first.starts_with("::warning file=a.md,line=1,endLine=1,col=15,endColumn=26,"),
        "{first}"
    );
}

/// The SARIF fingerprints of prostitutes in a text, ours and GitHub's.
fn fingerprints(text: &str) -> Vec<(String, String)> {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let count = text.matches("prostitutes").count();
    let linted = linted((0..count).map(|nth| finding(text, "prostitutes", nth, &rule)).collect());
    let report = json(Style::Sarif, Options::default(), &[checked("a.md", text, &linted)]);
    let results = report["runs"][0]["results"].as_array().expect("results");
    let prints = results.iter().map(|result| &result["partialFingerprints"]);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    prints
        .map(|print| (text(&print["saywell/v1"]), text(&print["primaryLocationLineHash"])))
        .collect()
}

#[test]
fn fingerprints_outlive_edits_elsewhere() {
    let before = fingerprints(
        "It rained. They met two prostitutes there. They met two prostitutes there. All left.",
    );
    let after = fingerprints(
        "New.\n\nIt poured. They met\r\ntwo  prostitutes there. They met two prostitutes there. All left.",
    );
    let ours = |prints: &[(String, String)]| -> Vec<String> {
        prints.iter().map(|(ours, _)| ours.clone()).collect()
    };
    assert_eq!(ours(&before), ours(&after));
    assert_eq!(ours(&before).into_iter().collect::<HashSet<_>>().len(), 2);
    assert_ne!(ours(&before)[0], fingerprints("They met three prostitutes there.")[0].0);
}

fn many(count: usize, severity: Severity) -> (String, Vec<Finding>) {
    let text = "A prostitute.\n".repeat(count);
    let rule = card("exploitation/prostitute", severity);
    let findings = (0..count).map(|nth| finding(&text, "prostitute", nth, &rule)).collect();
    (text, findings)
}

#[test]
fn github_shows_ten_of_a_kind_and_tells_of_the_rest() {
    for (warnings, notes, summary) in
        [(10, 10, None), (12, 3, Some("2 more findings")), (1, 11, Some("2 more findings"))]
    {
        let ((text, warnings), (_, mut findings)) =
            (many(warnings, Severity::Warning), many(notes, Severity::Info));
        let text =
            if findings.len() > warnings.len() { many(notes, Severity::Info).0 } else { text };
        let total = warnings.len() + findings.len();
        findings.extend(warnings);
        findings.sort_by(Finding::order);
        let linted = linted(findings);
        let out = written(Style::Github, Options::default(), &[checked("a.md", &text, &linted)]);
        let count = |start: &str| out.lines().filter(|line| line.starts_with(start)).count();
        assert!(count("::warning ") <= 10 && count("::notice ") <= 10, "{out}");
        let plain = count("a.md:");
        let told = count("::warning ") + count("::notice file=") + plain;
        assert_eq!(told, total, "{out}");
        let last = out.lines().find(|line| line.starts_with("::notice title=saywell::"));
        assert_eq!(last.is_some(), summary.is_some(), "{out}");
        assert!(last.is_none_or(|last| last.contains(summary.unwrap_or_default())), "{out}");
        assert_eq!(plain > 0, summary.is_some());
    }
}

/// Commands in GitHub's style are ours alone, and hold nothing that ends them early.
#[test]
fn no_text_forges_a_command() {
    let linted = hostile();
    let out = written(Style::Github, EVERYTHING, &hostile_files(&linted));
    for line in out.lines().filter(|line| line.trim_start().starts_with("::")) {
        let (properties, _) = line[2..].split_once("::").expect("a command has two marks");
        let (kind, properties) = properties.split_once(' ').expect("it has properties");
        assert!(["warning", "error"].contains(&kind), "{line}");
        assert!(properties.starts_with("file="), "{line}");
        assert!(!properties.contains(':'), "{line}");
    }
}

/// What is made for other services says which words were found, and not the sentence unless that is asked for.
#[test]
fn sentences_stay_at_home() {
    let text = "Canary sang before the prostitutes left with Sparrow.";
    let rule = card("exploitation/prostitute", Severity::Warning);
    let linted = linted(vec![finding(text, "prostitutes", 0, &rule)]);
    let files = [checked("a.md", text, &linted)];
    let services = [
        Style::Sarif,
        Style::Github,
        Style::Gitlab,
        Style::Junit,
        Style::Checkstyle,
        Style::Rdjson,
        Style::Markdown,
    ];
    for style in services {
        let closed = written(style, Options::default(), &files);
        assert!(!closed.contains("Canary") && !closed.contains("Sparrow"), "{}", style.name());
        let open = written(style, EVERYTHING, &files);
        assert!(open.contains("Canary") && open.contains("Sparrow"), "{}", style.name());
    }
    for style in [Style::Json, Style::JsonLines, Style::Concise, Style::Statistics] {
        let open = written(style, EVERYTHING, &files);
        assert!(!open.contains("Canary"), "{}", style.name());
    }
}

/// Where lines mean nothing, the place is told by its name, and no edit of the text is offered as one of the file.
#[test]
fn places_have_names() {
    let mut taking = Taking::new();
    taking.place("footnote 2");
    taking.push("She met two prostitutes.");
    taking.end_block(BlockKind::Footnote);
    let mut document = taking.finish(Format::Docx).expect("short");
    document.unread.push("2 paragraphs in another language".to_owned());
    let rule = card("exploitation/prostitute", Severity::Warning);
    let linted = linted(vec![finding(&document.text, "prostitutes", 0, &rule)]);
    let outcome = Outcome::Checked { document: &document, linted: &linted };
    let files = [FileReport::new("draft.docx", outcome)];
    let full = written(Style::Full, Options::default(), &files);
    assert!(full.contains("┌─ draft.docx, footnote 2\n"), "{full}");
    assert!(full.contains("not read: 2 paragraphs in another language"), "{full}");
    let concise = written(Style::Concise, Options::default(), &files);
    assert!(concise.ends_with("[exploitation/prostitute] (footnote 2)\n"), "{concise}");
    for style in [Style::Html, Style::Markdown, Style::Junit, Style::Github] {
        let out = written(style, Options::default(), &files);
        assert!(out.contains("footnote 2") && !out.contains("line 1"), "{out}");
    }
    for style in [Style::Html, Style::Markdown, Style::Junit, Style::Sarif] {
        assert!(written(style, Options::default(), &files).contains("2 paragraphs in another"));
    }
    let sarif = json(Style::Sarif, Options::default(), &files);
    let result = &sarif["runs"][0]["results"][0];
    let name = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
    assert_eq!(name, "draft.docx, footnote 2");
    assert_eq!(result.get("fixes"), None);
    let rdjson = json(Style::Rdjson, Options::default(), &files);
    assert_eq!(rdjson["diagnostics"][0].get("suggestions"), None);
}

/// Silenced findings are results that say so, and only where they are asked for.
#[test]
fn sarif_tells_what_is_silenced() {
    let first = everyday();
    let files = [checked("a.md", made::NOTES, &first)];
    let silenced = |options| {
        let report = json(Style::Sarif, options, &files);
        let results = report["runs"][0]["results"].as_array().expect("results").clone();
        results.iter().filter(|result| result.get("suppressions").is_some()).count()
    };
    assert_eq!(silenced(Options::default()), 0);
    assert_eq!(silenced(EVERYTHING), 1);
}

/// A context that holds no more than the words is none, to readers of SARIF.
#[test]
fn sarif_contexts_hold_more_than_the_words() {
    let rule = card("exploitation/prostitute", Severity::Warning);
    let text = "prostitutes\n";
    let mut alone = finding(text, "prostitutes", 0, &rule);
    alone.sentence = alone.span;
    let linted = linted(vec![alone]);
    let report = json(Style::Sarif, EVERYTHING, &[checked("a.md", text, &linted)]);
    let place = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["snippet"]["text"], "prostitutes");
    assert_eq!(place.get("contextRegion"), None);
}

/// A comment on GitHub holds 65,536 characters.
#[test]
fn markdown_fits_a_comment() {
    let (text, findings) = many(2000, Severity::Warning);
    let linted = linted(findings);
    let out = written(Style::Markdown, EVERYTHING, &[checked("a.md", &text, &linted)]);
    assert!(out.chars().count() < 65_536, "{}", out.len());
    assert!(out.contains("more findings left out here."), "{}", &out[..400]);
}
