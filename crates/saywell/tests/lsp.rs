//! The language server as an editor starts it: a process, its streams and its exit code.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

fn start() -> Child {
    start_with(&["lsp", "--stdio"])
}

fn start_with(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saywell"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the server starts")
}

/// Sends messages, all but the first when that was answered, and gives what comes back until the server ends, and its
/// exit code. The server has to end by itself: its input stays open.
fn talk(messages: &[&str]) -> (String, Option<i32>) {
    talk_to(start(), messages)
}

fn talk_to(mut server: Child, messages: &[&str]) -> (String, Option<i32>) {
    let mut input = server.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(server.stdout.take().expect("a pipe"));
    let mut output = String::new();
    for message in messages {
        write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).expect("it reads");
        if output.is_empty() {
            answers.read_line(&mut output).expect("it answers");
        }
    }
    answers.read_to_string(&mut output).expect("it writes");
    let status = server.wait().expect("it ends");
    drop(input);
    (output, status.code())
}

const INITIALIZE: &str =
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown","params":null}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn it_answers_and_ends_with_the_code_of_the_protocol() {
    let (output, code) = talk(&[INITIALIZE, SHUTDOWN, EXIT]);
    assert!(output.contains("\"capabilities\"") && output.contains("\"id\":2"), "{output}");
    assert_eq!(code, Some(0));
    assert_eq!(talk(&[INITIALIZE, EXIT]).1, Some(1));
}

#[test]
fn it_ends_when_the_editor_dies() {
    let mut server = start();
    drop(server.stdin.take());
    assert_eq!(server.wait().expect("it ends").code(), Some(1));
}

/// What is told on standard error while a document is opened, changed, asked about, and nonsense is sent that holds its
/// words too.
fn told(arguments: &[&str]) -> String {
    let mut server = start_with(arguments);
    let mut errors = server.stderr.take().expect("a pipe");
    let document = r#""textDocument":{"uri":"untitled:a","version":2}"#;
    let at = r#"{"line":0,"character":16}"#;
    let start = r#"{"line":0,"character":0}"#;
    let open = r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"markdown","version":1,"text":"Two prostitutes in Zanzibar.\n\n<!-- saywell-ignroe Zanzibar -->\n"}}}"#;
    let change = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{{document},"contentChanges":[{{"range":{{"start":{start},"end":{start}}},"text":"Zanzibar: "}}]}}}}"#
    );
    let ask = |id: u8, method: &str, more: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{{{document}{more}}}}}"#
        )
    };
    let hover = ask(3, "textDocument/hover", &format!(r#","position":{at}"#));
    let range = format!(r#","range":{{"start":{at},"end":{at}}},"context":{{"diagnostics":[]}}"#);
    let actions = ask(4, "textDocument/codeAction", &range);
    let pull = ask(5, "textDocument/diagnostic", "");
    let bad = r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"text":"Zanzibar"}}}"#;
    let worse = r#"{"jsonrpc":"2.0", "Zanzibar"#;
    let messages = [INITIALIZE, open, &change, &hover, &actions, &pull, bad, worse, SHUTDOWN, EXIT];
    let (output, code) = talk_to(server, &messages);
    assert!(output.contains("exploitation/prostitute"), "{output}");
    assert_eq!(code, Some(0));
    let mut told = String::new();
    errors.read_to_string(&mut told).expect("it writes");
    told
}

#[test]
fn the_log_never_holds_what_a_document_says() {
    let log = told(&["lsp", "--log"]);
    assert!(log.contains("textDocument/didOpen"), "{log}");
    assert!(!log.contains("Zanzibar") && !log.contains("prostitute"), "{log}");
    assert_eq!(told(&["lsp"]), "");
}
