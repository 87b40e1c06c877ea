//! `saywell init`: a configuration to start from.

use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::streams::{Output, plain_words};
use clap::Args;
use saywell_config::{FILE_NAME, TEMPLATE};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Write a commented saywell.toml into this folder
#[derive(Args, Debug)]
#[command(after_help = "A saywell.toml that is there already stays as it is.")]
pub(crate) struct Init {}

impl Init {
    /// Writes the file, unless there is one.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let problem = |error: std::io::Error| {
            let why = match error.kind() {
                ErrorKind::AlreadyExists => "is there already; nothing written".into(),
                _ => plain_words(&error),
            };
            Trouble::about(Path::new(FILE_NAME), &why)
        };
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(FILE_NAME).map_err(problem)?;
        file.write_all(TEMPLATE.as_bytes()).map_err(problem)?;
        let _ = writeln!(out, "Wrote {FILE_NAME}. `saywell config` shows what it sets.");
        Ok(ExitStatus::Clean)
    }
}
