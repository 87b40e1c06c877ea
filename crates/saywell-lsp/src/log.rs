//! What the server tells of itself, on standard error, if it is asked to. Never the text of a document.

use std::fmt::Arguments;
use std::io::Write;

/// Whether to tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Log(pub(crate) bool);

impl Log {
    /// One line.
    pub(crate) fn line(self, line: Arguments<'_>) {
        if self.0 {
            // There is nobody to tell that telling failed.
            let _ = writeln!(std::io::stderr().lock(), "saywell lsp: {line}");
        }
    }
}
