//! What must hold for every text, whatever is in it.

use crate::{
    Block, BlockBuilder, BlockKind, ColumnUnit, Document, Encoding, Format, LineIndex, ReadError,
    Span, decode, read_text,
};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

/// Pieces that mean something to a reader.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "\u{FEFF}",
    "\u{AD}",
    "\u{200D}",
    "\u{A0}",
    "\u{FFFC}",
    "\0",
    "é",
    "İ",
    "👩",
    "ﬃ",
    "\u{301}",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "\"",
    "'",
    "—",
    "word",
    "Survivor",
    "prosti",
    "tutes",
    "Q: ",
    "A: ",
    "Lee: ",
    "[Ada] ",
    "THE COURT: ",
    "**Ada:** ",
    "12:03 ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "# ",
    "## ",
    "===\n",
    "---\n",
    "+++\n",
    "a: b\n",
    "> ",
    "- ",
    "1. ",
    "a) ",
    "* ",
    "[^1]",
    "[^1]: ",
    "[",
    "](",
    "](x \"title\")",
    "![",
    ")",
    "<",
    ">",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<br>",
    "<p ",
    "=\"",
    "<li>",
    "<td>",
    "</p>",
    "<p lang=\"fr\">",
    "<q>",
    "<code>",
    "</code>",
    "<img alt=\"",
    "\">",
    "<title>",
    "&copy",
    "00:00:01,000 --> 00:00:02,000\n",
    "\n\n2\n00:04.000 --> 00:05.000\n",
    "<v Ada>",
    "{\\an8}",
    "\\section{",
    ".. note:: ",
    ".. code::\n\n   ",
    "   ",
    "::\n\n",
    "====  ====\n",
    "+---+---+\n",
    "|a|b|\n",
    ":ref:`",
    " <x>`_",
    "``",
    "[1]_",
    "= ",
    "----\n",
    "|===\n",
    "link:x[",
    "footnote:[",
    "<<a,",
    ">>",
    "#+BEGIN_QUOTE\n",
    "#+END_QUOTE\n",
    "#+TITLE: ",
    "[[x][",
    "]]",
    "[fn:: ",
    "#let x = [",
    "#f(",
    "#footnote[",
    "#strike[",
    "/* ",
    "// ",
    "\\footnote{",
    "\\cite[",
    "\\begin{quote}",
    "\\begin{verbatim}",
    "\\end{quote}",
    "\\'e",
    "{",
    "}",
    "%",
    "``",
    "a: ",
    "  - ",
    "|\n  ",
    "[\"",
    "\", \"",
    "\"]",
    "\\u00e9",
    "\\n",
    ",",
    "&amp;",
    "&nGg;",
    "&#x41;",
    "&",
    ";",
    "\\",
    "\\*",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "> [!NOTE]\n",
    "<!-- ",
    " -->",
    "<!-- saywell-ignore a/b: c -->",
    "saywell-off",
    "saywell-on",
    "# saywell-ignore",
    "https://x.y/z",
    "www.",
    "a@b.org",
    "@ada",
    "a.docx",
    "a/b",
    "C:\\x\\y",
    "f()",
    "--flag",
    "snake_case",
    "camelCase",
    "0xff",
    "1234abc",
    ".",
    ",",
    "Dear Ada,\n",
    "$",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn encoding() -> impl Strategy<Value = Option<Encoding>> {
    const LABELS: &[&str] = &[
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1252",
        "shift_jis",
        "gb18030",
        "euc-kr",
        "iso-2022-jp",
        "big5",
    ];
    prop_oneof![Just(None), prop::sample::select(LABELS).prop_map(Encoding::from_name)]
}

