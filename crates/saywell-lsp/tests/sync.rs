//! The server's text stays the editor's text, whatever is changed how fast, in every unit of columns.

use crate::client::{Client, codes, edited, range, uri};
use saywell_engine::document::{ColumnUnit, Format, LineIndex, read_text};
use saywell_engine::{Linter, Settings};
use serde_json::{Value, json};
use std::path::Path;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("31 bits") % most.max(1)
    }
}

const UNITS: [(&str, ColumnUnit); 3] =
    [("utf-8", ColumnUnit::Utf8), ("utf-16", ColumnUnit::Utf16), ("utf-32", ColumnUnit::Utf32)];

const PIECES: [&str; 9] =
    ["a prostitute ", "x", "\n", "😀", "é ", "", "two junkies.\r\n\r\n", " ", "# Sex slaves\n\n"];

/// What the engine finds in a text, as codes and ranges.
fn expected(linter: &Linter, text: &str, unit: ColumnUnit) -> Vec<Value> {
    let document = read_text(text.to_owned(), Format::Markdown).expect("a short text");
    let lines = LineIndex::new(text);
    let place = |at: usize| json!({ "line": lines.line(at) - 1, "character": lines.column(text, at, unit) });
    let findings = linter.lint(&document).findings;
    let row = |it: &saywell_engine::Finding| json!([it.rule.id, { "start": place(it.span.start), "end": place(it.span.end) }]);
    findings.iter().map(row).collect()
}

fn rows(diagnostics: &Value) -> Vec<Value> {
    let rows = diagnostics.as_array().expect("a list").iter();
    rows.map(|row| json!([row["code"], row["range"]])).collect()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at)
        || (at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n'))
    {
        at -= 1;
    }
    at
}

/// A change of the text somewhere, as the protocol has it.
fn change(text: &mut String, numbers: &mut Numbers, unit: ColumnUnit) -> Value {
    let start = boundary(text, numbers.below(text.len() + 1));
    let end = boundary(text, (start + numbers.below(12)).min(text.len())).max(start);
    let new = PIECES[numbers.below(PIECES.len())];
    let lines = LineIndex::new(text);
    let place = |at: usize| {
        let column = lines.column(text, at, unit);
        [u32::try_from(lines.line(at) - 1).expect("few"), u32::try_from(column).expect("few")]
    };
    let change = json!({ "range": range(place(start), place(end)), "text": new });
    text.replace_range(start..end, new);
    change
}

#[tokio::test]
async fn thousands_of_changes_between_requests_keep_the_texts_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = uri(&folder.path().join("a.md"));
    let linter = Linter::new(&saywell_packs::load_all().expect("packs"), &Settings::default())
        .expect("no settings");
    for (name, unit) in UNITS {
        let capabilities = json!({ "general": { "positionEncodings": [name] } });
        let (mut client, offered) =
            Client::start(folder.path(), capabilities, json!({ "diagnostics": "pull" })).await;
        assert_eq!(offered["positionEncoding"], name);
        let mut numbers = Numbers(7);
        let mut text = "Two prostitutes.\n\nA 😀 child prostitute.\n".repeat(20);
        client.open(&uri, "markdown", &text).await;
        let mut asked = Vec::new();
        for version in 2..1_002 {
            let changes: Vec<Value> =
                (0..=numbers.below(3)).map(|_| change(&mut text, &mut numbers, unit)).collect();
            let document = json!({ "uri": uri, "version": version });
            let params = json!({ "textDocument": document, "contentChanges": changes });
            client.notify("textDocument/didChange", params).await;
            let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 5 } });
            if version % 5 == 0 {
                asked.push(client.ask("textDocument/hover", params).await);
            }
            if version % 50 == 0 {
                let pulled = client.pull(&uri).await;
                assert_eq!(rows(&pulled["items"]), expected(&linter, &text, unit), "{version}");
            }
        }
        for id in asked {
            assert!(client.answer(id).await.get("result").is_some());
        }
        let pulled = client.pull(&uri).await;
        assert_eq!(rows(&pulled["items"]), expected(&linter, &text, unit));
        assert!(client.end().await);
    }
}

