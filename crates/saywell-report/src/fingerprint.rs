//! Names for findings that outlive an edit: other tools tell by them which findings are new.

use saywell_engine::Finding;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// How many bytes of the sentence count before and after the words.
const REACH: usize = 400;

/// Gives the findings of one file their fingerprints.
///
/// A fingerprint is a hash of the rule, the words and the sentence around them, with white space evened out, and a
/// number that tells apart findings which agree in all of that. Lines and columns do not count.
#[derive(Debug, Default)]
pub(crate) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding in `text`: 32 hexadecimal digits, a colon and a number from 1.
    pub(crate) fn next(&mut self, text: &str, finding: &Finding) -> String {
        let hash = hash(text, finding);
        let count = self.seen.entry(hash.clone()).or_default();
        *count += 1;
        format!("{hash}:{count}")
    }
}

fn hash(text: &str, finding: &Finding) -> String {
    let mut hasher = Sha256::new();
    let mut part = |words: &str| {
        for word in words.split_whitespace() {
            hasher.update(word);
            hasher.update(b" ");
        }
        hasher.update(b"\n");
    };
    let (span, sentence) = (finding.span, finding.sentence);
    let from = sentence.start.min(span.start).max(span.start.saturating_sub(REACH));
    let to = sentence.end.max(span.end).min(span.end.saturating_add(REACH));
    part(&finding.rule.id);
    part(&finding.text);
    part(between(text, from, span.start));
    part(between(text, span.start, span.end));
    part(between(text, span.end, to));
    hex(&hasher.finalize()[..16])
}

/// The text between two places; from and to the next character where a place is inside of one.
fn between(text: &str, from: usize, to: usize) -> &str {
    let at = |place: usize| text.ceil_char_boundary(place.min(text.len()));
    text.get(at(from)..at(to)).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
