//! Packages that no shell makes: Word documents with odd insides. Each is written as `a.docx`.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const OPEN: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const TEXT: &str = "<w:p><w:r><w:t>A child prostitute.</w:t></w:r></w:p>";
const CLOSE: &str = "</w:body></w:document>";

/// Writes the package with this name into a folder.
pub(crate) fn build(name: &str, folder: &Path) {
    fs::write(folder.join("a.docx"), package(name)).expect("it is ours");
}

fn package(name: &str) -> Vec<u8> {
    match name {
        "plain" => with_body(TEXT, &[]),
        // 256 MiB that take 260 kB.
        "bomb" => with_body(&" ".repeat(256 << 20), &[]),
        "nested" => with_body(&format!("{}{TEXT}", "<w:sdt>".repeat(1_000_000)), &[]),
        "attributes" => with_body(&format!("<w:p {}/>{TEXT}", "a=\"b\" ".repeat(300_000)), &[]),
        "paragraphs" => with_body(&TEXT.repeat(100_000), &[]),
        "laughs" => laughs(),
        "entity" => with_body(
            "<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>",
            &[("x", r#"<!ENTITY secret SYSTEM "file:///etc/passwd">"#)],
        ),
        "external" => with_body(TEXT, &[("word/_rels/document.xml.rels", EXTERNAL)]),
        "slip" => with_body(TEXT, &[("../../slipped.txt", "x"), ("/tmp/slipped.txt", "x")]),
        "many" => many(),
        "lies" => lies(),
        "no-body" => zip(&[("word/other.xml", "<x/>")]),
        "no-xml" => zip(&[("word/document.xml", "\0\u{1}<<<&&&")]),
        "wrong-end" => zip(&[("word/document.xml", "<w:document><w:body></w:p></w:document>")]),
        other => panic!("there is no package {other}"),
    }
}

/// Relations that lead out of the file.
const EXTERNAL: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Type="http://x/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/>
<Relationship Id="b" Type="http://x/image" Target="http://example.org/x.png" TargetMode="External"/>
<Relationship Id="c" Type="http://x/footnotes" Target="file:///etc/passwd"/>
<Relationship Id="d" Type="http://x/comments" Target="../../../../etc/passwd"/>
</Relationships>"#;

fn with_body(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("{HEAD}{OPEN}{body}{CLOSE}");
    let parts = [&[("word/document.xml", document.as_str())], others].concat();
    zip(&parts)
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, packed).expect("a new part");
        zip.write_all(content.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// An entity made of ten of the one before it, nine times.
fn laughs() -> Vec<u8> {
    let entity = |number: usize| {
        let before = format!("&l{};", number - 1).repeat(10);
        format!("<!ENTITY l{number} \"{before}\">")
    };
    let entities: String = (1..10).map(entity).collect();
    let document = format!(
        "{HEAD}<!DOCTYPE x [<!ENTITY l0 \"prostitute \">{entities}]>{OPEN}<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>{CLOSE}"
    );
    zip(&[("word/document.xml", &document)])
}

fn many() -> Vec<u8> {
    let names: Vec<String> = (0..100_000).map(|number| format!("word/media/{number}")).collect();
    let document = format!("{HEAD}{OPEN}{TEXT}{CLOSE}");
    let mut parts = vec![("word/document.xml", document.as_str())];
    parts.extend(names.iter().map(|name| (name.as_str(), "")));
    zip(&parts)
}

/// A part that tells a size of ten bytes, and holds more.
fn lies() -> Vec<u8> {
    let body = TEXT.repeat(1_000);
    let told = u32::try_from(format!("{HEAD}{OPEN}{body}{CLOSE}").len()).expect("small");
    let mut bytes = with_body(&body, &[]);
    let told = told.to_le_bytes();
    for at in 0..bytes.len() - told.len() {
        if bytes[at..at + told.len()] == told {
            bytes[at..at + told.len()].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    bytes
}
