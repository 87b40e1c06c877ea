//! `saywell lsp`: the language server, which editors start.

use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::streams::plain_words;
use crate::targets::{self, Named, State};
use clap::Args;
use saywell_extract::other_language;
use saywell_lsp::Options;
use std::path::{Path, PathBuf};

/// Serve an editor over standard input and output (Language Server Protocol)
#[derive(Args, Debug)]
#[command(after_help = "\
Editors start this by themselves; how to set yours up is in docs/editors.md.

Exit codes: 0 the editor said goodbye, 1 it went away without.")]
pub(crate) struct Serve {
    /// Tell on standard error what is done, never what documents say
    #[arg(long)]
    log: bool,

    /// What editors add to every server that speaks over standard input and output
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Serve {
    /// Serves until the editor ends it.
    pub(crate) fn run(&self) -> CommandResult {
        let Self { log, stdio: _ } = *self;
        let options = Options { log, files_in, other_language };
        let served = saywell_lsp::run(options);
        let orderly = served.map_err(|error| Trouble::from(plain_words(&error)))?;
        Ok(if orderly { ExitStatus::Clean } else { ExitStatus::Findings })
    }
}

/// The files below a folder that a check of the folder looks at.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let found = targets::find(&[folder.to_owned()], Named::Always).unwrap_or_default();
    found
        .into_iter()
        .filter(|target| target.state == State::Look)
        .map(|target| target.path)
        .collect()
}
