//! Reads Jupyter notebooks: the Markdown in their cells. Code, its output and raw cells are not read.

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::excerpt::Excerpt;
use crate::json::strings;
use crate::json::walk::{Event, Step, walk};
use crate::{ReadError, markdown};

/// A cell being read.
#[derive(Default)]
struct Cell {
    markdown: bool,
    /// Where its text stands first.
    start: Option<usize>,
    source: Excerpt,
}

/// The prose of a notebook.
///
/// # Errors
///
/// If the text is no JSON.
pub(crate) fn read(text: &str) -> Result<Prose, ReadError> {
    let mut blocks = Blocks::new(text);
    let mut cell = Cell::default();
    let mut count = 0;
    walk(text, |event, path| match (event, key(path)) {
        (Event::Text(range), Some("cell_type")) => {
            cell.markdown = matches!(&text[range], "\"markdown\"" | "\"heading\"");
        }
        (Event::Text(range), Some("source")) => {
            cell.start.get_or_insert(range.start);
            strings::append(&mut cell.source, text, range);
        }
        (Event::End, None) if is_cell(path) => {
            count += 1;
            let cell = std::mem::take(&mut cell);
            if let Some(start) = cell.start.filter(|_| cell.markdown) {
                blocks.place(start, format!("cell {count}"));
                blocks.absorb(cell.source.map_back(markdown::read(cell.source.text())));
            }
        }
        _ => {}
    })?;
    Ok(blocks.finish())
}

/// Whether a path leads to a cell: `cells[2]`.
fn is_cell(path: &[Step]) -> bool {
    matches!(path, [.., Step::Key(Some(cells)), Step::Index(_)] if cells == "cells")
}

/// The key of a cell that a path leads to, for its text or a line of it.
fn key(path: &[Step]) -> Option<&str> {
    match path {
        [cell @ .., Step::Key(Some(key))] if is_cell(cell) => Some(key),
        [cell @ .., Step::Key(Some(key)), Step::Index(_)] if is_cell(cell) => Some(key),
        _ => None,
    }
}
