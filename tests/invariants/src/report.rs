//! Reports: whatever the text and the name, nothing in them acts on a terminal, and JSON is JSON.

use crate::lint::linted;
use crate::pieces;
use saywell_report::{FileReport, Options, Outcome, Style, write};

/// Reports on a text made of the bytes, in a file with a name made of the first of them, in every style.
pub fn report(data: &[u8]) {
    let Some((document, linted)) = linted(data) else { return };
    let name = pieces::text(data.get(1..9).unwrap_or_default());
    let outcome = Outcome::Checked { document: &document, linted: &linted };
    let unread = Outcome::NotChecked { error: "permission denied".to_owned() };
    let files = [FileReport::new(name.clone(), outcome), FileReport::new(name, unread)];
    for style in Style::all() {
        let mut out = Vec::new();
        write(&mut out, style, Options::default(), &files).expect("memory takes it");
        let out = String::from_utf8(out).expect("reports are UTF-8");
        assert!(!out.contains(acts), "{}: {out:?}", style.name());
        if style == Style::Json {
            let parsed: serde_json::Value = serde_json::from_str(&out).expect("JSON");
            assert_eq!(parsed["files"].as_array().map(Vec::len), Some(files.len()));
        }
    }
}

/// Whether a character does something to a terminal other than being shown there.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
