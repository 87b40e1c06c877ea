//! Code actions: better words, silence with a reason, a rule switched off where the user sees it, an explanation.

use crate::client::{Client, codes, edited, uri};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().expect("a title")).collect()
}

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let found =
        actions.iter().find(|it| it["title"].as_str().is_some_and(|it| it.starts_with(start)));
    found.unwrap_or_else(|| panic!("no action {start}: {:?}", titles(actions)))
}

/// A client that asks for edits when an action is chosen, as most do.
async fn lazy(folder: &Path) -> Client {
    let capabilities = json!({
        "textDocument": { "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
    });
    Client::start(folder, capabilities, json!(null)).await.0
}

#[tokio::test]
async fn each_alternative_is_a_quick_fix() {
    let mut client = lazy(Path::new("/")).await;
    let text = "Police arrested two prostitutes.\n";
    client.open("untitled:a", "plaintext", text).await;
    let actions = client.actions("untitled:a", [0, 22], [0, 22]).await;
    let fixes: Vec<&Value> =
        actions.iter().filter(|it| it["title"].as_str().unwrap().starts_with("Write “")).collect();
    assert!(fixes.len() >= 2, "{:?}", titles(&actions));
    for fix in fixes {
        assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(false)));
        assert_eq!(fix["diagnostics"][0]["code"], "exploitation/prostitute");
        let change = &fix["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({ "uri": "untitled:a", "version": 1 }));
        let after = edited(text, &change["edits"]);
        assert!(
            !after.contains("prostitutes") && after.starts_with("Police arrested two"),
            "{after}"
        );
    }
    assert_eq!(titles(&client.actions("untitled:a", [0, 3], [0, 3]).await), [""; 0]);
}

