//! Fixing a text: safe edits, again and again, until there are none left.

use saywell_engine::document::Document;
use saywell_engine::{Finding, Linted, Linter, apply, safe_edits};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A file with its safe edits made, in memory.
#[derive(Debug)]
pub(crate) struct Change {
    /// The file's content as it was.
    pub(crate) old: Vec<u8>,
    /// The same as text.
    pub(crate) old_text: String,
    /// The content with the edits, in the same encoding.
    pub(crate) new: Vec<u8>,
    /// The same as text.
    pub(crate) new_text: String,
    /// How many edits were made.
    pub(crate) edits: usize,
    /// How many comments were set.
    pub(crate) comments: usize,
    /// Where something was found, but could be neither changed nor commented on.
    pub(crate) unplaced: Vec<String>,
    /// Whether the change is for a copy beside the file, unless told otherwise.
    pub(crate) is_copied: bool,
    /// What is still found.
    pub(crate) left: Linted,
}

impl Change {
    /// Makes the safe edits in a document that was read from these bytes.
    ///
    /// # Errors
    ///
    /// In words, where the edits come to no end, or the encoding does not let everything else stay as it is.
    pub(crate) fn new(linter: &Linter, document: Document, old: Vec<u8>) -> Result<Self, String> {
        let old_text = document.text.clone();
        let encoding = document.encoding;
        let Settled { document, left, edits } = settle(linter, document)?;
        let new_text = document.text;
        let new = if edits == 0 {
            old.clone()
        } else if encoding.encode(&old_text).as_ref() != Some(&old) {
            // What was not meant to change must come out as it went in, byte for byte.
            return Err(format!("cannot be written in {} without other changes", encoding.name()));
        } else {
            let unfit = || format!("the new words cannot be written in {}", encoding.name());
            encoding.encode(&new_text).ok_or_else(unfit)?
        };
        Ok(Self { new, new_text, edits, ..Self::none(old, old_text, left) })
    }

    /// A file in which nothing is to be changed.
    pub(crate) fn none(old: Vec<u8>, text: String, left: Linted) -> Self {
        let (new, new_text) = (old.clone(), text.clone());
        let unplaced = Vec::new();
        Self {
            old,
            old_text: text,
            new,
            new_text,
            edits: 0,
            comments: 0,
            unplaced,
            is_copied: false,
            left,
        }
    }

    /// Whether the new content differs from the old.
    pub(crate) fn is_change(&self) -> bool {
        self.edits + self.comments > 0
    }
}

/// A document in which no safe edit is left.
struct Settled {
    document: Document,
    left: Linted,
    edits: usize,
}

/// How often a text is looked at.
const PASSES: usize = 10;

fn settle(linter: &Linter, mut document: Document) -> Result<Settled, String> {
    let longest = document.text.len().saturating_mul(2).saturating_add(64 << 10);
    let mut seen = vec![digest(&document.text)];
    let mut made = 0;
    let mut left = linter.lint(&document);
    for _ in 0..PASSES {
        let edits = safe_edits(&left.findings);
        if edits.is_empty() {
            return Ok(Settled { document, left, edits: made });
        }
        made += edits.len();
        let text = apply(&document.text, &edits);
        let digest = digest(&text);
        if text.len() > longest || seen.contains(&digest) {
            break;
        }
        seen.push(digest);
        document = document.again(text).map_err(|error| error.to_string())?;
        left = linter.lint(&document);
    }
    Err(restless(&left.findings))
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What to say where fixes bring on fixes.
fn restless(findings: &[Finding]) -> String {
    let is_safe =
        |finding: &&Finding| finding.suggestions.first().is_some_and(|suggestion| suggestion.safe);
    let rules: BTreeSet<&str> =
        findings.iter().filter(is_safe).map(|finding| finding.rule.id.as_str()).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    format!("its fixes come to no end ({})", rules.join(", "))
}
