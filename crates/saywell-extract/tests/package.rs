//! Packages of parts, made in memory from short texts.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The declaration of the prefix `w`.
pub(crate) const WORD: &str =
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"#;

/// An archive of these parts, packed.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with these parts beside the usual ones; `word/document.xml` must be among them. Notes, headers and
/// styles are related to it by their names.
pub(crate) fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: usize, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inner: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let beside: String = parts
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("word/")?.strip_suffix(".xml"))
        .filter(|name| *name != "document")
        .enumerate()
        .map(|(id, name)| {
            relation(id + 1, name.trim_end_matches(char::is_numeric), &format!("{name}.xml"))
        })
        .collect();
    let (of_package, of_document) =
        (relations(&relation(1, "officeDocument", "word/document.xml")), relations(&beside));
    let usual = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", of_package.as_str()),
        ("word/_rels/document.xml.rels", of_document.as_str()),
    ];
    zip(&usual.into_iter().chain(parts.iter().copied()).collect::<Vec<_>>())
}

/// A Word document with this body.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    docx(&[("word/document.xml", &document(body))])
}

/// The part with this body.
pub(crate) fn document(body: &str) -> String {
    format!("<w:document {WORD}><w:body>{body}</w:body></w:document>")
}

const OPEN: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3""#;

/// An OpenDocument text with this body, these automatic styles, and these headers and footers.
pub(crate) fn odt(body: &str, styles: &str, margins: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let common = format!(
        "<office:document-styles {OPEN}><office:styles/><office:master-styles><style:master-page style:name=\"Standard\">{margins}</style:master-page></office:master-styles></office:document-styles>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &common),
    ])
}
