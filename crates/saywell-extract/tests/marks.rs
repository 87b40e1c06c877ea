//! Marks in Word documents: tracked changes and comments, as they stand in the parts.

use crate::package::{WORD, document, docx, docx_of};
use saywell_document::{Format, ReadOptions, Span};
use saywell_extract::{Mark, Outcome, Way, mark, read};
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub(crate) const WHEN: &str = "2026-05-01T12:00:00Z";

pub(crate) fn tracked() -> Way {
    Way::Tracked(WHEN.to_owned())
}

pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

pub(crate) fn text_of(bytes: &[u8]) -> String {
    read(bytes.to_vec(), &ReadOptions { format: Some(Format::Docx), ..ReadOptions::default() })
        .unwrap()
        .text
}

/// A mark on these words: an edit if there is a replacement, else a comment.
pub(crate) fn at(text: &str, words: &str, replacement: Option<&str>) -> Mark {
    let start = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    let span = Span::new(start, start + words.len());
    let edit = replacement.map(|replacement| (span, replacement.to_owned()));
    Mark { span, comment: Some("Why & how.\nSource".to_owned()), edit }
}

/// Marks words in a document, and shows what stands in its body, without what every tracked change says.
#[track_caller]
fn body(
    bytes: &[u8],
    marks: &[(&str, Option<&str>)],
    way: &Way,
    outcomes: &[Outcome],
) -> (String, Vec<u8>) {
    let text = text_of(bytes);
    let marks: Vec<Mark> =
        marks.iter().map(|(words, replacement)| at(&text, words, *replacement)).collect();
    let marked = mark(bytes, &marks, way).unwrap();
    assert_eq!(marked.outcomes, outcomes);
    let xml = part(&marked.bytes, "word/document.xml");
    let start = xml.find("body>").unwrap() + "body>".len();
    let body = xml[start..xml.rfind("</").unwrap()].rsplit_once("</").unwrap().0;
    let seen = body.replace(&format!(" w:author=\"saywell\" w:date=\"{WHEN}\""), "");
    (seen, marked.bytes)
}

#[track_caller]
fn check(old: &str, marks: &[(&str, Option<&str>)], new: &str) {
    let outcomes: Vec<Outcome> = marks
        .iter()
        .map(|(_, edit)| if edit.is_some() { Outcome::Edited } else { Outcome::Commented })
        .collect();
    let (seen, _) = body(&docx_of(old), marks, &tracked(), &outcomes);
    assert_eq!(seen, new);
}

#[test]
fn a_word_in_a_run() {
    check(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>one two three</w:t></w:r></w:p>",
        &[("two", Some("2 < 3"))],
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">one </w:t></w:r>\
         <w:del w:id=\"2\"><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">two</w:delText></w:r></w:del>\
         <w:ins w:id=\"1\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2 &lt; 3</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> three</w:t></w:r></w:p>",
    );
}

#[test]
fn a_whole_run() {
    check(
        "<w:p><w:r><w:t>one</w:t></w:r></w:p>",
        &[("one", Some(""))],
        "<w:p><w:del w:id=\"1\"><w:r><w:delText>one</w:delText></w:r></w:del></w:p>",
    );
}

#[test]
fn a_word_split_over_runs() {
    check(
        "<w:p><w:r><w:t>a pro</w:t></w:r><w:proofErr/><w:r><w:rPr><w:i/><w:rPrChange w:id=\"9\"><w:rPr/></w:rPrChange></w:rPr><w:t>stit</w:t></w:r><w:hyperlink><w:r><w:t>ute.</w:t></w:r></w:hyperlink></w:p>",
        &[("prostitute", Some("b"))],
        "<w:p><w:r><w:t xml:space=\"preserve\">a </w:t></w:r>\
         <w:del w:id=\"11\"><w:r><w:delText xml:space=\"preserve\">pro</w:delText></w:r></w:del><w:proofErr/>\
         <w:del w:id=\"12\"><w:r><w:rPr><w:i/><w:rPrChange w:id=\"9\"><w:rPr/></w:rPrChange></w:rPr><w:delText>stit</w:delText></w:r></w:del>\
         <w:hyperlink><w:del w:id=\"13\"><w:r><w:delText xml:space=\"preserve\">ute</w:delText></w:r></w:del>\
         <w:ins w:id=\"10\"><w:r><w:t xml:space=\"preserve\">b</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">.</w:t></w:r></w:hyperlink></w:p>",
    );
}

#[test]
fn a_tracked_change_of_formatting_is_numbered_anew_in_each_half() {
    let formatted =
        |id: u32| format!("<w:rPr><w:b/><w:rPrChange w:id=\"{id}\"><w:rPr/></w:rPrChange></w:rPr>");
    check(
        &format!("<w:p><w:r>{}<w:t>one two</w:t></w:r></w:p>", formatted(5)),
        &[("one", Some("1"))],
        &format!(
            "<w:p><w:del w:id=\"7\"><w:r>{}<w:delText xml:space=\"preserve\">one</w:delText></w:r></w:del>\
             <w:ins w:id=\"6\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">1</w:t></w:r></w:ins>\
             <w:r>{}<w:t xml:space=\"preserve\"> two</w:t></w:r></w:p>",
            formatted(5),
            formatted(8)
        ),
    );
}

