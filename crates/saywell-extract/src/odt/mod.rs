//! OpenDocument texts (OASIS OpenDocument 1.3, ISO/IEC 26300), and those of its forerunner in OpenOffice.org 1.
//!
//! Read are the body, tables, text boxes, the titles and descriptions of pictures, notes, annotations, headers and
//! footers. Tracked insertions are read, deletions are not, nor are tables of contents and indexes, which repeat the
//! text.

mod acts;
mod changes;
mod layout;
mod mark;
mod styles;
mod walk;

pub(crate) use mark::mark;

use crate::ExtractError;
use crate::archive::Archive;
use crate::flow::{Part, Side, Story, Taken, Taker};
use crate::xml::{Text, text_of};
use layout::Layout;
use saywell_document::{Document, Format};

/// Reads an OpenDocument text.
///
/// # Errors
///
/// If the bytes are no such document, encrypted, or beyond the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    take(bytes, Side::After).map(|text| text.taken.document)
}

/// The text of a document, and what its parts are built of.
struct OpenText {
    taken: Taken,
    /// By part.
    layouts: Vec<Layout>,
}

/// Takes the text out of every part, and keeps where it came from.
fn take(bytes: &[u8], side: Side) -> Result<OpenText, ExtractError> {
    let mut archive = Archive::open(bytes)?;
    let part = |archive: &mut Archive<'_>, name: &str| -> Result<Option<Text>, ExtractError> {
        archive.part(name)?.map(|bytes| text_of(bytes, name)).transpose()
    };
    // Parts of an encrypted package are no XML; its list of parts says so.
    if part(&mut archive, "META-INF/manifest.xml")?
        .is_some_and(|list| list.text.contains("encryption-data"))
    {
        return Err(ExtractError::refused("locked with a password; save a copy without one"));
    }
    let content = part(&mut archive, "content.xml")?.ok_or_else(|| {
        ExtractError::refused("not an OpenDocument text: there is no content.xml in it")
    })?;
    let common = part(&mut archive, "styles.xml")?;
    let mut styles = styles::Styles::default();
    if let Some(common) = &common {
        styles.read(&common.text, "styles.xml")?;
    }
    let shared = styles.clone();
    styles.read(&content.text, "content.xml")?;
    let mut taker = Taker::new();
    let body = Part::new("content.xml", Story::Body, content);
    let mut layouts = vec![walk::walk(&mut taker, &styles, side, body)?];
    if let Some(common) = common {
        let margins = Part::new("styles.xml", Story::Header, common);
        layouts.push(walk::walk(&mut taker, &shared, side, margins)?);
    }
    Ok(OpenText { taken: taker.finish(Format::Odt)?, layouts })
}
