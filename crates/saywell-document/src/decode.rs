//! Bytes to text and back.

/// How a file's bytes are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian, with a byte order mark.
    Utf16Le,
    /// UTF-16, big endian, with a byte order mark.
    Utf16Be,
    /// Another encoding, asked for by name.
    Other(&'static encoding_rs::Encoding),
}

/// Text, decoded, and the encoding it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A byte order mark is kept as U+FEFF.
    pub text: String,
    /// How the bytes were encoded.
    pub encoding: Encoding,
}

/// Why bytes could not be decoded. Offsets are in bytes from the start of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A byte sequence that is not valid in the encoding.
    Invalid {
        /// The first byte that does not fit.
        offset: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The file holds NUL bytes: it is not text.
    Binary {
        /// The first NUL byte.
        offset: usize,
    },
}
