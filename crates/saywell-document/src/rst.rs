//! Reads reStructuredText, as Sphinx and Docutils know it: sections, lists, quotations, tables, notes, and the bodies of
//! directives that hold prose.
//!
//! What a paragraph is follows from how far it is indented. The contexts around a line are kept in a stack.

mod inline;
mod tables;

use crate::document::Prose;
use crate::paragraphs::Paragraphs;
use crate::{BlockKind, Span, plain, source_lines};
use std::ops::Range;
use tables::Table;

/// Directives whose bodies are no prose.
#[rustfmt::skip] // a word a line is no list to read
const UNREAD: &[&str] = &[
    "autoclass", "autofunction", "automodule", "bibliography", "code", "code-block", "codeblock", "contents",
    "csv-table", "default-role", "doctest", "graphviz", "highlight", "image", "include", "index", "ipython",
    "jupyter-execute", "literalinclude", "math", "mermaid", "meta", "parsed-literal", "plot", "productionlist", "raw",
    "role", "sectnum", "sourcecode", "testcode", "testoutput", "toctree", "uml",
];

/// Directives whose arguments are prose.
#[rustfmt::skip]
const TITLED: &[&str] = &[
    "admonition", "attention", "caution", "centered", "danger", "error", "hint", "important", "list-table", "note",
    "rubric", "seealso", "sidebar", "table", "tip", "topic", "warning",
];

/// The prose of a reStructuredText document.
pub(crate) fn read(text: &str) -> Prose {
    let mut reader = Reader {
        text,
        out: Paragraphs::new(text, inline::read),
        contexts: Vec::new(),
        skip: None,
        literal: false,
        blank: true,
        indent: 0,
        levels: Vec::new(),
        overline: None,
        hanging: false,
        doctest: false,
        options: false,
        table: None,
    };
    for range in source_lines::lines(text) {
        reader.line(range);
    }
    reader.end_table();
    reader.out.close();
    reader.out.blocks.finish()
}

/// What lines further in belong to.
#[derive(Clone, Copy, Debug)]
struct Context {
    /// Lines less far in are outside.
    least: usize,
    /// How far in its lines stand, once one has been met.
    indent: Option<usize>,
    quotes: bool,
}

struct Reader<'t> {
    text: &'t str,
    out: Paragraphs<'t>,
    contexts: Vec<Context>,
    /// Lines further in than this are not read.
    skip: Option<usize>,
    /// Whether the last paragraph announces a literal block.
    literal: bool,
    /// Whether the last line was empty.
    blank: bool,
    /// How far in the last line stood.
    indent: usize,
    /// How headings are underlined, from the highest level.
    levels: Vec<(u8, bool)>,
    /// The sign of a line drawn above a heading.
    overline: Option<u8>,
    /// Whether the last line started a text behind a mark, so that the next may stand further in.
    hanging: bool,
    /// Whether a session with an interpreter is around the line.
    doctest: bool,
    /// Whether a directive's options may follow.
    options: bool,
    table: Option<Table>,
}