#[test]
fn tabs_and_breaks_inside() {
    check(
        "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
        &[("two\nth", Some("2"))],
        "<w:p><w:r><w:t>one</w:t><w:tab/></w:r>\
         <w:del w:id=\"2\"><w:r><w:delText>two</w:delText><w:br/><w:delText xml:space=\"preserve\">th</w:delText></w:r></w:del>\
         <w:ins w:id=\"1\"><w:r><w:t xml:space=\"preserve\">2</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\">ree</w:t></w:r></w:p>",
    );
}

#[test]
fn comments_at_words() {
    check(
        "<w:p><w:r><w:t>one two three</w:t></w:r></w:p>",
        &[("one two", None), ("two three", None)],
        "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t xml:space=\"preserve\">one </w:t></w:r>\
         <w:commentRangeStart w:id=\"2\"/><w:r><w:t xml:space=\"preserve\">two</w:t></w:r>\
         <w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> three</w:t></w:r>\
         <w:commentRangeEnd w:id=\"2\"/><w:r><w:commentReference w:id=\"2\"/></w:r></w:p>",
    );
}

#[test]
fn a_comment_on_words_that_are_partly_replaced() {
    check(
        "<w:p><w:r><w:t>one two three</w:t></w:r></w:p>",
        &[("two three", Some("3")), ("one two", None)],
        "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t xml:space=\"preserve\">one </w:t></w:r>\
         <w:del w:id=\"2\"><w:r><w:delText xml:space=\"preserve\">two three</w:delText></w:r></w:del>\
         <w:ins w:id=\"1\"><w:r><w:t xml:space=\"preserve\">3</w:t></w:r></w:ins>\
         <w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>",
    );
}

