//! Writes paragraphs into a document: headings told by their size, words put together that a line's end cut.

use super::columns::Line;
use super::paragraphs::{Kind, Paragraph, ends_hyphenated};
use super::rows::Row;
use saywell_document::{BlockKind, Taking};
use std::collections::{HashMap, HashSet};

/// Headings are larger than the text by this much, and no longer than that.
const HEADING: f32 = 1.15;
const LONGEST_HEADING: usize = 200;

/// The first parts of words that keep their hyphen.
const PREFIXES: &[&str] = &["self", "non", "ex", "well", "anti", "half", "so", "all", "cross"];

/// Where the words of a document are looked up.
pub(super) struct Writer {
    taking: Taking,
    /// Words that stand in the text with a hyphen in them, and those without, in small letters.
    words: HashSet<String>,
    /// The size of most letters.
    body: f32,
}

impl Writer {
    /// For a document of these paragraphs.
    pub(super) fn new(paragraphs: &[Paragraph]) -> Self {
        let mut words = HashSet::new();
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for (_, line) in paragraphs.iter().flat_map(|it| &it.lines) {
            *sizes.entry(tenths(line.size)).or_default() += line.text.len();
            words.extend(
                line.text.split(|c: char| !(c.is_alphabetic() || c == '-')).map(str::to_lowercase),
            );
        }
        let most = sizes.into_iter().max_by_key(|(size, letters)| (*letters, *size));
        #[expect(clippy::cast_precision_loss, reason = "sizes of letters are small")]
        let body = most.map_or(0.0, |(size, _)| size as f32 / 10.0);
        Self { taking: Taking::new(), words, body }
    }

    /// Writes a paragraph.
    pub(super) fn write(&mut self, paragraph: &Paragraph) {
        if paragraph.kind == Kind::Cells {
            self.write_cells(paragraph);
            return;
        }
        let lines = &paragraph.lines;
        for (index, (page, line)) in lines.iter().enumerate() {
            self.taking.place(place(*page, line.row));
            let next = lines.get(index + 1).map(|(_, line)| line);
            self.write_line(line, next);
        }
        self.taking.end_block(self.kind(paragraph));
    }

    /// Writes running headers and footers of a page.
    pub(super) fn write_furniture(&mut self, page: usize, rows: &[Row]) {
        for row in rows {
            self.taking.place(place(page, row.number));
            self.taking.push(&row.text());
            self.taking.end_block(BlockKind::Paragraph);
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> Taking {
        self.taking
    }

    fn write_cells(&mut self, paragraph: &Paragraph) {
        for (page, line) in &paragraph.lines {
            self.taking.place(place(*page, line.row));
            for (column, cell) in (0..).zip(&line.cells) {
                self.taking.push(cell);
                self.taking.end_block(BlockKind::Cell { header: false, column });
            }
        }
    }

    fn write_line(&mut self, line: &Line, next: Option<&Line>) {
        let text = line.text.trim();
        let Some(next) = next else {
            self.taking.push(text);
            return;
        };
        if !ends_hyphenated(text) || !next.text.starts_with(char::is_alphabetic) {
            self.taking.push(text);
            self.taking.push("\n");
            return;
        }
        let cut = text.char_indices().next_back().map_or(0, |(at, _)| at);
        let soft = text.ends_with('\u{AD}');
        let keeps = !soft && self.keeps_hyphen(&text[..cut], next.text.trim_start());
        self.taking.push(if keeps { text } else { &text[..cut] });
    }

    /// Whether the hyphen between the end of a line and the next one belongs to the word.
    fn keeps_hyphen(&self, before: &str, after: &str) -> bool {
        let last = |c: char| !(c.is_alphabetic() || c == '-');
        let before = before.rsplit(last).next().unwrap_or_default().to_lowercase();
        let after = after.split(last).next().unwrap_or_default().to_lowercase();
        if self.words.contains(&format!("{before}{after}")) {
            return false;
        }
        self.words.contains(&format!("{before}-{after}"))
            || before.contains('-')
            || PREFIXES.contains(&before.as_str())
    }

    fn kind(&self, paragraph: &Paragraph) -> BlockKind {
        let letters: usize = paragraph.lines.iter().map(|(_, line)| line.text.len()).sum();
        let larger = paragraph.size() / self.body.max(0.1);
        match larger {
            _ if letters > LONGEST_HEADING => {}
            1.6.. => return BlockKind::Heading(1),
            1.3.. => return BlockKind::Heading(2),
            HEADING.. => return BlockKind::Heading(3),
            _ => {}
        }
        if paragraph.kind == Kind::Item { BlockKind::ListItem } else { BlockKind::Paragraph }
    }
}

/// What people call the place of a row.
fn place(page: usize, row: usize) -> String {
    format!("page {page}, line {row}")
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of letters are small")]
fn tenths(size: f32) -> i32 {
    (size * 10.0).round() as i32
}
