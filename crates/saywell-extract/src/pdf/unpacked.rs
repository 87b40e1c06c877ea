//! How much the streams of a PDF unpack to, measured before its reader unpacks them: a few thousand bytes can stand for
//! gigabytes.

use super::packing::unpacked;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Instant;

/// Bytes that a stream may unpack to, all lists of objects, or all drawing instructions of a page: maps of a whole county
/// stay below.
const MOST: usize = 32 * 1024 * 1024;

/// How many states of drawing may be saved inside each other; writers of PDFs are told to stay below 28.
const MOST_SAVED: usize = 10_000;

/// How far before a stream its dictionary is looked for.
const DICTIONARY: usize = 2048;

/// Names of packings, in full and short.
const FILTERS: [(&[u8], Filter); 5] = [
    (b"Fl", Filter::FlateDecode),
    (b"LZW", Filter::LzwDecode),
    (b"RunLength", Filter::RunLengthDecode),
    (b"ASCII85", Filter::Ascii85Decode),
    (b"ASCIIHex", Filter::AsciiHexDecode),
];

/// Whether the lists of objects in a file stay below the limits: they are unpacked as soon as it is opened.
pub(super) fn lists_fit(bytes: &[u8]) -> bool {
    lists_fit_in(bytes, MOST)
}

fn lists_fit_in(bytes: &[u8], most: usize) -> bool {
    let mut left = most;
    memchr::memmem::find_iter(bytes, b"stream").all(|at| {
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let start = memchr::memmem::rfind(before, b"obj").unwrap_or(0);
        let about = &before[start..];
        // A name may be written in numbers; then it may be any.
        let is_list = [b"/ObjStm".as_slice(), b"/XRef", b"#"];
        if !is_list.iter().any(|name| memchr::memmem::find(about, name).is_some()) {
            return true;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let end = memchr::memmem::find(data, b"endstream").unwrap_or(data.len());
        let long = unpacked(Cow::Borrowed(&data[..end]), &filters_in(about), left).len();
        left -= long.min(left);
        left > 0
    })
}

/// The packings that a dictionary names, in their order.
fn filters_in(about: &[u8]) -> Vec<Filter> {
    let names = about.split(|byte| *byte == b'/').skip(1);
    names
        .filter_map(|name| FILTERS.iter().find(|(start, _)| name.starts_with(start)))
        .map(|(_, filter)| *filter)
        .collect()
}

/// Whether all streams of a file stay below the limits that its reader may unpack for any page, such as fonts; pictures
/// and attachments it does not unpack. What is not measured by `until` counts as too much.
pub(super) fn shared_fit(pdf: &Pdf, until: Instant) -> bool {
    let of_pages: HashSet<ObjectIdentifier> = pdf.pages().iter().flat_map(contents).collect();
    let is_apart = |it: &Stream<'_>| of_pages.contains(&it.obj_id()) || is_aside(it.dict());
    pdf.objects().into_iter().all(|object| match object {
        Object::Stream(stream) if !is_apart(&stream) => {
            Instant::now() < until && fits(&stream, MOST).is_some()
        }
        _ => true,
    })
}

/// The streams that hold a page's drawing instructions.
fn contents(page: &Page<'_>) -> Vec<ObjectIdentifier> {
    let parts = page.raw().get::<Array<'_>>("Contents").into_iter();
    let parts = parts.flat_map(|parts| parts.raw_iter().filter_map(|part| part.as_obj_ref()));
    parts.chain(page.raw().get_ref("Contents")).map(ObjectIdentifier::from).collect()
}

fn is_aside(about: &Dict<'_>) -> bool {
    let is = |key: &str, names: [&[u8]; 2]| {
        about.get::<Name<'_>>(key).is_some_and(|name| names.contains(&name.as_ref()))
    };
    is("Subtype", [b"Image", b"XML"]) || is("Type", [b"EmbeddedFile", b"Metadata"])
}

/// Whether the drawing instructions of a page stay below the limits.
pub(super) fn page_fits(page: &Page<'_>) -> bool {
    let mut left = MOST;
    let mut saved = 0;
    let mut part_fits = |stream: &Stream<'_>| {
        let Some((long, more)) = fits(stream, left) else { return false };
        left -= long;
        saved += more;
        saved <= MOST_SAVED
    };
    if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
        return part_fits(&stream);
    }
    let parts = page.raw().get::<Array<'_>>("Contents");
    parts.is_none_or(|parts| parts.iter::<Stream<'_>>().all(|part| part_fits(&part)))
}

/// How long a stream is and how many states it saves without giving them back, if it stays below the limits.
fn fits(stream: &Stream<'_>, most: usize) -> Option<(usize, usize)> {
    let data = unpacked(stream.raw_data(), &stream.filters(), most);
    let saved = saved(&data);
    (data.len() < most && saved <= MOST_SAVED).then_some((data.len(), saved))
}

/// How many more states of drawing are saved (`q`) than given back (`Q`), at most anywhere.
fn saved(data: &[u8]) -> usize {
    let alone = |at: usize| {
        let between = |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        between(at.checked_sub(1).and_then(|at| data.get(at))) && between(data.get(at + 1))
    };
    let (mut open, mut most) = (0_usize, 0);
    for at in memchr::memchr2_iter(b'q', b'Q', data).filter(|at| alone(*at)) {
        open = if data[at] == b'q' { open + 1 } else { open.saturating_sub(1) };
        most = most.max(open);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::{lists_fit_in, saved};
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::{Read, copy, repeat};

    #[test]
    fn measures_lists_of_objects() {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        copy(&mut repeat(b' ').take(70_000), &mut packed).unwrap();
        let packed = packed.finish().unwrap();
        let lists_fit = |bytes: &[u8]| lists_fit_in(bytes, 100_000);
        let list = |about: &str| {
            [b"1 0 obj <<", about.as_bytes(), b">> stream\r\n", &packed, b"\nendstream\n"].concat()
        };
        let one = list("/Type /ObjStm /Filter /FlateDecode");
        assert!(lists_fit(&one));
        assert!(!lists_fit(&[one.as_slice(), &one].concat()));
        let hidden = list("/Type /Obj#53tm /Filter [ /Fl ]");
        assert!(!lists_fit(&[hidden.as_slice(), &one].concat()));
        let picture = list("/Subtype /Image /Filter /FlateDecode");
        assert!(lists_fit(&[picture.as_slice(), &picture, &one].concat()));
        assert!(lists_fit(b"stream stream\n endstream"));
    }

    #[test]
    fn counts_saved_states() {
        assert_eq!(saved(b"q q Q q 1 0 0 1 0 0 cm q (qq) Tj Q Q Q"), 3);
        assert_eq!(saved(b"Q Q Qq\nq"), 1);
        assert_eq!(saved(&b"q ".repeat(50)), 50);
    }
}
