//! Configurations and packs: what counts, what is wrong with them while they are edited, help in writing them, and
//! what a folder from strangers cannot do.

use crate::client::{Client, codes, range, uri};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn messages(diagnostics: &Value) -> Vec<(Value, String)> {
    let rows = diagnostics.as_array().expect("a list").iter();
    rows.map(|row| (row["range"].clone(), row["message"].as_str().expect("a text").to_owned()))
        .collect()
}

const PACK: &str = r#"[pack]
id = "house"
title = "House"
language = "en"
subject = ["house"]

[sources.us]
title = "Our guide"
status = "read"

[[rule]]
id = "colour"
category = "spelling"
severity = "warning"
audience = "any"
title = "Colour"
message = "Write colour."
why = "We are British."
sources = [{ id = "us", section = "1" }]
terms = [{ phrase = "color" }]
alternatives = [{ phrase = "colour" }]
examples.flag = [{ text = "A color." }]
examples.pass = ["A colour."]
"#;

async fn told_of(client: &mut Client, path: &Path) {
    let params = json!({ "changes": [{ "uri": uri(path), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", params).await;
}

#[tokio::test]
async fn the_nearest_configuration_counts_and_is_read_again_when_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("saywell.toml");
    let pack = folder.path().join("house.toml");
    let document = uri(&folder.path().join("a.md"));
    fs::write(&config, "packs = [\"./house.toml\"]\n").expect("written");
    fs::write(&pack, PACK).expect("written");
    let mut client = Client::plain(folder.path()).await;
    client.open(&document, "markdown", "A prostitute in color.\n").await;
    assert_eq!(codes(&client.published(&document).await["diagnostics"]), ["house/colour"]);
    fs::write(&pack, PACK.replace("warning", "error")).expect("written");
    told_of(&mut client, &pack).await;
    assert_eq!(client.published(&document).await["diagnostics"][0]["severity"], 1);
    fs::write(&config, "exclude = [\"a.md\"]\n").expect("written");
    told_of(&mut client, &config).await;
    assert_eq!(client.published(&document).await["diagnostics"], json!([]));
    // A client that watches no files tells at least what it saves.
    fs::write(&config, "[rules]\nlabels = \"error\"\n").expect("written");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&config) } })).await;
    assert_eq!(
        codes(&client.published(&document).await["diagnostics"]),
        ["exploitation/prostitute"]
    );
}

#[tokio::test]
async fn each_folder_has_its_own_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::plain(folder.path()).await;
    for (name, config) in [("one", "[rules]\nlabels = \"off\"\n"), ("two", "")] {
        fs::create_dir(folder.path().join(name)).expect("made");
        fs::write(folder.path().join(name).join("saywell.toml"), config).expect("written");
    }
    let added =
        ["one", "two"].map(|name| json!({ "uri": uri(&folder.path().join(name)), "name": name }));
    let params = json!({ "event": { "added": added, "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", params).await;
    for (name, found) in [("one", 0), ("two", 1)] {
        let document = uri(&folder.path().join(name).join("a.md"));
        client.open(&document, "markdown", "A prostitute.\n").await;
        assert_eq!(codes(&client.pull(&document).await["items"]).len(), found, "{name}");
    }
}

#[tokio::test]
async fn a_document_that_cannot_be_checked_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("saywell.toml");
    fs::write(&config, "audience = \"all\"\n").expect("written");
    let document = uri(&folder.path().join("a.md"));
    let capabilities =
        json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } });
    let (mut client, _) = Client::start(folder.path(), capabilities, json!(null)).await;
    client.open(&document, "markdown", "A prostitute.\n").await;
    let sent = client.published(&document).await["diagnostics"].clone();
    assert_eq!(codes(&sent), ["saywell/not-checked"]);
    assert_eq!(sent[0]["relatedInformation"][0]["location"]["uri"], uri(&config));
    assert_eq!(sent[0]["relatedInformation"][0]["location"]["range"], range([0, 11], [0, 11]));
}

#[tokio::test]
async fn mistakes_in_a_configuration_are_shown_while_it_is_edited() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = uri(&folder.path().join("saywell.toml"));
    let mut client = Client::plain(folder.path()).await;
    client.open(&config, "toml", "audience = \"all\"\n").await;
    for (version, text, at, part) in [
        (2, "audience = \"all\"\n", range([0, 11], [0, 16]), "unknown value `all`"),
        (3, "[rules\n", range([0, 6], [0, 6]), ""),
        (
            4,
            "[rules]\n\"exploitation/prostitut\" = \"off\"\n",
            range([1, 0], [1, 24]),
            "did you mean",
        ),
        (5, "packs = [\"no-such\"]\n", range([0, 9], [0, 18]), "no pack is called"),
        (
            6,
            "packs = [\"./gone.toml\"]\n",
            range([0, 9], [0, 22]),
            "this pack cannot be read: no such file or folder",
        ),
        (
            7,
            "require-reason = true\n[rules]\nlabels = \"off\"\n",
            range([2, 0], [2, 6]),
            "needs a reason",
        ),
    ] {
        let params = json!({
            "textDocument": { "uri": config, "version": version },
            "contentChanges": [{ "text": text }],
        });
        client.notify("textDocument/didChange", params).await;
        let found = loop {
            let sent = client.published(&config).await;
            if sent["version"] == version {
                break messages(&sent["diagnostics"]);
            }
        };
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].1.contains(part), "{found:?}");
        assert_eq!(found[0].0, at, "{found:?}");
    }
    client.change(&config, 8, [0, 0], [9, 0], "[rules]\nlabels = \"off\"\n").await;
    assert_eq!(client.published(&config).await["diagnostics"], json!([]));
}

