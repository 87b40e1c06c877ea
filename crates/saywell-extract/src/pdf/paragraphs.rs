//! Lines put together to paragraphs, also over the ends of columns and pages.

use super::columns::{Column, Line};

/// Sizes of letters that differ by no more than this share are the same.
const SAME_SIZE: f32 = 0.12;

/// What starts an item of a list.
const BULLETS: &str = "•●○▪■□◦‣⁃–—-*➢✓\u{FFFD}";

/// What a paragraph is, as far as its lines tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// An item of a list.
    Item,
    /// A row of a table: each cell is read by itself.
    Cells,
}

/// A paragraph, or the part of one that stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    /// Each with the number of its page, from 1.
    pub(super) lines: Vec<(usize, Line)>,
}

impl Paragraph {
    /// The size of its letters.
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |(_, line)| line.size)
    }

    fn last_line(&self) -> Option<&Line> {
        self.lines.last().map(|(_, line)| line)
    }
}

/// The paragraphs of a page's columns.
pub(super) fn paragraphs(columns: Vec<Column>, page: usize) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    for column in columns {
        let shape = Shape::of(&column);
        let mut previous: Option<Line> = None;
        for line in column {
            let kind = kind(&line);
            let last = all.last_mut().filter(|last| match &previous {
                // A paragraph may go on in the next column.
                None => last.kind != Kind::Cells && kind == Kind::Text && goes_on(last, &line),
                Some(above) => {
                    kind == Kind::Text
                        && last.kind != Kind::Cells
                        && shape.joins(above, &line, last)
                }
            });
            match last {
                Some(last) => last.lines.push((page, line.clone())),
                None => all.push(Paragraph { kind, lines: vec![(page, line.clone())] }),
            }
            previous = Some(line);
        }
    }
    all
}

/// Adds a page's paragraphs to those of the pages before it. One that goes on from the page before is put together:
/// notes at the foot of that page may stand between.
pub(super) fn append(all: &mut Vec<Paragraph>, mut page: Vec<Paragraph>) {
    /// Notes on a page.
    const NOTES: usize = 8;
    let first = page.first().filter(|first| first.kind == Kind::Text);
    if let Some((_, line)) = first.and_then(|first| first.lines.first()) {
        let open = all
            .iter_mut()
            .rev()
            .take(NOTES)
            .find(|it| it.kind != Kind::Cells && same_size(it.size(), line.size));
        if let Some(open) = open.filter(|open| goes_on(open, line)) {
            open.lines.append(&mut page[0].lines);
            page.remove(0);
        }
    }
    all.append(&mut page);
}

/// Whether a paragraph at the end of a column or page goes on with this line: it ends within a sentence, and the line
/// starts within one.
fn goes_on(paragraph: &Paragraph, line: &Line) -> bool {
    let Some(last) = paragraph.last_line() else { return false };
    let within = line.text.starts_with(char::is_lowercase) || ends_hyphenated(&last.text);
    within && same_size(last.size, line.size) && !ends_sentence(&last.text)
}

/// Whether a text ends as sentences do.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

/// Whether a line ends within a word.
pub(super) fn ends_hyphenated(text: &str) -> bool {
    let Some(before) = text.trim_end().strip_suffix(['-', '\u{AD}', '\u{2010}']) else {
        return false;
    };
    before.ends_with(char::is_alphabetic)
}

fn same_size(a: f32, b: f32) -> bool {
    (a - b).abs() <= SAME_SIZE * a.max(b)
}

fn kind(line: &Line) -> Kind {
    let mut words = line.text.split(' ');
    if starts_item(&mut words) {
        return Kind::Item;
    }
    match line.cells.as_slice() {
        [] | [_] => Kind::Text,
        // The number of a heading.
        [number, _] if !number.contains(char::is_alphabetic) && number.len() <= 8 => Kind::Text,
        _ => Kind::Cells,
    }
}

/// Whether a line starts with a bullet, or a number as “1.”, “(a)”, and has more than that.
fn starts_item<'a>(words: &mut impl Iterator<Item = &'a str>) -> bool {
    let Some(first) = words.next() else { return false };
    let mut letters = first.chars();
    let bullet = match (letters.next(), letters.next()) {
        (Some(c), None) => BULLETS.contains(c),
        (Some('•' | '●' | '▪' | '■'), Some(_)) => return true,
        _ => {
            let inner = first.trim_start_matches('(').strip_suffix(['.', ')']);
            inner.is_some_and(|it| {
                it.len() <= 3
                    && !it.is_empty()
                    && (it.chars().all(|c| c.is_ascii_digit())
                        || it.len() == 1 && it.chars().all(char::is_alphabetic))
            })
        }
    };
    bullet && words.next().is_some()
}

/// How a column is set.
struct Shape {
    /// The usual distance of base lines, in sizes of letters.
    leading: f32,
}

impl Shape {
    fn of(column: &[Line]) -> Self {
        let mut leadings: Vec<f32> = column
            .windows(2)
            .filter(|pair| same_size(pair[0].size, pair[1].size) && pair[1].base > pair[0].base)
            .map(|pair| (pair[1].base - pair[0].base) / pair[1].size)
            .collect();
        Self { leading: at(&mut leadings, 0.4).clamp(0.8, 2.5) }
    }

    /// Whether a line goes on with the paragraph whose last line is `above`.
    fn joins(&self, above: &Line, line: &Line, paragraph: &Paragraph) -> bool {
        let size = line.size;
        let distance = (line.base - above.base) / size;
        if !same_size(above.size, size) || distance > 1.3 * self.leading || distance < 0.0 {
            return false;
        }
        if ends_hyphenated(&above.text) {
            return true;
        }
        let first = paragraph.lines.len() == 1;
        let indented = line.start > above.start + 0.8 * size;
        let outdented = line.start < above.start - 0.8 * size;
        let middles = (above.start + above.end - line.start - line.end).abs();
        // A first line stands further in than those below it; an item's, further out.
        let hangs = first && (paragraph.kind == Kind::Item || !ends_sentence(&above.text));
        if middles > size && (indented && !hangs || outdented && !first) {
            return false;
        }
        // The next word would have found room: the line was ended on purpose.
        let ends = paragraph.lines.iter().map(|(_, line)| line.end);
        let room = ends.fold(line.end, f32::max) - above.end;
        let word = line.text.split(' ').next().unwrap_or_default();
        let letters = line.text.chars().count().max(1);
        #[expect(clippy::cast_precision_loss, reason = "lines are short")]
        let width = (line.end - line.start) * (word.chars().count() + 1) as f32 / letters as f32;
        let ended = room > width + 0.5 * size;
        !ended || !ends_sentence(&above.text) && !line.text.starts_with(char::is_uppercase)
    }
}

/// The value below which this share of them lies; 0 of none.
fn at(values: &mut [f32], share: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into lines of a page"
    )]
    let index = ((values.len() - 1) as f32 * share).round() as usize;
    values.sort_by(f32::total_cmp);
    values[index.min(values.len() - 1)]
}
