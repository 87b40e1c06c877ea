//! Directives at work: which findings they silence, and which of them silence nothing.

use crate::compile::selects;
use crate::finding::{Finding, Linted, RuleCard, Suggestion, SuggestionKind, Suppressed, Suppression};
use saywell_document::{Directive, DirectiveKind, Document};
use saywell_rules::{Audience, Severity};
use std::sync::Arc;

/// The rule under which a directive is reported that silences nothing or that nobody knows.
#[derive(Debug)]
pub(crate) struct DirectiveRules {
    unused: Arc<RuleCard>,
    unknown: Arc<RuleCard>,
}

impl Default for DirectiveRules {
    fn default() -> Self {
        Self {
            unused: card(
                "unused-directive",
                "A directive that silences nothing",
                "A directive that is no longer needed hides what is written there later.",
            ),
            unknown: card(
                "unknown-directive",
                "A directive that saywell does not know",
                "A misspelt directive silences nothing, and its writer believes that it does.",
            ),
        }
    }
}

fn card(id: &str, title: &str, why: &str) -> Arc<RuleCard> {
    Arc::new(RuleCard {
        id: format!("saywell/{id}"),
        category: "directives".to_owned(),
        severity: Severity::Warning,
        audience: Audience::Any,
        title: title.to_owned(),
        why: why.to_owned(),
        sources: Vec::new(),
    })
}

impl DirectiveRules {
    /// Parts the findings into those that stand and those that a directive silences, and reports useless directives.
    pub(crate) fn apply(&self, document: &Document, findings: Vec<Finding>) -> Linted {
        let mut linted = Linted::default();
        let mut used = vec![false; document.directives.len()];
        for finding in findings {
            let silences = |directive: &Directive| silences(directive, &finding);
            let Some(index) = document.directives.iter().position(silences) else {
                linted.findings.push(finding);
                continue;
            };
            used[index] = true;
            let directive = &document.directives[index];
            let suppression = Suppression { span: directive.span, reason: directive.reason.clone() };
            linted.suppressed.push(Suppressed { finding, suppression });
        }
        let unused = document.directives.iter().zip(used).filter(|(_, used)| !used);
        linted.findings.extend(unused.filter_map(|(directive, _)| self.report(document, directive)));
        linted.findings.sort_by(Finding::order);
        linted
    }

    fn report(&self, document: &Document, directive: &Directive) -> Option<Finding> {
        match directive.kind {
            DirectiveKind::On | DirectiveKind::Audience => None,
            DirectiveKind::Unknown => {
                let name = directive.rules.first().map_or("", String::as_str);
                let message = format!("“{name}” is no directive: it silences nothing.");
                let advice = "Write saywell-ignore, saywell-ignore-file, saywell-off, saywell-on or saywell-audience.";
                Some(finding(&self.unknown, document, directive, message, advice))
            }
            DirectiveKind::Ignore | DirectiveKind::IgnoreFile | DirectiveKind::Off => {
                let message = match directive.rules.as_slice() {
                    [] => "This directive silences nothing.".to_owned(),
                    rules => format!("This directive silences nothing: no finding of {} here.", rules.join(", ")),
                };
                Some(finding(&self.unused, document, directive, message, "Remove it."))
            }
        }
    }
}

fn silences(directive: &Directive, finding: &Finding) -> bool {
    if !directive.scope.overlaps(finding.span) {
        return false;
    }
    let Some((pack, rule)) = finding.rule.id.split_once('/') else { return false };
    let selected = |selector: &String| selects(selector, pack, rule, &finding.rule.category);
    directive.rules.is_empty() || directive.rules.iter().any(selected)
}

fn finding(
    rule: &Arc<RuleCard>,
    document: &Document,
    directive: &Directive,
    message: String,
    advice: &str,
) -> Finding {
    let suggestion = Suggestion {
        kind: SuggestionKind::Advice,
        text: advice.to_owned(),
        note: None,
        edit: None,
        safe: false,
    };
    Finding {
        rule: rule.clone(),
        severity: rule.severity,
        message,
        span: directive.span,
        sentence: directive.span,
        text: document.text.get(directive.span.range()).unwrap_or_default().to_owned(),
        suggestions: vec![suggestion],
        quoted: false,
    }
}
