//! Directives that silence a finding: where one has to stand to work there, and nowhere else.
//!
//! Where that is depends on the markup around: in a table or a list a comment on a line of its own ends what it should
//! be part of. So places are tried in order of how they look, and the first at which the directive works is taken.

use crate::documents::Snapshot;
use saywell_engine::document::{Block, Document, Format, Span, read_text};
use saywell_engine::{Edit, Finding, Linted, Linter, apply};

/// What stands as the reason until somebody writes one.
pub(crate) const NO_REASON_YET: &str = "say why";

/// A finding that is to be silenced.
pub(crate) struct Silence<'a> {
    snapshot: &'a Snapshot,
    format: Format,
    linter: &'a Linter,
    linted: &'a Linted,
    finding: &'a Finding,
    document: Document,
    reason: String,
}

impl<'a> Silence<'a> {
    /// A finding among those of a snapshot, and the reason; none if the snapshot is not prose.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        linter: &'a Linter,
        (linted, finding): (&'a Linted, &'a Finding),
        reason: &str,
    ) -> Option<Self> {
        let format = snapshot.format()?;
        let document = read_text(String::clone(&snapshot.text), format).ok()?;
        let reason = on_one_line(reason);
        Some(Self { snapshot, format, linter, linted, finding, document, reason })
    }

    /// The edit that silences it in its block.
    pub(crate) fn here(&self) -> Option<Edit> {
        let comment = self.comment("saywell-ignore");
        let holds = |block: &&Block| block.source.contains(self.finding.span);
        let block = self.document.blocks.iter().rfind(holds)?;
        let tries = [
            self.line_before(block, &comment),
            Some(self.behind(self.end_of(block), &comment)),
            Some(self.behind(self.finding.span.end, &comment)),
        ];
        tries.into_iter().flatten().find(|edit| self.works(edit, false))
    }

    /// The edit that silences its rule in the document.
    pub(crate) fn in_file(&self) -> Option<Edit> {
        let comment = self.comment("saywell-ignore-file");
        let first = self.document.blocks.first()?.source.start;
        let end = self.end_of_line();
        let top = self.text().len() - self.text().trim_start_matches('\u{FEFF}').len();
        let tries = [
            insert(self.line_start(first).max(top), format!("{comment}{end}{end}")),
            insert(top, format!("{comment}{end}{end}")),
            insert(self.text().len(), format!("{end}{end}{comment}{end}")),
        ];
        tries.into_iter().find(|edit| self.works(edit, true))
    }

    fn comment(&self, directive: &str) -> String {
        let words = format!("{directive} {}: {}", self.finding.rule.id, self.reason);
        // What git takes for a comment does not get into the message.
        if self.snapshot.path.file_name().is_some_and(|name| name == "COMMIT_EDITMSG") {
            return format!("# {words}");
        }
        format!("<!-- {words} -->")
    }

    /// The comment on a line before a block that stands at the start of its line.
    fn line_before(&self, block: &Block, comment: &str) -> Option<Edit> {
        let start = self.line_start(block.source.start);
        let indent = self.text().get(start..block.source.start)?;
        let alone = indent.trim_start_matches('\u{FEFF}').trim().is_empty();
        let at = start + indent.len() - indent.trim_start_matches('\u{FEFF}').len();
        alone.then(|| {
            insert(
                at,
                format!("{}{comment}{}", &self.text()[at..block.source.start], self.end_of_line()),
            )
        })
    }

    fn behind(&self, at: usize, comment: &str) -> Edit {
        insert(at, format!(" {comment}"))
    }

    fn end_of(&self, block: &Block) -> usize {
        let source = self.text().get(block.source.range()).unwrap_or_default();
        block.source.start + source.trim_end().len()
    }

    fn text(&self) -> &str {
        &self.snapshot.text
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
        let Ok(document) = read_text(edited, self.format) else { return false };
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
