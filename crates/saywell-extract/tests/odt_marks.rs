//! Marks in OpenDocument texts: tracked changes and comments, as they stand in the parts.

use crate::marks::{WHEN, at, part, text_of, tracked};
use crate::package::odt;
use saywell_extract::{Mark, Outcome, Way, mark};

const BY: &str = "<office:change-info><dc:creator>saywell</dc:creator><dc:date>2026-05-01T12:00:00Z</dc:date></office:change-info>";

/// Marks words in a document with this body, and gives its new body and its new bytes.
#[track_caller]
fn body(
    old: &[u8],
    marks: &[(&str, Option<&str>)],
    way: &Way,
    outcomes: &[Outcome],
) -> (String, Vec<u8>) {
    let text = text_of(old);
    let marks: Vec<Mark> = marks.iter().map(|(words, new)| at(&text, words, *new)).collect();
    let marked = mark(old, &marks, way).unwrap();
    assert_eq!(marked.outcomes, outcomes);
    let xml = part(&marked.bytes, "content.xml");
    let start = xml.find("<office:text>").unwrap() + "<office:text>".len();
    let body = xml[start..xml.find("</office:text>").unwrap()].replace(BY, "");
    (body, marked.bytes)
}

#[track_caller]
fn check(old: &str, marks: &[(&str, Option<&str>)], new: &str) {
    let edited =
        |edit: &Option<&str>| if edit.is_some() { Outcome::Edited } else { Outcome::Commented };
    let outcomes: Vec<Outcome> = marks.iter().map(|(_, edit)| edited(edit)).collect();
    assert_eq!(body(&odt(old, "", ""), marks, &tracked(), &outcomes).0, new);
}

/// A change in the list.
fn region(name: &str, change: &str) -> String {
    format!(
        "<text:changed-region xml:id=\"{name}\" text:id=\"{name}\">{change}</text:changed-region>"
    )
}

fn list(regions: &str) -> String {
    format!("<text:tracked-changes text:track-changes=\"false\">{regions}</text:tracked-changes>")
}

#[test]
fn a_word() {
    let regions = region(
        "saywell1",
        "<text:deletion><text:p text:style-name=\"P1\">two</text:p></text:deletion>",
    ) + &region("saywell2", "<text:insertion></text:insertion>");
    check(
        "<text:p text:style-name=\"P1\">one two three</text:p>",
        &[("two", Some("2 < 3"))],
        &format!(
            "{}<text:p text:style-name=\"P1\">one <text:change text:change-id=\"saywell1\"/>\
             <text:change-start text:change-id=\"saywell2\"/>2 &lt; 3<text:change-end text:change-id=\"saywell2\"/> three</text:p>",
            list(&regions)
        ),
    );
}

#[test]
fn a_word_in_several_styles() {
    let regions = region(
        "saywell1",
        "<text:deletion><text:p>pro<text:span text:style-name=\"T1\">stit</text:span><text:a><text:span>ute</text:span></text:a></text:p></text:deletion>",
    ) + &region("saywell2", "<text:insertion></text:insertion>");
    check(
        "<text:p>a pro<text:span text:style-name=\"T1\">stit</text:span><text:a><text:span>ute.</text:span></text:a></text:p>",
        &[("prostitute", Some("b"))],
        &format!(
            "{}<text:p>a <text:change text:change-id=\"saywell1\"/><text:change-start text:change-id=\"saywell2\"/>b<text:change-end text:change-id=\"saywell2\"/>\
             <text:span text:style-name=\"T1\"></text:span><text:a><text:span>.</text:span></text:a></text:p>",
            list(&regions)
        ),
    );
}

#[test]
fn a_word_that_goes_leaves_its_spaces() {
    let regions = region("saywell1", "<text:deletion><text:p>two</text:p></text:deletion>");
    check(
        "<text:p>one <text:span>two</text:span> three</text:p>",
        &[("two", Some(""))],
        &format!(
            "{}<text:p>one <text:span><text:change text:change-id=\"saywell1\"/></text:span><text:s/>three</text:p>",
            list(&regions.replace("two", "<text:span>two</text:span>"))
        ),
    );
}

