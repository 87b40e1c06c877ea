//! What is read of small PDF files, which are written here.

use super::read;
use saywell_document::{BlockKind, Document};
use std::fmt::Write;

/// A PDF file with a page of 600 by 800 points for each of `pages`: its drawing instructions. Font F1 is Helvetica.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<_> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (number, page) in (5..).step_by(2).zip(pages) {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::new();
    for (number, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// Instructions that draw lines from (x, y) downwards, 12 points apart, in letters of this size.
fn text(x: i32, y: i32, size: i32, lines: &[&str]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
    format!("BT /F1 {size} Tf {} TL {x} {y} Td {} ET\n", size + 2, lines.join(" "))
}

fn document(pages: &[String]) -> Document {
    read(pdf(pages)).unwrap()
}

/// Each block with its place.
#[track_caller]
fn check(pages: &[String], expected: &[(&str, &str)]) {
    let document = document(pages);
    let texts: Vec<_> = document.texts().collect();
    let places =
        document.blocks.iter().map(|it| document.place(it.source.start).unwrap_or_default());
    let found: Vec<_> = places.zip(texts.iter().map(|text| &**text)).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn refused(bytes: Vec<u8>, why: &str) {
    assert_eq!(read(bytes).unwrap_err().to_string(), why);
}

const ONE: &[&str] = &[
    "Officers took the girls to a house where they were asked about the traf-",
    "ficking ring. Nobody there was a well-known or a self-",
    "employed person.",
];

#[test]
fn puts_lines_and_words_together() {
    let page = text(72, 700, 10, ONE) + &text(72, 640, 10, &["A second paragraph stands here."]);
    let whole = "Officers took the girls to a house where they were asked about the trafficking ring. Nobody there was a well-known or a self-employed person.";
    check(
        std::slice::from_ref(&page),
        &[("page 1, line 1", whole), ("page 1, line 4", "A second paragraph stands here.")],
    );
    let document = document(&[page]);
    let at = document.text.find("Nobody").unwrap();
    assert_eq!(document.place(at), Some("page 1, line 2"));
    assert!(
        document.text.starts_with("Officers took") && document.text.contains("trafficking ring.")
    );
}

#[test]
fn tells_paragraphs_and_headings() {
    let page = text(72, 740, 18, &["Of Ships"])
        + &text(
            72,
            700,
            10,
            &[
                "The first paragraph runs on to the edge of the page, as far as it goes there.",
                "It ends here.",
                "The second one starts at once, and it runs on to the edge of the page as well, so",
                "that it goes on.",
            ],
        )
        + &text(72, 640, 10, &["\\225 a bullet", "\\225 another bullet", "1. a number"]);
    let document = document(&[page]);
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    use BlockKind::{Heading, ListItem, Paragraph};
    assert_eq!(kinds, [Heading(1), Paragraph, Paragraph, ListItem, ListItem, ListItem]);
    assert!(document.texts().nth(2).unwrap().starts_with("The second one"));
}

#[test]
fn reads_columns_one_after_the_other() {
    let left = &[
        "The left column is",
        "read down to its end",
        "before the eye goes on",
        "to the other col-",
    ];
    let right =
        &["umn, where the text", "goes on as if nothing", "had stood between the", "two of them."];
    let page = text(72, 700, 10, left) + &text(320, 700, 10, right);
    check(
        &[text(
            72,
            760,
            10,
            &[
                "A title over the whole width of the page, above all the columns that stand below it",
            ],
        ) + &page],
        &[
            (
                "page 1, line 1",
                "A title over the whole width of the page, above all the columns that stand below it",
            ),
            (
                "page 1, line 2",
                "The left column is read down to its end before the eye goes on to the other column, where the text goes on as if nothing had stood between the two of them.",
            ),
        ],
    );
}

#[test]
fn keeps_headers_out_of_sentences() {
    let page = |number: usize, lines: &[&str]| {
        text(72, 780, 9, &["The Yearly Report"])
            + &text(72, 700, 10, lines)
            + &text(300, 30, 9, &[&format!("Page {number} of 3")])
    };
    check(
        &[
            page(1, &["The girls were taken over the border and then"]),
            page(2, &["brought to a house. They"]),
            page(3, &["went home."]),
        ],
        &[
            (
                "page 1, line 2",
                "The girls were taken over the border and then brought to a house. They went home.",
            ),
            ("page 1, line 1", "The Yearly Report"),
        ],
    );
}

#[test]
fn reads_a_page_twice_that_stands_there_twice() {
    let page = text(72, 700, 10, &["The only line of the page."]);
    check(
        &[page.clone(), page],
        &[
            ("page 1, line 1", "The only line of the page."),
            ("page 2, line 1", "The only line of the page."),
        ],
    );
}

#[test]
fn reads_cells_by_rows_and_turned_text_apart() {
    let cell = |x, y, word| text(x, y, 10, &[word]);
    let table = cell(72, 700, "Name")
        + &cell(300, 700, "Note")
        + &cell(72, 686, "Ann")
        + &cell(300, 686, "was found");
    let turned = "BT /F1 10 Tf 0 1 -1 0 40 300 Tm (in the margin) Tj ET\n";
    check(
        &[table + turned],
        &[
            ("page 1, line 1", "Name"),
            ("page 1, line 1", "Note"),
            ("page 1, line 2", "Ann"),
            ("page 1, line 2", "was found"),
            ("page 1, line 1", "in the margin"),
        ],
    );
}

#[test]
fn reads_what_letters_stand_for() {
    let show = |what: &str| format!("BT /F1 10 Tf 72 700 Td {what} ET");
    let check = |what: &str, expected: &str| check(&[show(what)], &[("page 1, line 1", expected)]);
    check("[(vic) -20 (tims) -400 (of) 20] TJ", "victims of");
    check("/Span << /ActualText (fi) >> BDC (x) Tj EMC (nd) Tj", "find");
    check("/A << /ActualText (outer) >> BDC /B << /ActualText (in) >> BDC (x) Tj EMC EMC", "outer");
    check("/Span << /ActualText <FEFF00E9> >> BDC (xy) Tj EMC (t\\351) Tj", "été");
    // Bold by drawing twice; filled and stroked; the number of a note.
    check("(bold) Tj ET BT /F1 10 Tf 72.3 700 Td (bold) Tj", "bold");
    check("2 Tr (outlined) Tj", "outlined");
    check("(victims) Tj 4 Ts /F1 6 Tf (12) Tj 0 Ts /F1 10 Tf ( left) Tj", "victims left");
}

#[test]
fn says_why_there_is_no_text() {
    refused(pdf(&[String::new()]), "no text in it");
    let image = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q".to_owned();
    refused(pdf(std::slice::from_ref(&image)), "no text in it: a scan needs OCR first");
    let mixed = document(&[image, text(72, 700, 10, &["Some text."])]);
    assert_eq!(mixed.unread, ["1 page that is a picture: it needs OCR first"]);
    let keys = "/O (01234567890123456789012345678901) /U (01234567890123456789012345678901)";
    let locked = String::from_utf8(pdf(&[text(72, 700, 10, ONE)])).unwrap().replace(
        "/Root 1 0 R",
        &format!("/Root 1 0 R /ID [(0) (0)] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 {keys} >>"),
    );
    refused(locked.into_bytes(), "locked with a password; save a copy without one");
    refused(b"%PDF-1.7\n".to_vec(), "a damaged PDF: its pages cannot be found");
}

#[test]
fn loses_only_the_page_that_is_too_much() {
    let words = || text(72, 700, 10, &["Some text."]);
    let saves = document(&["q ".repeat(20_000), words()]);
    assert_eq!(saves.unread, ["page 1, which is damaged or takes too long to read"]);
    assert!(saves.incomplete && saves.text.starts_with("Some text."));
    let long = document(&[words(), " ".repeat(40 << 20), "q ".repeat(20_000)]);
    assert_eq!(
        long.unread,
        ["2 pages, from page 2 on, which are damaged or take too long to read"]
    );
    refused(pdf(&["q ".repeat(20_000)]), "it takes too long to read");
}

#[test]
fn reads_damaged_files_or_says_so() {
    let whole = pdf(&[text(72, 700, 10, ONE)]);
    for end in (9..whole.len()).step_by(7) {
        let _ = read(whole[..end].to_vec());
    }
    for at in (9..whole.len()).step_by(5) {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(1);
        let _ = read(bytes);
    }
}
