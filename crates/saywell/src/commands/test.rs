//! `saywell test`: the examples in rule packs, tried.

use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::session::in_words;
use crate::streams::{Output, complain};
use clap::Args;
use saywell_engine::check_examples;
use saywell_engine::rules::Pack;
use saywell_report::visible;
use saywell_rulebook::{embedded, pack_at};
use std::io::Write;
use std::path::PathBuf;

/// Try the examples in rule packs
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  saywell test my-pack.toml

Exit codes: 0 all examples pass, 1 some do not, 2 a pack could not be read.")]
pub(crate) struct Test {
    /// Rule packs: TOML files, or folders of TOML files that are read together
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
}

/// How many examples passed and failed.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Test {
    /// Tries every pack, also after one that cannot be read.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let mut tally = Tally::default();
        let mut status = ExitStatus::Clean;
        for path in &self.packs {
            match pack_at(path).map_err(in_words) {
                Ok(pack) => tally.add(out, &pack),
                Err(Trouble { messages }) => {
                    messages.iter().for_each(|message| complain(message));
                    status = ExitStatus::Trouble;
                }
            }
        }
        let _ = writeln!(out, "{} passed, {} failed", tally.passed, tally.failed);
        Ok(status.max(ExitStatus::of_findings(tally.failed > 0)))
    }
}

impl Tally {
    /// Tries the examples of a pack beside the packs that come with saywell, and prints what fails.
    fn add(&mut self, out: &mut impl Write, pack: &Pack) {
        let others: Vec<Pack> =
            embedded().iter().filter(|other| other.id != pack.id).cloned().collect();
        let results = check_examples(pack, &others);
        for failure in &results.failures {
            for line in failure.to_string().lines() {
                let _ = writeln!(out, "{}", visible(line));
            }
        }
        self.passed += results.passed;
        self.failed += results.failures.len();
    }
}
