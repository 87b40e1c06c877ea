//! The language server: findings in editors, as they are written.
//!
//! [`run`] speaks the Language Server Protocol on standard input and output. What a document is, what a rule says and
//! what is chosen come from the crates below; here it is turned into diagnostics, hovers and code actions.
//!
//! Two rules keep the server's texts and the editor's the same. Handlers change the state **before their first await**,
//! and the first polls of handlers follow the order of the messages. And diagnostics are sent by one task only
//! (`publish`), so that an older set never overtakes a newer one.
//!
//! Nothing here writes a file, runs a program or goes over the network. What a folder's configuration names is read
//! only below that folder.

mod actions;
mod asking;
mod capabilities;
mod checked;
mod commands;
mod documents;
mod frames;
mod guard;
mod hover;
mod log;
mod markdown;
mod places;
mod progress;
mod publish;
mod pull;
mod report;
mod server;
mod settings;
mod silence;
mod state;
mod switch_off;
mod toml_cursor;
mod toml_help;
mod toml_problems;
mod workspace;

use crate::guard::Guard;
use crate::server::Server;
use futures_util::future::{Either, select};
use saywell_engine::document::Document;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::LspService;

/// What the command that starts the server decides.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether to tell on standard error what is done: names of messages and files, never their text.
    pub log: bool,
    /// Finds the files below a folder that a check of the folder looks at.
    pub files_in: fn(&Path) -> Vec<PathBuf>,
    /// The language that a whole document is in, where that is surely not English: rules for English pass it over.
    pub other_language: fn(&Document) -> Option<&'static str>,
}

/// Messages that may be worked on at once. Handlers are short; the number only has to be larger than the number of
/// those that wait for a check, so that a cancellation is never queued behind them.
const CONCURRENCY: usize = 64;

/// Bytes between the reader of messages and the library.
const PIPE: usize = 1 << 16;

/// Serves on standard input and output until the client says `exit` or goes away. Tells whether it ended as the
/// protocol asks, with `shutdown` before `exit`: the exit code is 0 then, else 1.
///
/// # Errors
///
/// If the system gives no threads.
pub fn run(options: Options) -> std::io::Result<bool> {
    // What a panic says may hold words of a document.
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        log::Log(options.log).line(format_args!("panic at {place}"));
    }));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(4)
        .enable_all()
        .build()?;
    // A task of its own, so that a panic in the library ends the server and not in silence.
    let serving = runtime.spawn(serve(tokio::io::stdin(), tokio::io::stdout(), options));
    let orderly = runtime.block_on(serving).unwrap_or(false);
    // The thread that reads standard input cannot be stopped.
    runtime.shutdown_background();
    Ok(orderly)
}

/// Serves on any two streams; see [`run`].
pub async fn serve(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite,
    options: Options,
) -> bool {
    let (service, socket) = LspService::build(|client| Server::new(client, options))
        .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
        .finish();
    let shut_down = Arc::new(AtomicBool::new(false));
    let guard = Guard::new(service, Arc::clone(&shut_down), log::Log(options.log));
    let (well_formed, messages) = tokio::io::simplex(PIPE);
    let serving = tower_lsp::Server::new(well_formed, output, socket)
        .concurrency_level(CONCURRENCY)
        .serve(guard);
    // When the input ends, what was asked before is still answered; when the server ends, nobody reads the input.
    if let Either::Right(((), serving)) =
        select(pin!(serving), pin!(frames::pump(input, messages))).await
    {
        serving.await;
    }
    shut_down.load(Ordering::SeqCst)
}
