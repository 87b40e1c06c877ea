//! What text is: a file becomes a [`Document`] of prose [`Block`]s, each with an exact map back to the file.
//!
//! Block text is what a reader sees, so that rules can be written in plain words and still match them in any dress:
//!
//! * Markup is gone and entities are decoded: `prosti**tutes**` and `prosti&shy;tutes` are `prostitutes`.
//! * Quotation marks and apostrophes are straight ([`Block::marks`] keeps the direction of curly ones), hyphens are
//!   `-`, ligatures are letters. Dashes stay as they are.
//! * White space of any kind and length is one space, and none stands at the start or the end.
//! * Soft hyphens, zero-width characters and marks of writing direction are dropped.
//! * Code, images, addresses, file names, hashes and identifiers are masked by [`MASK`], one for each.
//!
//! Code blocks, struck-out text, front matter and comments are not read at all.
//!
//! This crate knows nothing of rules. It opens no file and prints nothing.

mod asciidoc;
mod block;
mod blocks;
mod builder;
mod csv;
mod data;
mod decode;
mod directive;
mod document;
mod excerpt;
mod fold;
mod format;
mod front;
mod html;
mod json;
mod jupyter;
mod language;
mod latex;
mod lines;
mod markdown;
mod mask;
mod org;
mod paragraphs;
mod plain;
#[cfg(test)]
mod properties;
mod quotation;
mod rst;
mod runs;
mod selection;
mod source_lines;
mod span;
mod speaker;
mod subtitles;
mod taking;
mod typst;
mod yaml;

pub use block::{Block, BlockKind, QuoteMark};
pub use builder::{BlockBuilder, MASK};
pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use directive::{Directive, DirectiveKind};
pub use document::{Document, Place, ReadError, ReadOptions, read, read_selected, read_text};
pub use format::Format;
pub use language::is_foreign;
pub use lines::{ColumnUnit, LineIndex, Position};
pub use selection::Selection;
pub use span::Span;
pub use taking::Taking;
