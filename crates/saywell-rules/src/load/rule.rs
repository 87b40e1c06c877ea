//! Reads rules.

use super::MAX_RULES;
use super::alternative;
use super::check::{check_message, check_name};
use super::condition;
use super::fields::{Fields, Text, Value};
use super::keys;
use super::phrases::Phrases;
use super::similar::did_you_mean;
use super::style;
use super::term;
use crate::{
    Alternative, Audience, Citation, Examples, FlagExample, Mode, Quotation, Rule, Severity,
    Source, SourceStatus, StyleSwitch, Term,
};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What rules may refer to.
pub(super) struct Known<'a> {
    pub(super) categories: &'a BTreeMap<String, String>,
    pub(super) styles: &'a BTreeMap<String, StyleSwitch>,
    pub(super) sources: &'a BTreeMap<String, Source>,
    pub(super) phrases: &'a Phrases,
    /// How many regular expressions there may still be.
    pub(super) patterns_left: Cell<usize>,
}

/// Reads `[[rule]]` of all files.
pub(super) fn read_all(files: &[Fields<'_>], known: &Known<'_>) -> Vec<Rule> {
    let all = files
        .iter()
        .flat_map(|file| file.items("rule").iter().map(move |value| (file.file, value)));
    let all = all.collect::<Vec<_>>();
    if let Some((file, value)) = all.get(MAX_RULES) {
        file.error(value.span(), format!("a pack has at most {MAX_RULES} rules"));
        return Vec::new();
    }
    let mut ids = BTreeSet::new();
    let read = |(file, value)| {
        Some(read(&Fields::read(file, value, "a rule", keys::RULE)?, known, &mut ids))
    };
    all.into_iter().filter_map(read).collect()
}

fn read<'a>(fields: &Fields<'a>, known: &Known<'_>, ids: &mut BTreeSet<&'a str>) -> Rule {
    let text = |key| fields.required_text(key).map_or_else(String::new, |text| text.prose());
    let audience = fields.choice("audience", keys::AUDIENCES).unwrap_or(Audience::Any);
    let mode = |key, default| fields.choice(key, keys::MODES).unwrap_or(default);
    let terms = terms(fields, known);
    Rule {
        id: id(fields, ids),
        category: category(fields, known.categories),
        severity: fields.required_choice("severity", keys::SEVERITIES).unwrap_or(Severity::Info),
        audience,
        style: style::read(fields, known.styles),
        title: text("title"),
        message: message(fields),
        why: text("why"),
        sources: citations(fields, known.sources),
        guidance: fields.texts("guidance").iter().map(|text| text.owned()).collect(),
        alternatives: alternatives(fields, &terms, known),
        terms,
        exceptions: known.phrases.read_all(&fields.texts("exceptions")),
        when: condition::read(fields, "when", known.phrases),
        unless: condition::read(fields, "unless", known.phrases),
        self_description: mode(
            "self",
            if audience == Audience::To { Mode::Check } else { Mode::Skip },
        ),
        names: mode("names", Mode::Skip),
        mention: mode("mention", Mode::Skip),
        negation: mode("negation", Mode::Check),
        quotation: fields.choice("quotation", keys::QUOTATIONS).unwrap_or(Quotation::Lower),
        examples: examples(fields),
    }
}

fn id<'a>(fields: &Fields<'a>, ids: &mut BTreeSet<&'a str>) -> String {
    let Some(id) = fields.required_text("id") else { return String::new() };
    check_name(&id);
    if !ids.insert(id.value) {
        id.error(format!("there is a rule “{}” already", id.value));
    }
    id.owned()
}

fn message(fields: &Fields<'_>) -> String {
    let message = fields.required_text("message");
    message.iter().for_each(check_message);
    message.map_or_else(String::new, |message| message.prose())
}

fn category(fields: &Fields<'_>, described: &BTreeMap<String, String>) -> String {
    let category = fields.required_text("category");
    category.iter().for_each(check_name);
    let unknown =
        |category: &&Text<'_>| !described.is_empty() && !described.contains_key(category.value);
    if let Some(category) = category.as_ref().filter(unknown) {
        let message = format!("there is no category “{}”", category.value);
        let names = described.keys().map(String::as_str);
        let one_of = || format!("it is one of {}", names.clone().collect::<Vec<_>>().join(", "));
        let help = did_you_mean(category.value, names.clone()).unwrap_or_else(one_of);
        category.error_with_help(message, help);
    }
    category.map_or_else(String::new, |category| category.owned())
}

