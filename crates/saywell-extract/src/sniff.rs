//! What a file is by its content, whatever its name says.

use crate::ExtractError;
use crate::archive::Archive;
use crate::rtf;
use saywell_document::Format;

/// What zip archives start with; the second is an empty one.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What files of older Office programs start with (compound file binary), and encrypted ones of today's.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What PDF files start with.
const PDF: &[u8] = b"%PDF-";

/// The format of these bytes. What their beginning tells beyond doubt holds; else it is `named`, the format that the
/// file's name or the user tells.
///
/// # Errors
///
/// If they are of a kind that is not read, or empty where the format does not allow it.
pub(crate) fn format_of(bytes: &[u8], named: Format) -> Result<Format, ExtractError> {
    if ZIP.iter().any(|start| bytes.starts_with(start)) {
        return of_archive(bytes, named);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(ExtractError::refused(what_compound(bytes)));
    }
    if rtf::is_rtf(bytes) {
        return Ok(Format::Rtf);
    }
    if bytes.starts_with(PDF) || named == Format::Pdf && holds_pdf(bytes) {
        return Ok(Format::Pdf);
    }
    match named {
        text if text.is_text() => Ok(text),
        // Its text may be in any encoding.
        Format::Eml if !bytes.is_empty() => Ok(named),
        _ if bytes.is_empty() => Err(ExtractError::refused("empty: a file of zero bytes")),
        _ => of_text(bytes, named),
    }
}

/// Whether a PDF starts a little way into these bytes, as some programs write them.
fn holds_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], PDF).is_some()
}

fn of_archive(bytes: &[u8], named: Format) -> Result<Format, ExtractError> {
    let mut archive = Archive::open(bytes)?;
    if let Some(kind) = archive.part("mimetype")? {
        return of_media_type(&String::from_utf8_lossy(&kind));
    }
    if archive.has_folder("word/") {
        return Ok(Format::Docx);
    }
    let what = match () {
        () if archive.has_folder("xl/") => "a spreadsheet, which saywell does not read",
        () if archive.has_folder("ppt/") => "a presentation, which saywell does not read",
        () if archive.has("content.xml") => return Ok(Format::Odt),
        () if archive.has("[Content_Types].xml") || named == Format::Docx => {
            return Ok(Format::Docx);
        }
        () if named == Format::Odt => return Ok(Format::Odt),
        () => "a zip archive; unpack it and check the documents in it",
    };
    Err(ExtractError::refused(what))
}

/// OpenDocument packages tell their kind in a part of its own.
fn of_media_type(kind: &str) -> Result<Format, ExtractError> {
    let kind = kind.trim();
    match kind.strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("text") => Ok(Format::Odt),
        Some(_) => Err(ExtractError::refused("an OpenDocument file, but no text document")),
        None if kind.starts_with("application/vnd.sun.xml.writer") => Ok(Format::Odt),
        None => Err(ExtractError::refused("a package that saywell does not read")),
    }
}

/// Names of streams stand in compound files as UTF-16.
fn what_compound(bytes: &[u8]) -> &'static str {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        "locked with a password; save a copy without one"
    } else if holds("WordDocument") {
        "a file of an older Word (.doc); save it as .docx and check that"
    } else {
        "a file of an older Office program, which saywell does not read"
    }
}

/// A document that is text under the name of another kind: read as what it is.
fn of_text(bytes: &[u8], named: Format) -> Result<Format, ExtractError> {
    // The first byte or two of an archive are letters.
    let starts = [ZIP[0], COMPOUND, PDF, b"{\\rtf"];
    if starts.iter().any(|start| start.starts_with(bytes)) {
        return Err(ExtractError::refused("cut short after a few bytes"));
    }
    let text = saywell_document::decode(bytes.to_vec(), None);
    match text {
        Ok(_) => Ok(Format::Plain),
        Err(_) => Err(ExtractError::refused(match named {
            Format::Docx => "not a Word file: no archive of parts",
            Format::Odt => "not an OpenDocument file: no archive of parts",
            Format::Rtf => "not an RTF file: it does not start with {\\rtf",
            _ => "not a PDF file: it does not start with %PDF",
        })),
    }
}
