//! `saywell explain`: what a rule is about.

mod words;

use crate::args::{DataFormat, RuleArgs};
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::names::{audience_name, severity_name};
use crate::session::Session;
use crate::streams::Output;
use clap::Args;
use saywell_config::Flags;
use saywell_engine::RuleCard;
use saywell_engine::rules::{
    Alternative, AlternativeKind, Citation, FlagExample, Pack, Rule, Source,
};
use saywell_report::visible;
use saywell_rulebook::engine_rules;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Say what a rule is about: why it matters, what to write instead, and what it rests on
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell explain exploitation/prostitute
  saywell explain prostitute --format json")]
pub(crate) struct Explain {
    /// The rule, with or without its pack's name
    #[arg(value_name = "RULE")]
    rule: String,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataFormat,

    #[command(flatten)]
    choices: RuleArgs,
}

/// A rule, and the pack it stands in.
#[derive(Clone, Copy)]
struct Entry<'a> {
    pack: &'a Pack,
    rule: &'a Rule,
}

impl Explain {
    /// Prints the rule; several, where packs share a name.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let session = Session::new(self.choices, Flags::default());
        let packs = session.packs(Path::new("."))?;
        let entries: Vec<Entry> = packs
            .iter()
            .flat_map(|pack| pack.rules.iter().map(move |rule| Entry { pack, rule }))
            .collect();
        let wanted: Vec<Entry> =
            entries.iter().copied().filter(|entry| entry.is_called(&self.rule)).collect();
        let mut cards = engine_rules();
        cards.retain(|card| is_called(&card.id, &self.rule));
        if wanted.is_empty() && cards.is_empty() {
            return Err(unknown(&self.rule, &entries));
        }
        let _ = match self.format {
            DataFormat::Text => write_text(out, &wanted, &cards),
            DataFormat::Json => write_json(out, &wanted, &cards),
        };
        Ok(ExitStatus::Clean)
    }
}

fn unknown(name: &str, entries: &[Entry]) -> Trouble {
    let names = entries.iter().flat_map(|entry| [entry.full_name(), entry.rule.id.clone()]);
    let scored = names.map(|known| (strsim::jaro_winkler(name, &known), known));
    let nearest = scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    let help = match nearest {
        Some((_, known)) => format!("did you mean “{known}”?"),
        None => "`saywell rules` lists them".to_owned(),
    };
    Trouble::from(format!("no rule is called “{name}”; {help}"))
}

fn write_text(out: &mut impl Write, entries: &[Entry], cards: &[Arc<RuleCard>]) -> io::Result<()> {
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        entry.write(out)?;
    }
    cards.iter().try_for_each(|card| write_card(out, card))
}

fn write_json(out: &mut impl Write, entries: &[Entry], cards: &[Arc<RuleCard>]) -> io::Result<()> {
    let cards = cards.iter().map(|card| card_json(card));
    let rules: Vec<Value> = entries.iter().map(Entry::json).chain(cards).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "version": 1, "rules": rules }))?;
    writeln!(out)
}

