//! Word documents (ECMA-376, Office Open XML WordprocessingML, transitional and strict).
//!
//! Read are the body, tables, text boxes, the descriptions of pictures, footnotes, endnotes, comments, headers and
//! footers, as they would stand with all tracked changes accepted: insertions are read, deletions are not. Of fields
//! the result is read; tables of contents and indexes are not, since they repeat the text.

mod field;
mod mark;
mod package;
mod story;
mod styles;

use crate::ExtractError;
use crate::flow::{Part, Side, Story, Taken, Taker};
use crate::xml::text_of;
use package::Package;

pub(crate) use mark::mark;
use saywell_document::{Document, Format};

/// Reads a Word document.
///
/// # Errors
///
/// If the bytes are no Word document, or go beyond the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    take(bytes, Side::After).map(|taken| taken.document)
}

/// Takes the text out of every part, and keeps where it came from.
fn take(bytes: &[u8], side: Side) -> Result<Taken, ExtractError> {
    let mut package = Package::open(bytes)?;
    let styles = match package.related("styles") {
        Some(part) => styles::read(&package.text(&part)?.text, &part)?,
        None => styles::Styles::default(),
    };
    let mut taker = Taker::new();
    let main = package.main.clone();
    let source = package.text(&main)?;
    story::walk(&mut taker, &styles, side, Part::new(&main, Story::Body, source))?;
    for (kind, story) in Story::BESIDE_BODY {
        for name in package.all_related(kind) {
            if let Some(bytes) = package.archive.part(&name)? {
                let source = text_of(bytes, &name)?;
                story::walk(&mut taker, &styles, side, Part::new(&name, story, source))?;
            }
        }
    }
    package.unread().into_iter().for_each(|what| taker.leave_out(what));
    taker.finish(Format::Docx)
}
