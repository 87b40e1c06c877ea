//! Reads the head of a pack and its sources.

use super::check::{check_language, check_name};
use super::fields::{Fields, Text};
use super::keys;
use super::report::{Place, Report};
use crate::phrase::normalize;
use crate::{Pack, Source, SourceStatus, inflections};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Reads `[pack]`, of which there must be one: a pack without sources, lists and rules.
pub(super) fn read_head(files: &[Fields<'_>], report: &Report) -> Pack {
    let mut heads = files.iter().filter_map(|file| Some((file, file.get("pack")?)));
    let first = heads.next();
    for (file, value) in heads {
        file.file.error(value.span(), "a pack has one [pack], and there is one already");
    }
    let Some((file, value)) = first else {
        let help = "one of the files carries [pack] with id, title and language";
        report.add(&Place::new(0, 0..0), "there is no [pack]", || Some(help.to_owned()));
        return empty();
    };
    Fields::read(file.file, value, "[pack]", keys::PACK).map_or_else(empty, |fields| head(&fields))
}

fn head(fields: &Fields<'_>) -> Pack {
    let id = fields.required_text("id");
    id.iter().for_each(check_name);
    let language = fields.required_text("language");
    language.iter().for_each(check_language);
    Pack {
        id: id.map_or_else(String::new, |id| id.owned()),
        title: fields.required_text("title").map_or_else(String::new, |title| title.owned()),
        language: language.map_or_else(String::new, |language| language.owned()),
        subject: subject(&fields.texts("subject")),
        ..empty()
    }
}

/// A pack with nothing in it.
pub(super) fn empty() -> Pack {
    Pack {
        id: String::new(),
        title: String::new(),
        language: String::new(),
        subject: Vec::new(),
        categories: BTreeMap::new(),
        styles: BTreeMap::new(),
        sources: BTreeMap::new(),
        lists: Vec::new(),
        rules: Vec::new(),
    }
}

/// The subject's words, every form spelled out, each once.
fn subject(texts: &[Text<'_>]) -> Vec<String> {
    let mut words: Vec<String> = texts.iter().flat_map(subject_word).collect();
    words.sort();
    words.dedup();
    words
}

fn subject_word(text: &Text<'_>) -> Vec<String> {
    let (word, all_forms) =
        text.value.strip_prefix('~').map_or((text.value, false), |word| (word, true));
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '\'' || c == '’');
    match normalize(word).as_slice() {
        [word] if plain && all_forms => inflections(word),
        [word] if plain => vec![word.clone()],
        _ => {
            text.error_with_help(
                "each of “subject” is one word",
                "“~word” stands for all its forms",
            );
            Vec::new()
        }
    }
}

/// Reads `[categories]` of all files.
pub(super) fn read_categories(files: &[Fields<'_>]) -> BTreeMap<String, String> {
    let mut categories = BTreeMap::new();
    for fields in files {
        let table = fields.get("categories");
        let table = table.and_then(|value| fields.file.table(value, "[categories]"));
        for (name, value) in table.into_iter().flatten() {
            let name = Text { value: name.get_ref(), span: name.span(), file: fields.file };
            check_name(&name);
            let about = fields.file.text(value, "what a category is about");
            if let Some(about) = about
                && categories.insert(name.owned(), about.prose()).is_some()
            {
                name.error(format!("there is a category “{}” already", name.value));
            }
        }
    }
    categories
}

/// Reads `[sources.*]` of all files.
pub(super) fn read_sources(files: &[Fields<'_>]) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    for fields in files {
        let table = fields.get("sources").and_then(|value| fields.file.table(value, "[sources]"));
        for (id, value) in table.into_iter().flatten() {
            let id = Text { value: id.get_ref(), span: id.span(), file: fields.file };
            check_name(&id);
            match sources.entry(id.owned()) {
                Entry::Occupied(_) => id.error(format!("there is a source “{}” already", id.value)),
                Entry::Vacant(entry) => {
                    entry.insert(
                        Fields::read(fields.file, value, "a source", keys::SOURCE)
                            .as_ref()
                            .map_or_else(unread, source),
                    );
                }
            }
        }
    }
    sources
}

fn source(fields: &Fields<'_>) -> Source {
    let optional = |key| fields.text(key).map(|text| text.owned());
    Source {
        title: fields.required_text("title").map_or_else(String::new, |title| title.owned()),
        author: optional("author"),
        date: optional("date"),
        url: optional("url"),
        status: fields.required_choice("status", keys::STATUSES).unwrap_or(SourceStatus::Read),
    }
}

/// What stands in for a source that is no table, so that rules may still cite it.
fn unread() -> Source {
    Source { title: String::new(), author: None, date: None, url: None, status: SourceStatus::Read }
}
