//! Running headers and footers, and page numbers: what stands at the edges of pages and is no part of the text.

use super::rows::Row;
use std::collections::{HashMap, HashSet};

/// How many rows at the top and at the bottom of a page may be furniture.
const ROWS: usize = 3;

/// What stands on so many pages at an edge is furniture.
const REPEATS: usize = 3;

/// In documents of this many pages, twice is enough.
const FEW_PAGES: usize = 5;

/// Takes the furniture out of the pages' rows. Gives for each page what of it is read there, once in the document;
/// numbers of pages are not.
pub(super) fn take_out(pages: &mut [Vec<Row>]) -> Vec<Vec<Row>> {
    let repeats = if pages.len() <= FEW_PAGES { 2 } else { REPEATS };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for rows in &*pages {
        let keys: HashSet<String> = edges(rows.len()).map(|index| key(&rows[index])).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut read: HashSet<String> = HashSet::new();
    let mut furniture = Vec::with_capacity(pages.len());
    for rows in pages {
        let edges: HashSet<usize> =
            furniture_of(rows, |key| counts.get(key).is_some_and(|it| *it >= repeats));
        let mut taken = Vec::new();
        let mut index = 0;
        rows.retain(|row| {
            let is_furniture = edges.contains(&index);
            index += 1;
            if is_furniture && !is_page_number(row) && read.insert(key(row)) {
                taken.push(row.clone());
            }
            !is_furniture
        });
        furniture.push(taken);
    }
    furniture
}

/// The rows of a page that are furniture: from each edge on, as far as they are.
fn furniture_of(rows: &[Row], repeats: impl Fn(&str) -> bool) -> HashSet<usize> {
    let is_furniture = |index: &usize| {
        let row = &rows[*index];
        is_page_number(row) || repeats(&key(row))
    };
    let most = ROWS.min(rows.len());
    let top = (0..most).take_while(is_furniture);
    let bottom = (rows.len() - most..rows.len()).rev().take_while(is_furniture);
    let all: HashSet<usize> = top.chain(bottom).collect();
    // A page that holds nothing else is no page of furniture.
    if all.len() < rows.len() { all } else { HashSet::new() }
}

fn edges(len: usize) -> impl Iterator<Item = usize> {
    let most = ROWS.min(len);
    (0..most).chain((len - most).max(most)..len)
}

/// A row's text with numbers made equal.
fn key(row: &Row) -> String {
    let mut key = String::new();
    for c in row.text().chars() {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && key.ends_with('#')) {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// Whether a row is but the number of the page: “12”, “- 12 -”, “Page 3 of 9”, “xii”.
fn is_page_number(row: &Row) -> bool {
    let text = row.text().to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = |word: &str| {
        word.len() <= 5
            && (word.chars().all(|c| c.is_ascii_digit())
                || word.chars().all(|c| "ivxlc".contains(c)))
    };
    let mut numbers = 0;
    let plain = words.all(|word| {
        numbers += usize::from(number(word));
        number(word) || matches!(word, "page" | "p" | "of")
    });
    plain && (1..=2).contains(&numbers)
}
