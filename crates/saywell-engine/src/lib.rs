//! Finds wording that rules advise against, and suggests what to write instead.
//!
//! [`Linter::lint`] takes a document and gives findings; it cannot fail. The engine is pure: it opens no file, asks no
//! clock, prints nothing and knows no editor.
//!
//! Documents and rules come from the crates below this one, which are named here so that a face needs only this crate.

pub use saywell_document as document;
pub use saywell_rules as rules;

mod around;
mod bits;
mod choose;
mod compile;
mod context;
mod directives;
mod edit;
mod examples;
mod facts;
mod find;
mod finding;
mod flat;
mod in_force;
mod letter;
mod lexicon;
mod linter;
mod matcher;
mod mention;
mod names;
mod openings;
mod pairs;
mod program;
mod resolve;
mod roles;
mod ruleset;
mod sets;
mod settings;
mod silence;
mod slots;
mod spread;
mod suggest;
mod tokens;
mod vocabulary;

pub use choose::selects;
pub use edit::{Edit, apply, safe_edits};
pub use examples::{ExampleFailure, ExampleResults, check_examples};
pub use finding::{
    Cited, Finding, Linted, RuleCard, Suggestion, SuggestionKind, Suppressed, Suppression,
};
pub use linter::{Linter, SettingsError};
pub use ruleset::Ruleset;
pub use settings::{AddressedTo, IgnoredWord, RuleChoice, Settings, Speakers};
pub use silence::{NO_REASON_YET, Silence};