proptest! {
    #[test]
    fn documents_hold_together(text in text()) {
        for format in Format::all().filter(|format| format.is_text()) {
            if let Some(document) = document(text.clone(), format) {
                check_document(&document);
            }
        }
    }

    #[test]
    fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..64), encoding in encoding()) {
        if let Ok(decoded) = decode(bytes.clone(), encoding) {
            prop_assert_eq!(decoded.encoding.encode(&decoded.text), Some(bytes));
        }
    }

    /// What stands in the document word for word reads as what is written otherwise does.
    #[test]
    fn blocks_know_their_text(text in text()) {
        let (mut as_it_stands, mut otherwise) = (BlockBuilder::new(), BlockBuilder::new());
        as_it_stands.push(&text, 0);
        for (at, c) in text.char_indices() {
            let piece = &text[at..at + c.len_utf8()];
            otherwise.push_as(piece, Span::new(at, at + piece.len()));
        }
        let [one, other] = [as_it_stands, otherwise].map(|mut it| it.finish(BlockKind::Paragraph));
        let seen = |block: &Option<Block>| block.as_ref().map(|block| block.text(&text));
        prop_assert_eq!(seen(&one), seen(&other));
        let whole = |block: &Option<Block>| block.as_ref().map(Block::whole);
        prop_assert_eq!(whole(&one), whole(&other));
    }

    #[test]
    fn text_comes_back(text in text()) {
        // A NUL right after the byte order mark would look like UTF-32.
        let text = format!("\u{FEFF}a{text}");
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encoding.encode(&text).unwrap();
            prop_assert_eq!(decode(bytes, None).unwrap().text, text.as_str());
        }
    }

    #[test]
    fn places_come_back(text in text()) {
        let index = LineIndex::new(&text);
        let bom = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(&text).len();
        for (at, c) in text.char_indices().filter(|(at, _)| *at >= bom) {
            let line = index.position(&text, at).line;
            // Between the two characters of a CRLF there is no place to come back to.
            if c == '\n' && text[..at].ends_with('\r') {
                continue;
            }
            for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Utf32] {
                prop_assert_eq!(index.offset(&text, line, index.column(&text, at, unit), unit), at);
            }
        }
    }
}

/// The document, unless the text is not written as its format asks for.
fn document(text: String, format: Format) -> Option<Document> {
    match read_text(text, format) {
        Ok(document) => Some(document),
        Err(ReadError::Malformed { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

#[track_caller]
fn check_document(document: &Document) {
    assert!(document.blocks.is_sorted_by_key(|block| block.source.start));
    for (index, block) in document.blocks.iter().enumerate() {
        check_block(&document.text, block);
        let seen = block.text(&document.text);
        let ranges = document.quotations(index);
        assert!(ranges.iter().all(|range| !seen[range.clone()].is_empty()));
        assert!(ranges.is_sorted_by(|a, b| a.end < b.start));
        let heading = document.heading_of(index);
        assert!(heading.is_none_or(|heading| matches!(heading.kind, BlockKind::Heading(_))));
        assert!(block.heading.is_none_or(|heading| (heading as usize) < index));
    }
    for directive in &document.directives {
        assert!(document.text[directive.span.range()].contains("saywell-"));
        assert!(document.text.get(directive.scope.range()).is_some());
    }
}

/// Text is tidy, and every character of it has a place in the document.
#[track_caller]
fn check_block(text: &str, block: &Block) {
    assert!(text.get(block.source.range()).is_some());
    assert!(block.source.contains(block.whole()), "{block:?}");
    let seen = block.text(text);
    assert!(!seen.contains("  ") && seen.trim_matches(' ') == seen);
    assert!(seen.get(block.speech()..).is_some());
    assert!(block.marks().is_sorted_by(|a, b| a.at < b.at));
    assert!(
        block.marks().iter().all(|mark| matches!(seen.as_bytes()[mark.at as usize], b'"' | b'\''))
    );
    let mut last = 0;
    for (at, c) in seen.char_indices() {
        let span = block.span(at..at + c.len_utf8());
        assert!(!text[span.range()].is_empty() && block.whole().contains(span));
        assert!(span.start >= last);
        last = span.start;
    }
}
