//! A file, read: its text and the prose in it.

use crate::{Block, DecodeError, Directive, Encoding, Format, Span};

/// How to read a file's bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The format; by default [`Format::Plain`].
    pub format: Option<Format>,
    /// The encoding to take where no byte order mark tells it; by default UTF-8.
    pub encoding: Option<Encoding>,
}

/// Why a file could not be read as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The bytes are not text in the encoding.
    Decode(DecodeError),
    /// The text is longer than positions can tell (4 GiB).
    TooLong,
}

/// A file, read: its text, its prose as blocks, and the directives in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How it is written.
    pub format: Format,
    /// How its bytes were encoded.
    pub encoding: Encoding,
    /// The text as UTF-8. A byte order mark is kept, as U+FEFF, so that offsets are offsets into the file.
    pub text: String,
    /// The prose, in the order of the text.
    pub blocks: Vec<Block>,
    /// The directives, in the order of the text.
    pub directives: Vec<Directive>,
    /// `audience` as front matter gives it under the key `saywell-audience`.
    pub audience: Option<String>,
}
