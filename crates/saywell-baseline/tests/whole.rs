//! Baselines of whole documents: what edits do to them, and what they tell of the text.

// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use proptest::prelude::*;
use saywell_baseline::{Baseline, Gone, Key, Ledger, Trace, traces};
use saywell_engine::document::{Block, Document, Format, ReadOptions, Span, read, read_text};
use saywell_engine::rules::{Audience, Severity};
use saywell_engine::{Finding, RuleCard};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const KEY: Key = Key([5; 16]);

/// What is found in sentences.
const FOUND: &str = "found";

/// A finding at every place where a reader sees this word.
fn findings(document: &Document, word: &str) -> Vec<Finding> {
    let rule = Arc::new(RuleCard {
        id: "pack/rule".to_owned(),
        category: String::new(),
        severity: Severity::Warning,
        audience: Audience::Any,
        title: String::new(),
        why: String::new(),
        sources: Vec::new(),
    });
    let finding = |span: Span| Finding {
        rule: Arc::clone(&rule),
        severity: Severity::Warning,
        message: String::new(),
        span,
        sentence: span,
        text: word.to_owned(),
        suggestions: Vec::new(),
        quoted: false,
    };
    let in_block = |block: &Block| {
        let text = block.text(&document.text);
        let places = text.match_indices(word);
        places.map(|(at, _)| finding(block.span(at..at + word.len()))).collect::<Vec<_>>()
    };
    document.blocks.iter().flat_map(in_block).collect()
}

fn found_in(text: &str) -> Vec<Trace> {
    let document = read_text(text.to_owned(), Format::Markdown).unwrap();
    traces(&KEY, &document, &findings(&document, FOUND))
}

/// The file of a baseline that accepts these findings.
fn accepting(found: &[Trace]) -> String {
    let mut ledger = Ledger::new(Baseline::new(KEY), |_| true);
    ledger.claim("a.md", found);
    ledger.renewed(true).to_string()
}

/// A baseline in use, as its file tells it.
fn opened(file: &str) -> Ledger {
    Ledger::new(Baseline::parse(file).unwrap(), |_| true)
}

/// What happens to a sentence between two versions of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Stays,
    /// All words before the finding become others.
    LeftChanges,
    /// All words behind the finding become others.
    RightChanges,
    Goes,
    Comes,
}

/// A sentence in which something is found among words of its own.
#[derive(Clone, Debug)]
struct Sentence {
    /// How many words stand on each side: two at least, so that one side is enough to know the finding by.
    left: usize,
    right: usize,
    fate: Fate,
    /// How it is set in the old text and in the new one.
    layouts: [Layout; 2],
    /// Where it stands in the new text.
    place: u8,
}

#[derive(Clone, Debug)]
struct Layout {
    space: &'static str,
    emphasis: &'static str,
    end: &'static str,
}

impl Sentence {
    /// The sentence in the old text, or in the new one.
    fn text(&self, number: usize, is_new: bool) -> String {
        let Layout { space, emphasis, end } = &self.layouts[usize::from(is_new)];
        let side = |name: &str, many: usize, changes: Fate| {
            let version = if is_new && self.fate == changes { "new" } else { "" };
            let words = (0..many).map(|at| format!("w{number}{name}{at}{version}"));
            words.collect::<Vec<_>>().join(space)
        };
        let left = side("l", self.left, Fate::LeftChanges);
        let right = side("r", self.right, Fate::RightChanges);
        format!("{left}{space}{emphasis}{FOUND}{emphasis}{space}{right}{end}")
    }
}

fn layout() -> impl Strategy<Value = Layout> {
    let space = prop::sample::select(vec![" ", "\n", "  ", ", "]);
    let emphasis = prop::sample::select(vec!["", "*", "**", "_"]);
    let end = prop::sample::select(vec![". ", ".\n\n", "!\n\n## ", ".\n\n- ", "\n\n> "]);
    (space, emphasis, end).prop_map(|(space, emphasis, end)| Layout { space, emphasis, end })
}

fn sentence() -> impl Strategy<Value = Sentence> {
    let fates = vec![Fate::Stays, Fate::LeftChanges, Fate::RightChanges, Fate::Goes, Fate::Comes];
    let fate = prop::sample::select(fates);
    let parts = (2..7_usize, 2..7_usize, fate, [layout(), layout()], any::<u8>());
    parts.prop_map(|(left, right, fate, layouts, place)| Sentence {
        left,
        right,
        fate,
        layouts,
        place,
    })
}

/// The old text, the new text, and for each finding in the new one whether it is old.
fn versions(sentences: &[Sentence]) -> (String, String, Vec<bool>) {
    let numbered = sentences.iter().enumerate();
    let before = numbered.clone().filter(|(_, it)| it.fate != Fate::Comes);
    let mut after: Vec<_> = numbered.filter(|(_, it)| it.fate != Fate::Goes).collect();
    after.sort_by_key(|(_, it)| it.place);
    let old = before.map(|(number, it)| it.text(number, false)).collect();
    let new = after.iter().map(|(number, it)| it.text(*number, true)).collect();
    (old, new, after.iter().map(|(_, it)| it.fate != Fate::Comes).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Sentences move, are set otherwise, come, go, or change on one side: each finding is told for what it is.
    #[test]
    fn edits_elsewhere_make_nothing_new_and_hide_nothing(
        sentences in prop::collection::vec(sentence(), 0..12),
    ) {
        let (old, new, expected) = versions(&sentences);
        let mut ledger = opened(&accepting(&found_in(&old)));
        prop_assert_eq!(ledger.claim("a.md", &found_in(&new)), expected, "{:?}\n{:?}", old, new);
        let goes = sentences.iter().filter(|it| it.fate == Fate::Goes).count();
        let gone: usize = ledger.gone().iter().map(|Gone { count, .. }| count).sum();
        prop_assert_eq!(gone, goes);
    }

    /// Texts full of the same words in any order.
    #[test]
    fn a_baseline_accepts_what_it_was_made_of_and_no_more(
        words in prop::collection::vec(
            prop::sample::select(vec!["found", "a", "b", "found.", "\n\nc", "\n\nfound"]), 0..60),
        times in 1..5_usize,
    ) {
        let text = words.join(" ");
        let found = found_in(&text);
        let file = accepting(&found);
        let mut same = opened(&file);
        prop_assert_eq!(same.claim("a.md", &found), vec![true; found.len()]);
        prop_assert!(same.gone().is_empty());
        prop_assert_eq!(&same.renewed(false).to_string(), &file);
        // The same once more is more of what was accepted than was accepted.
        let longer = found_in(&vec![text; times].join("\n\n"));
        let known = opened(&file).claim("a.md", &longer);
        prop_assert!(known.iter().filter(|known| **known).count() <= found.len());
    }
}

/// The words of a text in runs of four.
fn runs(text: &str) -> HashSet<Vec<String>> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words.windows(4).map(<[_]>::to_vec).collect()
}

/// Documents of every format, with a finding at every “the” and “a”.
#[test]
fn no_four_words_of_a_document_stand_in_its_baseline() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/documents");
    let mut found = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(format) = Format::from_path(&path) else { continue };
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let Ok(document) = read(fs::read(&path).unwrap(), &options) else { continue };
        let mut all = findings(&document, "the");
        all.extend(findings(&document, "a"));
        let file = accepting(&traces(&KEY, &document, &all));
        let text = runs(&document.text);
        let told: Vec<_> = runs(&file).into_iter().filter(|run| text.contains(run)).collect();
        assert!(told.is_empty(), "{}: {told:?}", path.display());
        found += all.len();
    }
    assert!(found > 100, "{found}");
}
