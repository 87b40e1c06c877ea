//! Whatever the text and wherever the findings: nothing panics, nothing acts on a terminal, JSON stays JSON.

use proptest::prelude::*;
use saywell_engine::document::{Format, Span, read_text};
use saywell_engine::rules::{Audience, Severity};
use saywell_engine::{Finding, Linted, RuleCard, Suggestion, SuggestionKind};
use saywell_report::{FileReport, Options, Outcome, Style, write};
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

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
        for style in Style::ALL {
            let mut out = Vec::new();
            write(&mut out, *style, Options::default(), std::slice::from_ref(&file))?;
            let out = String::from_utf8(out)?;
            prop_assert!(!out.contains(acts));
            prop_assert!(!out.contains("##[") && !out.contains("##vso["));
            let command = out.lines().find(|line| line.trim_start().starts_with("::"));
            prop_assert_eq!(command, None);
            if *style == Style::Full {
                // A header, a gutter, a mark and an excerpt with room for characters shown by their number.
                prop_assert!(out.lines().all(|line| line.chars().count() < 40 + 8 * 200 + 8 * message.len()));
            }
            if *style == Style::Json {
                let json: serde_json::Value = serde_json::from_str(&out)?;
                prop_assert_eq!(&json["findings"][0]["text"], &message);
            }
        }
    }
}
