//! Whatever the text and wherever the findings: nothing panics, nothing acts on a terminal, a log or a page, and what
//! programs read they can read.

use proptest::prelude::*;
use saywell_engine::document::{Format, Span, read_text};
use saywell_engine::rules::{Audience, Severity};
use saywell_engine::{Finding, Linted, RuleCard, Suggestion, SuggestionKind};
use saywell_report::{FileReport, Options, Outcome, Style, write};
use serde_json::Value;
use std::sync::Arc;

/// Texts of pieces that are known to make trouble.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word ",
        "word",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "é",
        "e\u{301}",
        "👩‍👧",
        "\u{FEFF}",
        "\u{202E}",
        "\u{85}",
        "\u{2028}",
        "\x1b[2J",
        "\0",
        "##[error]",
        "#",
        "##vso[",
        "\n::error::",
        "<script>alert(1)</script>",
        "\" onerror=alert(1) x=\"",
        "</style>",
        "]]>",
        "<i>",
        "&amp;",
        "-->",
        "\u{FFFE}",
        "%0A::error::",
        "`|*_",
        "日本",
        "İ",
        "long words that go on and on, ",
    ]);
    prop::collection::vec(
        prop_oneof![pieces.prop_map(str::to_owned), ".{0,3}", "[a-z ]{0,300}"],
        0..12,
    )
    .prop_map(|pieces| pieces.concat())
}

fn finding(text: &str, message: &str, ends: [usize; 4]) -> Finding {
    // Mostly inside the text, now and then beyond it.
    let at = |end: usize| end % (text.len() + 4);
    let span = |a: usize, b: usize| Span::new(at(a).min(at(b)), at(a).max(at(b)));
    let [a, b, c, d] = ends;
    let rule = RuleCard {
        id: message.to_owned(),
        category: String::new(),
        severity: Severity::Warning,
        audience: Audience::Any,
        title: String::new(),
        why: message.to_owned(),
        sources: Vec::new(),
    };
    let suggestion = Suggestion {
        kind: SuggestionKind::Advice,
        text: message.to_owned(),
        note: None,
        edit: None,
        safe: false,
    };
    Finding {
        rule: Arc::new(rule),
        severity: Severity::Warning,
        message: message.to_owned(),
        span: span(a, b),
        sentence: span(c, d),
        text: message.to_owned(),
        suggestions: vec![suggestion],
        quoted: false,
    }
}

fn acts(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// 500 cases, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if asked { config } else { ProptestConfig { cases: 500, ..config } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_breaks_a_report(
        text in text(),
        message in text(),
        places in prop::collection::vec(any::<[u16; 4]>(), 1..4),
    ) {
        let findings = places.iter().map(|ends| finding(&text, &message, ends.map(usize::from))).collect();
        let linted = Linted { findings, suppressed: Vec::new() };
        let document = read_text(text, Format::Plain)?;
        let file = FileReport::new(message.clone(), Outcome::Checked { document: &document, linted: &linted });
        for style in Style::all() {
            for options in [Options::default(), EVERYTHING] {
                let mut out = Vec::new();
                write(&mut out, style, options, std::slice::from_ref(&file))?;
                let out = String::from_utf8(out)?;
                check_quiet(style, &out)?;
                check_form(style, &out, &message)?;
            }
        }
    }
}

/// Nothing acts on a terminal or a build log but what the style itself says.
fn check_quiet(style: Style, out: &str) -> Result<(), TestCaseError> {
    prop_assert!(!out.contains(acts), "{}", style.name());
    prop_assert!(!out.contains("##[") && !out.contains("##vso["), "{}", style.name());
    let mut commands = out.lines().filter(|line| line.trim_start().starts_with("::"));
    let is_ours = |line: &str| {
        style == Style::Github
            && (line.starts_with("::warning file=") || line.starts_with("::notice title=saywell::"))
    };
    prop_assert_eq!(commands.find(|line| !is_ours(line)), None, "{}", style.name());
    Ok(())
}

/// What programs read can be read by them, and says what it is to say.
fn check_form(style: Style, out: &str, message: &str) -> Result<(), TestCaseError> {
    match style {
        Style::Full => {
            // A header, a gutter, a mark and an excerpt with room for characters shown by their number.
            let long = 40 + 8 * 200 + 8 * message.len();
            prop_assert!(out.lines().all(|line| line.chars().count() < long));
        }
        Style::Json => {
            let json: Value = serde_json::from_str(out)?;
            prop_assert_eq!(&json["findings"][0]["text"], message);
        }
        Style::JsonLines => {
            for line in out.lines() {
                serde_json::from_str::<Value>(line)?;
            }
        }
        Style::Sarif => {
            let json: Value = serde_json::from_str(out)?;
            prop_assert_eq!(&json["runs"][0]["tool"]["driver"]["rules"][0]["id"], message);
        }
        Style::Gitlab | Style::Rdjson => {
            serde_json::from_str::<Value>(out)?;
        }
        Style::Junit | Style::Checkstyle => {
            let document = roxmltree::Document::parse(out);
            prop_assert!(document.is_ok(), "{:?}", document.err());
        }
        Style::Html => prop_assert_eq!(foreign_tag(out, PAGE_TAGS), None),
        Style::Markdown => prop_assert_eq!(foreign_tag(out, MARKDOWN_TAGS), None),
        Style::Github | Style::Concise | Style::Statistics => {}
    }
    Ok(())
}

const EVERYTHING: Options =
    Options { color: false, hide_notes: false, excerpts: true, suppressed: true };

/// The tags of the page, without the one script, whose end tag is looked for apart.
const PAGE_TAGS: &[&str] = &[
    "!doctype",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "header",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "b",
    "main",
    "section",
    "dl",
    "div",
    "dt",
    "dd",
    "ul",
    "li",
    "ol",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "form",
    "label",
    "select",
    "option",
    "fieldset",
    "legend",
    "input",
    "button",
    "span",
    "blockquote",
    "mark",
    "footer",
];

const MARKDOWN_TAGS: &[&str] = &["!--", "details", "summary", "mark"];

/// A tag that the style does not write, or an attribute that runs something.
fn foreign_tag(out: &str, known: &[&str]) -> Option<String> {
    let page = match out.split_once("<script>") {
        Some((before, script)) => {
            let after =
                script.split_once("</script>").map_or("<unclosed script>", |(_, after)| after);
            format!("{before}{after}")
        }
        None => out.to_owned(),
    };
    let tag = |rest: &str| rest.split(['>', '<']).next().unwrap_or_default().to_owned();
    page.split('<').skip(1).map(tag).find(|tag| {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        !known.contains(&name) || tag.contains(" onerror")
    })
}
