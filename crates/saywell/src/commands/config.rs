//! `saywell config`: what is chosen, and where each choice comes from.

use crate::exit::{CommandResult, ExitStatus};
use crate::streams::Output;
use clap::Args;
use std::path::PathBuf;

/// Show the configuration that is in force, and where each value comes from
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  saywell config letters/draft.md")]
pub(crate) struct ShowConfig {
    /// For which file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

impl ShowConfig {
    pub(crate) fn run(self, _out: &mut Output) -> CommandResult {
        Ok(ExitStatus::Clean)
    }
}