fn terms(fields: &Fields<'_>, known: &Known<'_>) -> Vec<Term> {
    fields
        .required_items("terms")
        .iter()
        .filter_map(|value| term::read(fields, value, known))
        .collect()
}

fn citations(fields: &Fields<'_>, sources: &BTreeMap<String, Source>) -> Vec<Citation> {
    let values = fields.required_items("sources");
    let citations =
        values.iter().filter_map(|value| citation(fields, value, sources)).collect::<Vec<_>>();
    let status = |citation: &Citation| sources.get(&citation.id).map(|source| source.status);
    let cited = citations.iter().filter_map(status).collect::<Vec<_>>();
    if !cited.is_empty()
        && citations.len() == values.len()
        && cited.iter().all(|&status| status == SourceStatus::SeeAlso)
    {
        let span = fields.get("sources").map_or_else(|| fields.span.clone(), Value::span);
        let help = "cite a source whose status is “read” as well";
        fields.file.error_with_help(span, "a rule cannot rest on sources that were not read", help);
    }
    citations
}

fn citation<'a>(
    rule: &Fields<'a>,
    value: &'a Value<'a>,
    sources: &BTreeMap<String, Source>,
) -> Option<Citation> {
    let fields = Fields::read(rule.file, value, "a citation", keys::CITATION)?;
    let section = fields.required_text("section");
    let id = fields.required_text("id")?;
    if !sources.contains_key(id.value) {
        let help = || {
            let similar = did_you_mean(id.value, sources.keys().map(String::as_str));
            similar.or_else(|| Some(format!("describe it in a table [sources.{}]", id.value)))
        };
        let message = format!("there is no source “{}”", id.value);
        rule.file.report.add(&rule.file.place(id.span.clone()), &message, help);
    }
    Some(Citation { id: id.owned(), section: section?.owned() })
}

/// Reads the alternatives, and sees that there are enough of them.
fn alternatives(fields: &Fields<'_>, terms: &[Term], known: &Known<'_>) -> Vec<Alternative> {
    if !fields.has("alternatives") && terms.iter().any(|term| term.alternatives.is_empty()) {
        let help = "say what to write instead, give advice, or { omit = true }";
        fields.file.error_with_help(fields.span.clone(), "a rule needs “alternatives”", help);
    }
    let kinds = terms.iter().map(|term| &term.kind).collect::<Vec<_>>();
    let all_read = fields
        .get("terms")
        .and_then(|value| value.get_ref().as_array())
        .is_some_and(|all| all.len() == terms.len());
    alternative::read_all(fields, all_read.then_some(&kinds), known.styles)
}

fn examples(rule: &Fields<'_>) -> Examples {
    let fields = rule
        .required("examples")
        .and_then(|value| Fields::read(rule.file, value, "“examples”", keys::EXAMPLES));
    let Some(fields) = fields else { return Examples::default() };
    let flag = fields
        .required_items("flag")
        .iter()
        .filter_map(|value| flag_example(&fields, value))
        .collect();
    fields.required("pass");
    let pass = fields.texts("pass");
    let examples = Examples { flag, pass: pass.iter().map(|text| text.owned()).collect() };
    let flagged = examples.flag.iter().map(|flag| flag.text.as_str()).collect::<BTreeSet<_>>();
    for text in pass.iter().filter(|pass| flagged.contains(pass.value)) {
        text.error("the same text stands under “flag”");
    }
    examples
}

fn flag_example<'a>(fields: &Fields<'a>, value: &'a Value<'a>) -> Option<FlagExample> {
    if value.get_ref().is_str() {
        let text = fields.file.text(value, "an example")?.owned();
        return Some(FlagExample { text, fixed: None });
    }
    let fields = Fields::read(fields.file, value, "an example", keys::FLAG_EXAMPLE)?;
    let fixed = fields.text("fixed").map(|fixed| fixed.owned());
    Some(FlagExample { text: fields.required_text("text")?.owned(), fixed })
}
