//! Packages of XML: documents that are well-formed enough to be read, and odd in every other way.

use crate::{document, pieces};
use saywell_engine::document::{Format, ReadOptions};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Elements of Word documents, with their attributes. Each may stand in any other.
const WORD: &[&str] = &[
    "w:p",
    "w:p",
    "w:r",
    "w:r",
    "w:t",
    "w:t",
    "w:t xml:space=\"preserve\"",
    "w:pPr",
    "w:rPr",
    "w:pStyle w:val=\"Heading1\"",
    "w:pStyle w:val=\"Quote\"",
    "w:del",
    "w:ins",
    "w:delText",
    "w:moveFrom",
    "w:moveTo",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:hyperlink r:id=\"rId9\"",
    "w:br",
    "w:tab",
    "w:noBreakHyphen",
    "w:softHyphen",
    "w:sym w:char=\"F0E0\"",
    "w:vanish",
    "w:strike",
    "w:lang w:val=\"fr-FR\"",
    "w:footnoteReference w:id=\"1\"",
    "w:commentReference w:id=\"1\"",
    "w:footnote w:id=\"1\"",
    "w:comment w:id=\"1\" w:author=\"Ada\"",
    "w:fldSimple w:instr=\"PAGE\"",
    "w:fldChar w:fldCharType=\"begin\"",
    "w:fldChar w:fldCharType=\"separate\"",
    "w:fldChar w:fldCharType=\"end\"",
    "w:instrText",
    "w:numPr",
    "w:ilvl w:val=\"9\"",
    "w:sdt",
    "w:sdtContent",
    "w:txbxContent",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "w:drawing",
    "wp:docPr descr=\"A child prostitute\"",
    "w:bookmarkStart w:id=\"1\"",
    "m:t",
    "w:smartTag",
    "w:lastRenderedPageBreak",
    "w:sectPr",
    "w:rtl",
    "w:caps",
    "w:object",
    "w:pict",
    "v:textbox",
    "w:ruby",
    "w:rt",
    "w:rubyBase",
    "w:altChunk r:id=\"rId9\"",
    "w:body",
];

/// Elements of OpenDocument texts.
const ODT: &[&str] = &[
    "text:p",
    "text:p",
    "text:h text:outline-level=\"1\"",
    "text:span",
    "text:span",
    "text:s",
    "text:s text:c=\"4000000000\"",
    "text:tab",
    "text:line-break",
    "text:list",
    "text:list-item",
    "text:note",
    "text:note-body",
    "text:note-citation",
    "office:annotation",
    "table:table",
    "table:table-row table:number-rows-repeated=\"1000000\"",
    "text:tracked-changes",
    "table:table-cell table:number-columns-repeated=\"1000000\"",
    "text:changed-region",
    "text:deletion",
    "text:change text:change-id=\"a\"",
    "draw:frame",
    "draw:text-box",
    "svg:desc",
    "text:a xlink:href=\"file:///etc/passwd\"",
    "text:bookmark",
    "text:section",
    "text:soft-page-break",
    "text:table-of-content",
    "text:hidden-text",
    "text:page-number",
    "office:text",
];

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Reads a package that is made of the bytes, as a Word document or an OpenDocument text.
pub fn container(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let (format, package) =
        if first & 1 == 0 { (Format::Docx, word(rest)) } else { (Format::Odt, odt(rest)) };
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    if let Ok(document) = saywell_extract::read(package, &options) {
        document::check(&document);
    }
}

fn word(data: &[u8]) -> Vec<u8> {
    let (body, notes) = data.split_at(data.len() / 4 * 3);
    let part = |name: &str, data: &[u8]| {
        format!("<w:{name} xmlns:w=\"w\" xmlns:r=\"r\">{}</w:{name}>", elements(data, WORD))
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |rows: String| format!("<Relationships>{rows}</Relationships>");
    package(&[
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(
                relation("rId1", "footnotes", "footnotes.xml")
                    + &relation("rId2", "comments", "comments.xml")
                    + &relation("rId9", "hyperlink", "file:///etc/passwd"),
            ),
        ),
        ("word/document.xml", part("document", body)),
        ("word/footnotes.xml", part("footnotes", notes)),
        ("word/comments.xml", part("comments", notes)),
    ])
}

fn odt(data: &[u8]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\"><office:body>{}</office:body></office:document-content>",
        elements(data, ODT)
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        ("content.xml", content),
    ])
}

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, stored).expect("a new part");
        zip.write_all(content.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// Elements as the bytes say, one inside or after the other, all of them closed: two high bits of a byte say whether it
/// opens, closes or writes.
fn elements(data: &[u8], names: &[&str]) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut bytes = data;
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        match byte >> 6 {
            0 | 1 => {
                let tag = names[usize::from(byte) % names.len()];
                out.push_str(&format!("<{tag}>"));
                open.push(tag.split(' ').next().unwrap_or(tag));
            }
            2 => {
                let closed = open.pop().map(|name| format!("</{name}>"));
                out.push_str(&closed.unwrap_or_default());
            }
            _ => {
                let (words, rest) = bytes.split_at(usize::from(byte & 7).min(bytes.len()));
                out.push_str(&escaped(&pieces::text(words)));
                bytes = rest;
            }
        }
    }
    while let Some(name) = open.pop() {
        out.push_str(&format!("</{name}>"));
    }
    out
}

/// The text with its signs of XML escaped, and without the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
