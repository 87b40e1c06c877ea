//! `saywell explain`: what a rule is about.

use crate::exit::{CommandResult, ExitStatus};
use crate::streams::Output;
use clap::Args;

/// Say what a rule is about: why it matters, what to write instead, and what it rests on
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The rule
    rule: String,
}

impl Explain {
    pub(crate) fn run(self, _out: &mut Output) -> CommandResult {
        Ok(ExitStatus::Clean)
    }
}
