//! Nothing goes over the network: no command makes a socket that leads out of the machine, nor asks for a name's address.

use crate::trace::{calls, desk, saywell, strace};
use std::fs;
use std::path::Path;

/// Runs a program, and gives the calls that have to do with a network. Pairs of sockets inside the program have not.
#[track_caller]
fn network(program: &[&str], folder: &Path) -> Vec<String> {
    let (_, log) = strace(&["-e", "trace=%network,execve,openat"], program, folder);
    assert!(calls(&log).iter().any(|call| call.name == "execve"), "it ran: {log}");
    let leads_out = |line: &&str| {
        let resolves = ["resolv.conf", "nsswitch.conf", "/etc/hosts"].iter();
        let socket = line.contains("socket(") || line.contains("connect(");
        socket || resolves.clone().any(|file| line.contains(file))
    };
    log.lines().filter(leads_out).map(str::to_owned).collect()
}

fn message(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn no_command_asks_anything_of_the_network() {
    let desk = desk();
    let command = saywell();
    let command = command.to_str().expect("a path in UTF-8");
    let page = "He committed suicide. ![x](https://example.org/x.png) <https://example.org>\n";
    fs::write(desk.path().join("a.md"), page).unwrap();
    let html = "<html><link rel=stylesheet href=http://example.org/a.css><img src=//example.org/x>";
    fs::write(desk.path().join("b.html"), html).unwrap();
    let runs: &[&[&str]] = &[
        &["check"],
        &["check", "--format", "json", "a.md", "b.html"],
        &["check", "https://example.org/a.md"],
        &["fix", "--diff"],
        &["fix"],
        &["explain", "commit-suicide"],
        &["rules"],
        &["config"],
        &["test", "house.toml"],
        &["check", "--pack", "https://example.org/p.toml"],
        &["check", "--config", "https://example.org/saywell.toml"],
    ];
    for arguments in runs {
        let program = [&[command], *arguments].concat();
        assert_eq!(network(&program, desk.path()), Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn nor_does_the_language_server() {
    let desk = desk();
    let uri = format!("file://{}", desk.path().join("a.md").display());
    let document = format!(
        r#"{{"uri":"{uri}","languageId":"markdown","version":1,"text":"He committed suicide."}}"#
    );
    let session = [
        r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
        &format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{document}}}}}"#
        ),
        &format!(
            r#"{{"jsonrpc":"2.0","id":2,"method":"textDocument/diagnostic","params":{{"textDocument":{{"uri":"{uri}"}}}}}}"#
        ),
        r#"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#,
        r#"{"jsonrpc":"2.0","method":"exit"}"#,
    ];
    let session: String = session.iter().map(|body| message(body)).collect();
    fs::write(desk.path().join("session"), session).unwrap();
    // An editor says nothing more before it is answered.
    let hello = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    fs::write(desk.path().join("hello"), message(hello)).unwrap();
    fs::write(desk.path().join("answers"), "").unwrap();
    let script = format!(
        "{{ cat hello; until grep -q serverInfo answers; do sleep 0.1; done; cat session; }} | '{}' lsp > answers",
        saywell().display()
    );
    assert_eq!(network(&["sh", "-c", &script], desk.path()), Vec::<String>::new());
    let answers = fs::read_to_string(desk.path().join("answers")).unwrap();
    assert!(answers.contains("house/commit-suicide"), "it worked: {answers}");
}

/// The control: what does ask the network is seen.
#[test]
fn what_asks_the_network_is_seen() {
    let desk = desk();
    // A shell of its own knows how to make a connection; nothing listens there.
    let asks = network(&["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"], desk.path());
    assert!(asks.iter().any(|line| line.contains("AF_INET")), "{asks:?}");
}
