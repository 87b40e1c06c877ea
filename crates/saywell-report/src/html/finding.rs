//! One finding on the page, and the list of rules with their sources at its end.

use super::kind_words;
use crate::advice::{address, advice, cited, fully_cited, severity_word};
use crate::excerpt::Quote;
use crate::locus;
use crate::markup::Escaped;
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::{Cited, Finding, RuleCard};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

/// What is known of a finding beside itself.
pub(super) struct Card {
    /// Its number on the page.
    pub(super) number: usize,
    /// The number of its document.
    pub(super) document: usize,
    /// The number of its rule.
    pub(super) rule: usize,
    /// Whether its rule speaks here for the first time in the document: then it says why.
    pub(super) first: bool,
}

impl Card {
    /// Adds the finding to the page.
    pub(super) fn write(
        &self,
        page: &mut String,
        document: &Document,
        lines: &LineIndex,
        finding: &Finding,
    ) {
        let severity = severity_word(finding.severity);
        let place = locus::in_words(document, lines, finding.span.start);
        let Quote { before, words, after } = Quote::new(&document.text, finding);
        let kind = kind_words(&finding.rule.category);
        let (kind, place, message) = (Escaped(&kind), Escaped(&place), Escaped(&finding.message));
        let (before, words, after) = (Escaped(&before), Escaped(&words), Escaped(&after));
        let quoted = if finding.quoted { " · in a quotation" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "<li class=\"finding\" id=\"finding-{number}\" data-document=\"{document}\" data-kind=\"{kind}\" \
             data-severity=\"{severity}\">\n\
             <h4><span class=\"severity {severity}\">{severity}</span> {message}</h4>\n\
             <p class=\"where\">{number} · {place} · {kind}{quoted}</p>\n\
             <blockquote dir=\"auto\">{before}<mark>{words}</mark>{after}</blockquote>\n<dl>\n",
            number = self.number,
            document = self.document,
        );
        for advice in advice(finding) {
            let text = Escaped(&advice.text);
            let _ = writeln!(page, "<div><dt>{}</dt><dd>{text}</dd></div>", advice.lead);
        }
        self.write_reason(page, &finding.rule);
        page.push_str("</dl>\n</li>\n");
    }

    fn write_reason(&self, page: &mut String, rule: &RuleCard) {
        let link = format!("<a href=\"#rule-{}\">{}</a>", self.rule, Escaped(title(rule)));
        if !self.first {
            let _ = writeln!(page, "<div><dt>Why</dt><dd>See {link}</dd></div>");
            return;
        }
        let _ = writeln!(page, "<div><dt>Why</dt><dd>{}</dd></div>", Escaped(&rule.why));
        if let Some((first, more)) = rule.sources.split_first() {
            let (source, count) = (linked(first, &cited(first)), more.len());
            let more = if count > 0 { format!("; {count} more: {link}") } else { String::new() };
            let _ = writeln!(page, "<div><dt>Source</dt><dd>{source}{more}</dd></div>");
        }
    }
}

fn title(rule: &RuleCard) -> &str {
    if rule.title.is_empty() { &rule.id } else { &rule.title }
}

/// A source's words, as a link where it has an address.
fn linked(source: &Cited, words: &str) -> String {
    let words = Escaped(words);
    match address(source) {
        Some(url) => {
            format!("<a class=\"outside\" href=\"{}\" rel=\"noreferrer\">{words}</a>", Escaped(url))
        }
        None => words.to_string(),
    }
}

/// The rules that spoke, in the order in which they first did.
#[derive(Default)]
pub(super) struct Sources {
    numbers: HashMap<String, usize>,
    rules: Vec<Arc<RuleCard>>,
}

impl Sources {
    /// The number of the finding's rule, from 1.
    pub(super) fn number(&mut self, finding: &Finding) -> usize {
        if let Some(number) = self.numbers.get(&finding.rule.id) {
            return *number;
        }
        self.rules.push(Arc::clone(&finding.rule));
        self.numbers.insert(finding.rule.id.clone(), self.rules.len());
        self.rules.len()
    }

    /// Writes each rule with its reason and all its sources.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<section class=\"rules\" aria-labelledby=\"rules-heading\">")?;
        writeln!(out, "<h2 id=\"rules-heading\">Reasons and sources</h2>")?;
        for (number, rule) in (1..).zip(&self.rules) {
            let (title, id) = (Escaped(title(rule)), Escaped(&rule.id));
            writeln!(out, "<section class=\"rule\" id=\"rule-{number}\">\n<h3>{title}</h3>")?;
            writeln!(out, "<p>{}</p>", Escaped(&rule.why))?;
            if !rule.sources.is_empty() {
                writeln!(out, "<ul>")?;
                for source in &rule.sources {
                    writeln!(out, "<li>{}</li>", linked(source, &fully_cited(source)))?;
                }
                writeln!(out, "</ul>")?;
            }
            writeln!(out, "<p class=\"about\">Rule {id}</p>\n</section>")?;
        }
        writeln!(out, "</section>")
    }
}
