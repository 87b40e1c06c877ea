//! Edits: replacements of spans, and how they are applied to a text.

use crate::Finding;
use saywell_document::Span;

/// A replacement of a span of a document's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced, in bytes of the document's text.
    pub span: Span,
    /// What is put in.
    pub replacement: String,
}

/// The edits that may be applied without a person looking: of each finding the first suggestion, where it is safe.
///
/// They are in the order of the text and do not overlap; of two that do, the first stays.
#[must_use]
pub fn safe_edits(findings: &[Finding]) -> Vec<Edit> {
    let first_safe = |finding: &Finding| {
        let suggestion = finding.suggestions.first().filter(|suggestion| suggestion.safe)?;
        suggestion.edit.clone()
    };
    let mut edits: Vec<Edit> = findings.iter().filter_map(first_safe).collect();
    edits.sort();
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.span.start >= end;
        if free {
            end = edit.span.end;
        }
        free
    });
    edits
}

/// The text with the edits applied. Edits that overlap an earlier one or lie outside the text are left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        if edit.span.start < at {
            continue;
        }
        let (Some(kept), Some(_)) = (text.get(at..edit.span.start), text.get(edit.span.range()))
        else {
            continue;
        };
        out.push_str(kept);
        out.push_str(&edit.replacement);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}
