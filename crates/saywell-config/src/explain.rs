//! What is chosen, as TOML, with a comment on where each value came from.

use crate::chosen::{Choices, Chosen, ChosenRules, ChosenWord, Config, Origin, Section};
use crate::packs::PackChoice;
use crate::resolve::Resolved;
use crate::values::{audience_name, level_name};
use saywell_engine::AddressedTo;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A line of TOML and what is to be said on it.
type Line = (String, String);

impl Resolved {
    /// What is chosen in the end, as TOML. Behind each value stands where it came from: `default`, a place in a file,
    /// or `command line`.
    #[must_use]
    pub fn explain(&self) -> String {
        let mut lines = self.single_values();
        let choices: Vec<&Choices> = self.layers.iter().map(|layer| &layer.choices).collect();
        lines.extend(shared_lists(&choices));
        tables(&mut lines, "", &choices);
        for section in self.layers.iter().flat_map(|layer: &Config| &layer.sections) {
            section_lines(&mut lines, section);
        }
        aligned(&lines)
    }

    fn single_values(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        if self.packs.is_empty() {
            lines.push((String::new(), "packs: all that come with saywell (default)".to_owned()));
        }
        list(
            &mut lines,
            "packs",
            self.packs.iter().map(|pack| (pack_text(&pack.value), &pack.origin)),
        );
        let audience = self.layers.iter().rev().find_map(|layer| layer.choices.audience.as_ref());
        let default = Chosen::new(AddressedTo::default(), Origin::Default);
        let audience = audience.unwrap_or(&default);
        lines.push(value("audience", &quoted(audience_name(audience.value)), &audience.origin));
        lines.push(value("fail-on", &quoted(self.fail_on.value.name()), &self.fail_on.origin));
        lines.push(value(
            "max-file-size",
            &self.max_file_size.value.to_string(),
            &self.max_file_size.origin,
        ));
        lines.push(value(
            "require-reason",
            &self.require_reason.value.to_string(),
            &self.require_reason.origin,
        ));
        if let Some(baseline) = &self.baseline {
            let path = quoted(&baseline.value.display().to_string());
            lines.push(value("baseline", &path, &baseline.origin));
        }
        let exclude = self.layers.iter().flat_map(|layer| &layer.exclude);
        list(
            &mut lines,
            "exclude",
            exclude.map(|pattern| (quoted(&pattern.value), &pattern.origin)),
        );
        lines
    }
}

fn section_lines(lines: &mut Vec<Line>, section: &Section) {
    lines.push(Line::default());
    lines.push(("[[file]]".to_owned(), section.origin.to_string()));
    let paths: Vec<String> = section.paths.iter().map(|path| quoted(path)).collect();
    lines.push((format!("paths = [{}]", paths.join(", ")), String::new()));
    if let Some(audience) = &section.choices.audience {
        lines.push(value("audience", &quoted(audience_name(audience.value)), &audience.origin));
    }
    lines.extend(shared_lists(&[&section.choices]));
    tables(lines, "file.", &[&section.choices]);
}

fn shared_lists(choices: &[&Choices]) -> Vec<Line> {
    let mut lines = Vec::new();
    let words = choices.iter().flat_map(|choices| &choices.ignore_words);
    list(&mut lines, "ignore-words", words.map(|word| (word_text(&word.value), &word.origin)));
    // The uppermost count.
    let columns = choices.iter().rev().map(|choices| &choices.columns);
    let keys = choices.iter().rev().map(|choices| &choices.keys);
    for (name, mut of_each) in [("columns", columns.collect::<Vec<_>>()), ("keys", keys.collect())]
    {
        of_each.retain(|values| !values.is_empty());
        let values = of_each.into_iter().take(1).flatten();
        list(&mut lines, name, values.map(|value| (quoted(&value.value), &value.origin)));
    }
    lines
}

