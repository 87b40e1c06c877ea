//! OpenDocument texts: what is read, and what places are called.

use crate::package::odt;
use saywell_document::{BlockKind, Document, Format, ReadOptions};
use saywell_extract::read;

fn read_odt(bytes: Vec<u8>) -> Document {
    read(bytes, &ReadOptions { format: Some(Format::Odt), ..ReadOptions::default() }).unwrap()
}

/// Each block of a document with this body, with its place: `place: text`.
#[track_caller]
fn check(body: &str, expected: &[&str]) -> Document {
    check_whole(odt(body, "", ""), expected)
}

#[track_caller]
fn check_whole(bytes: Vec<u8>, expected: &[&str]) -> Document {
    let document = read_odt(bytes);
    let place = |at| document.place(at).unwrap_or_default();
    let seen: Vec<String> = document
        .blocks
        .iter()
        .map(|block| format!("{}: {}", place(block.whole().start), block.text(&document.text)))
        .collect();
    assert_eq!(seen, expected);
    document
}

#[test]
fn headings_lists_and_tables() {
    let document = check(
        "<text:h text:outline-level=\"2\">Part  one</text:h><text:p>Text</text:p>\
         <text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>\
         <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>\
         <table:covered-table-cell><text:p>behind</text:p></table:covered-table-cell></table:table-row></table:table-header-rows>\
         <table:table-row><table:table-cell><text:p>B</text:p></table:table-cell><table:table-cell><text:p>C</text:p></table:table-cell></table:table-row></table:table>",
        &[
            "heading “Part one”: Part one",
            "under “Part one”, paragraph 1: Text",
            "under “Part one”, paragraph 2: Item",
            "table 1, row 1: A",
            "table 1, row 2: B",
            "table 1, row 2: C",
        ],
    );
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Heading(2),
            BlockKind::Paragraph,
            BlockKind::ListItem,
            BlockKind::Cell { header: true, column: 0 },
            BlockKind::Cell { header: false, column: 0 },
            BlockKind::Cell { header: false, column: 1 },
        ]
    );
}

#[test]
fn spans_and_spaces() {
    let document = check(
        "<text:p>the prosti<text:span>tutes</text:span>&amp;co<text:s/>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d<text:a>link</text:a></text:p>",
        &["paragraph 1: the prostitutes&co a b c dlink"],
    );
    assert_eq!(document.text, "the prostitutes&co a  b\tc\ndlink\n\n");
}

#[test]
fn notes_boxes_pictures_and_margins() {
    let note = |class: &str, text: &str| {
        format!(
            "<text:note text:note-class=\"{class}\"><text:note-citation>1</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )
    };
    let body = format!(
        "<text:p>Te{}xt{}</text:p><text:p>Around<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>\
         <text:p>A<draw:frame><draw:image/><svg:title>A cat</svg:title></draw:frame></text:p>\
         <text:p>A<draw:custom-shape><text:p>In a shape</text:p></draw:custom-shape></text:p>",
        note("footnote", "At the foot"),
        note("endnote", "At the end")
    );
    let margins = "<style:header><text:p>Above</text:p></style:header><style:footer style:display=\"false\"><text:p>Off</text:p></style:footer>";
    check_whole(
        odt(&body, "", margins),
        &[
            "footnote 1: At the foot",
            "endnote 1: At the end",
            "paragraph 1: Text",
            "text box 1: In a box",
            "paragraph 2: Around",
            "description of picture 1: A cat",
            "paragraph 3: A",
            "paragraph 4: In a shape",
            "paragraph 5: A",
            "header: Above",
        ],
    );
}

/// The list of a tracked insertion `i` and a tracked deletion `d` of the text “gone”.
const CHANGES: &str = "<text:tracked-changes><text:changed-region text:id=\"i\"><text:insertion><office:change-info><dc:creator>Ada</dc:creator></office:change-info></text:insertion></text:changed-region>\
    <text:changed-region text:id=\"d\"><text:deletion><office:change-info><dc:creator>Ada</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>";

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = format!(
        "{CHANGES}<text:p>One <text:change text:change-id=\"d\"/><text:change-start text:change-id=\"i\"/>new<text:change-end text:change-id=\"i\"/> end</text:p>"
    );
    check(&body, &["paragraph 1: One new end"]);
}

#[test]
fn what_is_not_read() {
    check(
        "<text:table-of-content><text:index-body><text:p>Contents</text:p></text:index-body></text:table-of-content>\
         <text:section text:display=\"none\"><text:p>Hidden</text:p></text:section>\
         <text:p>A<text:hidden-text>hidden</text:hidden-text><draw:frame><draw:object><text:p>inside</text:p></draw:object></draw:frame></text:p>",
        &["paragraph 1: A"],
    );
}

#[test]
fn other_languages_are_left_out_and_counted() {
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:text-properties fo:language=\"de\" fo:country=\"DE\"/></style:style>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:language=\"en\" fo:country=\"GB\"/></style:style>";
    let body = "<text:p text:style-name=\"P1\">Sie ging nach Hause.</text:p>\
        <text:p text:style-name=\"P1\">Sie sagte: <text:span text:style-name=\"T1\">no</text:span></text:p><text:p>English</text:p>";
    let document =
        check_whole(odt(body, styles, ""), &["paragraph 1: Sie sagte: no", "paragraph 2: English"]);
    assert_eq!(document.unread, ["1 paragraph in another language"]);
}

/// A comment of this name by somebody.
fn comment(name: &str, author: &str, text: &str) -> String {
    format!(
        "<office:annotation office:name=\"{name}\"><dc:creator>{author}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date><text:p>{text}</text:p></office:annotation>"
    )
}

#[test]
fn comments_and_directives_in_them() {
    let end = |name: &str| format!("<office:annotation-end office:name=\"{name}\"/>");
    let body = [
        format!(
            "<text:p>One {}two{}</text:p>",
            comment("a", "Ada", "saywell-ignore a: law"),
            end("a")
        ),
        format!("<text:p>Three{} four</text:p>", comment("b", "Ada", "saywell-ignore b")),
        format!("<text:p>{}Five{}</text:p>", comment("c", "saywell", "Ours."), end("c")),
        format!("<text:p>{}Six</text:p>", comment("d", "Ada", "Hers.")),
        format!(
            "<text:p>{}</text:p><text:p>Seven</text:p>",
            comment("e", "Ada", "saywell-ignore e")
        ),
    ]
    .concat();
    let document = check(
        &body,
        &[
            "paragraph 1: One two",
            "paragraph 2: Three four",
            "paragraph 3: Five",
            "comment 4: Hers.",
            "paragraph 4: Six",
            "paragraph 5: Seven",
        ],
    );
    let scopes: Vec<(&str, &str)> = document
        .directives
        .iter()
        .map(|it| (it.rules[0].as_str(), &document.text[it.scope.range()]))
        .collect();
    assert_eq!(scopes, [("a", "two"), ("b", "Three four"), ("e", "Seven")]);
    assert_eq!(document.place(document.directives[1].span.start), Some("comment 2"));
    assert_eq!(document.unread, ["1 comment by saywell"]);
}
