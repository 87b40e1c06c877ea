//! `saywell suppressions`: what is kept from being reported, where, why, and whether it is still needed.

use crate::args::{DataFormat, FileArgs, RuleArgs};
use crate::exit::{CommandResult, ExitStatus};
use crate::files::{File, Files, Missing};
use crate::streams::{Output, complain_of};
use crate::suppressed::{Suppression, Tally};
use clap::Args;
use saywell_engine::Linter;
use saywell_report::visible;
use serde_json::json;
use std::io::{self, Write};

/// List what is kept from being reported: directives in documents, and what saywell.toml excepts
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell suppressions                 with places, reasons, and how many findings each silences
  saywell suppressions --format json   for programs

Exit codes: 0 listed, 2 a file could not be checked.")]
pub(crate) struct Suppressions {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    rules: RuleArgs,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    format: DataFormat,
}

impl Suppressions {
    /// Checks the files with and without what is excepted, and lists what that makes of it.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let files = Files::new(&self.files, &self.rules, None)?;
        let mut tally = Tally::new(&files, &self.rules, &self.files)?;
        let look = |file: &File, linter: &Linter, bytes| {
            let document = files.document(file, bytes)?;
            Ok(tally.look(file, linter, &document))
        };
        let mut status = ExitStatus::Clean;
        let mut seen = Vec::new();
        files.each(look, |file, found| match found {
            Ok(found) => seen.push(found),
            Err(Missing::Skipped(_) | Missing::OtherLanguage(_)) => {}
            Err(Missing::Failed(problem)) => {
                complain_of(&file.name, "not checked", &problem);
                status = ExitStatus::Trouble;
            }
        });
        seen.into_iter().for_each(|found| tally.add(found));
        let suppressions = tally.finish();
        let _ = match self.format {
            DataFormat::Text => write_text(out, &suppressions),
            DataFormat::Json => write_json(out, &suppressions),
        };
        files.tell_time();
        Ok(status)
    }
}

fn write_text(out: &mut impl Write, suppressions: &[Suppression]) -> io::Result<()> {
    for suppression in suppressions {
        writeln!(out, "{}", visible(&line(suppression)))?;
    }
    writeln!(out, "{}", summary(suppressions))
}

fn line(suppression: &Suppression) -> String {
    let Suppression { path, line, column, .. } = suppression;
    let reason = match &suppression.reason {
        Some(reason) => format!(": {reason}"),
        // Patterns of files have no place for one.
        None if suppression.kind == "files" => String::new(),
        None => ": no reason given".to_owned(),
    };
    let silences = suppression.silences.map(|count| match count {
        0 => "silences nothing".to_owned(),
        count => format!("silences {count}"),
    });
    let more: Vec<String> = suppression.place.clone().into_iter().chain(silences).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
    format!("{path}:{line}:{column}: {}{reason}{more}", what(suppression))
}

fn what(suppression: &Suppression) -> String {
    let subject = &suppression.subject;
    let only_in = match suppression.only_in.as_slice() {
        [] => String::new(),
        patterns => format!(" in {}", patterns.join(", ")),
    };
    match suppression.kind {
        "rules" => format!("{subject} off{only_in}"),
        "words" => format!("“{subject}” ignored{only_in}"),
        "files" => format!("{subject} not checked"),
        directive if subject.is_empty() => directive.to_owned(),
        directive => format!("{directive} {subject}"),
    }
}

fn summary(suppressions: &[Suppression]) -> String {
    let count = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    if suppressions.is_empty() {
        return "No suppressions.".to_owned();
    }
    let bare = suppressions.iter().filter(|it| it.reason.is_none() && it.kind != "files").count();
    let idle = suppressions.iter().filter(|it| it.silences == Some(0)).count();
    let mut line = count(suppressions.len(), "suppression");
    let more = [(bare, "without a reason"), (idle, "silencing nothing")];
    for (count, words) in more.iter().filter(|(count, _)| *count > 0) {
        line.push_str(&format!("; {count} {words}"));
    }
    line + "."
}

fn write_json(out: &mut impl Write, suppressions: &[Suppression]) -> io::Result<()> {
    let row = |it: &Suppression| {
        json!({
            "kind": it.kind,
            "path": it.path,
            "line": it.line,
            "column": it.column,
            "place": it.place,
            "subject": it.subject,
            "reason": it.reason,
            "silences": it.silences,
            "only_in": it.only_in,
        })
    };
    let rows: Vec<_> = suppressions.iter().map(row).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "version": 1, "suppressions": rows }))?;
    writeln!(out)
}
