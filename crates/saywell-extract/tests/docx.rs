//! Word documents: what is read, and what places are called.

use crate::package::{WORD, document, docx, docx_of, zip};
use saywell_document::{BlockKind, Directive, Document, Format, ReadOptions};
use saywell_extract::read;

fn read_docx(bytes: Vec<u8>) -> Document {
    read(bytes, &ReadOptions { format: Some(Format::Docx), ..ReadOptions::default() }).unwrap()
}

/// Each block with its place: `place: text`.
#[track_caller]
fn check(bytes: Vec<u8>, expected: &[&str]) -> Document {
    let document = read_docx(bytes);
    let seen: Vec<String> = document
        .blocks
        .iter()
        .map(|block| {
            let place = document.place(block.whole().start).unwrap_or_default();
            format!("{place}: {}", block.text(&document.text))
        })
        .collect();
    assert_eq!(seen, expected);
    document
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_headings_and_lists() {
    let styles = format!(
        r#"<w:styles {WORD}><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>
        <w:style w:type="paragraph" w:styleId="Z"><w:name w:val="Quote"/></w:style></w:styles>"#
    );
    let styled = |style: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let list = r#"<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>"#;
    let body = [
        p("First"),
        p(" "),
        styled("Own", "Back  ground"),
        p("Second"),
        list.to_owned(),
        styled("Z", "Theirs"),
    ]
    .concat();
    let bytes = docx(&[("word/document.xml", &document(&body)), ("word/styles.xml", &styles)]);
    let document = check(
        bytes,
        &[
            "paragraph 1: First",
            "heading “Back ground”: Back ground",
            "under “Back ground”, paragraph 1: Second",
            "under “Back ground”, paragraph 2: One",
            "under “Back ground”, paragraph 3: Theirs",
        ],
    );
    assert_eq!(document.blocks[1].kind, BlockKind::Heading(1));
    assert_eq!(document.blocks[3].kind, BlockKind::ListItem);
    assert!(document.blocks[4].block_quote && !document.blocks[3].block_quote);
}

#[test]
fn words_split_over_runs_are_whole() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">the prosti</w:t></w:r><w:proofErr w:type="x"/><w:r><w:rPr><w:b/></w:rPr><w:t>tutes&amp;</w:t><w:softHyphen/><w:t xml:space="preserve">co </w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>"#;
    let document = check(docx_of(body), &["paragraph 1: the prostitutes&co a b-c"]);
    assert_eq!(document.text, "the prostitutes&\u{AD}co \ta\nb\u{2011}c\n\n");
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r><w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins w:id="3"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins></w:p><w:p><w:moveFrom w:id="4"><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:rPr><w:rPrChange w:id="5"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>end</w:t></w:r></w:p>"#;
    check(docx_of(body), &["paragraph 1: One new end"]);
}

#[test]
fn fields_hidden_text_and_alternatives() {
    let field = |instruction: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{instruction}</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve">{result} </w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let body = format!(
        r#"<w:p>{}{}<w:fldSimple w:instr="DATE"><w:r><w:t>May</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent>{box}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>"#,
        field("REF x", "shown"),
        field(" TOC \\o", "Contents"),
        box = p("boxed"),
    );
    check(docx_of(&body), &["paragraph 1: shown May", "text box 1: boxed", "paragraph 2: around"]);
}

#[test]
fn a_field_that_a_note_leaves_open_hides_no_other_note() {
    let notes = format!(
        r#"<w:footnotes {WORD}><w:footnote w:id="1"><w:p><w:r><w:t>one</w:t><w:fldChar w:fldCharType="begin"/></w:r></w:p></w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        p("two")
    );
    let body = document(&p("Text"));
    check(
        docx(&[("word/document.xml", &body), ("word/footnotes.xml", &notes)]),
        &[
            "paragraph 1: Text",
            "a footnote that no text refers to: one",
            "a footnote that no text refers to: two",
        ],
    );
}

#[test]
fn tables_notes_comments_and_margins() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let body = format!(
        r#"<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r></w:p><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>"#,
        cell("A"),
        cell("B"),
        cell("C"),
    );
    let notes = format!(
        r#"<w:footnotes {WORD}><w:footnote w:type="separator" w:id="-1">{}</w:footnote><w:footnote w:id="2">{}</w:footnote><w:footnote w:id="7">{}</w:footnote></w:footnotes>"#,
        p("line"),
        p("second"),
        p("first")
    );
    let comments = format!(
        r#"<w:comments {WORD}><w:comment w:id="0" w:author="Ada">{}</w:comment><w:comment w:id="1" w:author="saywell">{}</w:comment></w:comments>"#,
        p("hers"),
        p("ours")
    );
    let header = format!("<w:hdr {WORD}>{}</w:hdr>", p("top"));
    let bytes = docx(&[
        ("word/document.xml", &document(&body)),
        ("word/footnotes.xml", &notes),
        ("word/comments.xml", &comments),
        ("word/header1.xml", &header),
    ]);
    let document = check(
        bytes,
        &[
            "paragraph 1: Text",
            "table 1, row 1: A",
            "table 1, row 1: B",
            "table 1, row 2: C",
            "footnote 2: second",
            "footnote 1: first",
            "comment 1: hers",
            "header: top",
        ],
    );
    assert_eq!(document.blocks[2].kind, BlockKind::Cell { header: true, column: 1 });
    assert_eq!(document.blocks[4].kind, BlockKind::Footnote);
    assert_eq!(document.unread, ["1 comment by saywell"]);
}

