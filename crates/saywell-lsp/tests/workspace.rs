//! Every file of a workspace, on request.

use crate::client::{Client, codes, uri};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("a.md", "A prostitute.\n"),
        ("b.txt", "\u{FEFF}Fine.\n\nA junkie.\n"),
        ("c.md", "Fine.\n"),
        ("d.md", "A prostitute.\n"),
        ("saywell.toml", "exclude = [\"d.md\"]\n"),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

async fn report(client: &mut Client, previous: Value) -> Vec<Value> {
    let params = json!({ "previousResultIds": previous });
    let answer = client.request("workspace/diagnostic", params).await;
    answer["result"]["items"].as_array().expect("items").clone()
}

fn name(report: &Value) -> &str {
    report["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).expect("a name")
}

#[tokio::test]
async fn whole_folders_are_reported_and_only_what_changed_is_again() {
    let folder = folder();
    let (mut client, offered) = Client::start(folder.path(), json!({}), json!(null)).await;
    assert_eq!(offered["diagnosticProvider"]["workspaceDiagnostics"], true);
    let reports = report(&mut client, json!([])).await;
    let found: Vec<(&str, usize)> =
        reports.iter().map(|it| (name(it), codes(&it["items"]).len())).collect();
    assert_eq!(found, [("a.md", 1), ("b.txt", 1), ("c.md", 0)]);
    assert_eq!(reports[1]["items"][0]["range"]["start"], json!({ "line": 2, "character": 2 }));
    let mut previous: Vec<Value> =
        reports.iter().map(|it| json!({ "uri": it["uri"], "value": it["resultId"] })).collect();
    previous.push(json!({ "uri": uri(&folder.path().join("gone.md")), "value": "1" }));
    fs::write(folder.path().join("c.md"), "A prostitute and a junkie.\n").expect("written");
    let a = uri(&folder.path().join("a.md"));
    client.open(&a, "markdown", "Fine in the editor.\n").await;
    let reports = report(&mut client, json!(previous)).await;
    let found: Vec<(&str, &Value, usize)> = reports
        .iter()
        .map(|it| (name(it), &it["kind"], it["items"].as_array().map_or(0, Vec::len)))
        .collect();
    let (full, unchanged) = (json!("full"), json!("unchanged"));
    assert_eq!(
        found,
        [("a.md", &full, 0), ("b.txt", &unchanged, 0), ("c.md", &full, 2), ("gone.md", &full, 0)]
    );
    assert_eq!(reports[0]["version"], 1);
}

#[tokio::test]
async fn the_client_can_do_without() {
    let (_, offered) =
        Client::start(Path::new("/"), json!({}), json!({ "workspaceDiagnostics": false })).await;
    assert_eq!(offered["diagnosticProvider"]["workspaceDiagnostics"], false);
}

#[tokio::test]
async fn a_command_checks_everything_with_progress() {
    let folder = folder();
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    let (mut client, _) = Client::start(folder.path(), capabilities, json!(null)).await;
    let params = json!({ "command": "saywell.checkWorkspace", "arguments": [] });
    client.request("workspace/executeCommand", params).await;
    let create = client.told("window/workDoneProgress/create").await;
    client.reply(&create, json!(null)).await;
    let mut kinds = Vec::new();
    while kinds.last() != Some(&json!("end")) {
        let progress = client.told("$/progress").await["params"].clone();
        assert_eq!(progress["token"], create["params"]["token"]);
        kinds.push(progress["value"]["kind"].clone());
    }
    assert_eq!(kinds, ["begin", "report", "report", "report", "end"]);
    for name in ["a.md", "b.txt"] {
        let sent = client.published(&uri(&folder.path().join(name))).await;
        assert_eq!(codes(&sent["diagnostics"]).len(), 1);
    }
    let told = client.told("window/showMessage").await;
    assert_eq!(told["params"]["message"], "saywell: 2 findings in 3 files");
    // Opened and closed, a file is clear again.
    let a = uri(&folder.path().join("a.md"));
    client.open(&a, "markdown", "A prostitute.\n").await;
    client.close(&a).await;
    loop {
        if client.published(&a).await["diagnostics"] == json!([]) {
            break;
        }
    }
    assert!(client.end().await);
}

#[tokio::test]
async fn a_check_of_everything_can_be_stopped() {
    let folder = folder();
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    let (mut client, _) = Client::start(folder.path(), capabilities, json!(null)).await;
    let params = json!({ "command": "saywell.checkWorkspace", "arguments": [] });
    for (token, told) in [
        ("saywell/check-workspace", "saywell: stopped after 0 of 3 files; 0 findings"),
        ("another", "saywell: 2 findings in 3 files"),
    ] {
        client.request("workspace/executeCommand", params.clone()).await;
        let create = client.told("window/workDoneProgress/create").await;
        client.notify("window/workDoneProgress/cancel", json!({ "token": token })).await;
        client.reply(&create, json!(null)).await;
        assert_eq!(client.told("window/showMessage").await["params"]["message"], told);
    }
}

#[tokio::test]
async fn what_cannot_be_checked_never_looks_clean() {
    let folder = folder();
    fs::write(folder.path().join("e.md"), b"A caf\xe9 and a prostitute.\n").expect("written");
    fs::write(folder.path().join("f.md"), "Guten Tag, prostitute.\n").expect("written");
    let (mut client, _) = Client::start(folder.path(), json!({}), json!(null)).await;
    let reports = report(&mut client, json!([])).await;
    assert_eq!(codes(&reports[3]["items"]), ["saywell/not-checked"]);
    assert_eq!((name(&reports[4]), codes(&reports[4]["items"]).len()), ("f.md", 0));
    let params = json!({ "command": "saywell.checkWorkspace", "arguments": [] });
    client.request("workspace/executeCommand", params).await;
    let told = client.told("window/showMessage").await;
    assert_eq!(told["params"]["message"], "saywell: 2 findings in 5 files, 1 not checked");
}

#[tokio::test]
async fn a_client_that_asks_is_told_to_ask_again() {
    let folder = folder();
    let capabilities = json!({ "workspace": { "diagnostics": { "refreshSupport": true } } });
    let (mut client, _) = Client::start(folder.path(), capabilities, json!(null)).await;
    report(&mut client, json!([])).await;
    let config = folder.path().join("saywell.toml");
    fs::write(&config, "").expect("written");
    let params = json!({ "changes": [{ "uri": uri(&config), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", params).await;
    let asked = client.told("workspace/diagnostic/refresh").await;
    client.reply(&asked, json!(null)).await;
    assert_eq!(report(&mut client, json!([])).await.len(), 4);
    assert!(client.end().await);
}
