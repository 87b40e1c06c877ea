//! Rule packs and phrases: whatever is written, every error has its place, and what loads can be run on any text.

use saywell_engine::document::{Format, read_text};
use saywell_engine::rules::{Pack, PackFile, Phrase, load};
use saywell_engine::{Linter, Settings, check_examples};

/// Reads the bytes as a pack of one file, proves its examples, and runs it on its own text.
pub fn pack(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match load(&[PackFile { name: "a.toml".to_owned(), text: text.to_owned() }]) {
        Ok(pack) => run(&pack, text),
        Err(errors) => {
            assert!(!errors.errors.is_empty(), "an error says something");
            for error in errors.errors {
                assert!(text.get(error.span.clone()).is_some(), "{error:?}");
                assert!(error.line >= 1 && error.column >= 1, "{error:?}");
            }
        }
    }
}

fn run(pack: &Pack, text: &str) {
    let results = check_examples(pack, &[]);
    let examples: usize =
        pack.rules.iter().map(|rule| rule.examples.flag.len() + rule.examples.pass.len()).sum();
    assert!(results.passed + results.failures.len() >= examples, "every example is tried");
    let linter = Linter::new(std::slice::from_ref(pack), &Settings::default());
    let linter = linter.expect("a pack that loads can be used");
    let document = read_text(text.to_owned(), Format::Plain).expect("a short text");
    let linted = linter.lint(&document);
    assert!(linted.findings.windows(2).all(|pair| pair[0].order(&pair[1]).is_lt()));
}

/// Reads the bytes as a phrase, and as a term of a rule that is run on them.
pub fn phrase(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Phrase::parse(text, &|_| None) {
        Ok(phrase) => assert_eq!(Phrase::parse(&phrase.source, &|_| None), Ok(phrase.clone())),
        Err(error) => assert!(text.get(error.at.clone()).is_some(), "{error:?}"),
    }
    for kind in ["phrase", "noun", "verb"] {
        let file = PackFile { name: "a.toml".to_owned(), text: pack_with(kind, text) };
        if let Ok(pack) = load(&[file]) {
            run(&pack, text);
        }
    }
}

/// A pack with one rule, and in it one term.
fn pack_with(kind: &str, term: &str) -> String {
    let term = serde_json::to_string(term).expect("a text").replace('\u{7f}', "\\u007f");
    format!(
        r#"[pack]
id = "house"
title = "House"
language = "en-GB"

[sources.one]
title = "One"
status = "read"

[[rule]]
id = "one"
category = "labels"
severity = "info"
title = "One"
message = "“{{match}}” is one."
why = "So."
sources = [{{ id = "one", section = "First" }}]
terms = [{{ {kind} = {term} }}]
alternatives = [{{ omit = true }}]
examples.flag = ["One."]
examples.pass = ["Two."]
"#
    )
}
