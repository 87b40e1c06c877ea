//! Traces: what is kept of a finding so that it is known again.

use crate::words::{WORDS, around, words};
use saywell_engine::Finding;
use saywell_engine::document::Document;
use siphasher::sip::SipHasher24;
use std::fmt;
use std::hash::Hasher;

/// What makes the hashes of one baseline different from those of every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// A hash of some words, in 24 bits: enough to tell the findings of a file apart, and too little to tell for
    /// certain which words they were.
    pub(crate) fn mark<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> Mark {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        for part in parts {
            hasher.write(part.as_bytes());
            // No part holds this byte, so none runs into the next.
            hasher.write_u8(0xFF);
        }
        Mark((hasher.finish() & 0xFF_FFFF) as u32)
    }
}

/// The key in hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A keyed hash of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark(pub(crate) u32);

/// A finding, by its rule and hashes of its words with those around them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trace {
    /// The rule's full name, `pack/rule`.
    pub(crate) rule: String,
    /// The words found with the four before them, the four behind, the two before and the two behind.
    pub(crate) marks: [Mark; 4],
}

impl Trace {
    /// The rule's full name, `pack/rule`.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

/// The traces of a document's findings, one for each.
#[must_use]
pub fn traces(key: &Key, document: &Document, findings: &[Finding]) -> Vec<Trace> {
    findings.iter().map(|finding| trace(key, document, finding)).collect()
}

fn trace(key: &Key, document: &Document, finding: &Finding) -> Trace {
    let around = around(document, finding.span);
    let found: Vec<String> = words(&finding.text).collect();
    let mark = |side: &str, words: &[String], most: usize| {
        let near = &words[..words.len().min(most)];
        let parts = [side].into_iter().chain(near.iter().map(String::as_str)).chain([""]);
        key.mark(parts.chain(found.iter().map(String::as_str)))
    };
    Trace {
        rule: finding.rule.id.clone(),
        marks: [
            mark("left", &around.left, WORDS),
            mark("right", &around.right, WORDS),
            mark("left", &around.left, WORDS / 2),
            mark("right", &around.right, WORDS / 2),
        ],
    }
}
