//! Files that are not read: each is told why.

use crate::package::{docx, docx_of, zip};
use saywell_document::{Format, ReadOptions};
use saywell_extract::read;

#[track_caller]
fn check(bytes: Vec<u8>, why: &str) {
    let options = ReadOptions { format: Some(Format::Docx), ..ReadOptions::default() };
    let problem = read(bytes, &options).unwrap_err().to_string();
    assert!(problem.contains(why), "{problem}");
}

#[test]
fn what_is_no_document() {
    check(Vec::new(), "empty: a file of zero bytes");
    check(b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "not a Word file");
    check(zip(&[("a.txt", "a")]), "not a Word file: there is no word/document.xml in it");
    check(
        docx(&[("word/other.xml", "<a/>")]),
        "not a Word file: there is no word/document.xml in it",
    );
    check(zip(&[("xl/workbook.xml", "<a/>")]), "a spreadsheet");
    check(
        zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
        "no text document",
    );
}

#[test]
fn older_and_encrypted_files() {
    let compound = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
            .iter()
            .copied()
            .chain([0; 504])
            .chain(name)
            .collect::<Vec<u8>>()
    };
    check(compound("EncryptedPackage"), "locked with a password");
    check(compound("WordDocument"), "older Word (.doc); save it as .docx");
    check(compound("Book"), "older Office program");
}

#[test]
fn damaged_archives() {
    let whole = docx_of("<w:p/>");
    check(whole[..whole.len() - 30].to_vec(), "damaged or cut short");
    let mut twice = zip(&[("word/document.xml", "<a/>"), ("word/documenu.xml", "<b/>")]);
    let renamed = b"word/documenu.xml";
    while let Some(at) = twice.windows(renamed.len()).position(|bytes| bytes == renamed) {
        twice[at + 12] = b't';
    }
    check(twice, "is in it twice");
    let mut bad = zip(&[("word/document.xml", &"<w:p/>".repeat(9))]);
    let sum = bad.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap() + 16;
    let local = 14;
    for at in [sum, local] {
        bad[at] ^= 1;
    }
    check(bad, "its part word/document.xml does not unpack");
}

#[test]
fn hostile_xml() {
    let part = |xml: &str| docx(&[("word/document.xml", xml)]);
    check(part("<w:document><w:body>"), "its part word/document.xml is cut short");
    check(part("<a></b>"), "its part word/document.xml is no XML");
    check(part(&"<a>".repeat(100_000)), "nested too deep");
    check(part(&" ".repeat(40 << 20)), "unpacks to too much");
}
