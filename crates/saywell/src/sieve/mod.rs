//! What of the findings is new: not in a baseline, not in the old text, on the lines asked for.

mod accepted;
mod against;
mod git;
mod lines;
mod renames;

pub(crate) use accepted::{Book, DEFAULT_BASELINE, from_here};

use crate::exit::Trouble;
use crate::files::{File, Files};
use crate::streams::remark;
use accepted::Accepted;
use against::Against;
use clap::Args;
use lines::Lines;
use saywell_baseline::Trace;
use saywell_engine::document::Document;
use saywell_engine::{Linted, Linter};
use std::ffi::OsString;
use std::path::PathBuf;

/// Which findings are old.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Only what is new")]
pub(crate) struct SieveArgs {
    /// Leave out the findings in this baseline, as `saywell baseline` writes it [default: that of saywell.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Use no baseline
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,

    /// Leave out the findings that this old text has too: a git revision, a file, or `-` for standard input
    ///
    /// With a revision, each file is compared with how it was where the current branch left that revision (the merge
    /// base), also if it was renamed since; changes need not be committed.
    #[arg(long, value_name = "REV|FILE|-")]
    against: Option<OsString>,

    /// Of a file, show only findings on these lines, such as `letter.md:10-20,31`; may be repeated
    #[arg(long, value_name = "FILE:LINES")]
    lines: Vec<Lines>,
}

/// What tells old findings from new ones.
pub(crate) struct Sieve {
    accepted: Accepted,
    against: Option<Against>,
    lines: Vec<Lines>,
}

/// What is known of a file's findings before the baseline is asked.
pub(crate) struct Sifted {
    /// For each finding whether it is old, or not asked for.
    old: Vec<bool>,
    /// What the baseline knows findings by; empty without one.
    traces: Vec<Trace>,
}

impl Sieve {
    /// Opens what was asked for.
    ///
    /// # Errors
    ///
    /// What is wrong with a baseline, an old text or a repository; lines of files that are not checked.
    pub(crate) fn new(args: &SieveArgs, files: &Files) -> Result<Self, Trouble> {
        let accepted = match (&args.baseline, args.no_baseline) {
            (_, true) => Accepted::default(),
            (Some(path), _) => Accepted::one(path)?,
            (None, _) => Accepted::configured(files)?,
        };
        let against = args.against.as_deref().map(|old| Against::new(old, files)).transpose()?;
        for lines in &args.lines {
            lines.check(files)?;
        }
        Ok(Self { accepted, against, lines: args.lines.clone() })
    }

    /// Why a file need not be checked, if its old text is the same.
    pub(crate) fn passes_over(&self, file: &File, bytes: &[u8]) -> Result<Option<String>, String> {
        self.against.as_ref().map_or(Ok(None), |against| against.unchanged(file, bytes))
    }

    /// Looks which findings are old, but for those that a baseline accepts.
    ///
    /// # Errors
    ///
    /// In words, why the old text could not be read.
    pub(crate) fn sift(
        &self,
        file: &File,
        linter: &Linter,
        document: &Document,
        linted: &Linted,
    ) -> Result<Sifted, String> {
        let mut old = match &self.against {
            Some(against) => against.old(file, linter, document, linted)?,
            None => vec![false; linted.findings.len()],
        };
        lines::mark_others(&self.lines, file, document, linted, &mut old);
        let traces = self.accepted.traces(file, document, linted);
        Ok(Sifted { old, traces })
    }

    /// Takes the old findings out, and gives how many they were. Files come in the order of their paths.
    pub(crate) fn settle(&self, file: &File, sifted: &Sifted, linted: &mut Linted) -> usize {
        let accepted = self.accepted.claim(file, &sifted.traces);
        let before = linted.findings.len();
        let mut at = 0..;
        let is_new = |index: usize| {
            let flag = |flags: &[bool]| flags.get(index).copied().unwrap_or_default();
            !flag(&sifted.old) && !flag(&accepted)
        };
        linted.findings.retain(|_| at.next().is_none_or(is_new));
        before - linted.findings.len()
    }

    /// Says at the end of a run, on standard error, what of the baselines is gone and, if the report does not say so
    /// itself, how many findings were not shown.
    pub(crate) fn tell(&self, hidden: usize) {
        if hidden > 0 {
            let plural = if hidden == 1 { "" } else { "s" };
            remark(&format!("{hidden} finding{plural} hidden as not new."));
        }
        self.accepted.tell_gone();
    }
}
