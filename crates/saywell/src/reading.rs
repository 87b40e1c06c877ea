//! Reading files: only regular ones, only up to a limit, and with words for what went wrong.

use crate::streams::plain_words;
use crate::targets::STDIN;
use saywell_engine::document::{
    DecodeError, Document, Encoding, Format, ReadError, ReadOptions, Selection,
};
use saywell_extract::{ExtractError, read};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How files are read, whatever their configuration says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadChoice {
    /// The format of every file, where it is not to be told from the name.
    pub(crate) format: Option<Format>,
    /// The encoding of files without a byte order mark.
    pub(crate) encoding: Option<Encoding>,
}

impl ReadChoice {
    /// The format of a file with this name; plain text where the name does not tell.
    pub(crate) fn format_of(&self, path: &Path) -> Format {
        self.format.or_else(|| Format::from_path(path)).unwrap_or(Format::Plain)
    }

    /// The document in the bytes of a file with this name; of a data file, what is selected.
    ///
    /// # Errors
    ///
    /// In words, why the bytes are not text.
    pub(crate) fn document(
        &self,
        bytes: Vec<u8>,
        path: &Path,
        selection: &Selection,
    ) -> Result<Document, String> {
        let options = ReadOptions {
            format: Some(self.format_of(path)),
            encoding: self.encoding,
            selection: selection.clone(),
        };
        read(bytes, &options).map_err(|error| why_not_text(&error))
    }
}

/// The bytes of a file, or of standard input where it is named `-`; no more than `limit`.
///
/// # Errors
///
/// In words, why it was not read: it is not there, not a regular file (it is not opened then), not permitted, or too
/// big.
pub(crate) fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    if path == Path::new(STDIN) {
        return bytes_of(io::stdin().lock(), 0, limit);
    }
    let about = fs::metadata(path).map_err(|error| plain_words(&error))?;
    if let Some(kind) = irregular(&about.file_type()) {
        return Err(kind.to_owned());
    }
    if about.len() > limit {
        return Err(too_big(limit));
    }
    bytes_of(File::open(path).map_err(|error| plain_words(&error))?, about.len(), limit)
}

fn bytes_of(stream: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.saturating_add(1)).unwrap_or(0));
    // One byte more than the limit tells a stream that goes on from one that ends there.
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| plain_words(&error))?;
    if bytes.len() as u64 > limit { Err(too_big(limit)) } else { Ok(bytes) }
}

fn too_big(limit: u64) -> String {
    format!("bigger than {limit} bytes; --max-file-size raises the limit")
}

/// What a file is, if it is not a regular one.
pub(crate) fn irregular(kind: &fs::FileType) -> Option<&'static str> {
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    Some("not a regular file")
}

fn why_not_text(error: &ExtractError) -> String {
    match error {
        ExtractError::Text(ReadError::Decode(DecodeError::Binary { offset })) => {
            format!("a binary file (NUL at byte {offset})")
        }
        ExtractError::Text(ReadError::Decode(DecodeError::Invalid { offset, encoding })) => {
            format!("not {encoding} at byte {offset}; give --encoding if you know it")
        }
        other => other.to_string(),
    }
}
