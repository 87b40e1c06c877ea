//! `saywell init`: a configuration to start from.

use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::streams::{Output, plain_words};
use clap::Args;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Write a commented saywell.toml into this folder
#[derive(Args, Debug)]
#[command(after_help = "A saywell.toml that is there already stays as it is.")]
pub(crate) struct Init {}

const FILE_NAME: &str = "saywell.toml";
const TEMPLATE: &str = "# saywell\n";

impl Init {
    /// Writes the file, unless there is one.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let name = FILE_NAME;
        let problem = |error: std::io::Error| {
            let why = match error.kind() {
                ErrorKind::AlreadyExists => "is there already; nothing written".into(),
                _ => plain_words(&error),
            };
            Trouble::about(Path::new(name), &why)
        };
        let mut file = OpenOptions::new().write(true).create_new(true).open(name).map_err(problem)?;
        file.write_all(TEMPLATE.as_bytes()).map_err(problem)?;
        let _ = writeln!(out, "Wrote {name}. `saywell config` shows what it sets.");
        Ok(ExitStatus::Clean)
    }
}
