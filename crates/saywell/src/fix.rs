//! Fixing a text: safe edits, again and again, until there are none left.

use saywell_engine::document::{Document, read_text};
use saywell_engine::{Finding, Linted, Linter, apply, safe_edits};
use std::collections::BTreeSet;

/// A text after its safe edits.
#[derive(Debug)]
pub(crate) struct Fixed {
    /// The document, with the edits in it.
    pub(crate) document: Document,
    /// What is still found in it.
    pub(crate) left: Linted,
    /// How many edits were made.
    pub(crate) edits: usize,
}

/// How often a text is looked at again.
const PASSES: usize = 10;

/// Applies safe edits until none is left.
///
/// # Errors
///
/// Where edits bring on new ones without an end, in words, with the rules that do. The text is then to be left alone.
pub(crate) fn fix(linter: &Linter, document: Document) -> Result<Fixed, String> {
    let longest = document.text.len().saturating_mul(2).saturating_add(64 << 10);
    let mut seen = vec![digest(&document.text)];
    let mut document = document;
    let mut count = 0;
    for _ in 0..PASSES {
        let left = linter.lint(&document);
        let edits = safe_edits(&left.findings);
        if edits.is_empty() {
            return Ok(Fixed { document, left, edits: count });
        }
        count += edits.len();
        let text = apply(&document.text, &edits);
        let digest = digest(&text);
        if text.len() > longest || seen.contains(&digest) {
            return Err(restless(&left.findings));
        }
        seen.push(digest);
        let encoding = document.encoding;
        document = read_text(text, document.format)
            .map_err(|_| "the fixed text is too long".to_owned())?;
        document.encoding = encoding;
    }
    Err(restless(&linter.lint(&document).findings))
}

fn digest(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn restless(findings: &[Finding]) -> String {
    let safe =
        |finding: &&Finding| finding.suggestions.first().is_some_and(|suggestion| suggestion.safe);
    let rules: BTreeSet<&str> =
        findings.iter().filter(safe).map(|finding| finding.rule.id.as_str()).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    format!("fixes call for fixes without an end ({}); nothing written", rules.join(", "))
}
