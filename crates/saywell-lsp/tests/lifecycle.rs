//! Beginnings and ends: the server ends as the protocol asks, and nothing that a client sends brings it down.

use crate::client::{Client, codes};
use serde_json::{Value, json};
use std::path::Path;

#[tokio::test]
async fn it_ends_at_exit_though_the_client_stays() {
    for params in [json!(null), json!({})] {
        let mut client = Client::plain(Path::new("/")).await;
        let answer = client.request("shutdown", params.clone()).await;
        assert_eq!((answer.get("result"), answer.get("error")), (Some(&Value::Null), None));
        client.notify("exit", params).await;
        assert!(client.ended().await);
    }
}

#[tokio::test]
async fn what_is_asked_for_before_exit_is_answered() {
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", &"A prostitute.\n\n".repeat(500)).await;
    let asked = client
        .ask("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:a" } }))
        .await;
    let shutdown = client.ask("shutdown", json!(null)).await;
    client.notify("exit", json!(null)).await;
    assert_eq!(client.answer(asked).await["result"]["items"].as_array().expect("items").len(), 500);
    client.answer(shutdown).await;
    assert!(client.ended().await);
}

#[tokio::test]
async fn exit_without_shutdown_is_not_orderly() {
    let mut client = Client::plain(Path::new("/")).await;
    client.notify("exit", json!(null)).await;
    assert!(!client.ended().await);
}

#[tokio::test]
async fn it_ends_when_the_client_goes_away() {
    let mut client = Client::plain(Path::new("/")).await;
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    client.hang_up().await;
    assert!(!client.ended().await);
    let mut client = Client::raw();
    client.hang_up().await;
    assert!(!client.ended().await);
}

#[tokio::test]
async fn requests_at_the_wrong_time_are_refused() {
    let mut client = Client::raw();
    let hover = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", hover.clone()).await["error"]["code"], -32002);
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    client.request("initialize", json!({ "capabilities": {} })).await;
    client.request("initialize", json!({ "capabilities": {} })).await;
    client.notify("initialized", json!({})).await;
    client.request("shutdown", json!(null)).await;
    assert_eq!(client.request("textDocument/hover", hover).await["error"]["code"], -32600);
    client.notify("exit", json!(null)).await;
    assert!(client.ended().await);
}

#[tokio::test]
async fn malformed_messages_are_survived() {
    let mut client = Client::plain(Path::new("/")).await;
    for bytes in [
        &b"Content-Length: 5\r\n\r\n{\"a\":"[..],
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\nnull",
        b"Content-Length: x\r\n\r\n",
        b"Content-Type: text\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"Content-Length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
    ] {
        client.send_bytes(bytes).await;
    }
    for (method, params) in [
        ("no/such/method", json!({})),
        ("textDocument/hover", json!(null)),
        ("textDocument/hover", json!([1, 2])),
        ("textDocument/codeAction", json!({ "textDocument": 1 })),
        ("codeAction/resolve", json!({ "title": "x", "data": { "uri": 1 } })),
        ("codeAction/resolve", json!({ "title": "x", "data": null })),
        ("workspace/executeCommand", json!({ "command": "no such" })),
        ("workspace/executeCommand", json!({ "command": "saywell.explain" })),
        ("workspace/executeCommand", json!({ "command": "saywell.explain", "arguments": [{}] })),
        ("workspace/executeCommand", json!({ "command": "saywell.silence", "arguments": [3] })),
        ("textDocument/diagnostic", json!({ "textDocument": { "uri": "not a uri" } })),
    ] {
        let answer = client.request(method, params).await;
        assert!(answer.get("result").is_some() || answer["error"]["code"].is_i64(), "{answer}");
    }
    for (method, params) in [
        ("textDocument/didOpen", json!(null)),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": "x" } })),
        ("textDocument/didChange", json!({ "textDocument": {}, "contentChanges": 3 })),
        ("$/cancelRequest", json!({ "id": 4711 })),
        ("workspace/didChangeConfiguration", json!({ "settings": null })),
        ("workspace/didChangeConfiguration", json!({ "settings": { "saywell": 3 } })),
        ("window/workDoneProgress/cancel", json!({ "token": 1 })),
        ("no/such/notification", json!([])),
    ] {
        client.notify(method, params).await;
    }
    client.open("untitled:a", "plaintext", "A prostitute.\n").await;
    let sent = client.published("untitled:a").await;
    assert_eq!(codes(&sent["diagnostics"]), ["exploitation/prostitute"]);
    assert!(client.end().await);
}
