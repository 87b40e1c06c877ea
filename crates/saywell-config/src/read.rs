//! From text to [`ConfigFile`], with every error found on the way.

use crate::file::ConfigFile;
use crate::nearest::hint;
use serde::Deserialize;
use std::ops::Range;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// How many errors are told of one file; whoever has more will run again.
const MOST: usize = 50;

/// Something wrong at some bytes of the file.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

/// Reads the file. What is wrong is left out of the result and told beside it.
pub(crate) fn read(text: &str) -> (ConfigFile, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // After an error of syntax, what is where can only be guessed.
        return (ConfigFile::default(), errors.iter().take(MOST).map(problem).collect());
    }
    let mut table = table;
    let mut problems = Vec::new();
    loop {
        match ConfigFile::deserialize(Deserializer::from(table.clone())) {
            Ok(file) => return (file, problems),
            Err(error) => problems.push(problem(&error)),
        }
        // Without the value that is wrong, reading gets as far as the next one.
        let removed = problems.last().is_some_and(|problem| remove(table.get_mut(), &problem.span));
        if !removed || problems.len() == MOST {
            return (ConfigFile::default(), problems);
        }
    }
}

fn problem(error: &toml::de::Error) -> Problem {
    Problem { span: error.span().unwrap_or(0..0), message: reword(error.message()) }
}

/// Takes out the key or value that stands at exactly these bytes, and tells whether there was one. How deep tables can
/// be nested is limited by the reader of TOML.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let found = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
    match found.map(|(key, _)| key.get_ref().to_string()) {
        Some(key) => table.remove(key.as_str()).is_some(),
        None => table.iter_mut().any(|(_, value)| remove_in(value.get_mut(), span)),
    }
}

fn remove_in(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => remove(table, span),
        DeValue::Array(items) => {
            let before = items.len();
            let all = std::mem::replace(items, DeArray::new());
            *items = all.into_iter().filter(|item| item.span() != *span).collect();
            items.len() < before || items.iter_mut().any(|item| remove_in(item.get_mut(), span))
        }
        _ => false,
    }
}

/// The library's words in ours, with a guess at what was meant.
fn reword(message: &str) -> String {
    let names = |list: &str| -> Vec<String> {
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let with_hint = |rest: &str, before: &str| {
        let (name, list) = rest.split_once("`, ").unwrap_or((rest, ""));
        let known = names(list);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        format!("{before} `{name}`{}", hint(name, &known))
    };
    if let Some(rest) = message.strip_prefix("unknown field `") {
        return with_hint(rest, "unknown key");
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        return with_hint(rest, "unknown value");
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("the key {rest} is missing");
    }
    message.trim().replace('\n', " ")
}
