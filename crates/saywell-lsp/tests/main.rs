//! The server from end to end: messages in, messages out, over a stream in memory.

// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod actions;
mod client;
mod diagnostics;
mod lifecycle;
mod sync;
mod toml;
mod workspace;
