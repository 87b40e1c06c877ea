//! The pages that are made from the rules: `docs/rules.md`, and the map from the guidance to the rules.
//!
//! A page that is out of date fails; `SNAPSHOTS=overwrite cargo test -p saywell` writes it anew.

use saywell_engine::rules::{
    Alternative, AlternativeKind, Audience, Citation, Pack, Rule, Severity,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guidance {
    row: Vec<Row>,
}

/// A piece of guidance, in our own words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    source: String,
    section: String,
    guidance: String,
    #[serde(rename = "audience")]
    _audience: String,
    uncheckable: Option<String>,
    limits: Option<String>,
}

fn packs() -> Vec<Pack> {
    saywell_rulebook::embedded().to_vec()
}

fn guidance() -> Vec<Row> {
    let text = include_str!("../../../rules/guidance.toml");
    toml::from_str::<Guidance>(text).expect("the guidance table reads").row
}

/// The rules that answer each row.
fn answers(packs: &[Pack]) -> BTreeMap<&str, Vec<String>> {
    let mut answers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (pack, rule) in
        packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)))
    {
        for row in &rule.guidance {
            answers.entry(row).or_default().push(format!("{}/{}", pack.id, rule.id));
        }
    }
    answers
}

#[test]
fn every_piece_of_guidance_has_a_rule_or_a_reason() {
    let packs = packs();
    let rows = guidance();
    let answers = answers(&packs);
    let bare: Vec<&str> = rows
        .iter()
        .filter(|row| row.uncheckable.is_none() && !answers.contains_key(row.id.as_str()))
        .map(|row| row.id.as_str())
        .collect();
    assert!(bare.is_empty(), "no rule answers {bare:?}, and no reason is given");
    let unknown: Vec<_> =
        answers.keys().filter(|id| !rows.iter().any(|row| row.id == **id)).collect();
    assert!(unknown.is_empty(), "rules name rows that do not exist: {unknown:?}");
}

#[test]
fn the_guidance_page_is_current() {
    let packs = packs();
    let answers = answers(&packs);
    let mut page = String::from(
        "# Guidance and rules\n\n\
         What the source documents ask for, in our own words, and the rules that look for it. Generated from\n\
         `rules/guidance.toml` and the packs; a test keeps it current.\n",
    );
    let mut source = String::new();
    for row in guidance() {
        if row.source != source {
            source.clone_from(&row.source);
            let title = packs
                .iter()
                .find_map(|pack| pack.sources.get(&source))
                .expect("a row's source is in a pack");
            _ = write!(
                page,
                "\n## {}\n\n| | section | guidance | rules |\n|---|---|---|---|\n",
                title.title
            );
        }
        let rules = answers
            .get(row.id.as_str())
            .map_or_else(Vec::new, |rules| rules.iter().map(|rule| link(rule)).collect());
        let mut answer = rules.join(", ");
        if let Some(reason) = &row.uncheckable {
            answer = format!("*none: {}*", cell(reason));
        }
        if let Some(limits) = &row.limits {
            _ = write!(answer, ". *{}*", cell(limits));
        }
        _ = writeln!(
            page,
            "| {} | {} | {} | {answer} |",
            row.id,
            cell(&row.section),
            cell(&row.guidance)
        );
    }
    snapbox::assert_data_eq!(page, snapbox::file!["../../../docs/guidance.md"].raw());
}

fn link(rule: &str) -> String {
    let name = rule.rsplit('/').next().unwrap_or(rule);
    format!("[{name}](rules.md#{name})")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn the_rules_page_is_current() {
    let mut page = String::from(
        "# Rules\n\n\
         What saywell looks for, why, and what to write instead. Each entry names its sources. Generated from the\n\
         packs in `rules/`; a test keeps it current.\n",
    );
    for pack in packs() {
        _ = write!(page, "\n## {}\n\n", pack.title);
        let count =
            |category: &String| pack.rules.iter().filter(|rule| &rule.category == category).count();
        for (category, about) in &pack.categories {
            _ = writeln!(page, "* [{category}](#{category}) ({}): {about}", count(category));
        }
        for (category, about) in &pack.categories {
            _ = write!(page, "\n### {category}\n\n{about}\n");
            for rule in pack.rules.iter().filter(|rule| &rule.category == category) {
                write_rule(&mut page, &pack, rule);
            }
        }
    }
    snapbox::assert_data_eq!(page, snapbox::file!["../../../docs/rules.md"].raw());
}

fn write_rule(page: &mut String, pack: &Pack, rule: &Rule) {
    let severity = match rule.severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let audience = match rule.audience {
        Audience::To => ", in words to a person",
        Audience::About | Audience::Any => "",
    };
    _ = write!(
        page,
        "\n#### {}\n\n**{}** ({severity}{audience})\n\n{}\n",
        rule.id,
        rule.title,
        one_line(&rule.why)
    );
    let instead: Vec<String> = rule.alternatives.iter().map(alternative).collect();
    if !instead.is_empty() {
        _ = write!(page, "\nInstead: {}\n", instead.join(" · "));
    }
    if let Some(example) = rule.examples.flag.first() {
        _ = write!(page, "\n* Speaks: {}\n", one_line(&example.text));
    }
    if let Some(example) = rule.examples.pass.first() {
        _ = writeln!(page, "* Stays silent: {}", one_line(example));
    }
    let sources: Vec<String> = rule.sources.iter().map(|citation| cite(pack, citation)).collect();
    _ = write!(page, "\nSource: {}\n", sources.join("; "));
}

fn alternative(alternative: &Alternative) -> String {
    let words = match &alternative.kind {
        AlternativeKind::Noun(forms) => forms.singular.clone(),
        AlternativeKind::Verb(forms) => forms.base.clone(),
        AlternativeKind::Phrase(phrase) => phrase.clone(),
        AlternativeKind::Advice(advice) => one_line(advice),
        AlternativeKind::Omit => "leave it out".to_owned(),
    };
    match &alternative.note {
        Some(note) => format!("{words} ({note})"),
        None => words,
    }
}

fn cite(pack: &Pack, citation: &Citation) -> String {
    let title = pack.sources.get(&citation.id).map_or("", |source| source.title.as_str());
    format!("*{title}*, “{}”", citation.section)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
