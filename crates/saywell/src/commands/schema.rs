//! `saywell schema`: the JSON schemas of the files that people write.

use crate::exit::{CommandResult, ExitStatus};
use crate::streams::Output;
use clap::{Args, ValueEnum};
use std::io::Write;

/// Print the JSON schema of rule packs or of saywell.toml
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  saywell schema pack > pack.schema.json")]
pub(crate) struct ShowSchema {
    /// Of which file
    #[arg(value_name = "NAME")]
    name: Schema,
}

/// A file with a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Schema {
    /// A rule pack
    Pack,
    /// saywell.toml
    Config,
}

impl ShowSchema {
    /// Prints the schema.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let text = match self.name {
            Schema::Pack => include_str!("../../../../schema/pack.schema.json"),
            Schema::Config => include_str!("../../../../schema/config.schema.json"),
        };
        let _ = writeln!(out, "{}", text.trim_end());
        Ok(ExitStatus::Clean)
    }
}
