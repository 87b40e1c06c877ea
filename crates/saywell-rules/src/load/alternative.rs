//! Reads what may be written instead.

use super::check::check_plain;
use super::fields::{Fields, Value};
use super::keys;
use super::style;
use super::term::kind;
use crate::{Alternative, AlternativeKind, NounForms, StyleSwitch, TermKind, VerbForms};
use std::collections::BTreeMap;

/// Reads `alternatives` of a rule or a term. They must fit the terms, if those could be read: an alternative that takes
/// the form of the match needs a term that has forms.
pub(super) fn read_all(
    owner: &Fields<'_>,
    terms: Option<&[&TermKind]>,
    styles: &BTreeMap<String, StyleSwitch>,
) -> Vec<Alternative> {
    let read = |value| {
        let alternative = read(owner, value, styles)?;
        terms.iter().for_each(|terms| check_fit(owner, value, &alternative.kind, terms));
        Some(alternative)
    };
    owner.items("alternatives").iter().filter_map(read).collect()
}

fn check_fit(owner: &Fields<'_>, value: &Value<'_>, kind: &AlternativeKind, terms: &[&TermKind]) {
    let noun = terms.iter().any(|term| matches!(term, TermKind::Noun { .. }));
    let verb = terms.iter().any(|term| matches!(term, TermKind::Verb { .. }));
    let (what, words) = match kind {
        AlternativeKind::Noun(forms) if !noun => ("noun", &forms.singular),
        AlternativeKind::Verb(forms) if !verb => ("verb", &forms.base),
        _ => return,
    };
    let help = format!("use {{ phrase = \"{words}\" }}");
    owner.file.error_with_help(
        value.span(),
        format!("the alternative is a {what}, and no term is"),
        help,
    );
}

fn read<'a>(
    owner: &Fields<'a>,
    value: &'a Value<'a>,
    styles: &BTreeMap<String, StyleSwitch>,
) -> Option<Alternative> {
    let fields = Fields::read(owner.file, value, "an alternative", keys::ALTERNATIVE)?;
    let note = fields.text("note").map(|note| note.prose());
    let style = style::read(&fields, styles);
    let safe = fields.flag("safe");
    let kind = match kind(&fields, "an alternative", keys::ALTERNATIVE_KINDS)? {
        "noun" => AlternativeKind::Noun(noun(&fields)?),
        "verb" => AlternativeKind::Verb(verb(&fields)?),
        "phrase" => AlternativeKind::Phrase(words(&fields, "phrase")?),
        "advice" => AlternativeKind::Advice(fields.text("advice")?.prose()),
        _ => omit(&fields),
    };
    if safe && matches!(kind, AlternativeKind::Advice(_)) {
        fields.error("advice cannot be safe: nothing is put in");
    }
    Some(Alternative { kind, note, style, safe })
}

fn noun(fields: &Fields<'_>) -> Option<NounForms> {
    let derived = NounForms::derive(&words(fields, "noun")?);
    Some(NounForms { plural: words(fields, "plural").unwrap_or(derived.plural), ..derived })
}

fn verb(fields: &Fields<'_>) -> Option<VerbForms> {
    let derived = VerbForms::derive(&words(fields, "verb")?);
    let written = |key| words(fields, key).map(|form| derived.written(&form));
    let past = written("past");
    Some(VerbForms {
        base: derived.base.clone(),
        third: written("third").unwrap_or_else(|| derived.third.clone()),
        participle: written("participle")
            .or_else(|| past.clone())
            .unwrap_or_else(|| derived.participle.clone()),
        past: past.unwrap_or_else(|| derived.past.clone()),
        gerund: written("gerund").unwrap_or_else(|| derived.gerund.clone()),
    })
}

fn words(fields: &Fields<'_>, key: &str) -> Option<String> {
    let text = fields.text(key)?;
    check_plain(&text);
    Some(text.owned())
}

fn omit(fields: &Fields<'_>) -> AlternativeKind {
    if fields.get("omit").is_some_and(|value| value.get_ref().as_bool() != Some(true)) {
        fields.file.error_with_help(
            fields.span.clone(),
            "“omit” is always true",
            "leave the alternative out where nothing is to be omitted",
        );
    }
    AlternativeKind::Omit
}
