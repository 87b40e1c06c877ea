//! Switching everything off but some rules.

use saywell_engine::{Linter, RuleCard, RuleChoice, Ruleset, Settings, selects};
use std::sync::Arc;

/// The rules that stand in no pack: those on directives.
#[must_use]
pub fn engine_rules() -> Vec<Arc<RuleCard>> {
    let linter = Linter::new(&[], &Settings::default());
    linter.iter().flat_map(Linter::rules).cloned().collect()
}

/// Switches off every rule that none of the names means, those on directives among them. A name that means no rule is
/// passed on, to be told.
pub(crate) fn only(names: &[String], ruleset: &Ruleset) -> Vec<RuleChoice> {
    let named = |(pack, rule, category)| (format!("{pack}/{rule}"), String::from(category));
    let of_packs = ruleset.names().map(named);
    let of_engine = engine_rules();
    let of_engine = of_engine.iter().map(|rule| (rule.id.clone(), rule.category.clone()));
    let rules: Vec<(String, String)> = of_packs.chain(of_engine).collect();
    let unknown = names.iter().filter(|name| !rules.iter().any(|rule| means(name, rule)));
    let others = rules.iter().filter(|rule| !names.iter().any(|name| means(name, rule)));
    let off = |rules: String| RuleChoice { rules, severity: None };
    unknown.chain(others.map(|(id, _)| id)).cloned().map(off).collect()
}

/// Whether a name means this rule: `pack/rule`, `pack/*`, a rule's, a pack's or a category's name.
fn means(name: &str, (id, category): &(String, String)) -> bool {
    let (pack, rule) = id.split_once('/').unwrap_or_default();
    selects(name, pack, rule, category)
}
