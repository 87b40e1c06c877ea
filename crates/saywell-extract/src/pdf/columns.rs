//! The order in which rows are read: down the page, and column by column where there are columns.
//!
//! Columns are rows on end that leave the same stretch free, with running text on both sides of it. What stands across
//! the stretch, such as a title, ends them. Tables look alike but for their few words a cell; they are read by rows.

use super::rows::{Piece, Row};

/// A line as it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The number of its row on the page, from 1.
    pub(super) row: usize,
    pub(super) text: String,
    pub(super) start: f32,
    pub(super) end: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    /// Where it has wide gaps in it, as rows of tables have: the pieces between them.
    pub(super) cells: Vec<String>,
}

/// Lines of one column, from top to bottom.
pub(super) type Column = Vec<Line>;

/// Fewer rows are no column.
const FEWEST_ROWS: usize = 4;

/// On more pieces of text than a page has, columns are not looked for.
const MOST_PIECES: usize = 5_000;

/// The free stretch between columns is at least this many font sizes wide.
const NARROWEST: f32 = 0.8;

/// Words that a row of a column has on average, at least; cells of tables have fewer.
const FEWEST_WORDS: usize = 3;

/// A free stretch of the page, from left to right.
type Gap = (f32, f32);

/// The columns of a page in the order of reading.
pub(super) fn columns(rows: &[Row]) -> Vec<Column> {
    let mut columns = Vec::new();
    // Rows that run over the whole width, so far.
    let mut single: Vec<Row> = Vec::new();
    let pieces: usize = rows.iter().map(|row| row.pieces.len()).sum();
    let search = pieces <= MOST_PIECES;
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let found = if search { side_by_side(rest) } else { None };
        let Some((count, gaps)) = found else {
            single.push(first.clone());
            rest = &rest[1..];
            continue;
        };
        columns.extend(column(&std::mem::take(&mut single)));
        let (beside, below) = rest.split_at(count);
        columns.extend(split(beside, &gaps).iter().filter_map(|rows| column(rows)));
        rest = below;
    }
    columns.extend(column(&single));
    columns
}

/// How many of the rows from the first on stand in columns, and the gaps between these; none if they do not.
fn side_by_side(rows: &[Row]) -> Option<(usize, Vec<Gap>)> {
    let narrowest = NARROWEST * rows.first()?.size;
    let mut gaps = vec![(f32::MIN, f32::MAX)];
    let mut count = 0;
    for row in rows {
        let left = narrowed(&gaps, &row.pieces, narrowest);
        // The margins are always free.
        if left.iter().filter(|gap| is_inside(**gap)).count() == 0 && !one_sided(&left, &gaps, row)
        {
            break;
        }
        gaps = left;
        count += 1;
    }
    let rows = &rows[..count];
    let gaps = between_text(rows, &gaps);
    (!gaps.is_empty() && are_columns(&split(rows, &gaps))).then_some((count, gaps))
}

fn is_inside(gap: Gap) -> bool {
    gap.0 > f32::MIN && gap.1 < f32::MAX
}

/// Whether a row leaves open on which side of it a gap will be: so far, all text stands on one side.
fn one_sided(left: &[Gap], before: &[Gap], row: &Row) -> bool {
    let never = !before.iter().any(|gap| is_inside(*gap));
    let (start, end) = (row.pieces.first(), row.pieces.last());
    let width = start.zip(end).map_or(0.0, |(first, last)| last.end - first.start);
    // Half a page of columns is no wider than this.
    never && left.len() >= 2 && width < 30.0 * row.size
}

/// What of the gaps is still free below these pieces.
fn narrowed(gaps: &[Gap], pieces: &[Piece], narrowest: f32) -> Vec<Gap> {
    let mut left = Vec::with_capacity(gaps.len() + 1);
    for &(start, end) in gaps {
        let mut from = start;
        for piece in pieces.iter().filter(|piece| piece.end > start && piece.start < end) {
            if piece.start - from >= narrowest {
                left.push((from, piece.start));
            }
            from = from.max(piece.end);
        }
        if end - from >= narrowest {
            left.push((from, end));
        }
    }
    left
}

/// The gaps that have text on both sides.
fn between_text(rows: &[Row], gaps: &[Gap]) -> Vec<Gap> {
    let pieces = || rows.iter().flat_map(|row| &row.pieces);
    let start = pieces().map(|piece| piece.start).fold(f32::MAX, f32::min);
    let end = pieces().map(|piece| piece.end).fold(f32::MIN, f32::max);
    gaps.iter().copied().filter(|gap| gap.0 > start && gap.1 < end).collect()
}

/// The rows parted at the gaps, from left to right.
fn split(rows: &[Row], gaps: &[Gap]) -> Vec<Vec<Row>> {
    let mut columns = vec![Vec::new(); gaps.len() + 1];
    for row in rows {
        for piece in &row.pieces {
            let index = gaps.iter().take_while(|gap| piece.start >= gap.1 - 0.1).count();
            let column: &mut Vec<Row> = &mut columns[index];
            match column.last_mut().filter(|last| last.number == row.number) {
                Some(last) => last.pieces.push(piece.clone()),
                None => column.push(Row { pieces: vec![piece.clone()], ..row.clone() }),
            }
        }
    }
    columns
}

/// Whether there is running text in at least two of these.
fn are_columns(columns: &[Vec<Row>]) -> bool {
    let runs = |rows: &&Vec<Row>| {
        let words: usize = rows.iter().map(|row| row.text().split(' ').count()).sum();
        rows.len() >= FEWEST_ROWS && words >= FEWEST_WORDS * rows.len()
    };
    columns.iter().filter(runs).count() >= 2
}

/// The lines of rows that are read one after the other; none if there are no rows.
fn column(rows: &[Row]) -> Option<Column> {
    (!rows.is_empty()).then(|| rows.iter().filter_map(line).collect())
}

fn line(row: &Row) -> Option<Line> {
    let (first, last) = (row.pieces.first()?, row.pieces.last()?);
    let size = row.pieces.iter().map(|piece| piece.size).fold(0.0, f32::max);
    let cells = row.pieces.iter().map(|piece| piece.text.trim().to_owned()).collect();
    Some(Line {
        row: row.number,
        text: row.text(),
        start: first.start,
        end: last.end,
        base: row.base,
        size,
        cells,
    })
}
