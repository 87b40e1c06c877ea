//! Knowing findings again after a text was edited: by the words around them, not by lines.
//!
//! In prose a paragraph is a line, so that whatever goes by lines takes old findings for new ones after every edit. A
//! [`Trace`] keeps hashes of the words on both sides of a finding; [`known_again`] tells which of the new findings are
//! old ones, strictest first. A [`Baseline`] is a file of the traces that were accepted, a [`Ledger`] a baseline in
//! use.
//!
//! This crate opens no file and asks for no chance: the key of the hashes is given.

mod file;
mod ledger;
mod matching;
mod trace;
mod words;

pub use file::{Baseline, BaselineError};
pub use ledger::{Gone, Ledger};
pub use matching::known_again;
pub use trace::{Key, Trace, traces};
