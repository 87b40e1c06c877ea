//! The rules that results name, with help on each.

use super::level;
use crate::advice::{address, fully_cited};
use crate::markdown::Plain;
use crate::visible;
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, RuleCard, SuggestionKind};
use serde::Serialize;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// The most characters that GitHub reads of a description.
const LONGEST: usize = 1024;

/// How many alternatives the help on a rule names.
const ALTERNATIVES: usize = 12;

/// The rules that spoke, in the order in which they first did.
#[derive(Default)]
pub(super) struct Rules {
    index: HashMap<String, usize>,
    rules: Vec<Spoken>,
}

/// A rule, and what it offered in this run.
struct Spoken {
    card: Arc<RuleCard>,
    alternatives: Vec<String>,
}

/// A rule's description (SARIF 2.1.0, 3.49).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    id: &'a str,
    short_description: Text<'a>,
    full_description: Text<'a>,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<&'a str>,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 1],
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl Rules {
    /// The place of the finding's rule in the list; what the finding offers is added to the help.
    pub(super) fn index(&mut self, finding: &Finding) -> usize {
        let index = match self.index.get(&finding.rule.id) {
            Some(index) => *index,
            None => {
                let card = Arc::clone(&finding.rule);
                self.index.insert(card.id.clone(), self.rules.len());
                self.rules.push(Spoken { card, alternatives: Vec::new() });
                self.rules.len() - 1
            }
        };
        self.rules[index].learn(finding);
        index
    }

    /// Hands over the descriptions.
    pub(super) fn each(
        &self,
        mut write: impl FnMut(&Descriptor<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.rules.iter().try_for_each(|rule| write(&rule.descriptor()))
    }
}

impl Spoken {
    fn learn(&mut self, finding: &Finding) {
        for suggestion in &finding.suggestions {
            if self.alternatives.len() == ALTERNATIVES {
                return;
            }
            if suggestion.kind != SuggestionKind::Omit
                && !self.alternatives.contains(&suggestion.text)
            {
                self.alternatives.push(suggestion.text.clone());
            }
        }
    }

    fn descriptor(&self) -> Descriptor<'_> {
        let card = &*self.card;
        let title = if card.title.is_empty() { &card.id } else { &card.title };
        let why = if card.why.is_empty() { title } else { &card.why };
        Descriptor {
            id: &card.id,
            short_description: Text { text: shortened(title) },
            full_description: Text { text: shortened(why) },
            help: Help { text: self.help(), markdown: self.help_in_markdown() },
            help_uri: card.sources.iter().find_map(address),
            default_configuration: Configuration { level: level(card.severity) },
            properties: Properties { tags: [&card.category], severity: problem(card.severity) },
        }
    }

    fn help(&self) -> String {
        let card = &self.card;
        let mut help = format!("{}\n\n{}", visible(&card.title), visible(&card.why));
        if !self.alternatives.is_empty() {
            help.push_str(&format!("\n\nInstead: {}", visible(&self.alternatives.join(" · "))));
        }
        for source in &card.sources {
            help.push_str(&format!("\n\nSource: {}", visible(&fully_cited(source))));
        }
        help.push_str(&format!("\n\nMore: saywell explain {}", visible(&card.id)));
        help
    }

    fn help_in_markdown(&self) -> String {
        let card = &self.card;
        let mut help = format!("**{}**\n\n{}", Plain(&card.title), Plain(&card.why));
        if !self.alternatives.is_empty() {
            help.push_str("\n\nInstead:\n");
            for alternative in &self.alternatives {
                help.push_str(&format!("\n- {}", Plain(alternative)));
            }
        }
        if !card.sources.is_empty() {
            help.push_str("\n\nSources:\n");
        }
        for source in &card.sources {
            let cited = fully_cited(source);
            match address(source) {
                Some(url) => help.push_str(&format!("\n- [{}](<{url}>)", Plain(&cited))),
                None => help.push_str(&format!("\n- {}", Plain(&cited))),
            }
        }
        help.push_str(&format!(
            "\n\nMore: `saywell explain {}`",
            visible(&card.id).replace('`', "'")
        ));
        help
    }
}

fn shortened(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

/// The word that GitHub knows for a rule's severity.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
