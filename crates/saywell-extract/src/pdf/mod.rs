//! Portable Document Format.
//!
//! `hayro-interpret` follows the drawing instructions of each page; the letters that they draw are put together to
//! rows, columns and paragraphs here. Words cut at the end of a line are whole again, running headers and footers are
//! read once and apart, and a paragraph goes on over the end of a page.
//!
//! The reader is guarded: what a file may unpack to is measured before ([`unpacked`]), and a page that it panics on, or
//! that is too long or takes too long, costs that page only. All pages together may take [`MOST_TIME`].

mod columns;
mod furniture;
mod glyphs;
mod packing;
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
use std::time::{Duration, Instant};
use writing::Writer;

/// Pages that are not read then are not read. A thousand pages take a second or two.
const MOST_TIME: Duration = Duration::from_secs(7);

/// A page that is not read then is given up. Most take a few milliseconds.
const MOST_PAGE_TIME: Duration = Duration::from_secs(3);

/// What was read is put together in this time, or not at all.
const MOST_LAYOUT_TIME: Duration = Duration::from_secs(2);

/// More letters than a book of three thousand pages has: what comes after them is not read.
const MOST_LETTERS: usize = 10_000_000;

/// If more than one letter in so many is unknown, the others make no words.
const UNKNOWN: usize = 3;

/// What comes out of the reader as it goes.
enum Piece {
    /// How many pages there are.
    Opened(usize),
    /// The letters of the next page, or why there are none.
    Page(Result<Glyphs, Trouble>),
    /// There are no pages, for this reason.
    Refused(&'static str),
}

/// Reads a PDF file.
///
/// # Errors
///
/// If it is locked with a password or damaged, has no text, or goes beyond the limits.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Document, ExtractError> {
    let (pieces, trouble) = guard::run(MOST_TIME, move |out| take(bytes, out));
    let mut pages = Vec::new();
    let mut count = None;
    for piece in pieces {
        match piece {
            Piece::Opened(pages) => count = Some(pages),
            Piece::Page(page) => pages.push(page),
            Piece::Refused(why) => return Err(ExtractError::refused(why)),
        }
    }
    let trouble = trouble.unwrap_or(Trouble::Panicked);
    let count = count.ok_or_else(|| ExtractError::refused(told(trouble)))?;
    pages.resize_with(count, || Err(Trouble::TooLong));
    check(&pages)?;
    let (mut taken, _) = guard::run(MOST_LAYOUT_TIME, move |out| out(written(pages)));
    let taking = taken.pop().ok_or_else(|| ExtractError::refused(told(Trouble::TooLong)))?;
    Ok(taking.finish(Format::Pdf)?)
}

fn told(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::TooLong => "it takes too long to read",
        Trouble::Panicked => "a damaged PDF: its reader gave up on it",
    }
}

/// Refuses a file of whose pages there is no text to read.
fn check(pages: &[Result<Glyphs, Trouble>]) -> Result<(), ExtractError> {
    let read = || pages.iter().flatten();
    let letters: usize = read().map(Glyphs::len).sum();
    let unknown: usize = read().map(|page| page.unknown).sum();
    let lost = pages.iter().find_map(|page| page.as_ref().err());
    let why = match (letters, lost) {
        (0, Some(trouble)) => told(*trouble),
        (0, _) if read().any(|page| page.images > 0) => "no text in it: a scan needs OCR first",
        (0, _) => "no text in it",
        _ if unknown * UNKNOWN > letters => {
            "its fonts do not tell which letters they draw; it needs OCR first"
        }
        _ => return Ok(()),
    };
    Err(ExtractError::refused(why))
}

/// Reads a file's pages one after the other, and hands them out.
fn take(bytes: Vec<u8>, out: &mut dyn FnMut(Piece)) {
    let until = Instant::now() + MOST_TIME;
    if !unpacked::lists_fit(&bytes) {
        return out(Piece::Refused(TOO_LONG));
    }
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(error) => return out(Piece::Refused(why(error))),
    };
    if !unpacked::shared_fit(&pdf, until) {
        return out(Piece::Refused(TOO_LONG));
    }
    out(Piece::Opened(pdf.pages().len()));
    let mut cache = InterpreterCache::new();
    let mut letters = 0;
    for page in pdf.pages().iter() {
        if letters > MOST_LETTERS {
            break;
        }
        let page = guard::attempt(|| glyphs(page, &pdf, &cache)).flatten();
        match &page {
            Ok(page) => letters += page.len(),
            // What was in the making may lie about half made.
            Err(_) => cache = InterpreterCache::new(),
        }
        out(Piece::Page(page));
    }
}

const TOO_LONG: &str = "it unpacks to more than 32 MB in one piece, as no document does";

/// The letters of a page.
fn glyphs<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
) -> Result<Glyphs, Trouble> {
    if !unpacked::page_fits(page) {
        return Err(Trouble::TooLong);
    }
    let mut glyphs = Glyphs::new(page.render_dimensions(), Instant::now() + MOST_PAGE_TIME);
    let place = page.initial_transform(true).to_kurbo();
    let whole = Rect::new(0.0, 0.0, f64::from(glyphs.width), f64::from(glyphs.height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(place, whole, cache, pdf.xref(), settings);
    interpret_page(page, &mut context, &mut glyphs);
    Ok(glyphs)
}

/// The text of all pages.
fn written(pages: Vec<Result<Glyphs, Trouble>>) -> Taking {
    let lost: Vec<usize> =
        (1..).zip(&pages).filter(|(_, it)| it.is_err()).map(|(n, _)| n).collect();
    let pages: Vec<Glyphs> = pages.into_iter().map(Result::unwrap_or_default).collect();
    let mut upright: Vec<_> = pages.iter().map(|page| rows::rows(&page.layers[0])).collect();
    let furniture = furniture::take_out(&mut upright);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for ((number, page), rows) in (1..).zip(&pages).zip(upright) {
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
    match lost.as_slice() {
        [] => {}
        [page] => taking.lose(format!("page {page}, which is damaged or takes too long to read")),
        [first, ..] => taking.lose(format!(
            "{} pages, from page {first} on, which are damaged or take too long to read",
            lost.len()
        )),
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
