//! What settings choose: which rules are in force, how loud they are, and which alternatives the house style offers.

use crate::finding::{Cited, RuleCard};
use crate::settings::Settings;
use saywell_rules::{Alternative, Pack, Rule, Severity, Style};
use std::sync::Arc;

/// What selectors choose a rule by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleName {
    pub(crate) pack: String,
    pub(crate) rule: String,
    pub(crate) category: String,
}

/// The alternatives that the house style allows.
pub(crate) fn in_style(
    alternatives: &[Alternative],
    pack: &Pack,
    settings: &Settings,
) -> Arc<[Alternative]> {
    alternatives
        .iter()
        .filter(|alternative| fits(&alternative.style, pack, settings))
        .cloned()
        .collect()
}

/// Whether the house style is one of those asked for: as settings say, else the pack's default.
fn fits(style: &Style, pack: &Pack, settings: &Settings) -> bool {
    style.iter().all(|(name, values)| {
        let default = || pack.styles.get(name)?.values.first();
        let chosen = settings.style.get(name).or_else(default);
        chosen.is_none_or(|chosen| values.contains(chosen))
    })
}

/// What findings say of the rule, at the severity that settings choose; none where they switch it off.
pub(crate) fn card(pack: &Pack, rule: &Rule, settings: &Settings) -> Option<RuleCard> {
    if !fits(&rule.style, pack, settings) {
        return None;
    }
    let severity = chosen_severity(settings, &pack.id, &rule.id, &rule.category, rule.severity)?;
    let cited = rule.sources.iter().filter_map(|citation| {
        let source = pack.sources.get(&citation.id)?;
        Some(Cited {
            title: source.title.clone(),
            author: source.author.clone(),
            date: source.date.clone(),
            section: citation.section.clone(),
            url: source.url.clone(),
        })
    });
    Some(RuleCard {
        id: format!("{}/{}", pack.id, rule.id),
        category: rule.category.clone(),
        severity,
        audience: rule.audience,
        title: rule.title.clone(),
        why: rule.why.clone(),
        sources: cited.collect(),
    })
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
