//! Reads the files of a pack, strictly, and gives every error in them at once.
//!
//! The files are read as TOML with places, then table by table: first what rules refer to (the pack's head, sources,
//! lists), then the rules. A reader that meets something wrong reports it and goes on with what is left.

mod alternative;
mod check;
mod condition;
mod fields;
mod head;
pub(crate) mod keys;
mod lists;
mod pattern;
mod phrases;
mod report;
mod rule;
mod similar;
mod style;
mod term;

use crate::{Pack, PackErrors};
use fields::{Fields, File};
use report::{Place, Report};
use std::cell::Cell;
use toml::Spanned;
use toml::de::DeTable;

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// What to call it in errors.
    pub name: String,
    /// Its text, in TOML.
    pub text: String,
}

/// How large a pack may be.
const MAX_BYTES: usize = 4 << 20;
/// How many rules a pack may have.
const MAX_RULES: usize = 5_000;
/// How many regular expressions a pack may have: each costs as much as hundreds of phrases.
const MAX_PATTERNS: usize = 100;
/// How many errors of TOML are worth telling for one file.
const MAX_SYNTAX_ERRORS: usize = 20;

/// Reads the files of one pack.
///
/// # Errors
/// Everything that is wrong with the files. Where one of them is not TOML, only what is wrong with it as TOML.
pub fn load(files: &[PackFile]) -> Result<Pack, PackErrors> {
    let report = Report::default();
    let pack = read(files, &report);
    report.finish(files).map_or(Ok(pack), Err)
}

/// Reads what can be read; what cannot is in the report.
fn read(files: &[PackFile], report: &Report) -> Pack {
    if files.iter().map(|file| file.text.len()).sum::<usize>() > MAX_BYTES {
        report.error(&Place::new(0, 0..0), &format!("a pack has at most {} MiB", MAX_BYTES >> 20));
        return head::empty();
    }
    let tables =
        files.iter().enumerate().map(|(i, file)| parse(i, file, report)).collect::<Vec<_>>();
    if !report.is_empty() {
        return head::empty();
    }
    let tables = tables.iter().zip(files).enumerate().map(|(index, (table, file))| {
        let file = File { index, text: &file.text, report };
        Fields::of_table(file, 0..0, table.get_ref(), "a pack file", keys::FILE)
    });
    assemble(&tables.collect::<Vec<_>>(), report)
}

/// Reads a file as TOML.
fn parse<'a>(index: usize, file: &'a PackFile, report: &Report) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in errors.iter().take(MAX_SYNTAX_ERRORS) {
        report.error(&Place::new(index, error.span().unwrap_or_default()), error.message());
    }
    table
}

/// Makes a pack of what stands in the files.
fn assemble(files: &[Fields<'_>], report: &Report) -> Pack {
    let head = head::read_head(files, report);
    let categories = head::read_categories(files);
    let styles = style::read_switches(files);
    let sources = head::read_sources(files);
    let (lists, phrases) = lists::read(files);
    let known = rule::Known {
        categories: &categories,
        styles: &styles,
        sources: &sources,
        phrases: &phrases,
        patterns_left: Cell::new(MAX_PATTERNS),
    };
    let rules = rule::read_all(files, &known);
    Pack { rules, categories, styles, sources, lists, ..head }
}
