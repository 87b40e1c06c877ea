//! OpenDocument texts (OASIS OpenDocument 1.3, ISO/IEC 26300), and those of its forerunner in OpenOffice.org 1.
//!
//! Read are the body, tables, text boxes, the titles and descriptions of pictures, notes, annotations, headers and
//! footers. Tracked insertions are read, deletions are not, nor are tables of contents and indexes, which repeat the
//! text.

mod acts;
mod styles;
mod walk;

use crate::ExtractError;
use crate::archive::Archive;
use crate::flow::{Part, Story, Taken, Taker};
use crate::xml::{Text, text_of};
use saywell_document::{Document, Format};

/// Reads an OpenDocument text.
///
/// # Errors
///
/// If the bytes are no such document, encrypted, or beyond the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    take(bytes).map(|taken| taken.document)
}

fn take(bytes: &[u8]) -> Result<Taken, ExtractError> {
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
    walk::walk(&mut taker, &styles, Part::new("content.xml", Story::Body, content))?;
    if let Some(common) = common {
        walk::walk(&mut taker, &shared, Part::new("styles.xml", Story::Header, common))?;
    }
    taker.finish(Format::Odt)
}