#[tokio::test]
async fn safe_changes_are_preferred_and_made_together() {
    let mut client = lazy(Path::new("/")).await;
    let text = "He had child pornography. She had child pornography. A prostitute.\n";
    client.open("untitled:a", "plaintext", text).await;
    let actions = client.actions("untitled:a", [0, 10], [0, 10]).await;
    assert_eq!(actions[0]["isPreferred"], true);
    for only in ["source.fixAll.saywell", "source.fixAll", "source", ""] {
        let params = json!({
            "textDocument": { "uri": "untitled:a" },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
            "context": { "diagnostics": [], "only": [only] },
        });
        let answer = client.request("textDocument/codeAction", params).await;
        let action = titled(answer["result"].as_array().expect("actions"), "Make all safe");
        assert_eq!(action["kind"], "source.fixAll.saywell");
        assert_eq!(
            edited(text, &action["edit"]["documentChanges"][0]["edits"]),
            "He had child sexual abuse material. She had child sexual abuse material. A prostitute.\n"
        );
    }
    let params = json!({
        "textDocument": { "uri": "untitled:a" },
        "range": { "start": { "line": 0, "character": 10 }, "end": { "line": 0, "character": 10 } },
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    assert_eq!(client.request("textDocument/codeAction", params).await["result"], json!([]));
}

/// Silences the finding at a place, and gives the text after that and what is still found in it.
async fn silenced(language: &str, text: &str, at: [u32; 2], title: &str) -> (String, Vec<String>) {
    let mut client = lazy(Path::new("/")).await;
    client.open("untitled:a", language, text).await;
    let actions = client.actions("untitled:a", at, at).await;
    let action = titled(&actions, title);
    assert_eq!(action.get("edit"), None);
    let resolved = client.request("codeAction/resolve", action.clone()).await;
    let edits = &resolved["result"]["edit"]["documentChanges"][0]["edits"];
    assert!(edits.is_array(), "{resolved}");
    let after = edited(text, edits);
    client.open("untitled:b", language, &after).await;
    let pulled = client.pull("untitled:b").await;
    (after, codes(&pulled["items"]).into_iter().map(str::to_owned).collect())
}

const HERE: &str = "Silence exploitation/prostitute here";
const FILE: &str = "Silence exploitation/prostitute in this file";

#[tokio::test]
async fn a_finding_is_silenced_where_it_stands() {
    let comment = "<!-- saywell-ignore exploitation/prostitute: say why -->";
    for (language, text, at, expected) in [
        (
            "markdown",
            "One.\n\nA prostitute.\n\nA prostitute.\n",
            [2, 5],
            format!("One.\n\n{comment}\nA prostitute.\n\nA prostitute.\n"),
        ),
        (
            "plaintext",
            "A prostitute.\r\n\r\nA prostitute.\r\n",
            [0, 5],
            format!("{comment}\r\nA prostitute.\r\n\r\nA prostitute.\r\n"),
        ),
        (
            "markdown",
            "- one\n- A prostitute.\n\nA prostitute.",
            [1, 8],
            format!("- one\n- A prostitute. {comment}\n\nA prostitute."),
        ),
        (
            "markdown",
            "# A prostitute\n\nA prostitute.",
            [0, 6],
            format!("{comment}\n# A prostitute\n\nA prostitute."),
        ),
        (
            "markdown",
            "A prostitute.\n\n> A prostitute.\n",
            [2, 8],
            format!("A prostitute.\n\n> A prostitute. {comment}\n"),
        ),
        (
            "markdown",
            "|a|b|\n|-|-|\n|A prostitute|x|\n\nA prostitute.",
            [2, 5],
            format!("|a|b|\n|-|-|\n|A prostitute {comment}|x|\n\nA prostitute."),
        ),
    ] {
        let (after, left) = silenced(language, text, at, HERE).await;
        assert_eq!(after, expected);
        assert_eq!(left, ["exploitation/prostitute"], "{after}");
    }
}

#[tokio::test]
async fn a_rule_is_silenced_in_a_file() {
    let comment = "<!-- saywell-ignore-file exploitation/prostitute: say why -->";
    for (language, text, at, expected) in [
        (
            "markdown",
            "---\ntitle: x\n---\n\n# A prostitute\n\nA prostitute. A junkie.\n",
            [6, 5],
            format!(
                "---\ntitle: x\n---\n\n{comment}\n\n# A prostitute\n\nA prostitute. A junkie.\n"
            ),
        ),
        (
            "plaintext",
            "\u{FEFF}A prostitute.\r\n\r\nA junkie.\r\n",
            [0, 5],
            format!("\u{FEFF}{comment}\r\n\r\nA prostitute.\r\n\r\nA junkie.\r\n"),
        ),
    ] {
        let (after, left) = silenced(language, text, at, FILE).await;
        assert_eq!(after, expected);
        assert_eq!(left, ["exploitation/junkie"]);
    }
}

#[tokio::test]
async fn a_reason_can_be_given() {
    let mut client = lazy(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    let actions = client.actions("untitled:a", [0, 5], [0, 5]).await;
    let data = titled(&actions, HERE)["data"].clone();
    let params = json!({ "command": "saywell.silence", "arguments": [data, "her own -->\n word"] });
    assert_eq!(
        client.request("workspace/executeCommand", params.clone()).await["result"],
        Value::Null
    );
    let asked = client.told("workspace/applyEdit").await;
    let edit = &asked["params"]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(
        edit["newText"],
        "<!-- saywell-ignore exploitation/prostitute: her own – word -->\n"
    );
    client.reply(&asked, json!({ "applied": true })).await;
    // An edit of a text that has changed since is refused.
    client.change("untitled:a", 2, [0, 0], [0, 0], "Well. ").await;
    let late = client.request("workspace/executeCommand", params).await;
    assert_eq!(late["error"]["code"], -32801);
    assert!(client.end().await);
}

#[tokio::test]
async fn a_rule_is_switched_off_in_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = uri(&folder.path().join("a.md"));
    let config = folder.path().join("saywell.toml");
    let title = "Switch exploitation/prostitute off";
    let mut client = lazy(folder.path()).await;
    client.open(&document, "markdown", "A prostitute.\n").await;
    let actions = client.actions(&document, [0, 5], [0, 5]).await;
    let resolved = client.request("codeAction/resolve", titled(&actions, title).clone()).await;
    let changes = &resolved["result"]["edit"]["documentChanges"];
    assert_eq!(
        changes[0],
        json!({ "kind": "create", "uri": uri(&config), "options": { "overwrite": false, "ignoreIfExists": true } })
    );
    let text = edited("", &changes[1]["edits"]);
    assert_eq!(
        text,
        "[rules]\n\"exploitation/prostitute\" = { severity = \"off\", reason = \"say why\" }\n"
    );
    fs::write(&config, &text).expect("written");
    let params = json!({ "changes": [{ "uri": uri(&config), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", params).await;
    assert_eq!(client.pull(&document).await["items"], json!([]));
    // Where there is a configuration already, its text is changed, as it is in the editor.
    let open = "audience = \"to\"\n\n[rules]\nlabels = \"info\"\n";
    client.open(&uri(&config), "toml", open).await;
    let other = uri(&folder.path().join("b.md"));
    client.open(&other, "markdown", "A junkie.\n").await;
    let actions = client.actions(&other, [0, 5], [0, 5]).await;
    let action = titled(&actions, "Switch exploitation/junkie off").clone();
    let resolved = client.request("codeAction/resolve", action).await;
    let change = &resolved["result"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri(&config), "version": 1 }));
    assert!(
        edited(open, &change["edits"])
            .contains("[rules]\n\"exploitation/junkie\" = { severity = \"off\"")
    );
}

#[tokio::test]
async fn edits_come_at_once_where_the_client_does_not_ask_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = uri(&folder.path().join("a.md"));
    let mut client = Client::plain(folder.path()).await;
    client.open(&document, "markdown", "A prostitute.\n").await;
    for action in client.actions(&document, [0, 5], [0, 5]).await {
        let has = action["edit"]["changes"].is_object() || action["command"].is_object();
        assert!(has, "{action}");
    }
}

#[tokio::test]
async fn an_unused_directive_is_taken_out() {
    let mut client = Client::plain(Path::new("/")).await;
    let text = "One.\n\n<!-- saywell-ignore exploitation/prostitute -->\nFine.\n";
    client.open("untitled:a", "markdown", text).await;
    let actions = client.actions("untitled:a", [2, 5], [2, 5]).await;
    assert_eq!(titles(&actions), ["Take this directive out"]);
    assert_eq!(edited(text, &actions[0]["edit"]["changes"]["untitled:a"]), "One.\n\nFine.\n");
}

#[tokio::test]
async fn rules_are_explained() {
    for shows in [false, true] {
        let (mut client, offered) =
            Client::start(Path::new("/"), json!({}), json!({ "showsExplanations": shows })).await;
        let commands = offered["executeCommandProvider"]["commands"].as_array().expect("commands");
        assert!(commands.contains(&json!("saywell.explain")));
        client.open("untitled:a", "plaintext", "A prostitute.\n").await;
        let actions = client.actions("untitled:a", [0, 5], [0, 5]).await;
        let command = &titled(&actions, "Explain exploitation/prostitute")["command"];
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        let text = client.request("workspace/executeCommand", params).await["result"].clone();
        let text = text.as_str().expect("a text");
        assert!(text.contains("exploitation/prostitute") && text.contains("Source"), "{text}");
        if !shows {
            assert_eq!(client.told("window/showMessage").await["params"]["message"], text);
        }
    }
}
