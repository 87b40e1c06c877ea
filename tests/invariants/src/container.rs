//! Packages of XML: documents that are well-formed enough to be read and marked, and odd in every other way.

use crate::{document, mark, pieces};
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
    "w:rPrChange w:id=\"1\"",
    "w:proofErr",
    "w:commentRangeStart w:id=\"1\"",
    "w:commentRangeEnd w:id=\"1\"",
    "w:pPrChange w:id=\"1\"",
    "w:endnoteReference w:id=\"1\"",
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
    "text:insertion",
    "text:change-start text:change-id=\"a\"",
    "text:change-end text:change-id=\"a\"",
    "text:changed-region text:id=\"a\"",
    "office:annotation-end office:name=\"a\"",
    "dc:creator",
    "text:ruby",
];

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const WORD_SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="r" xmlns:v="v""#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

const ODT_SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="x" office:version="1.3""#;

/// Reads a package that is made of the bytes, as a Word document or an OpenDocument text, and marks words in it. How many
/// marks, the first byte tells; they come after it, and the package after them.
pub fn container(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let Some((told, rest)) = rest.split_at_checked(usize::from(first >> 4) * mark::BYTES) else {
        return;
    };
    let (format, package) =
        if first & 2 == 0 { (Format::Docx, word(rest)) } else { (Format::Odt, odt(rest)) };
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let Ok(document) = saywell_extract::read(package.clone(), &options) else { return };
    document::check(&document);
    mark::check(&package, &document, first & 1 == 0, told);
}

fn word(data: &[u8]) -> Vec<u8> {
    let (body, notes) = data.split_at(data.len() / 4 * 3);
    let part = |name: &str, data: &[u8]| {
        format!("<w:{name} {WORD_SPACES}>{}</w:{name}>", elements(data, WORD))
    };
    let body =
        format!("<w:document {WORD_SPACES}><w:body>{}</w:body></w:document>", elements(body, WORD));
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |rows: String| format!("<Relationships>{rows}</Relationships>");
    package(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(
                relation("rId1", "footnotes", "footnotes.xml")
                    + &relation("rId2", "comments", "comments.xml")
                    + &relation("rId9", "hyperlink", "file:///etc/passwd"),
            ),
        ),
        ("word/document.xml", body),
        ("word/footnotes.xml", part("footnotes", notes)),
        ("word/comments.xml", part("comments", notes)),
    ])
}

fn odt(data: &[u8]) -> Vec<u8> {
    let content = format!(
        "<office:document-content {ODT_SPACES}><office:body><office:text>{}</office:text></office:body></office:document-content>",
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

#[cfg(test)]
mod tests {
    use super::{odt, word};
    use saywell_engine::document::ReadOptions;

    /// A paragraph with a text of five bytes, as each list of elements has it.
    #[test]
    fn what_is_made_can_be_read() {
        let read = |package| saywell_extract::read(package, &ReadOptions::default()).unwrap();
        let padding = [0x80; 4];
        assert_eq!(
            read(word(&[b"\x00\x02\x04\xc5words", &padding[..]].concat())).text.trim_end(),
            "words"
        );
        assert_eq!(read(odt(b"\x00\xc5words")).text.trim_end(), "words");
    }
}
