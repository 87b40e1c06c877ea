//! The language server's change stream: after any changes it has the text that the editor has.

use crate::client::Session;
use crate::lint::text_formats;
use crate::{choose, pieces};
use saywell_engine::document::LineIndex;
use serde_json::{Value, json};
use std::sync::{LazyLock, Mutex, PoisonError};

static SESSION: LazyLock<Mutex<Session>> = LazyLock::new(|| Mutex::new(Session::start()));

/// The most changes in one run.
const CHANGES: usize = 24;

/// Opens a document, changes it as the bytes say, and opens another with the text that must have come of it. In both
/// the server finds the same at the same places. The first byte tells the format.
pub fn changes(data: &[u8]) {
    let Some((head, rest)) = data.split_at_checked(2) else { return };
    let Some((format, _)) = choose(head, &text_formats()) else { return };
    let (start, rest) = rest.split_at(usize::from(head[1]).min(rest.len()));
    let mut text = pieces::text(start);
    let mut session = SESSION.lock().unwrap_or_else(PoisonError::into_inner);
    let ending = format.extensions()[0];
    let changed = Open::new(&mut session, format!("file:///changed.{ending}"), &text);
    for (version, bytes) in (2..).zip(rest.chunks(8).take(CHANGES)) {
        let change = change(&mut text, bytes);
        let document = json!({ "uri": changed.0, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        session.notify("textDocument/didChange", &params);
        if bytes[0] & 0x80 != 0 {
            changed.findings(&mut session);
        }
    }
    let whole = Open::new(&mut session, format!("file:///whole.{ending}"), &text);
    assert_eq!(changed.findings(&mut session), whole.findings(&mut session), "{text:?}");
    changed.close(&mut session);
    whole.close(&mut session);
}

/// An open document.
struct Open(String);

impl Open {
    fn new(session: &mut Session, uri: String, text: &str) -> Self {
        let document = json!({ "uri": uri, "languageId": "", "version": 1, "text": text });
        session.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        Self(uri)
    }

    /// The codes and ranges of what is found.
    fn findings(&self, session: &mut Session) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.0 } });
        let report = session.request("textDocument/diagnostic", &params);
        let items = report["items"].as_array().cloned().unwrap_or_default();
        items
            .into_iter()
            .map(|item| json!([item["code"], item["range"], item["message"]]))
            .collect()
    }

    fn close(self, session: &mut Session) {
        session.notify("textDocument/didClose", &json!({ "textDocument": { "uri": self.0 } }));
    }
}

/// Makes the change that the bytes say, and gives it as the protocol has it.
fn change(text: &mut String, bytes: &[u8]) -> Value {
    let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
    let new = pieces::text(bytes.get(4..).unwrap_or_default());
    if byte(0) & 0x7f == 0x7f {
        text.clone_from(&new);
        return json!({ "text": new });
    }
    let start = boundary(text, (byte(1) << 8 | byte(2)) % (text.len() + 1));
    let end = boundary(text, (start + byte(3)).min(text.len())).max(start);
    let range = json!({ "start": place(text, start), "end": place(text, end) });
    let change = json!({ "range": range, "text": new });
    text.replace_range(start..end, &new);
    change
}

/// A place as an editor counts it that knows nothing of the server: every unit of UTF-16 since the line's start, those
/// of a byte order mark among them where its text has one.
fn place(text: &str, at: usize) -> Value {
    let lines = LineIndex::new(text);
    let line = lines.line(at);
    let before = &text[lines.line_range(line).start..at];
    json!({ "line": line - 1, "character": before.encode_utf16().count() })
}

/// The nearest place at or before `at` that can be told in lines and columns.
fn boundary(text: &str, mut at: usize) -> usize {
    let between = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    while !text.is_char_boundary(at) || between(at) {
        at -= 1;
    }
    at
}
