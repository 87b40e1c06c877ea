//! PDF files: pages that are drawn in odd ways, and streams that are packed in odd ways.

use crate::{choose, document};
use saywell_engine::document::{Format, ReadOptions};

/// Pieces of drawing instructions, and of what stands around them.
const DRAWING: &[&str] = &[
    "BT /F1 10 Tf 12 TL 72 700 Td ",
    "BT /F2 18 Tf 14 TL 320 700 Td ",
    "ET\n",
    "(",
    ") Tj T*\n",
    ") Tj\n",
    "[(",
    ") -300 (",
    ")] TJ\n",
    "0 -14 Td\n",
    "200 14 Td\n",
    "/F2 10 Tf\n",
    "/F1 1e9 Tf\n",
    "1 0 0 1 72 640 Tm\n",
    "0 1 -1 0 300 300 Tm\n",
    "-1 0 0 -1 300 300 Tm\n",
    "1e20 0 0 1e-20 0 0 Tm\n",
    "0 0 0 0 0 0 cm\n",
    "q ",
    "Q ",
    "2 Tr ",
    "120 Tw ",
    "-5 Tc ",
    "1000 Tz ",
    "7 Ts ",
    "/Span << /ActualText (",
    ") >> BDC ",
    "/Span << /ActualText <FEFFD83D> >> BDC ",
    "/Artifact BMC ",
    "EMC ",
    "/X1 Do\n",
    "/I1 Do\n",
    "BI /W 1 /H 1 /BPC 8 /CS /G ID ",
    " EI\n",
    "72 72 10 10 re f\n",
    "0 0 m 10 10 l 20 20 30 30 40 40 c S\n",
    "0 0 600 800 re W n\n",
    "\\225 ",
    "\\255\n",
    "traf-) Tj T* (ficking ",
    "The girls were asked about it there.",
    "<0041004200430020> Tj\n",
    "\u{c}",
];

/// How a stream is said to be packed.
const PACKINGS: &[&str] = &[
    "",
    "",
    "",
    "",
    "/ASCIIHexDecode",
    "/ASCII85Decode",
    "/RunLengthDecode",
    "/LZWDecode",
    "/FlateDecode",
    "/ASCIIHexDecode /RunLengthDecode",
    "/ASCIIHexDecode /LZWDecode",
    "/ASCIIHexDecode /FlateDecode",
    "/A85 /Fl",
    "/Crypt /DCTDecode",
];

/// What a font draws with letters of two bytes stands for.
const LETTERS: &str = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> \
    endcodespacerange 2 beginbfrange <0000> <00FF> <0000> <4142> <4145> [<0066> <00660069> <AD> <FEFF>] endbfrange \
    endcmap end";

/// At most so many pages.
const PAGES: usize = 4;

/// Reads a PDF whose pages are drawn as the bytes say: the first tells how they are packed, the second how they are
/// turned, the others are the instructions, with a form feed between pages.
pub fn pdf(data: &[u8]) {
    let Some((packing, rest)) = choose(data, PACKINGS) else { return };
    let Some((turned, rest)) = choose(rest, &[0, 0, 0, 90, 180, 270, 45]) else { return };
    let drawn = drawing(rest);
    let pages: Vec<&[u8]> = drawn.split(|byte| *byte == b'\x0c').take(PAGES).collect();
    let options = ReadOptions { format: Some(Format::Pdf), ..ReadOptions::default() };
    if let Ok(document) = saywell_extract::read(file(&pages, packing, turned), &options) {
        document::check(&document);
    }
}

/// ASCII stands for itself, every other byte for a piece.
fn drawing(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in data {
        match DRAWING.get(usize::from(byte & 0x7f)) {
            Some(piece) if !byte.is_ascii() => out.extend_from_slice(piece.as_bytes()),
            _ => out.push(*byte),
        }
    }
    out
}

/// A PDF file with these pages. F1 is a plain font, F2 one with letters of two bytes; X1 is a form that draws itself, and
/// I1 a picture.
fn file(pages: &[&[u8]], packing: &str, turned: i32) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 9 + 2 * page)).collect();
    let about_page = format!(
        "/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate {turned} /Resources << \
         /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X1 7 0 R /I1 8 0 R >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>"
            .to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /DW 500 >>"
            .to_vec(),
        stream("", LETTERS.as_bytes()),
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X1 7 0 R >> >>",
            b"q /X1 Do Q",
        ),
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"x",
        ),
    ];
    for (number, page) in (10..).step_by(2).zip(pages) {
        objects.push(format!("<< {about_page} /Contents {number} 0 R >>").into_bytes());
        objects.push(stream(&format!("/Filter [{packing}]"), page));
    }
    with_table(&objects)
}

fn stream(about: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {about} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// The objects with the table that tells where each stands.
fn with_table(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    out.extend_from_slice(end.as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::{drawing, file};
    use saywell_engine::document::ReadOptions;

    #[test]
    fn what_is_drawn_can_be_read() {
        let read = |package| saywell_extract::read(package, &ReadOptions::default()).unwrap();
        let page = drawing(b"\x80\x83words\x84\x82");
        let document = read(file(&[page.as_slice(), page.as_slice()], "", 0));
        assert_eq!(document.text.matches("words").count(), 2);
        let page: String = page.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(read(file(&[page.as_bytes()], "/ASCIIHexDecode", 90)).text.contains("words"));
    }
}
