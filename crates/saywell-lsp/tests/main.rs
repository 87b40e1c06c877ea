//! The server from end to end: messages in, messages out, over a stream in memory.

mod actions;
mod client;
mod diagnostics;
mod lifecycle;
mod sync;
mod toml;
mod workspace;
