//! What must hold for every input, one function a subject: it takes any bytes and panics where something does not hold.
//!
//! The same functions are fuzzed (`fuzz/`) and replayed on what fuzzing found (`tests/replay.rs`), so that a crash is
//! an ordinary test as soon as its input is kept.

// A broken invariant is told by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod baseline;
mod changes;
mod client;
mod config;
mod container;
mod document;
mod lint;
mod mark;
mod pack;
mod pdf;
mod pieces;
mod report;

pub use baseline::baseline;
pub use changes::changes;
pub use config::config;
pub use container::container;
pub use document::read;
pub use lint::lint;
pub use pack::{pack, phrase};
pub use pdf::pdf;
pub use report::report;

/// A subject: its name, as in `fuzz/seeds`, and what must hold.
pub type Subject = (&'static str, fn(&[u8]));

/// Every subject.
pub const SUBJECTS: &[Subject] = &[
    ("read", read),
    ("container", container),
    ("pdf", pdf),
    ("lint", lint),
    ("report", report),
    ("pack", pack),
    ("phrase", phrase),
    ("config", config),
    ("baseline", baseline),
    ("changes", changes),
];

/// The first byte chooses, the rest is the input.
fn choose<'a, T: Copy>(data: &'a [u8], among: &[T]) -> Option<(T, &'a [u8])> {
    let (first, rest) = data.split_first()?;
    Some((among[usize::from(*first) % among.len()], rest))
}
