//! Reads Org: headings, paragraphs, lists, tables, quotations and notes. Code, drawers and settings are not read.

mod inline;

use crate::document::Prose;
use crate::paragraphs::Paragraphs;
use crate::{BlockKind, Span, plain, source_lines};
use std::ops::Range;

/// Blocks (`#+BEGIN_…`) that are no prose.
const UNREAD: &[&str] = &["comment", "example", "export", "html", "latex", "src"];

/// Settings (`#+…:`) that are a heading or a caption.
const TITLES: &[(&str, BlockKind)] = &[
    ("title", BlockKind::Heading(1)),
    ("subtitle", BlockKind::Heading(2)),
    ("caption", BlockKind::Caption),
    ("description", BlockKind::Caption),
];

/// Words before a heading that say what is to be done.
const TODO: &[&str] = &["TODO", "DONE", "NEXT", "WAITING", "CANCELLED", "COMMENT"];

/// The prose of an Org document.
pub(crate) fn read(text: &str) -> Prose {
    let mut reader =
        Reader { text, out: Paragraphs::new(text, inline::read), until: None, header: false };
    for range in source_lines::lines(text) {
        reader.line(range);
    }
    reader.out.close();
    reader.out.blocks.finish()
}

struct Reader<'t> {
    text: &'t str,
    out: Paragraphs<'t>,
    /// What starts the line that ends what is not read, in lower case.
    until: Option<String>,
    /// Whether a table's next row is its first.
    header: bool,
}

impl Reader<'_> {
    fn line(&mut self, range: Range<usize>) {
        let line = self.text[range.clone()].trim();
        let start = range.start + self.text[range.clone()].len()
            - self.text[range.clone()].trim_start().len();
        let content = start..start + line.len();
        if let Some(until) = &self.until {
            if line.get(..until.len()).is_some_and(|head| head.eq_ignore_ascii_case(until)) {
                self.until = None;
            }
            return;
        }
        if !line.starts_with('|') {
            self.header = true;
        }
        if line.is_empty() || line.len() >= 5 && line.bytes().all(|byte| byte == b'-') {
            self.out.close();
        } else if start == range.start && line.starts_with('*') && self.heading(&content) {
        } else if let Some(setting) = line.strip_prefix("#+") {
            self.setting(setting, &content);
        } else if line == "#" || line.starts_with("# ") {
            self.out.blocks.comment(&line[1..], Span::new(content.start, content.end));
        } else if is_drawer(line) {
            self.out.close();
            self.until = Some(":end:".to_owned());
        } else if line.starts_with(": ") || line == ":" || is_planning(line) {
            self.out.close();
        } else if line.starts_with('|') {
            self.row(line, content.start);
        } else {
            self.words(line, content);
        }
    }

    fn heading(&mut self, content: &Range<usize>) -> bool {
        let line = &self.text[content.clone()];
        let title = line.trim_start_matches('*');
        let level = line.len() - title.len();
        if !title.starts_with(' ') {
            return false;
        }
        let mut title = title.trim_start();
        for word in TODO {
            title = title
                .strip_prefix(word)
                .filter(|rest| rest.starts_with(' '))
                .map_or(title, str::trim_start);
        }
        if title.starts_with("[#")
            && let Some((_, rest)) = title.split_once(']')
        {
            title = rest.trim_start();
        }
        let start = content.end - title.len();
        let tags = title.rfind(" :").filter(|_| title.ends_with(':'));
        let plain =
            |tags: &str| tags.trim().chars().all(|c| c.is_alphanumeric() || "_@#%:".contains(c));
        let tags = tags.filter(|at| plain(&title[*at..]));
        let end = start + tags.map_or(title.len(), |at| title[..at].trim_end().len());
        let level = u8::try_from(level).unwrap_or(6).min(6);
        self.out.alone(BlockKind::Heading(level), start..end);
        true
    }

    /// `#+BEGIN_SRC`, `#+TITLE: …`
    fn setting(&mut self, setting: &str, content: &Range<usize>) {
        self.out.close();
        let name = setting.split([':', ' ', '\t']).next().unwrap_or_default().to_ascii_lowercase();
        if let Some(block) = name.strip_prefix("begin_") {
            if UNREAD.contains(&block) {
                self.until = Some(format!("#+end_{block}"));
            }
            self.out.blocks.quotes += usize::from(matches!(block, "quote" | "verse"));
        } else if matches!(name.as_str(), "end_quote" | "end_verse") {
            self.out.blocks.quotes = self.out.blocks.quotes.saturating_sub(1);
        } else if let Some((_, kind)) = TITLES.iter().find(|(title, _)| *title == name)
            && let Some((_, value)) = setting.split_once(':')
        {
            self.out.alone(*kind, content.end - value.trim_start().len()..content.end);
        }
    }

    fn row(&mut self, line: &str, start: usize) {
        if line.starts_with("|-") {
            return;
        }
        let header = std::mem::take(&mut self.header);
        let mut at = start + 1;
        for (column, piece) in (0..).zip(line[1..].split('|')) {
            let content = piece.trim();
            let from = at + piece.len() - piece.trim_start().len();
            self.out.alone(BlockKind::Cell { header, column }, from..from + content.len());
            at += piece.len() + 1;
        }
    }

    fn words(&mut self, line: &str, content: Range<usize>) {
        if let Some(rest) = line.strip_prefix("[fn:")
            && let Some((_, note)) = rest.split_once("] ")
        {
            self.out.start(BlockKind::Footnote);
            return self.out.line(content.end - note.len()..content.end);
        }
        let item =
            line.strip_prefix("+ ").map(str::trim_start).or_else(|| plain::without_marker(line));
        if let Some(item) = item {
            let boxed =
                ["[ ] ", "[X] ", "[x] ", "[-] "].iter().find_map(|mark| item.strip_prefix(mark));
            let item = boxed.unwrap_or(item);
            self.out.start(BlockKind::ListItem);
            let start = content.end - item.len();
            let term = item.find(" :: ");
            if let Some(term) = term {
                self.out.alone(BlockKind::ListItem, start..start + term);
            }
            return self.out.line(start + term.map_or(0, |term| term + 4)..content.end);
        }
        self.out.line(content);
    }
}

/// `:PROPERTIES:`
fn is_drawer(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| {
        let plain = name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        !name.is_empty() && plain && !name.eq_ignore_ascii_case("end")
    })
}

/// `SCHEDULED: <2024-05-01 Wed>`
fn is_planning(line: &str) -> bool {
    ["SCHEDULED: ", "DEADLINE: ", "CLOSED: ", "CLOCK: "].iter().any(|label| line.starts_with(label))
}
