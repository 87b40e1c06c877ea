//! Prose in data files: the values of CSV, JSON and YAML that look like prose.

use crate::blocks::Blocks;
use crate::directive;
use crate::document::Prose;
use crate::excerpt::Excerpt;
use crate::{Block, BlockKind, plain};

/// Whether a value looks like prose: more than one word, with letters; or a directive.
pub(crate) fn is_prose(value: &str) -> bool {
    let value = value.trim();
    let spaced = value.contains(char::is_whitespace) && value.contains(char::is_alphabetic);
    spaced || directive::starts_like_one(value)
}

/// Whether a value is read: as was `chosen`, or else if it looks like prose.
pub(crate) fn is_read(value: &str, chosen: Option<bool>) -> bool {
    match chosen {
        Some(chosen) => chosen || directive::starts_like_one(value.trim()),
        None => is_prose(value),
    }
}

/// What to say where nothing is read since nothing was met that was chosen.
pub(crate) fn tell_if_none_chosen(prose: &mut Prose, what: &str) {
    prose.unread.push(format!("all of it: none of the {what} chosen is in it"));
}

/// Reads a value like a plain text, at a place of this name. `kind` is what its paragraphs are.
pub(crate) fn read_value(blocks: &mut Blocks<'_>, value: &Excerpt, kind: BlockKind, place: String) {
    let mut prose = value.map_back(plain::read(value.text()));
    let paragraph = |block: &mut Block| {
        if block.kind == BlockKind::Paragraph {
            block.kind = kind;
        }
    };
    prose.blocks.iter_mut().for_each(paragraph);
    if let Some(first) = prose.blocks.first() {
        blocks.place(first.source.start, place);
    }
    blocks.absorb(Prose { audience: None, ..prose });
}
