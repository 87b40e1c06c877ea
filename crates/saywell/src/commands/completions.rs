//! `saywell completions`: completion scripts for shells.

use crate::args::Cli;
use crate::exit::{CommandResult, ExitStatus};
use crate::streams::Output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print the completion script for a shell
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  saywell completions bash > ~/.local/share/bash-completion/completions/saywell"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        clap_complete::generate(self.shell, &mut Cli::command(), "saywell", out);
        Ok(ExitStatus::Clean)
    }
}
