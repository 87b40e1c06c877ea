//! Directives that silence a finding: where one has to stand to work there, and nowhere else.
//!
//! Where that is depends on the markup around: in a table or a list a comment on a line of its own ends what it should
//! be part of. So places and ways to write a comment are tried in order of how they look, and the first at which the
//! directive works is taken.

use crate::{Edit, Finding, Linted, Linter, apply};
use saywell_document::{Block, Document, Span};

/// What stands as the reason until somebody writes one.
pub const NO_REASON_YET: &str = "say why";

/// Ways to write a comment: its beginning and its end. Those without an end go to the end of the line.
const COMMENTS: &[(&str, &str)] =
    &[("<!-- ", " -->"), ("% ", ""), ("// ", ""), (".. ", ""), ("# ", "")];

/// What git takes for a comment in a message.
const GIT_COMMENT: &[(&str, &str)] = &[("# ", "")];

/// A finding that is to be silenced by a directive in its document.
#[derive(Debug)]
pub struct Silence<'a> {
    document: &'a Document,
    linter: &'a Linter,
    linted: &'a Linted,
    finding: &'a Finding,
    reason: String,
    comments: &'static [(&'static str, &'static str)],
}

impl<'a> Silence<'a> {
    /// A finding among those of a document, and the reason.
    #[must_use]
    pub fn new(
        document: &'a Document,
        linter: &'a Linter,
        (linted, finding): (&'a Linted, &'a Finding),
        reason: &str,
    ) -> Self {
        Self { document, linter, linted, finding, reason: on_one_line(reason), comments: COMMENTS }
    }

    /// The same in a message that git will read: what git takes for a comment does not get into it.
    #[must_use]
    pub fn in_git_message(self) -> Self {
        Self { comments: GIT_COMMENT, ..self }
    }

    /// The edit that silences it in its block. None if there is none that does this and nothing else.
    #[must_use]
    pub fn here(&self) -> Option<Edit> {
        let holds = |block: &&Block| block.source.contains(self.finding.span);
        let block = self.document.blocks.iter().rfind(holds)?;
        let tries = self.written("saywell-ignore").flat_map(|(comment, closed)| {
            let behind = |at| closed.then(|| insert(at, format!(" {comment}")));
            [
                self.line_before(block, &comment),
                behind(self.end_of(block)),
                behind(self.finding.span.end),
            ]
        });
        tries.flatten().find(|edit| self.works(edit, false))
    }

    /// The edit that silences its rule in the document. None if there is none that does this and nothing else.
    #[must_use]
    pub fn in_file(&self) -> Option<Edit> {
        let first = self.document.blocks.first()?.source.start;
        let end = self.end_of_line();
        let top = self.text().len() - self.text().trim_start_matches('\u{FEFF}').len();
        let tries = self.written("saywell-ignore-file").flat_map(|(comment, _)| {
            [
                insert(self.line_start(first).max(top), format!("{comment}{end}{end}")),
                insert(top, format!("{comment}{end}{end}")),
                insert(self.text().len(), format!("{end}{end}{comment}{end}")),
            ]
        });
        tries.into_iter().find(|edit| self.works(edit, true))
    }

    /// The directive in each way to write a comment, and whether the comment has an end of its own.
    fn written(&self, directive: &str) -> impl Iterator<Item = (String, bool)> {
        let words = format!("{directive} {}: {}", self.finding.rule.id, self.reason);
        self.comments
            .iter()
            .map(move |(begin, end)| (format!("{begin}{words}{end}"), !end.is_empty()))
    }

    /// The comment on a line before a block that stands at the start of its line.
    fn line_before(&self, block: &Block, comment: &str) -> Option<Edit> {
        let start = self.line_start(block.source.start);
        let indent = self.text().get(start..block.source.start)?;
        let alone = indent.trim_start_matches('\u{FEFF}').trim().is_empty();
        let at = start + indent.len() - indent.trim_start_matches('\u{FEFF}').len();
        alone.then(|| {
            let indent = &self.text()[at..block.source.start];
            insert(at, format!("{indent}{comment}{}", self.end_of_line()))
        })
    }

    fn end_of(&self, block: &Block) -> usize {
        let source = self.text().get(block.source.range()).unwrap_or_default();
        block.source.start + source.trim_end().len()
    }

    fn text(&self) -> &str {
        &self.document.text
    }

    fn line_start(&self, at: usize) -> usize {
        self.text()[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1)
    }

    fn end_of_line(&self) -> &'static str {
        if self.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Whether the edit silences the finding, of its rule at most what stands in the block beside it (or all of it in
    /// the document), and changes nothing else.
    fn works(&self, edit: &Edit, everywhere: bool) -> bool {
        let edited = apply(self.text(), std::slice::from_ref(edit));
        let Ok(document) = self.document.again(edited) else { return false };
        let after = self.linter.lint(&document);
        let rule = &self.finding.rule.id;
        let others =
            |linted: &Linted| linted.findings.iter().filter(|it| it.rule.id != *rule).count();
        let own = |linted: &Linted| linted.findings.iter().filter(|it| it.rule.id == *rule).count();
        let moved =
            |at: usize| if at >= edit.span.start { at + edit.replacement.len() } else { at };
        let place = Span::new(
            moved(self.finding.span.start),
            moved(self.finding.span.start) + self.finding.span.len(),
        );
        let silenced = after
            .suppressed
            .iter()
            .any(|it| it.finding.rule.id == *rule && it.finding.span == place);
        silenced
            && others(&after) == others(self.linted)
            && own(&after) < own(self.linted)
            && (!everywhere || own(&after) == 0)
    }
}

fn insert(at: usize, replacement: String) -> Edit {
    Edit { span: Span::new(at, at), replacement }
}

/// A reason as it can stand in a comment.
fn on_one_line(reason: &str) -> String {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let reason = words.join(" ").replace("--", "–").replace(['<', '>'], "");
    if reason.is_empty() { NO_REASON_YET.to_owned() } else { reason }
}
