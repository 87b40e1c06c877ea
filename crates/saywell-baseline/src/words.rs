//! The words before and after a place in a document, across blocks, as a reader sees them.

use saywell_engine::document::{Block, Document, Span};

/// How many words are looked at on each side.
pub(crate) const WORDS: usize = 4;

/// How many bytes of a block are looked at for them, so that text without spaces costs no more than other text.
const WINDOW: usize = 256;

/// How many blocks are looked at beyond the one that holds the place.
const BLOCKS: usize = 16;

/// Up to [`WORDS`] words on each side of a place, the nearest first, in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) left: Vec<String>,
    pub(crate) right: Vec<String>,
}

/// The words around a span of the document's text.
pub(crate) fn around(document: &Document, span: Span) -> Around {
    let blocks = &document.blocks;
    let text = |block: &Block| block.text(&document.text);
    let (before, inside) = holder(blocks, span);
    let mut around = Around { left: Vec::new(), right: Vec::new() };
    let mut after = before;
    if inside {
        let block = &blocks[before];
        let text = text(block);
        let start = offset_of(&text, |at| block.span(at..at + 1).start >= span.start);
        let end = offset_of(&text, |at| block.span(at..at + 1).start >= span.end);
        push_left(&mut around.left, &text[..start]);
        push_right(&mut around.right, &text[end.max(start)..]);
        after += 1;
    }
    for block in blocks[..before].iter().rev().take(BLOCKS) {
        push_left(&mut around.left, &text(block));
    }
    for block in blocks[after..].iter().take(BLOCKS) {
        push_right(&mut around.right, &text(block));
    }
    around
}

/// The words of a text in lower case.
pub(crate) fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The index of the block that holds the span, and true; or that of the first block after it, and false.
fn holder(blocks: &[Block], span: Span) -> (usize, bool) {
    let after = blocks.partition_point(|block| block.source.start <= span.start);
    // A caption stands inside its paragraph; so many of them in a row hardly do.
    let first = after.saturating_sub(100);
    let holds = |block: &Block| block.source.contains(span);
    match blocks[first..after].iter().rposition(holds) {
        Some(index) => (first + index, true),
        None => (after, false),
    }
}

/// The first character of a block's text for which `reached` holds; it holds for all that come after. In bytes.
fn offset_of(text: &str, reached: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = text.floor_char_boundary(low.midpoint(high));
        if reached(middle) {
            high = middle;
        } else {
            low = text.ceil_char_boundary(middle + 1);
        }
    }
    low.min(text.len())
}

fn push_left(out: &mut Vec<String>, text: &str) {
    let window = &text[text.ceil_char_boundary(text.len().saturating_sub(WINDOW))..];
    let room = WORDS.saturating_sub(out.len());
    out.extend(words(window).rev().take(room));
}

fn push_right(out: &mut Vec<String>, text: &str) {
    let window = &text[..text.floor_char_boundary(WINDOW)];
    let room = WORDS.saturating_sub(out.len());
    out.extend(words(window).take(room));
}

#[cfg(test)]
mod tests {
    use super::{Around, WINDOW, around};
    use saywell_engine::document::{Format, Span, read_text};

    #[track_caller]
    fn check(format: Format, text: &str, found: &str, left: &str, right: &str) {
        let start = text.find(found).unwrap();
        let document = read_text(text.to_owned(), format).unwrap();
        let Around { left: mut before, right: after } =
            around(&document, Span::new(start, start + found.len()));
        before.reverse();
        assert_eq!((before.join(" ").as_str(), after.join(" ").as_str()), (left, right), "{text}");
    }

    #[test]
    fn words_are_those_that_a_reader_sees() {
        check(Format::Plain, "One two three four FIVE x six.", "x", "two three four five", "six");
        check(Format::Plain, "x", "x", "", "");
        check(
            Format::Plain,
            "One.\n\nTwo, “three” x\nfour.\n\nFive",
            "x",
            "one two three",
            "four five",
        );
        check(
            Format::Markdown,
            "# A\n\nIt’s [the](https://e.org/u) **B** x _c_ &amp; d\n\n| e | f |\n|---|---|\n| g | h |",
            "x",
            "a it's the b",
            "c d e f",
        );
        check(Format::Markdown, "a <!-- x --> b\n\nc", "<!-- x -->", "a", "b c");
        check(Format::Markdown, "a\n\n<!-- x -->\n\nc", "<!-- x -->", "a", "c");
    }

    #[test]
    fn text_without_spaces_is_looked_at_no_further_than_needed() {
        let text = format!("{} x {}", "é".repeat(10_000), "y".repeat(10_000));
        let start = text.find('x').unwrap();
        let document = read_text(text, Format::Plain).unwrap();
        let Around { left, right } = around(&document, Span::new(start, start + 1));
        assert!(left.concat().len() <= WINDOW && left.concat().starts_with('é'), "{}", left.len());
        assert!(
            right.concat().len() <= WINDOW && right.concat().starts_with('y'),
            "{}",
            right.len()
        );
    }
}
