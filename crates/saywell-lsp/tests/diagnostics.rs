//! What is found: the same as `saywell check` finds, sent or asked for, never both.

use crate::client::{Client, codes, range, uri};
use saywell_engine::document::{Format, LineIndex, read_text};
use saywell_engine::{Linter, Settings};
use serde_json::{Value, json};
use std::path::Path;

const SAMPLES: [&str; 3] = ["interview-transcript.txt", "letter-to-client.txt", "news-report.md"];

#[tokio::test]
async fn the_same_is_found_as_by_a_check() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let samples = samples.canonicalize().expect("samples");
    let mut client = Client::plain(&samples).await;
    let linter = Linter::new(&saywell_packs::load_all().expect("packs"), &Settings::default())
        .expect("no settings");
    for name in SAMPLES {
        let path = samples.join(name);
        let text = std::fs::read_to_string(&path).expect("a sample");
        let format = Format::from_path(&path).expect("a format");
        let document = read_text(text.clone(), format).expect("a document");
        let lines = LineIndex::new(&text);
        let place = |at: usize| json!({ "line": lines.line(at) - 1, "character": lines.utf16_column(&text, at) });
        let findings = linter.lint(&document).findings;
        assert!(!findings.is_empty());
        let expected: Vec<Value> = findings
            .iter()
            .map(|it| json!([it.rule.id, { "start": place(it.span.start), "end": place(it.span.end) }]))
            .collect();
        let language = if format == Format::Markdown { "markdown" } else { "plaintext" };
        client.open(&uri(&path), language, &text).await;
        let sent = client.published(&uri(&path)).await;
        let rows = sent["diagnostics"].as_array().expect("a list");
        let found: Vec<Value> = rows.iter().map(|row| json!([row["code"], row["range"]])).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[tokio::test]
async fn a_diagnostic_tells_its_rule_and_where_that_is_described() {
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "Two prostitutes.\n").await;
    let sent = client.published("untitled:a").await;
    assert_eq!(sent["version"], 1);
    let found = &sent["diagnostics"][0];
    assert_eq!(found["source"], "saywell");
    assert_eq!(found["code"], "exploitation/prostitute");
    assert_eq!(found["range"], range([0, 4], [0, 15]));
    let page = found["codeDescription"]["href"].as_str().expect("a page");
    assert!(page.ends_with("/docs/rules.md#prostitute"), "{page}");
    assert_eq!(found["data"]["category"], "labels");
    let alternative = found["data"]["alternatives"][0].as_str().expect("an alternative");
    assert!(found["message"].as_str().expect("a message").contains(alternative));
}

#[test]
fn rules_are_described_where_diagnostics_say() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.contains("\n#### prostitute\n"));
}

#[tokio::test]
async fn quotations_are_hints_and_unused_directives_are_faded() {
    let mut client = Client::plain(Path::new("/")).await;
    let text = "“She is a prostitute,” the officer said.\n\n<!-- saywell-ignore exploitation/prostitute -->\n\nFine.\n";
    client.open("untitled:a", "markdown", text).await;
    let sent = client.published("untitled:a").await;
    assert_eq!(
        codes(&sent["diagnostics"]),
        ["exploitation/prostitute", "saywell/unused-directive"]
    );
    assert_eq!(sent["diagnostics"][0]["severity"], 4);
    assert_eq!(sent["diagnostics"][1]["tags"], json!([1]));
}

#[tokio::test]
async fn findings_are_sent_until_the_client_asks() {
    let (mut client, offered) =
        Client::start(Path::new("/"), json!({ "textDocument": { "diagnostic": {} } }), json!(null))
            .await;
    assert_eq!(offered["diagnosticProvider"]["identifier"], "saywell");
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    assert_eq!(codes(&client.published("untitled:a").await["diagnostics"]).len(), 1);
    let pulled = client.pull("untitled:a").await;
    assert_eq!((&pulled["kind"], codes(&pulled["items"]).len()), (&json!("full"), 1));
    // What was sent is taken back, and nothing is sent any more.
    assert_eq!(client.published("untitled:a").await["diagnostics"], json!([]));
    let params =
        json!({ "textDocument": { "uri": "untitled:a" }, "previousResultId": pulled["resultId"] });
    let again = client.request("textDocument/diagnostic", params.clone()).await["result"].clone();
    assert_eq!(again["kind"], "unchanged");
    client.change("untitled:a", 2, [0, 0], [0, 0], "A junkie. ").await;
    let again = client.request("textDocument/diagnostic", params).await["result"].clone();
    assert_eq!(codes(&again["items"]), ["exploitation/junkie", "exploitation/prostitute"]);
    client.close("untitled:a").await;
    assert_eq!(client.pull("untitled:a").await["items"], json!([]));
    assert_eq!(client.unseen("textDocument/publishDiagnostics"), 0);
}

