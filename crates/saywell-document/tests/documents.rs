//! Reads each document in `tests/documents` and compares its blocks with the file beside it.
//!
//! Run with `SNAPSHOTS=overwrite` to accept what is read.

use saywell_document::{Block, Document, Format, ReadOptions, read};
use std::fmt::Write as _;
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
        let options = ReadOptions { format: Format::from_path(&path), encoding: None };
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
    let mut out = String::new();
    if let Some(audience) = &document.audience {
        writeln!(out, "audience {audience}\n").unwrap();
    }
    for (index, block) in document.blocks.iter().enumerate() {
        writeln!(out, "{}", title(document, block)).unwrap();
        writeln!(out, "  {}", block.text).unwrap();
        for range in document.quotations(index) {
            writeln!(out, "  quoted: {}", &block.text[range]).unwrap();
        }
        for (word, source) in changed_words(document, block).into_iter().take(6) {
            writeln!(out, "  {word} <- {source:?}").unwrap();
        }
        writeln!(out).unwrap();
    }
    for it in &document.directives {
        let scope = document.text[it.scope.range()].trim();
        let ends =
            (scope.lines().next().unwrap_or_default(), scope.lines().last().unwrap_or_default());
        writeln!(
            out,
            "{:?} {:?} {:?} from {:?} to {:?}",
            it.kind, it.rules, it.reason, ends.0, ends.1
        )
        .unwrap();
    }
    out
}

fn title(document: &Document, block: &Block) -> String {
    let mut title = format!("{:?} {:?}", block.kind, block.whole().range());
    if block.block_quote {
        title.push_str(" block quote");
    }
    if let Some(speaker) = &block.speaker {
        write!(title, " {speaker} from {}", block.speech).unwrap();
    }
    if let Some(heading) = block.heading {
        write!(title, " under {:?}", document.blocks[heading as usize].text).unwrap();
    }
    title
}

/// The words that the document writes otherwise, and what it writes.
fn changed_words<'d>(document: &'d Document, block: &'d Block) -> Vec<(&'d str, &'d str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in block.text.split(' ') {
        let source = &document.text[block.span(at..at + word.len()).range()];
        if source != word {
            words.push((word, source));
        }
        at += word.len() + 1;
    }
    words
}
