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
mod odt;
mod sniff;
mod xml;

pub use error::ExtractError;

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
        text => Ok(saywell_document::read(bytes, &ReadOptions { format: Some(text), ..*options })?),
    }
}
