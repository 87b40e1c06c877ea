//! `saywell baseline`: accepts what is found today, so that `check` reports only what is new.

use crate::args::{FileArgs, RuleArgs};
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::files::{File, Files, Missing};
use crate::interrupt;
use crate::replace::{create, replace};
use crate::sieve::{Book, DEFAULT_BASELINE, from_here};
use crate::streams::{Output, complain_of};
use clap::Args;
use saywell_baseline::{Baseline, Gone, Key, Ledger};
use saywell_engine::Linter;
use saywell_report::visible;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Accept what is found today, so that `check` reports only what is new
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell baseline                    accept what is in this folder and below
  saywell baseline --update           take out what is gone
  saywell baseline --update --accept  and take in what is new

The file holds no text: each finding is kept by hashes of the words around it. docs/adopting.md says more.

Exit codes: 0 written, 2 something could not be done.")]
pub(crate) struct Accept {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    rules: RuleArgs,

    /// The baseline [default: that of saywell.toml, else saywell.baseline]
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    baseline: Option<PathBuf>,

    /// Take out what is gone from a baseline that is there; nothing is taken in
    #[arg(long, help_heading = "Baseline")]
    update: bool,

    /// Take in what is new, too
    #[arg(long, requires = "update", help_heading = "Baseline")]
    accept: bool,

    /// Say nothing but what went wrong
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

impl Accept {
    /// Checks the files and writes the baseline.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let files = Files::new(&self.files, &self.rules, None)?.quietly(self.quiet);
        let (path, configured) = self.place(&files);
        if !self.update && path.symlink_metadata().is_ok() {
            let there = "is there already: --update takes out what is gone, and --update --accept takes in what is new";
            return Err(Trouble::about(&path, there));
        }
        let book = if self.update { Book::read(&path)? } else { Book::new(&path, new_key()?) };
        let status = claim(&files, &book);
        let renewed = book.with_ledger(|ledger| ledger.renewed(self.accept || !self.update));
        interrupt::wait_for_hold();
        write(&path, book.content(), &renewed)
            .map_err(|problem| Trouble::about(&path, &problem))?;
        if !self.quiet {
            let shown = path.to_string_lossy();
            let words = book.with_ledger(|ledger| self.words(&visible(&shown), ledger, &renewed));
            let _ = writeln!(out, "{words}");
            if !self.update && !configured {
                let _ = writeln!(out, "{}", how_to_use(&visible(&shown)));
            }
        }
        files.tell_time();
        Ok(status)
    }

    /// Where the baseline stands, and whether a configuration says so.
    fn place(&self, files: &Files) -> (PathBuf, bool) {
        if let Some(path) = &self.baseline {
            return (path.clone(), files.iter().any(|file| file.baseline() == Some(path)));
        }
        match files.iter().find_map(File::baseline) {
            Some(path) => (from_here(path.to_owned()), true),
            None => (PathBuf::from(DEFAULT_BASELINE), false),
        }
    }

    fn words(&self, path: &str, ledger: &Ledger, renewed: &Baseline) -> String {
        let accepted = counted(renewed.len(), "finding");
        if !self.update {
            let files = counted(renewed.paths().count(), "file");
            return format!("Wrote {path}: {accepted} in {files} accepted.");
        }
        let gone: usize = ledger.gone().iter().map(|Gone { count, .. }| count).sum();
        let new = ledger.new_findings();
        let new = match (new, self.accept) {
            (0, _) => String::new(),
            (_, true) => format!(", {new} taken in"),
            (_, false) => format!("; {new} new not taken in (`--accept` does)"),
        };
        format!("{path}: {gone} taken out{new}; {accepted} accepted.")
    }
}

/// Checks the files, and gives each finding to the baseline.
fn claim(files: &Files, book: &Book) -> ExitStatus {
    let lint = |file: &File, linter: &Linter, bytes| {
        let document = files.document(file, bytes)?;
        Ok(book.traces(&document, &linter.lint(&document)))
    };
    let mut status = ExitStatus::Clean;
    files.each(lint, |file, traces| {
        let problem = match traces {
            Ok(traces) if book.claim(file, &traces).is_some() => return,
            Ok(_) => "it lies outside the folder of the baseline".to_owned(),
            Err(Missing::Skipped(_) | Missing::OtherLanguage(_)) => return,
            Err(Missing::Failed(problem)) => problem,
        };
        complain_of(&file.name, "not accepted", &problem);
        status = ExitStatus::Trouble;
    });
    status
}

/// A key that nobody can guess.
fn new_key() -> Result<Key, Trouble> {
    let mut key = [0; 16];
    getrandom::fill(&mut key)
        .map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(Key(key))
}

fn write(path: &Path, old: Option<&[u8]>, baseline: &Baseline) -> Result<(), String> {
    let new = baseline.to_string().into_bytes();
    let held = interrupt::hold();
    match old {
        Some(old) if old == new => {}
        Some(old) => replace(path, old, &new)?,
        None => create(path, &new)?,
    }
    drop(held);
    Ok(())
}

fn how_to_use(path: &str) -> String {
    format!(
        "Write `baseline = \"{path}\"` into saywell.toml to use it, or `saywell check --baseline {path}`."
    )
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
