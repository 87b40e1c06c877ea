//! `saywell check`: what is found in documents.

use crate::args::{FileArgs, RuleArgs, ShowArgs};
use crate::exit::{CommandResult, ExitStatus};
use crate::files::{File, Files, Missing};
use crate::notices::{tell_silent, tell_switched_off};
use crate::reports::{FileOutput, ReportArgs, Reports};
use crate::sieve::{Sieve, SieveArgs, Sifted};
use crate::streams::{Output, complain_of};
use clap::Args;
use saywell_engine::document::Document;
use saywell_engine::{Linted, Linter};
use saywell_report::{FileReport, Outcome, Style};

/// Look for wording that can hurt, and say what to write instead
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell check                               this folder and below
  saywell check letters/ report.md            a folder and a file
  saywell check --only labels 'drafts/*.txt'  one category
  cat letter.txt | saywell check -            standard input
  saywell check --output html=report.html     a page to read, print or mail
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

    #[command(flatten)]
    report: ReportArgs,

    /// How many findings at the threshold are let pass: the exit code is 1 for more [default: 0]
    #[arg(long, value_name = "N", help_heading = "Output")]
    max_findings: Option<usize>,
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
        let mut files =
            Files::new(&self.files, &self.rules, self.show.fail_on)?.quietly(self.show.quiet);
        let mut outputs = self.report.files(&mut files)?;
        let sieve = Sieve::new(&self.news, &files)?;
        // On a terminal the report tells what was not checked; programs find it in theirs.
        let tell = self.show.quiet || !out.is_terminal() && !self.report.style().is_data();
        let mut reports = Reports::new(&self.report, &self.show, out, &mut outputs);
        let lint = |file: &File, linter: &Linter, bytes: Vec<u8>| {
            if let Some(reason) = sieve.passes_over(file, &bytes)? {
                return Err(Missing::Skipped(reason));
            }
            let document = files.document(file, bytes)?;
            let linted = linter.lint(&document);
            let sifted = sieve.sift(file, linter, &document, &linted)?;
            Ok(Checked { document, linted, sifted, hidden: 0 })
        };
        let (mut found, mut hidden, mut status) = (0, 0, ExitStatus::Clean);
        files.each(lint, |file, mut checked| {
            if let Ok(checked) = &mut checked {
                checked.hidden = sieve.settle(file, &checked.sifted, &mut checked.linted);
                hidden += checked.hidden;
                found += file.failing(&checked.linted);
                if checked.document.incomplete {
                    status = ExitStatus::Trouble;
                    if tell {
                        complain_of(
                            &file.name,
                            "not checked in full",
                            &checked.document.unread.join("; "),
                        );
                    }
                }
            }
            if let Err(Missing::Failed(problem)) = &checked {
                status = ExitStatus::Trouble;
                if tell {
                    complain_of(&file.name, "not checked", problem);
                }
            }
            reports.file(&report(file, &checked));
        });
        reports.end();
        files.tell_time();
        let outputs = outputs.into_iter().map(FileOutput::finish);
        status = outputs.fold(status, ExitStatus::max);
        tell_silent(&files, &self.rules);
        if !self.show.quiet {
            sieve.tell(if self.report.style() == Style::Full { 0 } else { hidden });
            if self.report.style() == Style::Statistics {
                tell_switched_off(&files, &self.rules);
            }
        }
        Ok(status.max(ExitStatus::of_findings(found > self.max_findings.unwrap_or(0))))
    }
}

fn report<'a>(file: &File, checked: &'a Result<Checked, Missing>) -> FileReport<'a> {
    let outcome = match checked {
        Ok(Checked { document, linted, .. }) => Outcome::Checked { document, linted },
        Err(Missing::Failed(problem)) => Outcome::NotChecked { error: problem.clone() },
        Err(Missing::Skipped(reason)) => Outcome::Skipped { reason: reason.clone() },
        Err(Missing::OtherLanguage(language)) => {
            Outcome::Skipped { reason: format!("in another language: {language}") }
        }
    };
    let other_language = matches!(checked, Err(Missing::OtherLanguage(_)));
    let hidden = checked.as_ref().map_or(0, |checked| checked.hidden);
    FileReport { hidden, other_language, ..FileReport::new(file.shown(), outcome) }
}
