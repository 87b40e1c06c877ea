//! A language server in memory, and a client of it that waits for each answer.

use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{
    AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf,
    split,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// A server, and the client's end of its streams.
pub(crate) struct Session {
    runtime: Runtime,
    input: BufReader<ReadHalf<DuplexStream>>,
    output: WriteHalf<DuplexStream>,
    next: u64,
}

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

impl Session {
    /// A server in an empty folder, whose client asks for findings and counts columns in UTF-16.
    pub(crate) fn start() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("threads");
        let (near, far) = tokio::io::duplex(1 << 16);
        let (from, to) = split(far);
        let options = saywell_lsp::Options {
            log: false,
            files_in: |_| Vec::<PathBuf>::new(),
            other_language: |_| None,
        };
        runtime.spawn(saywell_lsp::serve(from, to, options));
        let (input, output) = split(near);
        let mut session = Self { runtime, input: BufReader::new(input), output, next: 0 };
        let options = json!({ "diagnostics": "pull", "notes": true });
        let params = json!({ "processId": null, "rootUri": null, "capabilities": {},
            "initializationOptions": options });
        session.request("initialize", &params);
        session.notify("initialized", &json!({}));
        session
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and gives the result.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let output = &mut self.output;
        // A timer can be made only inside the runtime.
        let sent = self
            .runtime
            .block_on(async { timeout(PATIENCE, output.write_all(framed.as_bytes())).await });
        sent.expect("the server reads in time").expect("the server is there");
    }

    fn receive(&mut self) -> Value {
        let input = &mut self.input;
        let body = self.runtime.block_on(async { timeout(PATIENCE, body(input)).await });
        let body = body.expect("the server answers in time").expect("the server is there");
        serde_json::from_slice(&body).expect("JSON")
    }
}

/// The body of the next message.
async fn body(input: &mut BufReader<ReadHalf<DuplexStream>>) -> std::io::Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().unwrap_or(0),
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).await?;
    Ok(body)
}
