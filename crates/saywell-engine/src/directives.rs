//! Directives at work: which findings they silence, and which of them silence nothing.

use crate::choose::{RuleName, chosen_severity, selects};
use crate::finding::{
    Finding, Linted, RuleCard, Suggestion, SuggestionKind, Suppressed, Suppression,
};
use crate::settings::Settings;
use saywell_document::{Directive, DirectiveKind, Document};
use saywell_rules::{Audience, Severity};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

/// The name before the slash in the rules of this page.
pub(crate) const PACK: &str = "saywell";

/// The category of the rules of this page.
pub(crate) const CATEGORY: &str = "directives";

/// The rules on directives: id, title, why.
pub(crate) const RULES: [(&str, &str, &str); 3] = [
    (
        "unused-directive",
        "A directive that silences nothing",
        "A directive that is no longer needed hides what is written there later.",
    ),
    (
        "unknown-directive",
        "A directive that saywell does not know",
        "A misspelt directive silences nothing, and its writer believes that it does.",
    ),
    (
        "missing-reason",
        "A directive without a reason",
        "The configuration asks for reasons, so that the next reader knows why a wording stands.",
    ),
];

/// Directives at work, and the rules that report them; a rule that is switched off is none.
#[derive(Debug)]
pub(crate) struct Directives {
    unused: Option<Arc<RuleCard>>,
    unknown: Option<Arc<RuleCard>>,
    missing_reason: Option<Arc<RuleCard>>,
    require_reason: bool,
    switched_off: Vec<RuleName>,
}

impl Directives {
    /// Takes over what settings say of directives. `switched_off` are the rules of packs that are not in force.
    pub(crate) fn new(settings: &Settings, switched_off: Vec<RuleName>) -> Self {
        let [unused, unknown, missing_reason] = RULES.map(|rule| card(settings, rule));
        Self {
            unused,
            unknown,
            missing_reason,
            require_reason: settings.require_reason,
            switched_off,
        }
    }

    /// The rules on directives that are in force.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Arc<RuleCard>> {
        [&self.unused, &self.unknown, &self.missing_reason].into_iter().flatten()
    }

    /// Parts the findings into those that stand and those that a directive silences, and reports useless directives.
    pub(crate) fn apply(&self, document: &Document, mut findings: Vec<Finding>) -> Linted {
        let mut linted = Linted::default();
        let mut used = vec![false; document.directives.len()];
        let works = |directive: &&Directive| !self.lacks_reason(directive);
        let mut scopes = Scopes::new(&document.directives, works);
        findings.sort_by(Finding::order);
        // Two blocks may stand for one place, such as a value that is told twice.
        findings.dedup_by(|later, earlier| later.order(earlier).is_eq());
        for finding in findings {
            let Some(index) = scopes.silencing(&finding) else {
                linted.findings.push(finding);
                continue;
            };
            used[index] = true;
            let directive = &document.directives[index];
            let suppression =
                Suppression { span: directive.span, reason: directive.reason.clone() };
            linted.suppressed.push(Suppressed { finding, suppression });
        }
        let unused = document.directives.iter().zip(used).filter(|(_, used)| !used);
        linted
            .findings
            .extend(unused.filter_map(|(directive, _)| self.report(document, directive)));
        linted.findings.sort_by(Finding::order);
        linted.findings.dedup_by(|later, earlier| later.order(earlier).is_eq());
        linted
    }

    fn lacks_reason(&self, directive: &Directive) -> bool {
        self.require_reason && directive.reason.is_empty()
    }

    fn report(&self, document: &Document, directive: &Directive) -> Option<Finding> {
        match directive.kind {
            DirectiveKind::On | DirectiveKind::Audience => None,
            DirectiveKind::Unknown => {
                let name = directive.rules.first().map_or("", String::as_str);
                let message = format!("“{name}” is no directive: it silences nothing.");
                let advice = "Write saywell-ignore, saywell-ignore-file, saywell-off, saywell-on or saywell-audience.";
                Some(finding(self.unknown.as_ref()?, document, directive, message, advice))
            }
            DirectiveKind::Ignore | DirectiveKind::IgnoreFile | DirectiveKind::Off => {
                self.report_useless(document, directive)
            }
        }
    }

    fn report_useless(&self, document: &Document, directive: &Directive) -> Option<Finding> {
        if self.lacks_reason(directive) {
            let message = "This directive gives no reason, so it silences nothing.".to_owned();
            let advice = "Write the reason after a colon: saywell-ignore RULE: reason.";
            return Some(finding(
                self.missing_reason.as_ref()?,
                document,
                directive,
                message,
                advice,
            ));
        }
        if self.is_for_a_rule_switched_off(directive) {
            return None;
        }
        let message = match directive.rules.as_slice() {
            [] => "This directive silences nothing.".to_owned(),
            rules => {
                format!("This directive silences nothing: no finding of {} here.", rules.join(", "))
            }
        };
        Some(finding(self.unused.as_ref()?, document, directive, message, "Remove it."))
    }

    fn is_for_a_rule_switched_off(&self, directive: &Directive) -> bool {
        let named = |rule: &RuleName| {
            directive
                .rules
                .iter()
                .any(|selector| selects(selector, &rule.pack, &rule.rule, &rule.category))
        };
        let all = directive.rules.is_empty() && !self.switched_off.is_empty();
        all || self.switched_off.iter().any(named)
    }
}

