//! A client of a few lines: it frames messages, numbers requests and keeps what it did not wait for.

use saywell_engine::document::Document;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::{
    AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf,
    split,
};
use tokio::task::JoinHandle;

/// A client and the server that it talks to.
pub(crate) struct Client {
    input: BufReader<ReadHalf<DuplexStream>>,
    output: Option<WriteHalf<DuplexStream>>,
    server: JoinHandle<bool>,
    next: i64,
    /// What came and was not waited for yet.
    kept: VecDeque<Value>,
}

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

impl Client {
    /// A client whose server was not initialised yet.
    pub(crate) fn raw() -> Self {
        let (near, far) = tokio::io::duplex(1 << 16);
        let (from, to) = split(far);
        let options = saywell_lsp::Options { log: false, files_in, other_language };
        let server = tokio::spawn(saywell_lsp::serve(from, to, options));
        let (input, output) = split(near);
        Self {
            input: BufReader::new(input),
            output: Some(output),
            server,
            next: 0,
            kept: VecDeque::new(),
        }
    }

    /// A client with these capabilities and `initializationOptions`, in a folder. Gives what the server offers.
    pub(crate) async fn start(folder: &Path, capabilities: Value, options: Value) -> (Self, Value) {
        let mut client = Self::raw();
        let folders = json!([{ "uri": uri(folder), "name": "folder" }]);
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities,
            "workspaceFolders": folders, "initializationOptions": options,
        });
        let offered = client.request("initialize", params).await["result"]["capabilities"].clone();
        client.notify("initialized", json!({})).await;
        (client, offered)
    }

    /// The same, for a client that can do nothing special.
    pub(crate) async fn plain(folder: &Path) -> Self {
        Self::start(folder, json!({}), json!(null)).await.0
    }

    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        let output = self.output.as_mut().expect("not closed");
        output.write_all(bytes).await.expect("the server reads");
    }

    async fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes()).await;
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request, and gives its number.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        id
    }

    /// Sends a request and waits for the answer.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    pub(crate) async fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none()).await
    }

    /// Waits for a notification or a request of the server.
    pub(crate) async fn told(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method).await
    }

    /// How many messages of a kind came that nobody waited for.
    pub(crate) fn unseen(&self, method: &str) -> usize {
        self.kept.iter().filter(|message| message["method"] == method).count()
    }

    /// Answers a request of the server.
    pub(crate) async fn reply(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result })).await;
    }

    async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.kept.iter().position(&wanted) {
            return self.kept.remove(index).expect("it is there");
        }
        loop {
            let read = tokio::time::timeout(PATIENCE, self.read()).await;
            let message = read.expect("the server answers in time").expect("the server is there");
            if wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    async fn read(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.input.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.trim() {
                "" => break,
                header => {
                    if let Some(value) = header.strip_prefix("Content-Length: ") {
                        length = value.parse().expect("a number");
                    }
                }
            }
        }
        let mut bytes = vec![0; length];
        self.input.read_exact(&mut bytes).await.ok()?;
        Some(serde_json::from_slice(&bytes).expect("JSON"))
    }

    pub(crate) async fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces what stands between two places, each a line and a column.
    pub(crate) async fn change(
        &mut self,
        uri: &str,
        version: i64,
        from: [u32; 2],
        to: [u32; 2],
        text: &str,
    ) {
        let change = json!({ "range": range(from, to), "text": text });
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params).await;
    }

    pub(crate) async fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
    }

    /// Waits for what is sent on a document.
    pub(crate) async fn published(&mut self, uri: &str) -> Value {
        let wanted = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        };
        self.wait(wanted).await["params"].clone()
    }

    /// Asks for the findings in a document.
    pub(crate) async fn pull(&mut self, uri: &str) -> Value {
        let params = json!({ "textDocument": { "uri": uri } });
        self.request("textDocument/diagnostic", params).await["result"].clone()
    }

    pub(crate) async fn hover(&mut self, uri: &str, at: [u32; 2]) -> Value {
        let params = json!({ "textDocument": { "uri": uri }, "position": position(at) });
        self.request("textDocument/hover", params).await["result"].clone()
    }

    /// The code actions between two places.
    pub(crate) async fn actions(&mut self, uri: &str, from: [u32; 2], to: [u32; 2]) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": uri }, "range": range(from, to), "context": { "diagnostics": [] },
        });
        let answer = self.request("textDocument/codeAction", params).await;
        answer["result"].as_array().cloned().unwrap_or_default()
    }

    /// Says goodbye as the protocol asks, and tells whether the server thinks so.
    pub(crate) async fn end(mut self) -> bool {
        self.request("shutdown", json!(null)).await;
        self.notify("exit", json!(null)).await;
        self.ended().await
    }

    /// Closes the client's end.
    pub(crate) async fn hang_up(&mut self) {
        let output = self.output.as_mut().expect("not closed");
        output.shutdown().await.expect("closed");
    }

    /// What the server ends with.
    pub(crate) async fn ended(self) -> bool {
        let Self { input, output, server, .. } = self;
        let ended = tokio::time::timeout(PATIENCE, server).await.expect("the server ends");
        drop((input, output));
        ended.expect("the server does not panic")
    }
}

/// A position, of a line and a column.
pub(crate) fn position([line, character]: [u32; 2]) -> Value {
    json!({ "line": line, "character": character })
}

pub(crate) fn range(from: [u32; 2], to: [u32; 2]) -> Value {
    json!({ "start": position(from), "end": position(to) })
}

/// The address of a file.
pub(crate) fn uri(path: &Path) -> String {
    tower_lsp::lsp_types::Url::from_file_path(path).expect("an absolute path").to_string()
}

/// The files in a folder whose names end in `.md` or `.txt`.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let fits = |path: &PathBuf| path.extension().is_some_and(|it| it == "md" || it == "txt");
    paths.filter(fits).collect()
}

/// Takes texts that greet in German for German ones.
fn other_language(document: &Document) -> Option<&'static str> {
    document.text.starts_with("Guten Tag").then_some("German")
}

/// The codes and ranges of diagnostics.
pub(crate) fn codes(diagnostics: &Value) -> Vec<&str> {
    let rows = diagnostics.as_array().expect("a list").iter();
    rows.map(|row| row["code"].as_str().unwrap_or_default()).collect()
}

/// The text after edits, with columns in UTF-16.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, String)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| {
            let at = |end: &str| offset(text, &edit["range"][end]);
            (at("start"), at("end"), edit["newText"].as_str().expect("a text").to_owned())
        })
        .collect();
    edits.sort();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, &new);
    }
    out
}

fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let column = position["character"].as_u64().expect("a column") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}
