//! What text is: a file becomes a [`Document`] of prose [`Block`]s, each with an exact map back to the file.
//!
//! Block text is what a reader sees. Markup is gone, entities are decoded, curly quotation marks are folded to
//! straight ones, soft hyphens and zero-width characters are dropped, white space is collapsed, and code, addresses
//! and identifiers are masked by [`MASK`]. So rules can be written in plain words and still match them in any dress.
//!
//! This crate knows nothing of rules. It opens no file and prints nothing.

mod block;
mod builder;
mod decode;
mod directive;
mod document;
mod fold;
mod format;
mod front;
mod html;
mod lines;
mod markdown;
mod mask;
mod plain;
#[cfg(test)]
mod properties;
mod quotation;
mod span;
mod speaker;

pub use block::{Block, BlockKind, QuoteMark};
pub use builder::{BlockBuilder, MASK};
pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use directive::{Directive, DirectiveKind};
pub use document::{Document, ReadError, ReadOptions, read, read_text};
pub use format::Format;
pub use lines::{ColumnUnit, LineIndex, Position};
pub use span::Span;