fn card(settings: &Settings, (id, title, why): (&str, &str, &str)) -> Option<Arc<RuleCard>> {
    let severity = chosen_severity(settings, PACK, id, CATEGORY, Severity::Warning)?;
    Some(Arc::new(RuleCard {
        id: format!("{PACK}/{id}"),
        category: CATEGORY.to_owned(),
        severity,
        audience: Audience::Any,
        title: title.to_owned(),
        why: why.to_owned(),
        sources: Vec::new(),
    }))
}

/// The scopes of directives, swept through once: the findings are asked for in the order of the text.
struct Scopes<'a> {
    directives: &'a [Directive],
    /// The directives that are still to come into force, the first one last.
    waiting: Vec<usize>,
    /// Those in force, by what they select (`""` is everything): where each one ends, and its index.
    active: HashMap<&'a str, BinaryHeap<(usize, Reverse<usize>)>>,
}

impl<'a> Scopes<'a> {
    fn new(directives: &'a [Directive], works: impl Fn(&&Directive) -> bool) -> Self {
        let mut waiting: Vec<usize> = (0..directives.len())
            .filter(|&index| works(&&directives[index]) && !directives[index].scope.is_empty())
            .collect();
        waiting.sort_by_key(|&index| Reverse((directives[index].scope.start, index)));
        Self { directives, waiting, active: HashMap::new() }
    }

    /// The directive that silences a finding.
    fn silencing(&mut self, finding: &Finding) -> Option<usize> {
        while let Some(index) =
            self.waiting.pop_if(|index| self.directives[*index].scope.start < finding.span.end)
        {
            self.enter(index);
        }
        let (pack, rule) = finding.rule.id.split_once('/')?;
        let whole_pack = format!("{pack}/*");
        let selectors = ["", &finding.rule.id, rule, pack, &whole_pack, &finding.rule.category];
        let longest = selectors.iter().filter_map(|selector| self.active.get(*selector)?.peek());
        let &(end, Reverse(index)) = longest.max()?;
        (end > finding.span.start).then_some(index)
    }

    fn enter(&mut self, index: usize) {
        let directive = &self.directives[index];
        let entry = (directive.scope.end, Reverse(index));
        if directive.rules.is_empty() {
            self.active.entry("").or_default().push(entry);
        }
        for selector in &directive.rules {
            self.active.entry(selector).or_default().push(entry);
        }
    }
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
