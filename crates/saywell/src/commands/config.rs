//! `saywell config`: what is chosen, and where each choice comes from.

use crate::args::RuleArgs;
use crate::exit::{CommandResult, ExitStatus};
use crate::session::Session;
use crate::streams::Output;
use clap::Args;
use saywell_config::Flags;
use saywell_rulebook::folder_of;
use std::io::Write;
use std::path::PathBuf;

/// Show the configuration that is in force, and where each value comes from
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell config
  saywell config letters/draft.md")]
pub(crate) struct ShowConfig {
    /// For which file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    #[command(flatten)]
    choices: RuleArgs,
}

impl ShowConfig {
    /// Prints the configuration as TOML.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let session = Session::new(self.choices, Flags::default());
        // Choices that cannot be made are told before they are shown.
        let folder = if self.path.is_dir() { &self.path } else { folder_of(&self.path) };
        session.choices_in(folder)?;
        let resolved = session.resolved(folder)?;
        let _ = out.write_all(resolved.explain().as_bytes());
        Ok(ExitStatus::Clean)
    }
}