impl Reader<'_> {
    fn line(&mut self, range: Range<usize>) {
        let line = &self.text[range.clone()];
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let content = range.start + indent..range.start + indent + content.trim_end().len();
        if content.is_empty() {
            return self.empty_line();
        }
        if self.doctest {
            return;
        }
        if self.skip.is_some_and(|outer| indent > outer) {
            return;
        }
        self.skip = None;
        if std::mem::take(&mut self.literal) && indent > self.indent {
            self.skip = Some(self.indent);
            return;
        }
        if self.table_line(&range, &content) {
            return;
        }
        self.enter(indent);
        self.content(content, indent);
        self.blank = false;
        self.indent = indent;
    }

    fn empty_line(&mut self) {
        self.blank = true;
        self.doctest = false;
        self.options = false;
        self.overline = None;
        if self.table.as_ref().is_some_and(Table::is_grid) {
            self.end_table();
        }
        self.end_paragraph();
    }

    fn end_paragraph(&mut self) {
        self.literal |= self.out.written().ends_with("::");
        self.out.close();
    }

    /// Leaves contexts that end before a line this far in, and enters a new one where there is need.
    fn enter(&mut self, indent: usize) {
        let left = self.contexts.len();
        while self
            .contexts
            .pop_if(|context| indent < context.indent.unwrap_or(context.least))
            .is_some()
        {}
        let hanging = std::mem::take(&mut self.hanging) || self.overline.is_some();
        if self.contexts.len() < left || (!self.blank && indent > self.indent && !hanging) {
            // A definition stands under its term.
            self.end_paragraph();
        }
        let around = match self.contexts.last_mut() {
            Some(context) => *context.indent.get_or_insert(indent),
            None => 0,
        };
        if indent > around {
            let quotes = self.blank;
            self.contexts.push(Context { least: indent, indent: Some(indent), quotes });
        }
        self.out.blocks.quotes = self.contexts.iter().filter(|context| context.quotes).count();
    }

    fn content(&mut self, content: Range<usize>, indent: usize) {
        let line = &self.text[content.clone()];
        self.options &= field(line).is_some();
        if self.options {
            return;
        }
        if let Some(sign) = drawn(line) {
            return self.drawn_line(sign, content);
        }
        if line == ".." || line.starts_with(".. ") {
            return self.explicit(content, indent);
        }
        if !self.out.is_open() && (line.starts_with(">>> ") || line.starts_with("__ ")) {
            self.doctest = line.starts_with('>');
            return;
        }
        if let Some(rest) = line.strip_prefix("| ") {
            return self.out.alone(BlockKind::Paragraph, content.end - rest.len()..content.end);
        }
        if !self.out.is_open() {
            if let Some(body) = field(line) {
                self.body(content.end - body.len(), content.end, indent, BlockKind::Paragraph);
                return;
            }
            let marked =
                line.strip_prefix("+ ").or_else(|| line.strip_prefix("#. ")).map(str::trim_start);
            if let Some(rest) = marked.or_else(|| plain::without_marker(line)) {
                let start = content.end - rest.len();
                return self.body(
                    start,
                    content.end,
                    indent + start - content.start,
                    BlockKind::ListItem,
                );
            }
        }
        self.out.line(content);
    }

    /// Text that starts behind a mark, and goes on `indent` in.
    fn body(&mut self, start: usize, end: usize, indent: usize, kind: BlockKind) {
        let least = if kind == BlockKind::ListItem { indent } else { indent + 1 };
        let known = (kind == BlockKind::ListItem).then_some(indent);
        self.contexts.push(Context { least, indent: known, quotes: false });
        self.out.start(kind);
        self.out.line(start..end);
        self.hanging = true;
    }

    /// A line of signs: under or over a heading, or between paragraphs.
    fn drawn_line(&mut self, sign: u8, content: Range<usize>) {
        if self.out.is_single() && (content.len() >= 3 || content.len() >= self.out.written().len())
        {
            let style = (sign, self.overline.take() == Some(sign));
            let known = self.levels.iter().position(|level| *level == style);
            let level = known.unwrap_or_else(|| {
                self.levels.push(style);
                self.levels.len() - 1
            });
            self.out.become_kind(BlockKind::Heading(u8::try_from(level + 1).unwrap_or(6).min(6)));
            self.out.close();
        } else if self.out.is_open() {
            self.out.line(content);
        } else {
            self.overline = Some(sign);
        }
    }

    /// A directive, a note, a target or a comment.
    fn explicit(&mut self, content: Range<usize>, indent: usize) {
        self.end_paragraph();
        let rest = self.text[content.clone()].trim_start_matches("..").trim_start();
        let start = content.end - rest.len();
        if rest.starts_with('[')
            && let Some(close) = rest.find("] ")
        {
            return self.body(start + close + 2, content.end, indent, BlockKind::Footnote);
        }
        let name = rest.find("::").map(|found| &rest[..found]);
        let name = name.filter(|name| !name.is_empty() && !name.contains([' ', '|', '`']));
        let Some(name) = name else {
            self.out.blocks.comment(rest, Span::new(content.start, content.end));
            self.skip = Some(indent);
            return;
        };
        if UNREAD.binary_search(&name).is_ok() {
            self.skip = Some(indent);
            return;
        }
        let arguments = rest[name.len() + 2..].trim_start();
        let read = TITLED.binary_search(&name).is_ok();
        let start = if read { content.end - arguments.len() } else { content.end };
        self.body(start, content.end, indent, BlockKind::Paragraph);
        self.options = true;
        if matches!(name, "epigraph" | "pull-quote" | "highlights")
            && let Some(context) = self.contexts.last_mut()
        {
            context.quotes = true;
        }
    }

    /// Takes a line of a table; tells whether it was one.
    fn table_line(&mut self, range: &Range<usize>, content: &Range<usize>) -> bool {
        let line = &self.text[content.clone()];
        if self.table.is_none() && !self.out.is_open() {
            self.table = Table::start(line, content.start - range.start);
            return self.table.is_some();
        }
        let Some(table) = &mut self.table else { return false };
        let goes_on = table.line(self.text, range, content);
        let rows = table.take();
        self.rows(rows);
        if !goes_on {
            self.table = None;
        }
        goes_on
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            table.end_row();
            let rows = table.take();
            self.rows(rows);
        }
    }

    fn rows(&mut self, cells: Vec<tables::Cell>) {
        for cell in cells {
            self.out.start(BlockKind::Cell { header: cell.header, column: cell.column });
            for line in cell.lines {
                self.out.line(line);
            }
            self.out.close();
        }
    }
}

/// The sign of a line that is drawn of one sign, at least two long.
fn drawn(line: &str) -> Option<u8> {
    let sign = *line.as_bytes().first().filter(|byte| byte.is_ascii_punctuation())?;
    (line.len() >= 2 && line != "::" && line != ".." && line.bytes().all(|byte| byte == sign))
        .then_some(sign)
}

/// What stands behind a field's name: `:name: body`.
fn field(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(':')?;
    let name = &inner[..inner.find(':')?];
    let body = &inner[name.len() + 1..];
    let named = !name.is_empty() && !name.contains('`') && name.len() < 60;
    (named && (body.is_empty() || body.starts_with(' '))).then(|| body.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(UNREAD.is_sorted() && TITLED.is_sorted());
    }
}
