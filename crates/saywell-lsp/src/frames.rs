//! Messages as they come in, before the library reads them. The library stops for good at the first message that is
//! malformed, and goes on reading after `exit`; so it gets only what it can read, and its input ends at `exit`.

use serde::Deserialize;
use serde::de::IgnoredAny;
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader,
};

/// The method of the request that stands for a malformed message, so that the client is told.
pub(crate) const MALFORMED: &str = "saywell/malformed";

/// A longer message ends the connection, in bytes: nothing sends one.
const LONGEST: usize = 512 << 20;

/// A longer line in a header is cut, in bytes.
const LONGEST_LINE: u64 = 8 << 10;

const LENGTH: &[u8] = b"Content-Length:";

/// What is looked at in a message.
#[derive(Deserialize)]
struct Outline {
    jsonrpc: String,
    id: Option<IgnoredId>,
    method: Option<String>,
    #[serde(default, deserialize_with = "present")]
    result: bool,
    error: Option<OutlineError>,
}

/// An error that a client answers with.
#[derive(Deserialize)]
struct OutlineError {
    #[serde(rename = "code")]
    _code: i64,
    #[serde(rename = "message")]
    _message: String,
}

/// A number or a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum IgnoredId {
    Number(#[expect(dead_code, reason = "only whether it is one matters")] i64),
    Text(#[expect(dead_code, reason = "only whether it is one matters")] String),
}

/// Whether there is a value, be it null.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// Passes messages on until there are no more, `exit` has come or the other end is closed.
pub(crate) async fn pump(input: impl AsyncRead + Unpin, mut output: impl AsyncWrite + Unpin) {
    let mut input = BufReader::with_capacity(1 << 16, input);
    while let Some(body) = next(&mut input).await {
        let (method, well_formed) = look_at(&body);
        let sent = if well_formed {
            send(&mut output, &body).await
        } else {
            let stand_in = format!(r#"{{"jsonrpc":"2.0","id":0,"method":"{MALFORMED}"}}"#);
            send(&mut output, stand_in.as_bytes()).await
        };
        if sent.is_err() || method.as_deref() == Some("exit") {
            break;
        }
    }
    // The other end may be closed already.
    let _ = output.shutdown().await;
}

/// The body of the next message; none at the end.
async fn next(input: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let length = length(input).await?;
    // Filled as it comes: what a header says is not believed before.
    let mut body = Vec::new();
    input.take(length as u64).read_to_end(&mut body).await.ok()?;
    (body.len() == length).then_some(body)
}

/// The length that the next header tells. What is no header is passed over.
async fn length(input: &mut (impl AsyncBufRead + Unpin)) -> Option<usize> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        if line.trim_ascii().is_empty() {
            if let Some(length) = length {
                return (length <= LONGEST).then_some(length);
            }
        } else if let Some(at) = line.windows(LENGTH.len()).position(|part| part == LENGTH) {
            let number = std::str::from_utf8(&line[at + LENGTH.len()..]).unwrap_or_default();
            length = number.trim().parse().ok();
        }
    }
}

async fn send(output: &mut (impl AsyncWrite + Unpin), body: &[u8]) -> std::io::Result<()> {
    output.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
    output.write_all(body).await
}

/// A message's method, and whether the library can read the message: a request, a notification or an answer.
fn look_at(body: &[u8]) -> (Option<String>, bool) {
    let Ok(outline) = serde_json::from_slice::<Outline>(body) else { return (None, false) };
    let answers = outline.id.is_some() && (outline.result != outline.error.is_some());
    let known = outline.jsonrpc == "2.0" && (outline.method.is_some() || answers);
    (outline.method, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_known_by_their_outline() {
        for good in [
            r#"{"jsonrpc":"2.0","method":"exit"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"shutdown","params":null}"#,
            r#"{"jsonrpc":"2.0","id":"a","result":null}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}}"#,
        ] {
            assert!(look_at(good.as_bytes()).1, "{good}");
            let library: Result<tower_lsp::jsonrpc::Request, _> = serde_json::from_str(good);
            let answer: Result<tower_lsp::jsonrpc::Response, _> = serde_json::from_str(good);
            assert!(library.is_ok() || answer.is_ok(), "{good}");
        }
        for bad in [
            "",
            "[]",
            "null",
            "{",
            "{}",
            r#"{"jsonrpc":"2.0"}"#,
            r#"{"jsonrpc":"1.0","method":"x"}"#,
            r#"{"jsonrpc":"2.0","method":3}"#,
            r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#,
            r#"{"jsonrpc":"2.0","id":1}"#,
            r#"{"jsonrpc":"2.0","result":1}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{}}"#,
        ] {
            assert!(!look_at(bad.as_bytes()).1, "{bad}");
        }
    }
}
