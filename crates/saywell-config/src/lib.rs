//! `saywell.toml`: what is chosen, and where each choice came from.
//!
//! A file is read strictly by [`parse`] (or found by [`find`] and read by [`load`]): what is not known is an error at
//! its place, and all errors are told at once. One or more such files and the [`Flags`] of a command line are laid over
//! each other by [`Resolved::new`]; from there come the engine's settings for each document.
//!
//! This crate reads configuration files and nothing else. It prints nothing.

mod check;
mod chosen;
mod error;
mod exemptions;
mod explain;
mod file;
mod flags;
mod globs;
mod load;
mod nearest;
mod packs;
mod placed;
mod read;
mod resolve;
#[cfg(any(test, feature = "schema"))]
mod schema;
mod style;
mod values;

pub use check::parse;
pub use chosen::{Chosen, Config, Origin, Place};
pub use error::{ConfigError, ConfigErrors};
pub use exemptions::{Exemption, ExemptionKind};
pub use flags::Flags;
pub use globs::relative;
pub use load::{FILE_NAME, find, load, read_text};
pub use packs::PackChoice;
pub use resolve::Resolved;
#[cfg(any(test, feature = "schema"))]
pub use schema::schema;
pub use style::{SWITCHES, Switch};
pub use values::{FailOn, audience_from_name, parse_size};

/// A `saywell.toml` to start from, every key explained and commented out.
pub const TEMPLATE: &str = include_str!("template.toml");
