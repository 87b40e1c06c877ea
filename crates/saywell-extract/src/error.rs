//! Why a file could not be read, in words for its owner.

use saywell_document::ReadError;
use std::fmt;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtractError {
    /// It is no text.
    Text(ReadError),
    /// It is no file of its format, or cannot be read without a password, or goes beyond the limits: why, in a few
    /// words that follow “not checked: ”.
    Refused(String),
}

impl ExtractError {
    /// Why a file was refused.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl From<ReadError> for ExtractError {
    fn from(error: ReadError) -> Self {
        Self::Text(error)
    }
}

impl fmt::Display for ExtractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(error) => error.fmt(f),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ExtractError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Text(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}