impl Entry<'_> {
    fn full_name(&self) -> String {
        format!("{}/{}", self.pack.id, self.rule.id)
    }

    fn is_called(&self, name: &str) -> bool {
        is_called(&self.full_name(), name)
    }

    fn json(&self) -> Value {
        let rule = self.rule;
        let flag = |example: &FlagExample| json!({ "text": example.text, "fixed": example.fixed });
        json!({
            "id": self.full_name(),
            "category": rule.category,
            "severity": severity_name(rule.severity),
            "audience": audience_name(rule.audience),
            "title": rule.title,
            "message": rule.message,
            "why": rule.why,
            "alternatives": alternatives(rule).into_iter().map(alternative_json).collect::<Vec<_>>(),
            "terms": rule.terms.iter().map(|term| words::term(&term.kind)).collect::<Vec<_>>(),
            "left_alone": words::left_alone(rule),
            "examples": {
                "flag": rule.examples.flag.iter().map(flag).collect::<Vec<_>>(),
                "pass": rule.examples.pass,
            },
            "sources": self.sources().map(source_json).collect::<Vec<_>>(),
        })
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let rule = self.rule;
        writeln!(out, "{}: {}", self.full_name(), visible(&rule.title))?;
        let audience = words::audience(rule.audience);
        let (severity, category) = (severity_name(rule.severity), visible(&rule.category));
        writeln!(out, "{severity} · {category} · {audience}\n")?;
        writeln!(out, "  {}", visible(&rule.message.replace("{match}", "…")))?;
        section(out, "Why", [rule.why.clone()])?;
        section(out, "Instead", alternatives(rule).into_iter().map(words::alternative))?;
        section(out, "Looks for", rule.terms.iter().map(|term| words::term(&term.kind)))?;
        section(out, "Left alone", words::left_alone(rule))?;
        section(out, "Flagged", rule.examples.flag.iter().map(words::flag_example))?;
        section(out, "Not flagged", rule.examples.pass.iter().cloned())?;
        section(out, "Sources", self.sources().map(words::source))
    }

    /// Each source, with the section that is cited.
    fn sources(&self) -> impl Iterator<Item = (&Source, &str)> {
        let known = &self.pack.sources;
        self.rule
            .sources
            .iter()
            .filter_map(|Citation { id, section }| Some((known.get(id)?, section.as_str())))
    }
}

/// Whether a rule with this full name is meant.
fn is_called(full_name: &str, name: &str) -> bool {
    full_name == name || full_name.split_once('/').is_some_and(|(_, id)| id == name)
}

/// Writes one of the engine's own rules, which stand in no pack.
fn write_card(out: &mut impl Write, card: &RuleCard) -> io::Result<()> {
    writeln!(out, "{}: {}", card.id, card.title)?;
    writeln!(out, "{} · {}", severity_name(card.severity), card.category)?;
    section(out, "Why", [card.why.clone()])
}

fn card_json(card: &RuleCard) -> Value {
    json!({
        "id": card.id,
        "category": card.category,
        "severity": severity_name(card.severity),
        "audience": audience_name(card.audience),
        "title": card.title,
        "why": card.why,
    })
}

/// The rule's alternatives, and those that some of its terms have instead, each said once.
fn alternatives(rule: &Rule) -> Vec<&Alternative> {
    let mut said: Vec<&Alternative> = Vec::new();
    for alternative in rule.alternatives.iter().chain(of_terms(rule)) {
        if !said.iter().any(|other| says(other, alternative)) {
            said.push(alternative);
        }
    }
    said
}

fn of_terms(rule: &Rule) -> impl Iterator<Item = &Alternative> {
    rule.terms.iter().flat_map(|term| &term.alternatives)
}

/// Whether one alternative says what the other does: the same, or a noun one of whose numbers the other is.
fn says(one: &Alternative, other: &Alternative) -> bool {
    let fits = other.note.is_none() || one.note == other.note;
    fits && match (&one.kind, &other.kind) {
        (AlternativeKind::Noun(forms), AlternativeKind::Phrase(words)) => {
            [&forms.singular, &forms.plural].contains(&words)
        }
        (one, other) => one == other,
    }
}

fn alternative_json(alternative: &Alternative) -> Value {
    json!({ "text": words::alternative_text(&alternative.kind), "note": alternative.note, "safe": alternative.safe })
}

fn source_json((source, section): (&Source, &str)) -> Value {
    json!({
        "title": source.title,
        "author": source.author,
        "date": source.date,
        "section": section,
        "url": source.url,
    })
}

/// Writes a headline and its rows; nothing where there are none.
fn section(
    out: &mut impl Write,
    title: &str,
    rows: impl IntoIterator<Item = String>,
) -> io::Result<()> {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    for row in rows {
        row.lines().try_for_each(|line| writeln!(out, "  {}", visible(line)))?;
    }
    Ok(())
}
