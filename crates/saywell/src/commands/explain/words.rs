//! A rule's parts, in words.

use saywell_engine::rules::{
    Alternative, AlternativeKind, Audience, Condition, FlagExample, Mode, NounForms, Phrase,
    Quotation, Rule, Source, SourceStatus, TermKind,
};

/// Whom the wording reaches.
pub(super) fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::About => "in texts about people",
        Audience::To => "in texts addressed to people",
        Audience::Any => "in any text",
    }
}

/// The words of an alternative, without its note.
pub(super) fn alternative_text(kind: &AlternativeKind) -> String {
    match kind {
        AlternativeKind::Noun(NounForms { singular, plural }) => format!("{singular} / {plural}"),
        AlternativeKind::Verb(forms) => forms.base.clone(),
        AlternativeKind::Phrase(phrase) => phrase.clone(),
        AlternativeKind::Advice(advice) => advice.clone(),
        AlternativeKind::Omit => "leave it out".to_owned(),
    }
}

/// An alternative, and when it fits.
pub(super) fn alternative(alternative: &Alternative) -> String {
    let text = alternative_text(&alternative.kind);
    let note = alternative.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let safe = if alternative.safe { " [`saywell fix` puts it in]" } else { "" };
    format!("{text}{note}{safe}")
}

/// What a term looks for.
pub(super) fn term(kind: &TermKind) -> String {
    match kind {
        TermKind::Noun { singular, .. } => format!("{}, in both numbers", singular.source),
        TermKind::Verb { base, .. } => format!("{}, in all forms", base.source),
        TermKind::Phrase(phrase) => phrase.source.clone(),
        TermKind::Pattern { regex, .. } => format!("the pattern {regex}"),
    }
}

/// Where the rule stays silent.
pub(super) fn left_alone(rule: &Rule) -> Vec<String> {
    let mut rows: Vec<String> =
        rule.exceptions.iter().map(|phrase| format!("“{}”", phrase.source)).collect();
    rows.extend(condition(&rule.when).into_iter().map(|row| format!("unless {row}")));
    rows.extend(condition(&rule.unless).into_iter().map(|row| format!("where {row}")));
    let modes = [
        (rule.names, "capitalised names and titles"),
        (rule.self_description, "people's words about themselves"),
        (rule.mention, "words discussed as words"),
        (rule.negation, "words that are denied: after not, never, cannot, without"),
    ];
    rows.extend(
        modes.into_iter().filter(|(mode, _)| *mode == Mode::Skip).map(|(_, row)| row.to_owned()),
    );
    rows.extend(quotation(rule.quotation).map(str::to_owned));
    rows
}

fn quotation(quotation: Quotation) -> Option<&'static str> {
    match quotation {
        Quotation::Lower => Some("somebody else's quoted words are a note only"),
        Quotation::Skip => Some("somebody else's quoted words"),
        Quotation::Check => None,
    }
}

fn condition(condition: &Condition) -> Vec<String> {
    let lists = [
        (&condition.sentence, "the sentence has"),
        (&condition.paragraph, "the paragraph has"),
        (&condition.before, "before it stands"),
        (&condition.after, "after it stands"),
    ];
    let mut rows: Vec<String> = lists
        .into_iter()
        .filter(|(phrases, _)| !phrases.is_empty())
        .map(|(phrases, what)| format!("{what} {}", any_of(phrases)))
        .collect();
    if condition.subject {
        rows.push("the text around it is about the pack's subject".to_owned());
    }
    rows
}

fn any_of(phrases: &[Phrase]) -> String {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("“{}”", phrase.source)).collect();
    quoted.join(" or ")
}

/// An example that is flagged, and what becomes of it.
pub(super) fn flag_example(example: &FlagExample) -> String {
    let fixed = example.fixed.as_ref().map(|fixed| format!("\n  → {fixed}")).unwrap_or_default();
    format!("{}{fixed}", example.text)
}

/// A source, and the section that is cited.
pub(super) fn source((source, section): (&Source, &str)) -> String {
    let parts = [source.author.as_deref(), source.date.as_deref(), source.url.as_deref()];
    let mut row = source.title.clone();
    if !section.is_empty() {
        row.push_str(&format!(", “{section}”"));
    }
    parts.into_iter().flatten().for_each(|part| row.push_str(&format!(", {part}")));
    if source.status == SourceStatus::SeeAlso {
        row.push_str(" (see also)");
    }
    row
}
