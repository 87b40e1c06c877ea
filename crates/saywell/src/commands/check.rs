//! `saywell check`: what is found in documents.

use crate::args::{FileArgs, RuleArgs, ShowArgs};
use crate::exit::{CommandResult, ExitStatus};
use crate::files::{File, Files, Missing};
use crate::sieve::{Sieve, SieveArgs, Sifted};
use crate::streams::{Output, complain_of};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use saywell_engine::document::Document;
use saywell_engine::{Linted, Linter};
use saywell_report::{FileReport, Options, Outcome, Style, Writer};
use std::io::{self, Write};

/// Look for wording that can hurt, and say what to write instead
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell check                               this folder and below
  saywell check letters/ report.md            a folder and a file
  saywell check --only labels 'drafts/*.txt'  one category
  cat letter.txt | saywell check -            standard input
  saywell check --format json > found.json    for programs
  saywell check --against main                what is new since the branch left main
  saywell check --against old.md new.md       what is new in the second draft

Exit codes: 0 nothing found at the threshold, 1 something found, 2 a file could not be checked.")]
pub(crate) struct Check {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    news: SieveArgs,

    #[command(flatten)]
    show: ShowArgs,

    /// How findings are written out
    #[arg(long, value_name = "STYLE", default_value = "full", value_parser = style_parser(), help_heading = "Output")]
    format: Style,

    /// Show notes too: findings of severity info
    #[arg(long, short, help_heading = "Output")]
    notes: bool,
}

fn style_parser() -> impl TypedValueParser<Value = Style> {
    PossibleValuesParser::new(Style::ALL.iter().map(|style| style.name()))
        .map(|name| Style::from_name(&name).unwrap_or_default())
}

/// A file that was checked.
struct Checked {
    document: Document,
    linted: Linted,
    sifted: Sifted,
    /// How many findings were taken out because they are not new.
    hidden: usize,
}

impl Check {
    /// Checks the files, and writes each out when it and those before it are done.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let files = Files::new(&self.files, &self.rules, self.show.fail_on)?;
        let sieve = Sieve::new(&self.news, &files)?;
        let options = Options { color: self.show.use_color(out), hide_notes: !self.notes };
        // On a terminal the report tells what was not checked; programs find it in theirs.
        let tell = !out.is_terminal() && self.format != Style::Json;
        let mut quiet = io::sink();
        let out: &mut dyn Write = if self.show.quiet { &mut quiet } else { out };
        let mut writer = Writer::new(out, self.format, options);
        // Standard output keeps its failures to itself until the end of the run.
        let _ = writer.begin();
        let lint = |file: &File, linter: &Linter, bytes: Vec<u8>| {
            if let Some(reason) = sieve.passes_over(file, &bytes)? {
                return Err(Missing::Skipped(reason));
            }
            let document = files.reading().document(bytes, &file.name)?;
            let linted = linter.lint(&document);
            let sifted = sieve.sift(file, linter, &document, &linted)?;
            Ok(Checked { document, linted, sifted, hidden: 0 })
        };
        let mut found = false;
        files.each(lint, |file, mut checked| {
            if let Ok(checked) = &mut checked {
                checked.hidden = sieve.settle(file, &checked.sifted, &mut checked.linted);
            }
            found |= checked.as_ref().is_ok_and(|checked| file.fails(&checked.linted));
            if let (true, Err(Missing::Failed(problem))) = (tell || self.show.quiet, &checked) {
                complain_of(&file.name, "not checked", problem);
            }
            let _ = writer.file(&report(file, &checked));
        });
        let summary = *writer.summary();
        let _ = writer.end();
        if !self.show.quiet {
            sieve.tell(if self.format == Style::Full { 0 } else { summary.hidden });
        }
        let trouble = if summary.not_checked > 0 { ExitStatus::Trouble } else { ExitStatus::Clean };
        Ok(ExitStatus::of_findings(found).max(trouble))
    }
}

fn report<'a>(file: &File, checked: &'a Result<Checked, Missing>) -> FileReport<'a> {
    let outcome = match checked {
        Ok(Checked { document, linted, .. }) => Outcome::Checked { document, linted },
        Err(Missing::Failed(problem)) => Outcome::NotChecked { error: problem.clone() },
        Err(Missing::Skipped(reason)) => Outcome::Skipped { reason: reason.clone() },
    };
    let hidden = checked.as_ref().map_or(0, |checked| checked.hidden);
    FileReport { hidden, ..FileReport::new(file.shown(), outcome) }
}
