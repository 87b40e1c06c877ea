//! A finding as a comment in the document itself, beside the words.

use crate::advice::{advice, first_source};
use saywell_engine::Finding;

/// What a comment on the finding says, a paragraph a line: the message, what to write instead, why, the source, and the
/// rule, so that it can be looked up.
#[must_use]
pub fn comment(finding: &Finding) -> String {
    let mut lines = vec![finding.message.clone()];
    lines.extend(advice(finding).iter().map(|advice| format!("{}: {}", advice.lead, advice.text)));
    lines.push(format!("Why: {}", finding.rule.why));
    lines.extend(first_source(&finding.rule).map(|source| format!("Source: {source}")));
    lines.push(format!("Rule: {}", finding.rule.id));
    lines.join("\n")
}
