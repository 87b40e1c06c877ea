//! `saywell`: the command. Arguments in, exit code out; the work is done by one function a command.

mod args;
mod commands;
mod exit;
mod files;
mod fix;
mod interrupt;
mod marks;
mod names;
mod notices;
mod patch;
mod progress;
mod reading;
mod replace;
mod reports;
mod session;
mod sieve;
mod stepwise;
mod streams;
mod suppressed;
mod targets;

use crate::args::Cli;
use crate::exit::ExitStatus;
use crate::streams::{Output, complain};
use clap::Parser;
use saywell_report::visible;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return tell_usage(&usage).into(),
    };
    let mut out = Output::new();
    let status = commands::run(cli, &mut out).unwrap_or_else(|trouble| {
        trouble.messages.iter().for_each(|message| complain(message));
        ExitStatus::Trouble
    });
    status.max(out.finish()).into()
}

/// Prints help, the version, or what is wrong with the arguments.
fn tell_usage(usage: &clap::Error) -> ExitStatus {
    if usage.use_stderr() {
        tell_misuse(usage);
        return ExitStatus::Trouble;
    }
    let printed = usage.print();
    let closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    match printed {
        Err(error) if !closed(&error) => ExitStatus::Trouble,
        _ => ExitStatus::Clean,
    }
}

/// Says what is wrong with the arguments, on standard error, with nothing in it that acts on a terminal.
fn tell_misuse(usage: &clap::Error) {
    let mut stderr = std::io::stderr().lock();
    for line in usage.render().to_string().lines() {
        let _ = writeln!(stderr, "{}", visible(line));
    }
}