#[test]
fn changes_are_added_to_the_list_that_is_there() {
    let theirs = "<text:changed-region text:id=\"saywell7\"><text:insertion><office:change-info><dc:creator>Ada</dc:creator></office:change-info></text:insertion></text:changed-region>";
    let text = "<text:p>one <text:change-start text:change-id=\"saywell7\"/>two<text:change-end text:change-id=\"saywell7\"/></text:p>";
    let old = format!("<text:tracked-changes>{theirs}</text:tracked-changes>{text}");
    let ours = region("saywell8", "<text:deletion><text:p>one</text:p></text:deletion>");
    let marks = [("one", Some("")), ("two", Some("2"))];
    let (seen, _) =
        body(&odt(&old, "", ""), &marks, &tracked(), &[Outcome::Edited, Outcome::Commented]);
    assert!(
        seen.starts_with(&format!("<text:tracked-changes>{theirs}{ours}</text:tracked-changes>")),
        "{seen}"
    );
    let old = "<text:tracked-changes/><text:p>one</text:p>";
    let (seen, _) = body(&odt(old, "", ""), &marks[..1], &tracked(), &[Outcome::Edited]);
    assert!(seen.starts_with("<text:tracked-changes><text:changed-region"), "{seen}");
    assert!(seen.contains("</text:tracked-changes><text:p><text:change "), "{seen}");
}

#[test]
fn comments_at_words() {
    let comment = |name: &str| {
        format!(
            "<office:annotation office:name=\"{name}\"><dc:creator>saywell</dc:creator><dc:date>{WHEN}</dc:date><text:p>Why &amp; how.</text:p><text:p>Source</text:p></office:annotation>"
        )
    };
    let end = |name: &str| format!("<office:annotation-end office:name=\"{name}\"/>");
    let old = "<text:p>one two <text:date>May</text:date></text:p><text:p>A<draw:frame><draw:custom-shape><text:p>shaped</text:p></draw:custom-shape></draw:frame></text:p>";
    let marks = [("one two", None), ("two", None), ("May", None), ("shaped", None)];
    let (seen, new) = body(&odt(old, "", ""), &marks, &tracked(), &[Outcome::Commented; 4]);
    let [one, two, three, four] = ["saywell1", "saywell2", "saywell3", "saywell4"];
    assert_eq!(
        seen,
        format!(
            "<text:p>{}one {}two{}{} {}<text:date>May</text:date>{}</text:p><text:p>A{}<draw:frame><draw:custom-shape><text:p>shaped</text:p></draw:custom-shape></draw:frame>{}</text:p>",
            comment(one),
            comment(two),
            end(one),
            end(two),
            comment(three),
            end(three),
            comment(four),
            end(four)
        )
    );
    // What was said before is not said again.
    assert_eq!(body(&new, &marks, &tracked(), &[Outcome::SaidBefore; 4]).0, seen);
}

#[test]
fn headers_list_their_own_changes_and_take_no_comments() {
    let margins = "<style:header><text:p>one two</text:p></style:header><style:footer><text:p>three</text:p></style:footer>";
    let old = odt("<text:p>a</text:p>", "", margins);
    let marks = [("two", Some("")), ("three", None)];
    let (_, new) = body(&old, &marks, &tracked(), &[Outcome::Edited, Outcome::NotPossible]);
    let changes = list(&region("saywell1", "<text:deletion><text:p>two</text:p></text:deletion>"));
    let header = format!(
        "<style:header>{changes}<text:p>one <text:change text:change-id=\"saywell1\"/></text:p></style:header><style:footer><text:p>three"
    );
    assert!(part(&new, "styles.xml").replace(BY, "").contains(&header));
}

#[test]
fn accepted_changes_leave_no_marks() {
    let old = odt("<text:p>one <text:span>two</text:span>three<text:tab/>four</text:p>", "", "");
    let accepted = Way::Accepted(WHEN.to_owned());
    let (seen, _) = body(&old, &[("twothree\t", Some("2&3 "))], &accepted, &[Outcome::Edited]);
    assert_eq!(seen, "<text:p>one <text:span>2&amp;3<text:s/></text:span>four</text:p>");
}

#[test]
fn an_old_spelling_is_refused() {
    let old = odt("<text:p>one</text:p>", "", "");
    let xml = part(&old, "content.xml").replace(
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "http://openoffice.org/2000/office",
    );
    let old = crate::package::zip(&[
        ("mimetype", "application/vnd.sun.xml.writer"),
        ("content.xml", &xml),
    ]);
    let marks = [at("one", "one", None)];
    let why = mark(&old, &marks, &tracked()).unwrap_err().to_string();
    assert!(why.contains("can check but not change"), "{why}");
}