#[test]
fn other_languages_are_left_out_and_counted() {
    let marked = |text: &str| {
        format!(r#"<w:p><w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = marked("Sie ging nach Hause.")
        + &marked("She went home with the others and that was it.")
        + &p("English");
    let document = check(
        docx_of(&body),
        &["paragraph 1: She went home with the others and that was it.", "paragraph 2: English"],
    );
    assert_eq!(document.unread, ["1 paragraph in another language"]);
}

#[test]
fn strict_documents_and_odd_prefixes() {
    let xml = r#"<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"><q:body><p><r><q:t>strict</q:t></r></p></q:body></document>"#;
    check(docx(&[("word/document.xml", xml)]), &["paragraph 1: strict"]);
}

#[test]
fn entities_stay_as_they_are_written() {
    let xml = format!(
        r#"<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/hostname">]>{}"#,
        document(&p("a &b; &c; &lt;"))
    );
    check(docx(&[("word/document.xml", &xml)]), &["paragraph 1: a &b; &c; <"]);
}

#[test]
fn content_tells_the_format() {
    let plain = ReadOptions { format: Some(Format::Plain), ..ReadOptions::default() };
    assert_eq!(read(docx_of(&p("a")), &plain).unwrap().format, Format::Docx);
    let document = read_docx(b"only text".to_vec());
    assert_eq!((document.format, document.text.as_str()), (Format::Plain, "only text"));
    assert!(read(zip(&[("a.md", "a")]), &plain).unwrap_err().to_string().contains("a zip archive"));
}

/// What each directive says, and the text that it covers.
fn directives(document: &Document) -> Vec<(String, &str)> {
    let of = |directive: &Directive| {
        let said = format!("{} {}", directive.rules.join(" "), directive.reason);
        (said, &document.text[directive.scope.range()])
    };
    document.directives.iter().map(of).collect()
}

#[test]
fn comments_hold_directives() {
    let start = |id: u8| format!(r#"<w:commentRangeStart w:id="{id}"/>"#);
    let end = |id: u8| {
        format!(r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#)
    };
    let run = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let boxed =
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p("boxed"));
    let body = [
        format!("<w:p>{}{}{}{}{}</w:p>", run("one "), start(1), run("two "), run("three"), end(1)),
        format!("<w:p>{}{}{}</w:p>", run("four "), end(2), run("five")),
        format!("<w:p>{}</w:p><w:p>{}</w:p>", end(3), run("six")),
        format!("{}<w:p>{}</w:p><w:p>{}{}</w:p>", start(4), run("seven"), run("eight"), end(4)),
        format!("<w:p>{}{boxed}{}</w:p>", start(5), end(5)),
        format!("<w:p>{}{}{}{}</w:p>", run("nine "), end(6), run("ten"), end(7)),
    ]
    .concat();
    let comment = |(id, said): (u8, &str)| {
        let paragraphs: String = said.split('|').map(p).collect();
        format!(r#"<w:comment w:id="{id}" w:author="Ada">{paragraphs}</w:comment>"#)
    };
    let said = [
        (7, "saywell-on g"),
        (1, "saywell-ignore a/b: it is|the law"),
        (2, "saywell-ignore c"),
        (3, " |saywell-ignore d"),
        (4, "saywell-ignore e"),
        (5, "saywell-ignore f"),
        (6, "saywell-off g"),
        (8, "saywell-ignore h: no words refer to it"),
        (9, "Write saywell-ignore here."),
    ];
    let comments: String = said.into_iter().map(comment).collect();
    let bytes = docx(&[
        ("word/document.xml", &document(&body)),
        ("word/comments.xml", &format!("<w:comments {WORD}>{comments}</w:comments>")),
    ]);
    let document = read_docx(bytes);
    let seen = directives(&document);
    let seen: Vec<(&str, &str)> = seen.iter().map(|(said, text)| (said.trim(), *text)).collect();
    assert_eq!(
        seen,
        [
            ("g", ""),
            ("a/b it is\nthe law", "two three"),
            ("c", "four five"),
            ("d", "six"),
            ("e", "seven\n\neight"),
            ("f", "boxed"),
            ("g", "ten"),
            ("h no words refer to it", ""),
        ]
    );
    let last = document.blocks.last().unwrap();
    assert_eq!(last.text(&document.text), "Write saywell-ignore here.");
    assert_eq!(document.place(document.directives[1].span.start), Some("comment 1"));
}
