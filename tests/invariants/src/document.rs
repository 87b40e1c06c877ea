//! Readers: whatever the bytes, a document holds together.

use crate::choose;
use saywell_engine::document::{
    Block, BlockKind, Document, Encoding, Format, LineIndex, ReadOptions, Selection,
};
use saywell_extract::read as read_any;

/// Encodings that are told by name.
const ENCODINGS: &[&str] =
    &["", "utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "gb18030", "iso-2022-jp"];

/// Reads the bytes after the first two in every way there is: the first tells the format, the second the encoding and
/// whether only some values of data files are read.
///
/// What is read has blocks in order, tidy block text, and a place in the document for every character; where it was
/// text, its bytes come back.
pub fn read(data: &[u8]) {
    let formats: Vec<Format> = Format::all().collect();
    let Some((format, rest)) = choose(data, &formats) else { return };
    let Some((encoding, bytes)) = choose(rest, ENCODINGS) else { return };
    let encoding = Encoding::from_name(encoding);
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let selection = match rest[0] & 0x80 {
        0 => Selection::default(),
        _ => Selection { columns: own(&["a", "2"]), keys: own(&["a", "b.c"]) },
    };
    let options = ReadOptions { format: Some(format), encoding, selection };
    let Ok(document) = read_any(bytes.to_vec(), &options) else { return };
    check(&document);
    if document.format.is_text() {
        let written = document.encoding.encode(&document.text);
        assert_eq!(written.as_deref(), Some(bytes), "its bytes come back");
    }
}

/// Panics where a document does not hold together.
pub(crate) fn check(document: &Document) {
    let text = document.text.as_str();
    assert!(document.blocks.is_sorted_by_key(|block| block.source.start), "blocks are in order");
    for (index, block) in document.blocks.iter().enumerate() {
        check_block(text, block);
        let ranges = document.quotations(index);
        let seen = block.text(text);
        assert!(ranges.iter().all(|range| !seen[range.clone()].is_empty()));
        let heading = document.heading_of(index);
        assert!(heading.is_none_or(|heading| matches!(heading.kind, BlockKind::Heading(_))));
    }
    for directive in &document.directives {
        assert!(text.get(directive.span.range()).is_some(), "{directive:?}");
        assert!(text.get(directive.scope.range()).is_some(), "{directive:?}");
    }
    assert!(document.places.is_sorted_by_key(|place| place.start), "places are in order");
    assert!(document.places.iter().all(|place| text.is_char_boundary(place.start)));
    let index = LineIndex::new(text);
    assert!(index.line(text.len()) <= index.line_count());
    let words = document.words();
    assert!(words <= document.texts().map(|text| text.len()).sum());
}

/// Block text is tidy, and every character of it has a place in the document.
fn check_block(text: &str, block: &Block) {
    assert!(text.get(block.source.range()).is_some(), "{block:?}");
    let whole = block.whole();
    assert!(block.source.contains(whole), "{block:?}");
    let seen = block.text(text);
    assert!(!seen.contains("  ") && seen.trim_matches(' ') == seen, "{block:?}");
    assert!(seen.get(block.speech()..).is_some());
    let mut last = 0;
    for (at, c) in seen.char_indices() {
        let span = block.span(at..at + c.len_utf8());
        let source = text.get(span.range());
        assert!(source.is_some_and(|source| !source.is_empty()), "{span:?} of {block:?}");
        assert!(whole.contains(span) && span.start >= last, "{span:?} of {block:?}");
        last = span.start;
    }
}
