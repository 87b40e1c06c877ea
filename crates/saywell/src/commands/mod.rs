//! The commands, one module each: arguments, and a function from them to an exit status.

pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod man;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod suppressions;
pub(crate) mod test;
pub(crate) mod text;

use crate::args::{Cli, Command};
use crate::exit::CommandResult;
use crate::streams::Output;

/// Runs the command that was asked for.
pub(crate) fn run(cli: Cli, out: &mut Output) -> CommandResult {
    match cli.command {
        Command::Check(command) => command.run(out),
        Command::Baseline(command) => command.run(out),
        Command::Fix(command) => command.run(out),
        Command::Explain(command) => command.run(out),
        Command::Rules(command) => command.run(out),
        Command::Suppressions(command) => command.run(out),
        Command::Test(command) => command.run(out),
        Command::Init(command) => command.run(out),
        Command::Config(command) => command.run(out),
        Command::Text(command) => command.run(out),
        Command::Lsp(command) => command.run(),
        Command::Schema(command) => command.run(out),
        Command::Completions(command) => command.run(out),
        Command::Man(command) => command.run(),
    }
}
