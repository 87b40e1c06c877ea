//! Documents whose text has to be taken out of a file that is no text: word processors' files, page layouts, e-mail.
//!
//! [`read`] reads every format: those of this crate, and by way of [`saywell_document`] those that are text. What is
//! read is untrusted: archives and XML are bounded in size, ratio and depth, nothing outside the file is fetched, and
//! nothing in it is run.
//!
//! One format, one module. This crate knows nothing of rules. It opens no file and prints nothing.

mod archive;
mod docx;
mod english;
mod error;
mod flow;
#[cfg(feature = "pdf")]
mod guard;
mod language;
mod mail;
mod mark;
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod sniff;
mod xml;

pub use error::ExtractError;
pub use language::other_language;
pub use mark::{AUTHOR, Mark, Marked, Outcome, Way};

use saywell_document::{Document, Format, ReadOptions};

/// Reads a file's bytes, whatever its format.
///
/// Where the first bytes tell the format beyond doubt, that is how they are read, whatever the options say: a Word
/// document under the name of a text is no text.
///
/// # Errors
///
/// If the bytes are no text in the encoding, or no file of the format, or more than the limits allow.
pub fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, ExtractError> {
    match sniff::format_of(&bytes, options.format.unwrap_or(Format::Plain))? {
        Format::Docx => docx::read(&bytes),
        Format::Odt => odt::read(&bytes),
        Format::Eml => mail::read(&bytes),
        Format::Rtf => rtf::read(&bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(ExtractError::refused("a PDF, which this saywell was built without")),
        text => Ok(saywell_document::read(
            bytes,
            &ReadOptions { format: Some(text), ..options.clone() },
        )?),
    }
}

/// Marks a document: edits are made as tracked changes, or plainly, and comments are set at words. Everything else in the
/// file stays as it is.
///
/// # Errors
///
/// If the bytes are no document that can be marked, or cannot be marked without other changes.
pub fn mark(bytes: &[u8], marks: &[Mark], way: &Way) -> Result<Marked, ExtractError> {
    match sniff::format_of(bytes, Format::Docx)? {
        Format::Docx => docx::mark(bytes, marks, way),
        Format::Odt => odt::mark(bytes, marks, way),
        format => Err(ExtractError::refused(format!(
            "in the format {}, which saywell can check but not change",
            format.name()
        ))),
    }
}
