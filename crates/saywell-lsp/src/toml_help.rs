//! Help while a `saywell.toml` is written: what can stand at a place, and what a name means.

use crate::markdown::Voice;
use crate::places::Places;
use crate::toml_cursor::Cursor;
use saywell_config::SWITCHES;
use saywell_engine::document::Span;
use saywell_engine::rules::Pack;
use saywell_rulebook::{Rulebook, embedded, folder_of};
use serde_json::Value;
use std::borrow::Cow;
use std::path::Path;
use std::sync::LazyLock;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, TextEdit,
};

/// The JSON schema of `saywell.toml`, which is made from the types that read it and tells each key's meaning.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../schema/config.schema.json")).unwrap_or_default()
});

/// Something that can stand at a place.
struct Entry {
    text: String,
    about: String,
    kind: CompletionItemKind,
}

/// What can stand at a place of a configuration.
pub(crate) fn completions(
    path: &Path,
    text: &str,
    offset: usize,
    places: Places<'_>,
    rulebook: &mut Rulebook,
) -> Vec<CompletionItem> {
    let cursor = Cursor::at(text, offset);
    let range = places.range(cursor.word);
    let item = |entry: Entry| CompletionItem {
        label: entry.text.trim_matches('"').to_owned(),
        filter_text: Some(entry.text.clone()),
        kind: Some(entry.kind),
        documentation: Some(Documentation::String(entry.about)),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: entry.text })),
        ..CompletionItem::default()
    };
    entries(&cursor, path, rulebook).into_iter().map(item).collect()
}

fn entries(cursor: &Cursor<'_>, path: &Path, rulebook: &mut Rulebook) -> Vec<Entry> {
    let chooses_rules = matches!(cursor.table, "rules" | "file.rules");
    match (cursor.table, cursor.key) {
        (_, None) if chooses_rules => rule_names(&packs(path, rulebook)),
        (_, Some(_)) if chooses_rules => values("/definitions/Level/oneOf"),
        ("style" | "file.style", None) => switches(),
        ("style" | "file.style", Some(name)) => switch_values(name),
        (_, Some("packs")) => packs(path, rulebook).iter().map(pack_name).collect(),
        (_, Some("audience")) => values("/definitions/Audience/oneOf"),
        (_, Some("fail-on")) => values("/definitions/FailOn/oneOf"),
        (_, Some("require-reason")) => ["true", "false"].map(|it| value(it.to_owned(), "")).into(),
        (_, Some(_)) => Vec::new(),
        (table, None) => keys(table),
    }
}

/// The packs in force; those that come with saywell where the configuration has errors, as it often has while it is
/// written.
fn packs(path: &Path, rulebook: &mut Rulebook) -> Vec<Pack> {
    let found = rulebook.packs_in(folder_of(path)).map(Cow::into_owned);
    found.unwrap_or_else(|_| embedded().to_vec())
}

fn rule_names(packs: &[Pack]) -> Vec<Entry> {
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let mut entries: Vec<Entry> = rules
        .map(|(pack, rule)| Entry {
            text: format!("\"{}/{}\"", pack.id, rule.id),
            about: format!("{}\n\n{}", rule.title, rule.why),
            kind: CompletionItemKind::VALUE,
        })
        .collect();
    let mut categories: Vec<&str> =
        packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    entries.extend(categories.into_iter().map(|category| Entry {
        text: category.to_owned(),
        about: "Every rule of this category.".to_owned(),
        kind: CompletionItemKind::CLASS,
    }));
    entries
}

fn pack_name(pack: &Pack) -> Entry {
    Entry {
        text: format!("\"{}\"", pack.id),
        about: pack.title.clone(),
        kind: CompletionItemKind::MODULE,
    }
}

fn switches() -> Vec<Entry> {
    let entry = |name: &str, about: &str| Entry {
        text: name.to_owned(),
        about: about.to_owned(),
        kind: CompletionItemKind::PROPERTY,
    };
    SWITCHES.iter().map(|switch| entry(switch.name, switch.about)).collect()
}

fn switch_values(name: &str) -> Vec<Entry> {
    let switch = SWITCHES.iter().find(|switch| switch.name == name);
    let values = switch.map(|switch| switch.values).unwrap_or_default();
    values.iter().map(|it| value(format!("\"{it}\""), "")).collect()
}

fn value(text: String, about: &str) -> Entry {
    Entry { text, about: about.to_owned(), kind: CompletionItemKind::ENUM_MEMBER }
}

/// The values that the schema lists at a place.
fn values(pointer: &str) -> Vec<Entry> {
    let listed = SCHEMA.pointer(pointer).and_then(Value::as_array).into_iter().flatten();
    let entry = |it: &Value| Some(value(format!("\"{}\"", it["const"].as_str()?), description(it)));
    listed.filter_map(entry).collect()
}

/// The keys of a table, from the schema.
fn keys(table: &str) -> Vec<Entry> {
    let keys = properties(table).and_then(Value::as_object).into_iter().flatten();
    keys.map(|(key, about)| Entry {
        text: key.clone(),
        about: description(about).to_owned(),
        kind: CompletionItemKind::PROPERTY,
    })
    .collect()
}

fn properties(table: &str) -> Option<&'static Value> {
    SCHEMA.pointer(match table {
        "" => "/properties",
        "file" => "/definitions/FileSection/properties",
        "speakers" | "file.speakers" => "/definitions/SpeakerLists/properties",
        _ => return None,
    })
}

fn description(value: &Value) -> &str {
    value["description"].as_str().unwrap_or_default()
}

/// What the name at a place of a configuration means, and where it stands.
pub(crate) fn hover(
    path: &Path,
    text: &str,
    offset: usize,
    voice: Voice,
    rulebook: &mut Rulebook,
) -> Option<(String, Span)> {
    let cursor = Cursor::at(text, offset);
    let name = text.get(cursor.word.range())?.trim_matches(['"', '\'']);
    if name.is_empty() {
        return None;
    }
    let about = match (cursor.table, cursor.key) {
        ("rules" | "file.rules", None) => explain(name, path, voice, rulebook)?,
        ("style" | "file.style", None) => {
            SWITCHES.iter().find(|switch| switch.name == name)?.about.to_owned()
        }
        (_, None) => description(properties(cursor.table)?.get(name)?).to_owned(),
        (_, Some(_)) => return None,
    };
    Some((about, cursor.word))
}

/// Rules of this name, in the packs that are in force at a path.
pub(crate) fn explain(
    name: &str,
    path: &Path,
    voice: Voice,
    rulebook: &mut Rulebook,
) -> Option<String> {
    let found = rulebook.packs_in(folder_of(path)).map(|packs| explained(name, &packs, voice));
    let text = found.unwrap_or_else(|_| explained(name, embedded(), voice));
    (!text.is_empty()).then_some(text)
}

fn explained(name: &str, packs: &[Pack], voice: Voice) -> String {
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let called = rules.filter(|(pack, rule)| {
        rule.id == name || name.split_once('/') == Some((pack.id.as_str(), rule.id.as_str()))
    });
    called.map(|(pack, rule)| voice.rule(pack, rule)).collect::<Vec<_>>().join("\n\n")
}
