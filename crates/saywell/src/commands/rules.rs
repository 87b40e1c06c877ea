//! `saywell rules`: the rules in force.

use crate::args::{DataFormat, RuleArgs};
use crate::exit::{CommandResult, ExitStatus};
use crate::names::{audience_name, severity_name};
use crate::session::Session;
use crate::streams::Output;
use clap::Args;
use saywell_config::Flags;
use saywell_engine::RuleCard;
use saywell_report::visible;
use serde_json::json;
use std::io::{self, Write};
use std::path::Path;

/// List the rules in force
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  saywell rules --category labels\n  saywell rules --format json"
)]
pub(crate) struct Rules {
    /// Only rules of this category
    #[arg(long, value_name = "NAME")]
    category: Option<String>,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataFormat,

    #[command(flatten)]
    choices: RuleArgs,
}

impl Rules {
    /// Prints the rules as they are in force in this folder.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let choices = Session::new(self.choices, Flags::default()).choices_in(Path::new("."))?;
        let wanted = |rule: &&RuleCard| {
            self.category.as_ref().is_none_or(|category| rule.category == *category)
        };
        let rules: Vec<&RuleCard> =
            choices.linter.rules().map(AsRef::as_ref).filter(wanted).collect();
        let _ = match self.format {
            DataFormat::Text => write_table(out, &rules),
            DataFormat::Json => write_json(out, &rules),
        };
        Ok(ExitStatus::Clean)
    }
}

fn write_table(out: &mut impl Write, rules: &[&RuleCard]) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        let (severity, audience) = (severity_name(rule.severity), audience_name(rule.audience));
        writeln!(out, "{:width$}  {severity:7}  {audience:5}  {}", rule.id, visible(&rule.title))?;
    }
    writeln!(out, "{} rules", rules.len())
}

fn write_json(out: &mut impl Write, rules: &[&RuleCard]) -> io::Result<()> {
    let row = |rule: &&RuleCard| {
        json!({
            "id": rule.id,
            "category": rule.category,
            "severity": severity_name(rule.severity),
            "audience": audience_name(rule.audience),
            "title": rule.title,
        })
    };
    let rules: Vec<_> = rules.iter().map(row).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "version": 1, "rules": rules }))?;
    writeln!(out)
}
