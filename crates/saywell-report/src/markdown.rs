//! Markdown, for the comment on a pull request and the summary of a build: short enough for both.

use crate::advice::{address, advice, cited, severity_word};
use crate::closing::{closing_line, counted};
use crate::excerpt::Quote;
use crate::locus;
use crate::mark::COMMENT;
use crate::visible::push_visible;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted, RuleCard};
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// How many bytes findings may take: with the reasons, a comment on GitHub holds 65,536 characters.
const ROOM: usize = 44_000;

/// How many bytes reasons may take.
const ROOM_FOR_REASONS: usize = 16_000;

/// The style. What it writes is short, and the counts stand first: so it is kept until the end.
pub(crate) struct Markdown {
    options: Options,
    body: String,
    left_out: usize,
    told: HashSet<String>,
    rules: Vec<Arc<RuleCard>>,
}

impl Markdown {
    /// The style, with notes and excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, body: String::new(), left_out: 0, told: HashSet::new(), rules: Vec::new() }
    }

    fn checked(&mut self, path: &str, document: &Document, linted: &Linted) {
        let hide_notes = self.options.hide_notes;
        let shows = |finding: &&Finding| !hide_notes || finding.severity > Severity::Info;
        let mut findings = linted.findings.iter().filter(shows).peekable();
        let mut heading = format!("\n### {}\n\n", Plain(path));
        if !document.unread.is_empty() {
            heading.push_str(&format!("Not read: {}.\n\n", Plain(&document.unread.join("; "))));
        } else if findings.peek().is_none() {
            return;
        }
        if self.body.len() < ROOM {
            self.body.push_str(&heading);
        }
        let lines = LineIndex::new(&document.text);
        for finding in findings {
            if self.body.len() >= ROOM {
                self.left_out += 1;
                continue;
            }
            self.body.push_str(&item(document, &lines, finding, self.options.excerpts));
            if self.told.insert(finding.rule.id.clone()) {
                self.rules.push(Arc::clone(&finding.rule));
            }
        }
    }

    fn reasons(&self) -> String {
        let mut reasons = String::new();
        for rule in &self.rules {
            if reasons.len() < ROOM_FOR_REASONS {
                reasons.push_str(&reason(rule));
            }
        }
        reasons
    }
}

impl Render for Markdown {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        match &file.outcome {
            Outcome::Checked { document, linted } => self.checked(&file.path, document, linted),
            Outcome::NotChecked { error } if self.body.len() < ROOM => {
                let (path, error) = (Plain(&file.path), Plain(error));
                self.body.push_str(&format!("\n### {path}\n\n- **Not checked:** {error}\n"));
            }
            Outcome::NotChecked { .. } | Outcome::Skipped { .. } => {}
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "{COMMENT}\n\n## saywell\n\n{}", closing_line(summary, self.options))?;
        out.write_all(self.body.as_bytes())?;
        if self.left_out > 0 {
            writeln!(out, "\n{} left out here.", counted(self.left_out, "more finding"))?;
        }
        let reasons = self.reasons();
        if reasons.is_empty() {
            return Ok(());
        }
        let summary = "<summary>Why, and on whose word</summary>";
        writeln!(out, "\n<details>\n{summary}\n\n{reasons}\n</details>")
    }
}

fn item(document: &Document, lines: &LineIndex, finding: &Finding, excerpt: bool) -> String {
    let place = locus::in_words(document, lines, finding.span.start);
    let severity = severity_word(finding.severity);
    let (place, message, rule) = (Plain(&place), Plain(&finding.message), Plain(&finding.rule.id));
    let mut item = format!("- **{place}, {severity}:** {message} ({rule})\n");
    if excerpt {
        let Quote { before, words, after } = Quote::new(&document.text, finding);
        let (before, words, after) = (Plain(&before), Plain(&words), Plain(&after));
        item.push_str(&format!("  - In: {before}<mark>{words}</mark>{after}\n"));
    }
    for advice in advice(finding) {
        item.push_str(&format!("  - {}: {}\n", advice.lead, Plain(&advice.text)));
    }
    item
}

fn reason(rule: &RuleCard) -> String {
    let title = if rule.title.is_empty() { &rule.id } else { &rule.title };
    let mut reason = format!("- **{}** ({}): {}", Plain(title), Plain(&rule.id), Plain(&rule.why));
    if let Some(source) = rule.sources.first() {
        let words = cited(source);
        match address(source) {
            Some(url) => reason.push_str(&format!(" Source: [{}](<{url}>)", Plain(&words))),
            None => reason.push_str(&format!(" Source: {}", Plain(&words))),
        }
    }
    reason + "\n"
}

/// Text, written so that it is text in Markdown, in the middle of a line: it makes no markup, mentions nobody and
/// refers to no issue.
pub(crate) struct Plain<'a>(pub(crate) &'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = String::with_capacity(self.0.len() + 16);
        for (at, character) in self.0.char_indices() {
            push_visible(&mut shown, self.0, at, character);
        }
        for character in shown.chars() {
            match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => write!(f, "\\{character}"),
                '<' => f.write_str("&lt;"),
                '>' => f.write_str("&gt;"),
                '&' => f.write_str("&amp;"),
                // A zero-width space keeps what follows from being a name or a number to GitHub and GitLab.
                '@' | '#' | '!' => write!(f, "{character}\u{200B}"),
                _ => write!(f, "{character}"),
            }?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[test]
    fn text_makes_no_markup() {
        let cases = [
            ("“plain” é, text.", "“plain” é, text."),
            ("[a](javascript:x) `b` *c* _d_", "\\[a\\](javascript:x) \\`b\\` \\*c\\* \\_d\\_"),
            ("<script>&", "&lt;script&gt;&amp;"),
            ("@everyone #12", "@\u{200B}everyone #\u{200B}12"),
            ("a|b\nc", "a\\|b␊c"),
        ];
        for (text, expected) in cases {
            assert_eq!(Plain(text).to_string(), expected);
        }
    }
}
