//! What the command asks of the system, watched and disturbed by strace: a fix is never half made, whatever fails when,
//! and nothing is asked of the network.
//!
//! `SAYWELL=FILE` tries another build of the command.

#![cfg(target_os = "linux")]
// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod crash;
mod offline;
mod trace;
