//! What is read of small RTF files.

use super::{is_rtf, read};
use saywell_document::{BlockKind, Document};

fn document(rtf: &[u8]) -> Document {
    read(rtf).unwrap()
}

/// Each block with its place and kind.
#[track_caller]
fn check(rtf: &str, expected: &[(&str, BlockKind, &str)]) {
    let document = document(rtf.as_bytes());
    let texts: Vec<_> = document.texts().collect();
    let places = document
        .blocks
        .iter()
        .map(|it| (document.place(it.source.start).unwrap_or_default(), it.kind));
    let found: Vec<_> =
        places.zip(&texts).map(|((place, kind), text)| (place, kind, &**text)).collect();
    assert_eq!(found, expected, "{rtf}");
}

#[track_caller]
fn check_text(rtf: &str, expected: &str) {
    let document = document(rtf.as_bytes());
    let found: Vec<_> = document.texts().collect();
    assert_eq!(found.join(" / "), expected, "{rtf}");
}

use BlockKind::{Cell, Footnote, Heading, ListItem, Paragraph};

#[test]
fn reads_letters_in_any_dress() {
    check_text(r"{\rtf1\ansi prosti{\b tut}es\par}", "prostitutes");
    check_text(
        r"{\rtf1\ansi caf\'e9 \ldblquote so\rdblquote\~on\emdash x\par}",
        "café \"so\" on—x",
    );
    check_text(
        r"{\rtf1\ansi\uc1 \u8220?a\u8221? {\uc2\u233\'c3\'a9}t\uc0\u233 e\par}",
        "\"a\" étée",
    );
    check_text(r"{\rtf1\ansi \u-10179?\u-8704?x \u55357 \u56832 !\par}", "😀x 😀");
    check_text(r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 A;}}\'ef\'f0\par}", "пр");
    check_text(
        r"{\rtf1\ansi{\fonttbl{\f0 A;}{\f1\fcharset128 B;}}a\f1\'82\'a0\f0 \'e9\par}",
        "aあé",
    );
    check_text(r"{\rtf1\mac na\'95ve \{x\} \\ y\par}", "naïve {x} \\ y");
    check_text(r"{\rtf1 pros\-ti\-tutes non\_profit\par}", "prostitutes non-profit");
}

#[test]
fn leaves_out_what_is_not_read() {
    check_text(
        r"{\rtf1 one{\deleted  two}{\v  three}{\strike  four}\v five\v0  six\plain .\par}",
        "one six.",
    );
    check_text(
        r#"{\rtf1{\info{\title T}}{\*\generator G;}{\colortbl;\red0;}{\pict 00ff}a {\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}.\par}"#,
        "a link.",
    );
    check_text(r"{\rtf1 a{\*\unknown b{\par c}}{\known d}\bin5 }{\x} e\par}", "ad e");
    check_text(r"{\rtf1{\upr{old}{\*\ud{new}}} a{\shprslt{\dptxbxtext b}}\par}", "new a");
    check_text("{\\rtf1 a\r\nb\\\r\nc\\line d", "ab / c d");
}

#[test]
fn tells_headings_lists_and_quotations() {
    let styles =
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Quote;}{\s3 heading 3;}}";
    let body = r"\pard\s1 Head\par\pard text\par\pard\s2 theirs\par\pard\s3 Low\par\pard\outlinelevel1 Two\par\pard{\listtext 1.\tab}item\par\pard\ls1 item 2\par";
    let rtf = format!("{{\\rtf1{styles}{body}}}");
    check(
        &rtf,
        &[
            ("paragraph 1", Heading(1), "Head"),
            ("paragraph 2", Paragraph, "text"),
            ("paragraph 3", Paragraph, "theirs"),
            ("paragraph 4", Heading(3), "Low"),
            ("paragraph 5", Heading(2), "Two"),
            ("paragraph 6", ListItem, "item"),
            ("paragraph 7", ListItem, "item 2"),
        ],
    );
    let quoted: Vec<_> = document(rtf.as_bytes()).blocks.iter().map(|it| it.block_quote).collect();
    assert_eq!(quoted, [false, false, true, false, false, false, false]);
}

#[test]
fn names_places() {
    check(
        r"{\rtf1 {\header Top\par}Body{\footnote {\chftn} The note.\par} goes on.\par\par{\*\annotation Really?}Second{\shp{\*\shpinst{\shptxt In a box.}}}.\par{\header Top\par}}",
        &[
            ("paragraph 1", Paragraph, "Body goes on."),
            ("header", Paragraph, "Top"),
            ("footnote 1", Footnote, "The note."),
            ("paragraph 2", Paragraph, "Second."),
            ("comment 1", Paragraph, "Really?"),
            ("text box 1", Paragraph, "In a box."),
        ],
    );
    check(
        r"{\rtf1 \trowd\trhdr\pard\intbl Name\cell Note\cell\row\trowd\pard\intbl A\cell one\par two\cell\row\pard After\par\pard\intbl B\cell\row}",
        &[
            ("table 1, row 1", Cell { header: true, column: 0 }, "Name"),
            ("table 1, row 1", Cell { header: true, column: 1 }, "Note"),
            ("table 1, row 2", Cell { header: false, column: 0 }, "A"),
            ("table 1, row 2", Cell { header: false, column: 1 }, "one"),
            ("table 1, row 2", Cell { header: false, column: 1 }, "two"),
            ("paragraph 1", Paragraph, "After"),
            ("table 2, row 1", Cell { header: false, column: 0 }, "B"),
        ],
    );
}

#[test]
fn passes_over_another_language() {
    let document = document(
        r"{\rtf1\deflang1031 \lang1031 Das ist ein Satz auf Deutsch.\par \lang2057 This is English.\par \lang1031 This is marked wrongly, for all that.\par}"
            .as_bytes(),
    );
    let texts: Vec<_> = document.texts().collect();
    assert_eq!(texts, ["This is English.", "This is marked wrongly, for all that."]);
    assert_eq!(document.unread, ["1 paragraph in another language"]);
}

#[test]
fn does_not_believe_a_mark_on_english() {
    let document = document(br"{\rtf1\lang1031 A short list\par one\par two\par three\par}");
    assert_eq!(document.blocks.len(), 4);
}

#[test]
fn reads_damaged_files_as_far_as_they_go() {
    assert_eq!(
        document(br"{\rtf1 {\b a").unread,
        ["what came after the end, where the file is cut off"]
    );
    check_text(r"{\rtf1 a}}}} b\par", "a b");
    check_text(r"{\rtf1 \u", "");
    check_text(r"{\rtf1 \bin99999999999 a", "a");
    check_text(r"{\rtf1 \bin99 a", "");
    assert!(!is_rtf(b"") && !is_rtf(b"rtf") && is_rtf(b"\xEF\xBB\xBF \n{\\rtf1}"));
    let deep = format!("{{\\rtf1 {}a", "{".repeat(1_000_000));
    assert!(read(deep.as_bytes()).is_err());
    let unmatched = format!("{{\\rtf1 {}", "{\\footnote a".repeat(9_000));
    assert_eq!(document(unmatched.as_bytes()).blocks.len(), 9_000);
}
