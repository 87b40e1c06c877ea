//! Linting and fixing: whatever the text, findings are sound, and fixing comes to an end.

use crate::document;
use crate::{choose, pieces};
use saywell_engine::document::{Document, Format, Span, read_text};
use saywell_engine::{Edit, Finding, Linted, Linter, Settings, apply, safe_edits};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let packs = saywell_packs::load_all().expect("the packs are valid");
    Linter::new(&packs, &Settings::default()).expect("no settings, no mistake in them")
});

/// The formats whose documents are their files' text, so that a text can be fixed in them.
pub(crate) fn text_formats() -> Vec<Format> {
    let is_text = |format: &Format| read_text(String::new(), *format).is_ok();
    Format::all().filter(is_text).collect()
}

/// A document made of the bytes, and what is found in it. The first byte tells the format.
pub(crate) fn linted(data: &[u8]) -> Option<(Document, Linted)> {
    let (format, rest) = choose(data, &text_formats())?;
    let document = read_text(pieces::text(rest), format).ok()?;
    let linted = LINTER.lint(&document);
    Some((document, linted))
}

/// Lints and fixes a text made of the bytes after the first, which tells the format.
///
/// Findings are sorted, none is there twice, and their places are places in the text. Linting again finds the same.
/// Fixing changes nothing but the places of its edits, comes to an end, and leaves none of the findings that it was for.
pub fn lint(data: &[u8]) {
    let Some((document, linted)) = linted(data) else { return };
    document::check(&document);
    check(&document, &linted);
    assert_eq!(LINTER.lint(&document), linted, "the same again");
    settle(document, linted);
}

/// Panics where findings are not sound.
fn check(document: &Document, linted: &Linted) {
    let suppressed: Vec<Finding> =
        linted.suppressed.iter().map(|suppressed| suppressed.finding.clone()).collect();
    for findings in [&linted.findings, &suppressed] {
        assert!(findings.windows(2).all(|pair| pair[0].order(&pair[1]).is_lt()), "sorted, once");
        findings.iter().for_each(|finding| check_finding(document, finding));
    }
    for suppressed in &linted.suppressed {
        assert!(document.text.get(suppressed.suppression.span.range()).is_some());
    }
}

fn check_finding(document: &Document, finding: &Finding) {
    let lies_in_text = |span: Span| document.text.get(span.range()).is_some();
    assert!(!finding.span.is_empty() && lies_in_text(finding.span), "{finding:?}");
    assert!(lies_in_text(finding.sentence), "{finding:?}");
    assert!(!finding.message.contains("{match}"), "{finding:?}");
    for suggestion in &finding.suggestions {
        assert!(suggestion.edit.as_ref().is_none_or(|edit| lies_in_text(edit.span)), "{finding:?}");
    }
}

/// How often fixing may look at a text, as `saywell fix` does.
const PASSES: usize = 10;

fn settle(mut document: Document, mut linted: Linted) {
    for _ in 0..PASSES {
        let edits = safe_edits(&linted.findings);
        if edits.is_empty() {
            return;
        }
        let fixed = apply(&document.text, &edits);
        check_apply(&document.text, &fixed, &edits);
        let again = read_text(fixed, document.format).expect("it grows by little");
        let left = LINTER.lint(&again);
        check_gone(&linted, &left, &edits);
        (document, linted) = (again, left);
    }
    assert!(safe_edits(&linted.findings).is_empty(), "fixing ends: {:?}", document.text);
}

/// Edits do not touch each other, and nothing outside them changes.
fn check_apply(old: &str, new: &str, edits: &[Edit]) {
    let mut rest = new;
    let mut at = 0;
    for edit in edits {
        let kept = &old[at..edit.span.start];
        rest = rest.strip_prefix(kept).expect("what stands before an edit stays");
        rest = rest.strip_prefix(edit.replacement.as_str()).expect("the edit is made");
        at = edit.span.end;
    }
    assert_eq!(rest, &old[at..], "what stands after the edits stays");
}

/// Where an edit was made, the rule that asked for it finds nothing any more.
fn check_gone(before: &Linted, after: &Linted, edits: &[Edit]) {
    let mut moved: i64 = 0;
    for edit in edits {
        let start = usize::try_from(edit.span.start as i64 + moved).expect("inside the text");
        let place = Span::new(start, start + edit.replacement.len());
        moved += edit.replacement.len() as i64 - edit.span.len() as i64;
        let asks = |finding: &&Finding| {
            finding.suggestions.first().is_some_and(|first| first.edit.as_ref() == Some(edit))
        };
        for finding in before.findings.iter().filter(asks) {
            let left = after
                .findings
                .iter()
                .find(|left| left.rule.id == finding.rule.id && place.contains(left.span));
            assert!(left.is_none(), "{finding:?} is fixed, and yet there is {left:?}");
        }
    }
}