/// The tables of some choices, under a prefix for those of a `[[file]]` section.
fn tables(lines: &mut Vec<Line>, prefix: &str, choices: &[&Choices]) {
    let rules = choices.iter().flat_map(|choices| &choices.rules);
    table(
        lines,
        &format!("{prefix}rules"),
        last(rules.map(|rule| (&rule.value.rules, rule_text(&rule.value), &rule.origin))),
    );
    let speakers = [
        (
            "professional",
            choices.iter().flat_map(|choices| &choices.professional).collect::<Vec<_>>(),
        ),
        ("subject", choices.iter().flat_map(|choices| &choices.subject).collect()),
    ];
    if speakers.iter().any(|(_, labels)| !labels.is_empty()) {
        lines.push(Line::default());
        lines.push((format!("[{prefix}speakers]"), String::new()));
        for (role, labels) in speakers {
            list(
                lines,
                role,
                labels.into_iter().map(|label| (quoted(&label.value), &label.origin)),
            );
        }
    }
    let style = choices.iter().flat_map(|choices| &choices.style);
    table(
        lines,
        &format!("{prefix}style"),
        last(style.map(|chosen| (&chosen.value.0, quoted(&chosen.value.1), &chosen.origin))),
    );
}

/// Of several values for one key the last, in the order of the keys' first mention.
fn last<'a>(values: impl Iterator<Item = (&'a String, String, &'a Origin)>) -> Vec<Line> {
    let mut places = BTreeMap::new();
    let mut lines: Vec<Line> = Vec::new();
    for (name, text, origin) in values {
        let line = value(&key(name), &text, origin);
        match places.get(name) {
            Some(place) => lines[*place] = line,
            None => {
                places.insert(name, lines.len());
                lines.push(line);
            }
        }
    }
    lines
}

fn table(lines: &mut Vec<Line>, name: &str, rows: Vec<Line>) {
    if !rows.is_empty() {
        lines.push(Line::default());
        lines.push((format!("[{name}]"), String::new()));
        lines.extend(rows);
    }
}

/// A list with an item on each line; nothing where it is empty.
fn list<'a>(lines: &mut Vec<Line>, name: &str, items: impl Iterator<Item = (String, &'a Origin)>) {
    let items: Vec<Line> =
        items.map(|(text, origin)| (format!("  {text},"), origin.to_string())).collect();
    if !items.is_empty() {
        lines.push((format!("{name} = ["), String::new()));
        lines.extend(items);
        lines.push(("]".to_owned(), String::new()));
    }
}

fn value(name: &str, text: &str, origin: &Origin) -> Line {
    (format!("{name} = {text}"), origin.to_string())
}

fn pack_text(pack: &PackChoice) -> String {
    match pack {
        PackChoice::Named(name) => quoted(name),
        PackChoice::File(path) => quoted(&path.display().to_string()),
    }
}

fn rule_text(rule: &ChosenRules) -> String {
    let severity = quoted(level_name(rule.severity));
    match &rule.reason {
        Some(reason) => format!("{{ severity = {severity}, reason = {} }}", quoted(reason)),
        None => severity,
    }
}

fn word_text(word: &ChosenWord) -> String {
    match &word.reason {
        Some(reason) => {
            format!("{{ phrase = {}, reason = {} }}", quoted(&word.phrase), quoted(reason))
        }
        None => quoted(&word.phrase),
    }
}

fn key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare && !name.is_empty() { name.to_owned() } else { quoted(name) }
}

/// A string of TOML on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            c if c.is_control()
                || ('\u{2028}'..='\u{202E}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c) =>
            {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The lines, with comments in one column where lines are short.
fn aligned(lines: &[Line]) -> String {
    const COLUMN: usize = 40;
    let mut out = String::new();
    for (text, comment) in lines {
        let line = match (text.is_empty(), comment.is_empty()) {
            (_, true) => text.clone(),
            (true, false) => format!("# {comment}"),
            (false, false) => format!("{text:<COLUMN$} # {comment}"),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}
