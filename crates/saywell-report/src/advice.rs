//! What a finding advises and what it rests on, in words: the same words in every style for people.

use saywell_engine::rules::Severity;
use saywell_engine::{Cited, Finding, RuleCard, Suggestion, SuggestionKind};

/// A line of advice: what kind it is, and the words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    /// “Instead”, “In your own words” or “Advice”.
    pub(crate) lead: &'static str,
    /// What to write or to do.
    pub(crate) text: String,
}

/// Words to write instead on one line, each piece of advice on its own.
pub(crate) fn advice(finding: &Finding) -> Vec<Advice> {
    let is_advice = |suggestion: &&Suggestion| suggestion.kind == SuggestionKind::Advice;
    let (hints, words): (Vec<_>, Vec<_>) = finding.suggestions.iter().partition(is_advice);
    let mut lines = Vec::new();
    if !words.is_empty() {
        let words: Vec<String> = words.into_iter().map(with_note).collect();
        // Somebody else's words are not the writer's to change.
        let lead = if finding.quoted { "In your own words" } else { "Instead" };
        lines.push(Advice { lead, text: words.join(" · ") });
    }
    let hints = hints.into_iter().map(with_note);
    lines.extend(hints.map(|text| Advice { lead: "Advice", text }));
    lines
}

/// The message, and the advice after it, as one paragraph.
pub(crate) fn in_one_line(finding: &Finding) -> String {
    advice(finding).iter().fold(finding.message.clone(), |mut line, advice| {
        line.push_str(&format!(" {}: {}", advice.lead, advice.text));
        if !line.trim_end_matches(['”', '’', '"']).ends_with(['.', '!', '?', '…']) {
            line.push('.');
        }
        line
    })
}

fn with_note(suggestion: &Suggestion) -> String {
    match &suggestion.note {
        Some(note) => format!("{} ({note})", suggestion.text),
        None => suggestion.text.clone(),
    }
}

/// The first source; where there are more, where to read of them.
pub(crate) fn first_source(rule: &RuleCard) -> Option<String> {
    let (first, more) = rule.sources.split_first()?;
    let first = cited(first);
    Some(match more.len() {
        0 => first,
        count => format!("{first}, and {count} more: saywell explain {}", rule.id),
    })
}

/// A source by its title and the place in it.
pub(crate) fn cited(source: &Cited) -> String {
    if source.section.is_empty() {
        source.title.clone()
    } else {
        format!("{}, “{}”", source.title, source.section)
    }
}

/// A source with everything that is known of it but its address.
pub(crate) fn fully_cited(source: &Cited) -> String {
    let about = [source.author.as_deref(), source.date.as_deref()];
    about
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .fold(cited(source), |line, part| format!("{line}, {part}"))
}

/// The address of a source, if it is one that a browser may open.
pub(crate) fn address(source: &Cited) -> Option<&str> {
    let is_web = |url: &&str| {
        let start = |scheme: &str| {
            url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte);
        (start("https://") || start("http://")) && url.bytes().all(is_plain)
    };
    source.url.as_deref().filter(is_web)
}

/// The word for a severity that people are shown.
pub(crate) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
