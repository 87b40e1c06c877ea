//! Which matches are findings: exceptions, conditions and context, then overlaps.

use crate::context::Context;
use crate::facts::DocumentFacts;
use crate::in_force::{Match, Rules};
use crate::mention::{is_mention, is_negated, is_others_words, is_self_description};
use crate::names::{is_charge, is_name};
use crate::program::RuleEntry;
use crate::roles::Role;
use saywell_rules::{Audience, Mode, Quotation, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// A match that holds in its context.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    pub(crate) found: Match,
    pub(crate) severity: Severity,
    /// Whether the words are somebody else's.
    pub(crate) quoted: bool,
}

/// Judges the matches of one block; what is left is in the order of the text and does not overlap.
pub(crate) fn resolve(context: &Context<'_>, mut matches: Vec<Match>) -> Vec<Resolved> {
    let role = context.facts.blocks[context.index].role;
    if role == Some(Role::Subject) {
        // A person's own words are theirs to choose.
        return Vec::new();
    }
    matches.sort_unstable_by_key(|found| (found.first, found.end, found.rule, found.term));
    matches.dedup_by_key(|found| (found.first, found.end, found.rule));
    let judged = matches.into_iter().filter_map(|found| judge(context, found));
    without_overlaps(judged.collect())
}

/// Whether a match can hold, as far as the document alone tells: few can in a text on another subject, and then its
/// words need not be looked at again.
pub(crate) fn may_hold(rules: &Rules, facts: &DocumentFacts, block: usize, found: &Match) -> bool {
    let rule = rules.entry(found.rule);
    let speaks = || facts.speaks_of_subject(block);
    (rule.audience != Audience::To || facts.is_addressed(block, true))
        && (!rule.when.subject || speaks())
        && !(rule.unless.subject && speaks())
}

fn judge(context: &Context<'_>, found: Match) -> Option<Resolved> {
    let rule = context.rules.entry(found.rule);
    let severity = context.rules.severity(found.rule)?;
    let words = found.words();
    let addressed = rule.audience != Audience::To
        || context.facts.is_addressed(context.index, context.is_spoken(found));
    if !addressed || is_excepted(context, rule, &words) {
        return None;
    }
    let quoted = rule.quotation != Quotation::Check && is_others_words(context, &words);
    match rule.quotation {
        Quotation::Skip if quoted => None,
        Quotation::Lower if quoted => Some(Resolved { found, severity: Severity::Info, quoted }),
        _ => Some(Resolved { found, severity, quoted }),
    }
}

fn is_excepted(context: &Context<'_>, rule: &RuleEntry, words: &Range<usize>) -> bool {
    let skips = |mode: Mode| mode == Mode::Skip;
    (skips(rule.names) && (is_name(context, words) || is_charge(context, words)))
        || (skips(rule.self_description) && is_self_description(context, words))
        || (skips(rule.negation) && is_negated(context, words))
        || (skips(rule.mention) && is_mention(context, words))
}

/// One finding a place: of two that overlap, a note gives way; then the longer stays, the more severe, the earlier.
fn without_overlaps(mut found: Vec<Resolved>) -> Vec<Resolved> {
    found.sort_by_key(|resolved| {
        let words = resolved.found.words();
        let is_note = resolved.severity == Severity::Info;
        (
            is_note,
            Reverse(words.len()),
            Reverse(resolved.severity),
            words.start,
            resolved.found.rule,
        )
    });
    let mut taken = BTreeMap::new();
    let mut kept: Vec<Resolved> = Vec::new();
    for resolved in found {
        let words = resolved.found.words();
        let before = taken.range(..words.end).next_back();
        if before.is_none_or(|(_, &end)| end <= words.start) {
            taken.insert(words.start, words.end);
            kept.push(resolved);
        }
    }
    kept.sort_by_key(|resolved| resolved.found.first);
    kept
}