#[tokio::test]
async fn the_user_can_say_how_findings_come() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let (mut client, offered) =
        Client::start(Path::new("/"), capabilities.clone(), json!({ "diagnostics": "push" })).await;
    assert_eq!(offered.get("diagnosticProvider"), None);
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    client.pull("untitled:a").await;
    assert_eq!(codes(&client.published("untitled:a").await["diagnostics"]).len(), 1);
    let (mut client, _) =
        Client::start(Path::new("/"), capabilities, json!({ "diagnostics": "pull" })).await;
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    assert_eq!(codes(&client.pull("untitled:a").await["items"]).len(), 1);
    assert_eq!(client.unseen("textDocument/publishDiagnostics"), 0);
}

#[tokio::test]
async fn closing_clears() {
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    assert_eq!(codes(&client.published("untitled:a").await["diagnostics"]).len(), 1);
    client.close("untitled:a").await;
    assert_eq!(client.published("untitled:a").await["diagnostics"], json!([]));
}

#[tokio::test]
async fn documents_are_read_by_their_language() {
    let mut client = Client::plain(Path::new("/")).await;
    let text = "`prostitute`\n";
    for (uri, language, found) in [
        ("untitled:a", "plaintext", 1),
        ("untitled:b", "markdown", 0),
        ("file:///x/y.md", "", 0),
        ("file:///x/z.md", "plaintext", 1),
        ("file:///x/COMMIT_EDITMSG", "git-commit", 1),
        ("vscode-notebook-cell:/x/n.ipynb#W0s", "markdown", 0),
        ("file:///x/[slug] draft%20%C3%BC.md", "text", 1),
        ("file:///x/a.toml", "toml", 0),
    ] {
        client.open(uri, language, text).await;
        let items = client.pull(uri).await["items"].clone();
        assert_eq!(codes(&items).len(), found, "{uri} {language}");
    }
}

#[tokio::test]
async fn a_document_in_another_language_is_passed_over() {
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "Guten Tag, prostitute.\n").await;
    assert_eq!(client.pull("untitled:a").await["items"], json!([]));
    client.change("untitled:a", 2, [0, 0], [0, 9], "Hello").await;
    assert_eq!(codes(&client.pull("untitled:a").await["items"]), ["exploitation/prostitute"]);
}

#[tokio::test]
async fn a_large_document_is_checked_and_one_too_large_says_so() {
    let mut client = Client::plain(Path::new("/")).await;
    let large = "An ordinary line about the weather and the sea.\n\n".repeat(200_000);
    let large = format!("{large}A prostitute.\n");
    client.open("untitled:a", "plaintext", &large).await;
    let sent = client.published("untitled:a").await;
    let expected =
        if large.len() > 10 << 20 { "saywell/not-checked" } else { "exploitation/prostitute" };
    assert_eq!(codes(&sent["diagnostics"]), [expected]);
    client.open("untitled:b", "plaintext", &"A prostitute.\n\n".repeat(3_000)).await;
    let sent = client.published("untitled:b").await;
    let rows = sent["diagnostics"].as_array().expect("a list");
    assert_eq!(rows.len(), 1_001);
    assert_eq!(rows[1_000]["message"], "2000 more findings from here on are not shown");
}

#[tokio::test]
async fn hovers_say_why_and_nothing_elsewhere() {
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } });
    let (mut client, _) = Client::start(Path::new("/"), capabilities, json!(null)).await;
    client.open("untitled:a", "plaintext", "Two prostitutes were there.\n").await;
    let hover = client.hover("untitled:a", [0, 6]).await;
    assert_eq!(hover["range"], range([0, 4], [0, 15]));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().expect("a text");
    for part in [
        "**Instead**",
        "**Source**",
        "](<https://",
        "saywell-ignore exploitation/prostitute: reason",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(client.hover("untitled:a", [0, 1]).await, Value::Null);
    assert_eq!(client.hover("untitled:a", [0, 20]).await, Value::Null);
    assert_eq!(client.hover("untitled:unknown", [0, 20]).await, Value::Null);
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "Two prostitutes were there.\n").await;
    let hover = client.hover("untitled:a", [0, 6]).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().expect("a text").contains("**"));
}
