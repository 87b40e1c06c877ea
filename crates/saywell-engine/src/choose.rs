//! What settings choose: which rules are in force, how loud they are, and which alternatives the house style offers.

use crate::program::{PackEntry, RuleEntry};
use crate::settings::Settings;
use saywell_rules::{Alternative, Severity, Style};

/// What selectors choose a rule by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleName {
    pub(crate) pack: String,
    pub(crate) rule: String,
    pub(crate) category: String,
}

/// The alternatives that the house style allows.
pub(crate) fn in_style(
    alternatives: Vec<Alternative>,
    pack: &PackEntry,
    settings: &Settings,
) -> Vec<Alternative> {
    let fitting = |alternative: &Alternative| fits(&alternative.style, pack, settings);
    alternatives.into_iter().filter(fitting).collect()
}

/// Whether the house style is one of those asked for: as settings say, else the pack's default.
fn fits(style: &Style, pack: &PackEntry, settings: &Settings) -> bool {
    style.iter().all(|(name, values)| {
        let default = || pack.styles.get(name)?.values.first();
        let chosen = settings.style.get(name).or_else(default);
        chosen.is_none_or(|chosen| values.contains(chosen))
    })
}

/// A rule's severity as settings choose it; none where they or the house style switch the rule off.
pub(crate) fn severity(
    pack: &PackEntry,
    rule: &RuleEntry,
    settings: &Settings,
) -> Option<Severity> {
    if !fits(&rule.style, pack, settings) {
        return None;
    }
    chosen_severity(settings, &pack.id, &rule.id, &rule.category, rule.severity)
}

/// The severity that settings choose for a rule whose own is `severity`; none where they switch it off.
pub(crate) fn chosen_severity(
    settings: &Settings,
    pack: &str,
    rule: &str,
    category: &str,
    severity: Severity,
) -> Option<Severity> {
    let choice =
        settings.rules.iter().rev().find(|choice| selects(&choice.rules, pack, rule, category));
    choice.map_or(Some(severity), |choice| choice.severity)
}

/// Whether a selector (`pack/rule`, `rule`, a pack's or a category's name) means the rule.
#[must_use]
pub fn selects(selector: &str, pack: &str, rule: &str, category: &str) -> bool {
    match selector.split_once('/') {
        Some((of_pack, of_rule)) => of_pack == pack && (of_rule == rule || of_rule == "*"),
        None => selector == rule || selector == pack || selector == category,
    }
}