#[tokio::test]
async fn mistakes_in_a_pack_are_shown_while_it_is_edited() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("saywell.toml"), "packs = [\"./rules\"]\n").expect("written");
    fs::create_dir(folder.path().join("rules")).expect("made");
    fs::write(folder.path().join("rules/pack.toml"), PACK).expect("written");
    let more = uri(&folder.path().join("rules/more.toml"));
    let mut client = Client::plain(folder.path()).await;
    client.open(&more, "toml", "[[rule]]\nid = \"colour\"\nseverety = \"warning\"\n").await;
    let found = messages(&client.published(&more).await["diagnostics"]);
    assert!(
        found.iter().any(|(at, text)| text.contains("severety") && *at == range([2, 0], [2, 8])),
        "{found:?}"
    );
    let alone = "untitled:pack.toml";
    client.open(alone, "toml", &PACK.replace("read", "red")).await;
    let found = messages(&client.published(alone).await["diagnostics"]);
    assert_eq!(found.len(), 1, "{found:?}");
    client.open("untitled:other.toml", "toml", "[package]\nname = \"prostitute\"\n").await;
    assert_eq!(client.pull("untitled:other.toml").await["items"], json!([]));
}

async fn labels(client: &mut Client, uri: &str, at: [u32; 2]) -> Vec<String> {
    let [line, character] = at;
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let answer = client.request("textDocument/completion", params).await;
    let items = answer["result"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
}

#[tokio::test]
async fn names_are_completed_and_explained_in_a_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = uri(&folder.path().join("saywell.toml"));
    let mut client = Client::plain(folder.path()).await;
    let text = "audience = \"\"\npacks = [\"\n]\n\n[rules]\n\"exploitation/prostitute\" = \"\"\n\n[style]\nperson = \"\"\n";
    client.open(&config, "toml", text).await;
    for (at, expected) in [
        ([0, 0], "audience"),
        ([3, 0], "fail-on"),
        ([0, 12], "about"),
        ([1, 10], "exploitation"),
        ([5, 5], "exploitation/prostitute"),
        ([6, 0], "labels"),
        ([5, 30], "off"),
        ([7, 7], "person"),
        ([8, 0], "person"),
        ([8, 10], "survivor"),
    ] {
        let found = labels(&mut client, &config, at).await;
        assert!(found.iter().any(|label| label == expected), "{expected} at {at:?}: {found:?}");
    }
    let hover = client.hover(&config, [5, 5]).await;
    assert_eq!(hover["range"], range([5, 0], [5, 25]));
    assert!(hover["contents"]["value"].as_str().expect("a text").contains("Source"));
    let hover = client.hover(&config, [0, 2]).await;
    assert!(
        hover["contents"]["value"]
            .as_str()
            .expect("a text")
            .starts_with("Whom the documents address")
    );
    assert_eq!(client.hover(&config, [3, 0]).await, Value::Null);
    client.open("untitled:a", "markdown", "prostitute").await;
    assert_eq!(labels(&mut client, "untitled:a", [0, 3]).await, [""; 0]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_from_strangers_reads_nothing_outside() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.toml"), "token = \"hunter2\"\n").expect("written");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("rules")).expect("made");
    fs::write(folder.path().join("rules/a.toml"), PACK).expect("written");
    symlink(outside.path().join("secret.toml"), folder.path().join("rules/b.toml"))
        .expect("a link");
    symlink(outside.path(), folder.path().join("linked")).expect("a link");
    let config = folder.path().join("saywell.toml");
    let absolute = outside.path().join("secret.toml");
    let document = uri(&folder.path().join("a.md"));
    let mut client = Client::plain(folder.path()).await;
    client.open(&document, "markdown", "A prostitute.\n").await;
    client.published(&document).await;
    for packs in [
        "./rules",
        "./linked/secret.toml",
        "./linked",
        "../secret.toml",
        &absolute.to_string_lossy(),
        "https://example.org/p.toml",
    ] {
        fs::write(&config, format!("packs = [\"{packs}\"]\n")).expect("written");
        told_of(&mut client, &config).await;
        let sent = client.published(&document).await.to_string();
        assert!(
            sent.contains("saywell/not-checked") && !sent.contains("hunter2"),
            "{packs}: {sent}"
        );
        client.open(&uri(&config), "toml", &fs::read_to_string(&config).expect("read")).await;
        let sent = client.published(&uri(&config)).await.to_string();
        assert!(
            !sent.contains("hunter2") && !sent.contains("\"diagnostics\":[]"),
            "{packs}: {sent}"
        );
    }
}

#[tokio::test]
async fn the_client_sets_what_it_likes() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own.toml");
    fs::write(&own, "[rules]\nlabels = \"off\"\n").expect("written");
    let document = uri(&folder.path().join("a.md"));
    let capabilities = json!({ "workspace": { "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::start(folder.path(), capabilities, json!(null)).await;
    client.open(&document, "markdown", "A prostitute.\n").await;
    assert_eq!(codes(&client.published(&document).await["diagnostics"]).len(), 1);
    let watched = client.told("client/registerCapability").await;
    assert_eq!(watched["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.reply(&watched, json!(null)).await;
    let asked = client.told("workspace/configuration").await;
    client.reply(&asked, json!([{ "config": own }])).await;
    assert_eq!(client.published(&document).await["diagnostics"], json!([]));
    client
        .notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": { "saywell": { "config": "", "audience": "them" } } }),
        )
        .await;
    assert_eq!(codes(&client.published(&document).await["diagnostics"]).len(), 1);
    let told = client.told("window/showMessage").await;
    assert_eq!(
        told["params"]["message"],
        "saywell: the setting saywell.audience cannot be \"them\""
    );
    client
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "enable": false } }))
        .await;
    assert_eq!(client.published(&document).await["diagnostics"], json!([]));
}
