//! Reads each document in `tests/documents` and compares its blocks with the file beside it.
//!
//! Run with `SNAPSHOTS=overwrite` to accept what is read.

use saywell_document::{Block, Directive, Document, Format, ReadOptions, read};
use std::path::{Path, PathBuf};

#[test]
fn documents_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/documents");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| Format::from_path(path).is_some());
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let options = ReadOptions { format: Format::from_path(&path), ..ReadOptions::default() };
        let document = read(std::fs::read(&path).unwrap(), &options).unwrap();
        let mut expected = path.into_os_string();
        expected.push(".blocks");
        snapbox::assert_data_eq!(
            describe(&document),
            snapbox::Data::read_from(Path::new(&expected), None).raw()
        );
    }
}

fn describe(document: &Document) -> String {
    let mut lines: Vec<String> =
        document.audience.iter().map(|audience| format!("audience {audience}\n")).collect();
    for (index, block) in document.blocks.iter().enumerate() {
        lines.push(title(document, block));
        let text = block.text(&document.text);
        lines.push(format!("  {text}"));
        lines.extend(
            document
                .quotations(index)
                .into_iter()
                .map(|range| format!("  quoted: {}", &text[range])),
        );
        let words = changed_words(document, block, &text).into_iter().take(6);
        lines.extend(words.map(|(word, source)| format!("  {word} <- {source:?}")));
        lines.push(String::new());
    }
    lines.extend(document.unread.iter().map(|what| format!("unread: {what}")));
    lines.extend(
        document.directives.iter().map(|directive| describe_directive(document, directive)),
    );
    lines.join("\n") + "\n"
}

fn describe_directive(document: &Document, it: &Directive) -> String {
    let mut lines = document.text[it.scope.range()].trim().lines();
    let first = lines.next().unwrap_or_default();
    let last = lines.last().unwrap_or(first);
    format!("{:?} {:?} {:?} from {first:?} to {last:?}", it.kind, it.rules, it.reason)
}

fn title(document: &Document, block: &Block) -> String {
    let quote = if block.block_quote { " block quote" } else { "" };
    let turn = block
        .speaker()
        .map_or(String::new(), |speaker| format!(" {speaker} from {}", block.speech()));
    let heading =
        block.heading.map(|heading| document.blocks[heading as usize].text(&document.text));
    let heading = heading.map_or(String::new(), |heading| format!(" under {heading:?}"));
    let whole = block.whole();
    let place = document.place(whole.start).map_or(String::new(), |place| format!(" at {place}"));
    format!("{:?} {:?}{quote}{turn}{heading}{place}", block.kind, whole.range())
}

/// The words that the document writes otherwise, and what it writes.
fn changed_words<'d>(
    document: &'d Document,
    block: &Block,
    text: &'d str,
) -> Vec<(&'d str, &'d str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let source = &document.text[block.span(at..at + word.len()).range()];
        if source != word {
            words.push((word, source));
        }
        at += word.len() + 1;
    }
    words
}
