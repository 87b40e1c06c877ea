//! Reads what a rule looks for.

use super::MAX_PATTERNS;
use super::alternative;
use super::fields::{Fields, Text, Value};
use super::keys;
use super::pattern;
use super::phrases::Phrases;
use super::rule::Known;
use crate::phrase::{normalize, plural_source, verb_source, written_form};
use crate::{Phrase, Term, TermKind};

pub(super) fn read<'a>(rule: &Fields<'a>, value: &'a Value<'a>, known: &Known<'_>) -> Option<Term> {
    let reader = known.phrases;
    let fields = Fields::read(rule.file, value, "a term", keys::TERM)?;
    let kind = match kind(&fields, "a term", keys::TERM_KINDS)? {
        "noun" => noun(&fields, reader),
        "verb" => verb(&fields, reader),
        "phrase" => phrase(&fields, reader),
        _ => pattern(&fields, known),
    }?;
    let alternatives = alternative::read_all(&fields, Some(&[&kind]), known.styles);
    Some(Term { kind, alternatives })
}

/// The one key of a table that says what it is.
pub(super) fn kind(
    fields: &Fields<'_>,
    what: &str,
    kinds: &[&'static str],
) -> Option<&'static str> {
    let found = kinds.iter().copied().filter(|kind| fields.has(kind)).collect::<Vec<_>>();
    let [kind] = found.as_slice() else {
        let kinds = kinds.iter().map(|kind| format!("“{kind}”")).collect::<Vec<_>>().join(", ");
        fields.error(format!("{what} has exactly one of {kinds}"));
        return None;
    };
    for (owner, companions) in keys::COMPANIONS.iter().filter(|(owner, _)| owner != kind) {
        for key in companions.iter().filter(|key| fields.has(key)) {
            fields.error(format!("“{key}” only stands beside “{owner}”"));
        }
    }
    Some(kind)
}

fn noun(fields: &Fields<'_>, reader: &Phrases) -> Option<TermKind> {
    let text = fields.text("noun")?;
    let singular = reader.read(&text);
    let plural = match fields.text("plural") {
        Some(plural) => reader.read(&plural),
        None => {
            singular.as_ref()?;
            reader.derived(&text, plural_source(text.value))
        }
    };
    Some(TermKind::Noun { singular: singular?, plural: plural? })
}

fn verb(fields: &Fields<'_>, reader: &Phrases) -> Option<TermKind> {
    let text = fields.text("verb")?;
    reader.read(&text)?;
    let form = |key, form| match fields.text(key) {
        Some(written) => written_phrase(&text, &written, reader),
        None => reader.derived(&text, verb_source(text.value, form)),
    };
    let third = form("third", |forms| forms.third);
    let past = form("past", |forms| forms.past);
    // A verb whose past is written out and whose participle is not has one form for both.
    let one_form = fields.has("past") && !fields.has("participle");
    let participle = form(if one_form { "past" } else { "participle" }, |forms| forms.participle);
    let gerund = form("gerund", |forms| forms.gerund);
    let base = reader.derived(&text, verb_source(text.value, |forms| forms.base));
    Some(TermKind::Verb {
        base: base?,
        third: third?,
        past: past?,
        participle: participle?,
        gerund: gerund?,
    })
}

/// Reads a form that was written out.
fn written_phrase(verb: &Text<'_>, form: &Text<'_>, reader: &Phrases) -> Option<Phrase> {
    reader.read(form)?;
    reader.derived(form, written_form(verb.value, form.value))
}

fn phrase(fields: &Fields<'_>, reader: &Phrases) -> Option<TermKind> {
    fields.text("phrase").and_then(|text| reader.read(&text)).map(TermKind::Phrase)
}

fn pattern(fields: &Fields<'_>, known: &Known<'_>) -> Option<TermKind> {
    let text = fields.text("pattern")?;
    match known.patterns_left.get() {
        0 => text.error(format!("a pack has at most {MAX_PATTERNS} patterns")),
        left => {
            known.patterns_left.set(left - 1);
            pattern::check(&text);
        }
    }
    if !fields.has("words") {
        let help = "words = [\"…\"]: one of them stands in every sentence that can match";
        fields.file.error_with_help(fields.span.clone(), "a pattern needs “words”", help);
    }
    let words = fields.texts("words").iter().filter_map(pattern_word).collect();
    Some(TermKind::Pattern { regex: text.owned(), words })
}

fn pattern_word(text: &Text<'_>) -> Option<String> {
    let plain = text.value.chars().all(|c| c.is_alphanumeric() || c == '\'' || c == '’');
    match <[String; 1]>::try_from(normalize(text.value)) {
        Ok([word]) if plain => Some(word),
        _ => {
            text.error_with_help(
                "each of “words” is one plain word",
                "write contractions and hyphens as their words",
            );
            None
        }
    }
}
