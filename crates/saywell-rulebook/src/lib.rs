//! What is chosen for each document: the nearest configuration, its packs, and a linter for each set of choices.
//!
//! The command and the language server both ask a [`Rulebook`], so that an editor shows what `saywell check` finds.
//! Configurations and packs are read here, and nothing else. Nothing is printed: what is wrong is told as
//! [`Problems`].

mod only;
mod packs;
mod problem;
mod rulebook;

pub use only::engine_rules;
pub use packs::{embedded, is_embedded, pack_at, pack_files};
pub use problem::{Problem, Problems};
pub use rulebook::{Choices, Overrides, Rulebook, folder_of};