#[test]
fn the_part_with_the_comments() {
    let old = docx_of("<w:p><w:r><w:t>one two</w:t></w:r></w:p>");
    let (_, new) = body(&old, &[("one", None)], &tracked(), &[Outcome::Commented]);
    let comment = format!(
        "<w:comment w:id=\"1\" w:author=\"saywell\" w:date=\"{WHEN}\" w:initials=\"sw\"><w:p><w:r><w:t xml:space=\"preserve\">Why &amp; how.</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Source</w:t></w:r></w:p></w:comment>"
    );
    assert!(part(&new, "word/comments.xml").contains(&comment));
    assert!(part(&new, "[Content_Types].xml").contains("PartName=\"/word/comments.xml\""));
    assert!(part(&new, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    // A second time they are added to the part that is there.
    let (_, again) = body(&new, &[("two", None)], &tracked(), &[Outcome::Commented]);
    let comments = part(&again, "word/comments.xml");
    assert!(comments.contains(&comment) && comments.contains("w:comment w:id=\"2\""), "{comments}");
    assert_eq!(part(&again, "[Content_Types].xml"), part(&new, "[Content_Types].xml"));
}

#[test]
fn a_comment_on_a_picture_is_known_again_beside_words_of_its_run() {
    let picture = "<w:drawing><wp:docPr xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" descr=\"a cat\"/></w:drawing>";
    let old = docx_of(&format!("<w:p><w:r><w:t>one</w:t>{picture}<w:t>two</w:t></w:r></w:p>"));
    for words in [["one", "two", "cat"], ["cat", "one", "two"]] {
        let words = words.map(|word| (word, None));
        let (_, new) = body(&old, &words, &tracked(), &[Outcome::Commented; 3]);
        body(&new, &words, &tracked(), &[Outcome::SaidBefore; 3]);
    }
}

#[test]
fn what_was_said_before_is_not_said_again() {
    let boxed = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>";
    let picture = "<w:r><w:drawing><wp:docPr xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" descr=\"a cat\"/></w:drawing></w:r>";
    let xml = format!("<w:p><w:r><w:t>one two one</w:t></w:r>{boxed}{picture}</w:p>");
    let words = [("one", None), ("two", None), ("box", None), ("cat", None)];
    let (seen, new) = body(&docx_of(&xml), &words, &tracked(), &[Outcome::Commented; 4]);
    let (again, same) = body(&new, &words, &tracked(), &[Outcome::SaidBefore; 4]);
    assert_eq!(seen, again);
    assert_eq!(part(&same, "word/comments.xml"), part(&new, "word/comments.xml"));
    // Other words and another reason are something else.
    let text = text_of(&new);
    let two = at(&text, "two", None);
    let other = Mark { comment: Some("Another reason".to_owned()), ..two.clone() };
    let later = text.rfind("one").unwrap();
    let elsewhere = Mark { span: Span::new(later, later + 3), ..two.clone() };
    let outcomes = mark(&new, &[two, other, elsewhere], &tracked()).unwrap().outcomes;
    assert_eq!(outcomes, [Outcome::SaidBefore, Outcome::Commented, Outcome::Commented]);
}

#[test]
fn where_only_comments_can_be_set() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let inserted = "<w:ins w:id=\"1\"><w:r><w:t>theirs</w:t></w:r></w:ins>";
    let bound = "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent><w:r><w:t>bound</w:t></w:r></w:sdtContent></w:sdt>";
    let boxed = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>";
    let note = "<w:r><w:t>be</w:t><w:footnoteReference w:id=\"2\"/><w:t>fore</w:t></w:r>";
    let xml = format!("<w:p>{field}{inserted}{bound}{boxed}{note}</w:p>");
    let edits = ["field", "theirs", "bound", "boxed", "before"].map(|word| (word, Some("x")));
    let (seen, _) = body(&docx_of(&xml), &edits, &tracked(), &[Outcome::Commented; 5]);
    assert!(seen.contains("<w:commentRangeStart w:id=\"6\"/><w:r><w:pict>"), "{seen}");
    assert!(seen.contains("<w:p><w:commentRangeStart w:id=\"3\"/><w:r><w:fldChar "), "{seen}");
    assert!(seen.contains("\"end\"/></w:r><w:commentRangeEnd w:id=\"3\"/>"), "{seen}");
    assert!(
        seen.contains("<w:commentRangeStart w:id=\"5\"/><w:sdt><w:sdtPr><w:dataBinding/>"),
        "{seen}"
    );
    assert!(seen.contains("</w:sdt><w:commentRangeEnd w:id=\"5\"/>"), "{seen}");
}

#[test]
fn controls_of_several_paragraphs() {
    let control = |kind: &str, text: &str| {
        format!(
            "<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    };
    let xml = control("<w:richText/>", "free") + &control("<w:showingPlcHdr/>", "prompt");
    let marks = [("free", None), ("prompt", Some("x"))];
    body(&docx_of(&xml), &marks, &tracked(), &[Outcome::Commented, Outcome::NotPossible]);
}

#[test]
fn notes_take_changes_but_no_comments() {
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote w:id=\"2\"><w:p><w:r><w:t>in a note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let bytes = docx(&[
        ("word/document.xml", &document("<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>")),
        ("word/footnotes.xml", &notes),
    ]);
    let (_, new) = body(
        &bytes,
        &[("in", Some("on")), ("note", None)],
        &tracked(),
        &[Outcome::Edited, Outcome::NotPossible],
    );
    assert!(part(&new, "word/footnotes.xml").contains(">in</w:delText>"));
    assert_eq!(part(&new, "word/document.xml"), part(&bytes, "word/document.xml"));
}

#[test]
fn accepted_changes_leave_no_marks() {
    let old = docx_of(
        "<w:p><w:r><w:t>one two</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>three</w:t><w:tab/><w:t>four</w:t></w:r></w:p>",
    );
    let (seen, _) = body(
        &old,
        &[("twothree\t", Some("2&3 "))],
        &Way::Accepted(WHEN.to_owned()),
        &[Outcome::Edited],
    );
    assert_eq!(
        seen,
        "<w:p><w:r><w:t xml:space=\"preserve\">one 2&amp;3 </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t><w:t>four</w:t></w:r></w:p>"
    );
}

#[test]
fn namespaces_as_the_document_spells_them() {
    let name = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let xml = |body: &str| format!("<document xmlns=\"{name}\"><body>{body}</body></document>");
    let old = docx(&[("word/document.xml", &xml("<p><r><t>one two</t></r></p>"))]);
    let (seen, new) = body(
        &old,
        &[("one", Some("1")), ("two", None)],
        &tracked(),
        &[Outcome::Edited, Outcome::Commented],
    );
    assert!(seen.starts_with(&format!("<p><del xmlns:w=\"{name}\" w:id=\"2\"><r><delText xml:space=\"preserve\">one</delText></r></del>")), "{seen}");
    assert!(
        part(&new, "word/_rels/document.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
}

#[test]
fn other_parts_stay_byte_for_byte() {
    let old = docx(&[
        ("word/document.xml", &document("<w:p><w:r><w:t>one</w:t></w:r></w:p>")),
        ("word/styles.xml", &format!("<w:styles {WORD}/>")),
        ("word/vbaProject.bin", "macro"),
    ]);
    let (_, new) = body(&old, &[("one", Some("1"))], &tracked(), &[Outcome::Edited]);
    let raw = |bytes: &[u8]| {
        let mut zip = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let parts: Vec<(String, u32, Vec<u8>)> = (0..zip.len())
            .map(|at| {
                let mut file = zip.by_index_raw(at).unwrap();
                let mut packed = Vec::new();
                file.read_to_end(&mut packed).unwrap();
                (file.name().unwrap().into_owned(), file.crc32(), packed)
            })
            .filter(|(name, _, _)| name != "word/document.xml")
            .collect();
        parts
    };
    assert_eq!(raw(&new), raw(&old));
}
