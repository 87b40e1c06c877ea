//! What is said in hovers and explanations, in Markdown or plain text.

use saywell_engine::rules::{Alternative, AlternativeKind, Citation, Pack, Rule, Severity, Source};
use saywell_engine::{Cited, Finding, Suggestion, SuggestionKind};

/// Texts of rules for one kind of reader. Packs may come from anybody: nothing in them acts as markup.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    /// Whether the reader understands Markdown.
    pub(crate) markdown: bool,
}

impl Voice {
    /// Why something was found, what to write instead, on what that rests, and how to silence it. The client shows the
    /// finding's message itself.
    pub(crate) fn hover(self, finding: &Finding) -> String {
        let rule = &*finding.rule;
        let mut parts = vec![self.text(&rule.why)];
        if finding.quoted {
            parts.push("Somebody else's words: change them only with care.".to_owned());
        }
        let alternatives: Vec<String> =
            finding.suggestions.iter().map(|suggestion| self.suggestion(suggestion)).collect();
        if !alternatives.is_empty() {
            parts.push(format!("{}\n{}", self.strong("Instead"), alternatives.join("\n")));
        }
        let sources: Vec<String> = rule.sources.iter().map(|source| self.cited(source)).collect();
        if !sources.is_empty() {
            parts.push(format!("{}\n{}", self.strong("Source"), sources.join("\n")));
        }
        let directive = format!("<!-- saywell-ignore {}: reason -->", rule.id);
        parts.push(format!("To silence it here: {}", self.code(&directive)));
        parts.join("\n\n")
    }

    /// A rule, explained.
    pub(crate) fn rule(self, pack: &Pack, rule: &Rule) -> String {
        let id = format!("{}/{}", pack.id, rule.id);
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let mut parts = vec![
            self.heading(&rule.title),
            format!("{} · {} · {severity}", self.code(&id), self.text(&rule.category)),
            self.text(&rule.why),
        ];
        let of_terms = rule.terms.iter().flat_map(|term| &term.alternatives);
        let instead = rule.alternatives.iter().chain(of_terms).map(|it| self.alternative(it));
        self.list("Instead", instead, &mut parts);
        let flagged = rule.examples.flag.iter().map(|example| self.item(&example.text));
        self.list("Speaks", flagged, &mut parts);
        let passed = rule.examples.pass.iter().map(|text| self.item(text));
        self.list("Stays silent", passed, &mut parts);
        let known = |citation: &Citation| {
            pack.sources.get(&citation.id).map(|source| cited(source, citation))
        };
        let sources = rule.sources.iter().filter_map(known).map(|source| self.cited(&source));
        self.list("Source", sources, &mut parts);
        parts.join("\n\n")
    }

    fn list(self, title: &str, rows: impl Iterator<Item = String>, parts: &mut Vec<String>) {
        let mut rows: Vec<String> = rows.collect();
        rows.dedup();
        if !rows.is_empty() {
            parts.push(format!("{}\n{}", self.strong(title), rows.join("\n")));
        }
    }

    fn suggestion(self, suggestion: &Suggestion) -> String {
        let words = match suggestion.kind {
            SuggestionKind::Replace => format!("“{}”", suggestion.text),
            SuggestionKind::Advice | SuggestionKind::Omit => suggestion.text.clone(),
        };
        self.noted(&words, suggestion.note.as_deref())
    }

    fn alternative(self, alternative: &Alternative) -> String {
        let words = match &alternative.kind {
            AlternativeKind::Noun(forms) => format!("“{}”", forms.singular),
            AlternativeKind::Verb(forms) => format!("“{}”", forms.base),
            AlternativeKind::Phrase(words) => format!("“{words}”"),
            AlternativeKind::Advice(advice) => advice.clone(),
            AlternativeKind::Omit => "leave it out".to_owned(),
        };
        self.noted(&words, alternative.note.as_deref())
    }

    fn noted(self, words: &str, note: Option<&str>) -> String {
        let note = note.map(|note| format!(" ({note})")).unwrap_or_default();
        self.item(&format!("{words}{note}"))
    }

    fn cited(self, source: &Cited) -> String {
        let title = self.text(&source.title);
        let web = source.url.as_deref().filter(|url| is_web_address(url));
        let title = match web {
            Some(url) if self.markdown => format!("[{title}](<{url}>)"),
            Some(url) => format!("{title}, {url}"),
            None => title,
        };
        let section = match source.section.as_str() {
            "" => String::new(),
            section => format!(", “{}”", self.text(section)),
        };
        let author = source.author.as_deref().map(|it| format!(", {}", self.text(it)));
        format!("- {title}{section}{}", author.unwrap_or_default())
    }

    fn item(self, text: &str) -> String {
        format!("- {}", self.text(text))
    }

    fn heading(self, text: &str) -> String {
        if self.markdown { format!("## {}", self.text(text)) } else { self.text(text) }
    }

    fn strong(self, text: &str) -> String {
        if self.markdown { format!("**{text}**\n") } else { format!("{text}:") }
    }

    fn code(self, text: &str) -> String {
        if self.markdown { format!("`{text}`") } else { text.to_owned() }
    }

    /// Text of a pack, on one line, in which no sign means anything to Markdown.
    fn text(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                c if c.is_whitespace() || c.is_control() => out.push(' '),
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '|' | '~' | '&'
                    if self.markdown =>
                {
                    out.extend(['\\', c]);
                }
                c => out.push(c),
            }
        }
        out
    }
}

/// Whether a link to this address may be offered: it leads to the web and cannot end the link early.
fn is_web_address(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\".contains(c))
}

fn cited(source: &Source, citation: &Citation) -> Cited {
    Cited {
        title: source.title.clone(),
        author: source.author.clone(),
        date: source.date.clone(),
        section: citation.section.clone(),
        url: source.url.clone(),
    }
}