#[tokio::test]
async fn changes_without_waiting_end_in_the_last_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = uri(&folder.path().join("a.md"));
    let mut client = Client::plain(folder.path()).await;
    client.open(&uri, "markdown", "A word.\n").await;
    for version in 2..3_002 {
        let text = if version % 2 == 0 { "prostitute " } else { "" };
        let end = if version % 2 == 0 { 0 } else { 11 };
        client.change(&uri, version, [0, 0], [0, end], text).await;
    }
    client.change(&uri, 3_002, [0, 0], [0, 0], "A prostitute. ").await;
    let mut last = -1;
    loop {
        let sent = client.published(&uri).await;
        let version = sent["version"].as_i64().expect("a version");
        assert!(version > last, "{version} after {last}");
        last = version;
        if version == 3_002 {
            assert_eq!(codes(&sent["diagnostics"]), ["exploitation/prostitute"]);
            break;
        }
    }
}

#[tokio::test]
async fn changes_from_nowhere_do_no_harm() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = uri(&folder.path().join("a.md"));
    let mut client = Client::plain(folder.path()).await;
    client.change("file:///never/opened.md", 2, [0, 0], [0, 0], "x").await;
    client.close("file:///never/opened.md").await;
    client.open(&uri, "markdown", "Two 😀 prostitutes.\n").await;
    for (version, from, to) in [
        (2, [4_000_000_000, 4_000_000_000], [4_294_967_295, 4_294_967_295]),
        (3, [0, 9_000], [0, 2]),
        (4, [5, 5], [0, 5]),
        (5, [0, 5], [0, 5]),
    ] {
        client.change(&uri, version, from, to, "").await;
    }
    client.open(&uri, "markdown", "A prostitute.\n").await;
    client.open(&uri, "markdown", "Nothing.\n\nA junkie.\n").await;
    let pulled = client.pull(&uri).await;
    assert_eq!(codes(&pulled["items"]), ["exploitation/junkie"]);
    assert!(client.end().await);
}

#[tokio::test]
async fn a_client_that_sends_a_byte_order_mark_counts_it() {
    for (name, _) in UNITS {
        let capabilities = json!({ "general": { "positionEncodings": [name] } });
        let (mut client, _) = Client::start(Path::new("/"), capabilities, json!(null)).await;
        client.open("untitled:a", "plaintext", "\u{FEFF}Two prostitutes.\n").await;
        let mark = if name == "utf-8" { 3 } else { 1 };
        // Each change as it is made, and where the word ends up: the mark is typed over, typed, pushed from the start.
        let steps = [
            ([4 + mark, 15 + mark], "junkies", [4 + mark, 11 + mark]),
            ([0, mark], "", [4, 11]),
            ([0, 0], "\u{FEFF}", [4 + mark, 11 + mark]),
            ([mark, mark], "The ", [8 + mark, 15 + mark]),
            ([0, 0], "Of ", [11 + mark, 18 + mark]),
            ([0, 3], "", [8 + mark, 15 + mark]),
        ];
        for (version, ([from, to], text, word)) in (2..).zip(steps) {
            client.change("untitled:a", version, [0, from], [0, to], text).await;
            let pulled = client.pull("untitled:a").await;
            let found = range([0, word[0]], [0, word[1]]);
            assert_eq!(pulled["items"][0]["range"], found, "{name}, change {version}");
        }
    }
}

#[tokio::test]
async fn a_client_can_count_otherwise_than_it_says() {
    for (name, start) in [("utf-8", 9), ("utf-16", 7), ("utf-32", 6)] {
        let options = json!({ "columns": name });
        let (mut client, _) = Client::start(Path::new("/"), json!({}), options).await;
        client.open("untitled:a", "plaintext", "😀 Two prostitutes.\n").await;
        let pulled = client.pull("untitled:a").await;
        assert_eq!(pulled["items"][0]["range"], range([0, start], [0, start + 11]), "{name}");
    }
}

#[tokio::test]
async fn a_fix_behind_wide_characters_hits_its_words() {
    let text = "😀é “x” child pornography.\n";
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "markdown", text).await;
    let actions = client.actions("untitled:a", [0, 10], [0, 10]).await;
    let edits = &actions[0]["edit"]["changes"]["untitled:a"];
    assert_eq!(edited(text, edits), "😀é “x” child sexual abuse material.\n");
}
