//! Findings: places where a rule applies, as plain data.

use crate::Edit;
use saywell_document::Span;
use saywell_rules::{Audience, Severity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a finding says of its rule: shared by all findings of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCard {
    /// The rule's full name, `pack/rule`.
    pub id: String,
    /// The kind of problem, such as `labels`.
    pub category: String,
    /// The rule's severity as it is set, before context lowers it.
    pub severity: Severity,
    /// Whom the wording reaches.
    pub audience: Audience,
    /// A headline.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What the rule rests on.
    pub sources: Vec<Cited>,
}

/// A source, with the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The source's title.
    pub title: String,
    /// Who wrote or published it.
    pub author: Option<String>,
    /// When.
    pub date: Option<String>,
    /// The section that is cited.
    pub section: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A place where a rule applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Arc<RuleCard>,
    /// How much it matters here: the rule's severity, or less in somebody's quoted words.
    pub severity: Severity,
    /// One sentence on this place.
    pub message: String,
    /// The place, in bytes of the document's text.
    pub span: Span,
    /// The sentence around it, in bytes of the document's text.
    pub sentence: Span,
    /// The words found, as a reader sees them (without markup).
    pub text: String,
    /// What to write instead, best first.
    pub suggestions: Vec<Suggestion>,
    /// Whether the words stand in a quotation of somebody else.
    pub quoted: bool,
}

impl Finding {
    /// The order of findings in every report: by place, then by rule.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        (self.span.start, self.span.end, &self.rule.id).cmp(&(
            other.span.start,
            other.span.end,
            &other.rule.id,
        ))
    }
}

/// What kind of suggestion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuggestionKind {
    /// Words to put in place of the match.
    Replace,
    /// A line of advice, where no words can be swapped in.
    Advice,
    /// Leave the words out.
    Omit,
}

/// Something to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What kind it is.
    pub kind: SuggestionKind,
    /// The words to put in, the advice, or "leave it out".
    pub text: String,
    /// When it fits.
    pub note: Option<String>,
    /// The change to the document's text, where there is one.
    pub edit: Option<Edit>,
    /// Whether the edit may be applied without a person looking.
    pub safe: bool,
}

/// A finding that a directive silenced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// What would have been found.
    pub finding: Finding,
    /// What silenced it.
    pub suppression: Suppression,
}

/// What silenced a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The directive's place in the document's text.
    pub span: Span,
    /// The reason given; empty where there is none.
    pub reason: String,
}

/// What linting a document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linted {
    /// The findings, in [`Finding::order`].
    pub findings: Vec<Finding>,
    /// The findings that directives silenced, in the same order.
    pub suppressed: Vec<Suppressed>,
}
