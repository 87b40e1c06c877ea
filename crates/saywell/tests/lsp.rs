//! The language server as an editor starts it: a process, its streams and its exit code.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

fn start() -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saywell"));
    command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().expect("the server starts")
}

/// Sends messages and gives what comes back until the server ends, and its exit code. The server has to end by itself:
/// its input stays open.
fn talk(messages: &[&str]) -> (String, Option<i32>) {
    let mut server = start();
    let mut input = server.stdin.take().expect("a pipe");
    for message in messages {
        write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).expect("it reads");
    }
    let mut output = String::new();
    server.stdout.take().expect("a pipe").read_to_string(&mut output).expect("it writes");
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
