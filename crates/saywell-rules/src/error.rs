//! What is wrong with a pack: every error at its place, in the order of the files.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The name of the file it is in.
    pub name: String,
    /// Where in that file, in bytes.
    pub span: Range<usize>,
    /// The line of the place, from 1.
    pub line: usize,
    /// The column of the place, in characters from 1.
    pub column: usize,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What would help.
    pub help: Option<String>,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.name, self.line, self.column, self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))
    }
}

/// Everything that is wrong with a pack, sorted by file and place; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackErrors {
    /// The errors.
    pub errors: Vec<PackError>,
    /// Whether these are all; after a thousand the others are left out.
    pub complete: bool,
}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.errors.iter().enumerate() {
            let separator = if i == 0 { "" } else { "\n" };
            write!(f, "{separator}{error}")?;
        }
        f.write_str(if self.complete { "" } else { "\n(there are more errors)" })
    }
}

impl std::error::Error for PackErrors {}
