//! What a rule is: advice on wording, as data, with its proofs inside.
//!
//! A [`Pack`] is read from TOML by [`load()`], which gives every error in it at its place. This crate matches
//! nothing: it says what to look for, the engine looks.

mod error;
mod inflect;
mod load;
mod pack;
mod phrase;
#[cfg(feature = "schema")]
mod schema;
mod words;

pub use error::{PackError, PackErrors};
pub use inflect::{NounForms, VerbForms, inflections};
pub use load::{PackFile, load};
pub use pack::{
    Alternative, AlternativeKind, Audience, Citation, Condition, Examples, FlagExample, List, Mode,
    Pack, Quotation, Rule, Severity, Source, SourceStatus, Style, StyleSwitch, Term, TermKind,
};
pub use phrase::{Element, Phrase, PhraseError};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use words::{Clitic, split_clitic};
