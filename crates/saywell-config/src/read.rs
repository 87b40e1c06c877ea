//! From text to [`ConfigFile`], with every error found on the way.

use crate::file::ConfigFile;
use crate::nearest::hint;
use serde::Deserialize;
use std::ops::Range;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// How many errors are told of one file; whoever has more will run again.
pub(crate) const MOST: usize = 40;

/// Something wrong at some bytes of the file.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

/// Reads the file. What is wrong is left out of the result and told beside it.
pub(crate) fn read(text: &str) -> (ConfigFile, Vec<Problem>) {
    let (mut table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // After an error of syntax, what is where can only be guessed.
        return (ConfigFile::default(), errors.iter().take(MOST).map(problem).collect());
    }
    let mut problems: Vec<Problem> = Vec::new();
    loop {
        let error = match ConfigFile::deserialize(Deserializer::from(table.clone())) {
            Ok(file) => return (file, problems),
            Err(error) => error,
        };
        // Without the value that is wrong, reading gets as far as the next one.
        let found = problem(&error);
        let removed = remove(table.get_mut(), &found.span);
        if !follows(&found, problems.last()) {
            problems.push(found);
        }
        if !removed || problems.len() >= MOST {
            return (ConfigFile::default(), problems);
        }
    }
}

/// Whether a key is missing only because it was taken out just before: misspelt, or with a value that is wrong.
fn follows(problem: &Problem, last: Option<&Problem>) -> bool {
    problem.message.starts_with(MISSING)
        && last.is_some_and(|last| last.span.start > problem.span.start)
}

fn problem(error: &toml::de::Error) -> Problem {
    Problem { span: error.span().unwrap_or(0..0), message: reword(error.message()) }
}

/// Takes out the key or value that stands at exactly these bytes, and tells whether there was one. How deep tables can
/// be nested is limited by the reader of TOML.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    // Inner values first: a list of tables has the place of its first table.
    if table.iter_mut().any(|(_, value)| remove_in(value.get_mut(), span)) {
        return true;
    }
    let found = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
    let key = found.map(|(key, _)| key.get_ref().to_string());
    key.is_some_and(|key| table.remove(key.as_str()).is_some())
}

fn remove_in(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => remove(table, span),
        DeValue::Array(items) => remove_item(items, span),
        _ => false,
    }
}

fn remove_item(items: &mut DeArray<'_>, span: &Range<usize>) -> bool {
    if items.iter_mut().any(|item| remove_in(item.get_mut(), span)) {
        return true;
    }
    let before = items.len();
    let all = std::mem::replace(items, DeArray::new());
    *items = all.into_iter().filter(|item| item.span() != *span).collect();
    items.len() < before
}

/// How the message on a missing key begins.
const MISSING: &str = "the key ";

/// The library's words in ours, with a guess at what was meant.
fn reword(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("unknown field `") {
        return unknown("key", rest);
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        return unknown("value", rest);
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("{MISSING}{rest} is missing");
    }
    if message.starts_with("invalid boolean") {
        // What the library says of any bare word that begins with t or f.
        return "text must stand in quotation marks, unless `true` or `false` is meant".to_owned();
    }
    match message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => format!("expected {}, not {found}", plain_type(expected)),
        None => message.trim().replace('\n', " "),
    }
}

/// What is not known, and what was meant or is known. `rest` begins with the name, and its closing backtick; the names
/// that are known follow, each between backticks.
fn unknown(what: &str, rest: &str) -> String {
    let (name, list) = rest.split_once("`, ").unwrap_or((rest, ""));
    let known: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    format!("unknown {what} `{name}`{}", hint(name, &known))
}

fn plain_type(expected: &str) -> &str {
    match expected {
        "a sequence" => "a list",
        "a map" => "a table",
        "a boolean" => "true or false",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}
