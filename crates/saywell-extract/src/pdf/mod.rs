//! Portable Document Format.
//!
//! `hayro-interpret` follows the drawing instructions of each page; the letters that they draw are put together to
//! rows, columns and paragraphs here. Words cut at the end of a line are whole again, running headers and footers are
//! read once and apart, and a paragraph goes on over the end of a page.
//!
//! The reader is guarded: a panic in it, or more than [`MOST_TIME`], ends with an error that says so; what a file may
//! unpack to is measured before ([`unpacked`]).

mod columns;
mod furniture;
mod glyphs;
mod paragraphs;
mod rows;
#[cfg(test)]
mod tests;
mod unpacked;
mod writing;

use crate::ExtractError;
use crate::guard::{self, Trouble};
use glyphs::Glyphs;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use paragraphs::Paragraph;
use saywell_document::{Document, Format, Taking};
use std::time::Duration;
use writing::Writer;

/// A reader that is still busy then is given up. A thousand pages take a second or two.
const MOST_TIME: Duration = Duration::from_secs(60);

/// More letters than a book of three thousand pages has.
const MOST_LETTERS: usize = 10_000_000;

/// If more than one letter in so many is unknown, the others make no words.
const UNKNOWN: usize = 3;

/// Reads a PDF file.
///
/// # Errors
///
/// If it is locked with a password or damaged, has no text, or goes beyond the limits.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Document, ExtractError> {
    unpacked::check(&bytes)?;
    let taken = guard::run(MOST_TIME, move || take(bytes)).unwrap_or_else(|trouble| {
        Err(ExtractError::refused(match trouble {
            Trouble::Panicked => "a damaged PDF: its reader gave up on it".to_owned(),
            Trouble::TooLong => {
                format!("it takes more than {} seconds to read", MOST_TIME.as_secs())
            }
        }))
    });
    Ok(taken?.finish(Format::Pdf)?)
}

fn take(bytes: Vec<u8>) -> Result<Taking, ExtractError> {
    let pdf = Pdf::new(bytes).map_err(|error| ExtractError::refused(why(error)))?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut letters = 0;
    for page in pdf.pages().iter() {
        let page = glyphs(page, &pdf, &cache);
        letters += page.len();
        pages.push(page);
        if letters > MOST_LETTERS {
            let why = format!("more than {} million letters", MOST_LETTERS / 1_000_000);
            return Err(ExtractError::refused(why));
        }
    }
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if letters == 0 {
        return Err(ExtractError::refused(match pages.iter().any(|page| page.images > 0) {
            true => "no text in it: a scan needs OCR first",
            false => "no text in it",
        }));
    }
    if unknown * UNKNOWN > letters {
        let why = "its fonts do not tell which letters they draw; it needs OCR first";
        return Err(ExtractError::refused(why));
    }
    Ok(written(&pages))
}

/// The letters of a page.
fn glyphs<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> Glyphs {
    let mut glyphs = Glyphs::new(page.render_dimensions());
    let place = page.initial_transform(true).to_kurbo();
    let whole = Rect::new(0.0, 0.0, f64::from(glyphs.width), f64::from(glyphs.height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(place, whole, cache, pdf.xref(), settings);
    interpret_page(page, &mut context, &mut glyphs);
    glyphs
}

/// The text of all pages.
fn written(pages: &[Glyphs]) -> Taking {
    let mut upright: Vec<_> = pages.iter().map(|page| rows::rows(&page.layers[0])).collect();
    let furniture = furniture::take_out(&mut upright);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for ((number, page), rows) in (1..).zip(pages).zip(upright) {
        let columns = columns::columns(&rows);
        paragraphs::append(&mut paragraphs, paragraphs::paragraphs(columns, number));
        for turned in &page.layers[1..] {
            let columns = columns::columns(&rows::rows(turned));
            paragraphs.extend(paragraphs::paragraphs(columns, number));
        }
    }
    let mut writer = Writer::new(&paragraphs);
    paragraphs.iter().for_each(|paragraph| writer.write(paragraph));
    for (number, rows) in (1..).zip(&furniture) {
        writer.write_furniture(number, rows);
    }
    let mut taking = writer.finish();
    let pictures = pages.iter().filter(|page| page.len() == 0 && page.images > 0).count();
    match pictures {
        0 => {}
        1 => taking.leave_out("1 page that is a picture: it needs OCR first"),
        n => taking.leave_out(format!("{n} pages that are pictures: they need OCR first")),
    }
    taking
}

/// Why a file could not be opened.
fn why(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "locked with a password; save a copy without one"
        }
        LoadPdfError::Decryption(_) => "locked in a way that saywell cannot read",
        LoadPdfError::Invalid => "a damaged PDF: its pages cannot be found",
    }
}
