//! What is wrong with a `saywell.toml` or a rule pack while it is edited, each thing at its place.

use crate::checked::OpenTexts;
use saywell_config::{PackChoice, Resolved, parse};
use saywell_engine::document::{ColumnUnit, LineIndex, Span};
use saywell_engine::rules::{PackError, PackErrors, PackFile, load};
use saywell_rulebook::{Problem, Problems, Rulebook, folder_of, pack_files};
use std::path::{Path, PathBuf};

/// Something wrong at a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TomlProblem {
    /// Where.
    pub(crate) span: Span,
    /// What, in a sentence without its full stop.
    pub(crate) message: String,
}

/// What is wrong with a configuration: with its text, with the packs that it names, with the rules that it chooses.
pub(crate) fn of_config(path: &Path, text: &str, rulebook: &mut Rulebook) -> Vec<TomlProblem> {
    let name = path.to_string_lossy();
    let found = match parse(&name, text).and_then(|config| Resolved::new(vec![config])) {
        Ok(resolved) => rulebook.linter(&resolved, resolved.settings_for(path)).err(),
        Err(errors) => Some(errors.0.into_iter().map(Problem::from).collect::<Problems>()),
    };
    let lines = LineIndex::new(text);
    let placed = |problem: Problem| {
        let elsewhere = problem.about.as_ref().filter(|about| **about != name);
        let place = if elsewhere.is_some() { None } else { problem.place };
        let message = match elsewhere {
            Some(about) => format!("{about}: {}", problem.on_one_line()),
            None => problem.on_one_line(),
        };
        TomlProblem { span: span_at(text, &lines, place), message }
    };
    found.into_iter().flatten().map(placed).collect()
}

/// What is wrong with a pack's file; none where the file is no pack's: a pack is named by the nearest configuration, or
/// shows by its tables what it is.
pub(crate) fn of_pack(
    path: &Path,
    text: &str,
    rulebook: &mut Rulebook,
    open: &OpenTexts,
) -> Option<Vec<TomlProblem>> {
    let pack =
        pack_paths(rulebook, folder_of(path)).into_iter().find(|pack| path.starts_with(pack));
    let files = match pack {
        Some(pack) => pack_files(&pack, open).ok()?,
        None if text.contains("[pack]") && text.contains("[[rule]]") => Vec::new(),
        None => return None,
    };
    let name = path.to_string_lossy();
    let own = PackFile { name: name.clone().into_owned(), text: text.to_owned() };
    let others = files.into_iter().filter(|file| file.name != own.name);
    let files: Vec<PackFile> = others.chain([own.clone()]).collect();
    let errors = load(&files).err().map(|PackErrors { errors, .. }| errors).unwrap_or_default();
    let here = errors.into_iter().filter(|error| error.name == own.name);
    Some(here.map(|error| in_pack(text, &error)).collect())
}

fn in_pack(text: &str, error: &PackError) -> TomlProblem {
    let span = if text.get(error.span.clone()).is_some_and(|placed| !placed.is_empty()) {
        // A table's place can be many lines; its first says enough.
        let placed = &text[error.span.clone()];
        let first = placed.lines().next().map_or(placed.len(), str::len);
        Span::new(error.span.start, error.span.start + first.max(1).min(placed.len()))
    } else {
        span_at(text, &LineIndex::new(text), Some((error.line, error.column)))
    };
    TomlProblem { span, message: Problem::from(error.clone()).on_one_line() }
}

/// The paths of packs that the configuration of a folder names.
fn pack_paths(rulebook: &mut Rulebook, folder: &Path) -> Vec<PathBuf> {
    let resolved = rulebook.resolved(folder);
    let packs = resolved.iter().flat_map(|resolved| &resolved.packs);
    let path = |pack: &PackChoice| match pack {
        PackChoice::File(path) => Some(path.clone()),
        PackChoice::Named(_) => None,
    };
    packs.filter_map(|pack| path(&pack.value)).collect()
}

/// The key or value at a line and a column; without a place, the start of the text.
fn span_at(text: &str, lines: &LineIndex, place: Option<(usize, usize)>) -> Span {
    let Some((line, column)) = place else { return Span::new(0, 0) };
    let start = lines.offset(text, line, column.saturating_sub(1), ColumnUnit::Utf32);
    let rest = text.get(start..).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    let length = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(rest.len(), |end| end + 2),
        _ => rest.find([' ', '=', ',', ']', '}', '#']).unwrap_or(rest.len()),
    };
    Span::new(start, start + length)
}
