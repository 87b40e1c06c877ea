//! `saywell man`: manual pages, for packages.

use crate::args::Cli;
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::streams::plain_words;
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Write the manual pages into a folder
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  saywell man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// The folder; it must exist
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Man {
    /// Writes `saywell.1`, and a page for each command.
    pub(crate) fn run(&self) -> CommandResult {
        clap_mangen::generate_to(Cli::command(), &self.folder)
            .map_err(|error| Trouble::about(&self.folder, &plain_words(&error)))?;
        Ok(ExitStatus::Clean)
    }
}
