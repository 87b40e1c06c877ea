//! A pack's proofs: its examples, run; and its alternatives, linted.

use crate::edit::{Edit, apply};
use crate::finding::{Finding, SuggestionKind};
use crate::linter::Linter;
use crate::ruleset::Ruleset;
use crate::settings::{RuleChoice, Settings};
use saywell_document::{Document, Format, read_text};
use saywell_rules::{Alternative, AlternativeKind, Pack, Rule, Severity};
use std::fmt;

/// An example of a rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The rule's full name, `pack/rule`.
    pub rule: String,
    /// The example or the alternative.
    pub example: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}\n    {}", self.rule, self.problem, self.example)
    }
}

/// What running a pack's proofs gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleResults {
    /// How many examples and alternatives held.
    pub passed: usize,
    /// Those that did not, in the order of the pack.
    pub failures: Vec<ExampleFailure>,
}

/// Runs every example of `pack` and lints its alternatives, with the rules of `others` in force beside its own.
#[must_use]
pub fn check_examples(pack: &Pack, others: &[Pack]) -> ExampleResults {
    let packs: Vec<Pack> = std::iter::once(pack).chain(others).cloned().collect();
    let ruleset = Ruleset::new(&packs);
    let mut results = ExampleResults::default();
    let Ok(linter) = Linter::of(&ruleset, &Settings::default()) else { return results };
    for rule in &pack.rules {
        let id = format!("{}/{}", pack.id, rule.id);
        let alone = RuleAlone::new(&ruleset, rule, &id);
        for example in &rule.examples.flag {
            let problem = alone.flag_problem(&example.text, example.fixed.as_deref());
            results.note(&id, &example.text, problem);
        }
        for text in &rule.examples.pass {
            results.note(&id, text, alone.pass_problem(text));
        }
        for words in alternatives(rule) {
            results.note(&id, words, alternative_problem(&linter, words));
        }
    }
    results
}

impl ExampleResults {
    fn note(&mut self, rule: &str, example: &str, problem: Option<String>) {
        match problem {
            None => self.passed += 1,
            Some(problem) => {
                self.failures.push(ExampleFailure {
                    rule: rule.to_owned(),
                    example: example.to_owned(),
                    problem,
                });
            }
        }
    }
}

/// One rule of a pack in force alone, so that its examples prove it and no other.
struct RuleAlone<'a> {
    id: &'a str,
    linter: Option<Linter>,
}

impl<'a> RuleAlone<'a> {
    fn new(ruleset: &Ruleset, rule: &Rule, id: &'a str) -> Self {
        // A rule of one house style is proved in that style.
        let first =
            |(name, values): (&String, &Vec<String>)| Some((name.clone(), values.first()?.clone()));
        let style = rule.style.iter().filter_map(first).collect();
        let others =
            ruleset.packs().map(|pack| RuleChoice { rules: pack.to_owned(), severity: None });
        let this = RuleChoice { rules: id.to_owned(), severity: Some(rule.severity) };
        let settings =
            Settings { style, rules: others.chain([this]).collect(), ..Settings::default() };
        Self { id, linter: Linter::of(ruleset, &settings).ok() }
    }

    fn findings(&self, document: &Document) -> Vec<Finding> {
        let linted = self.linter.as_ref().map(|linter| linter.lint(document)).unwrap_or_default();
        linted.findings.into_iter().filter(|finding| finding.rule.id == self.id).collect()
    }

    fn flag_problem(&self, text: &str, fixed: Option<&str>) -> Option<String> {
        let Ok(document) = read_text(text.to_owned(), Format::Plain) else {
            return Some("too long".to_owned());
        };
        let findings = self.findings(&document);
        if findings.iter().all(|finding| finding.quoted) {
            return Some("should be flagged, and is not".to_owned());
        }
        let fixed = fixed?;
        let edits: Vec<Edit> = findings.iter().filter_map(first_edit).collect();
        let got = apply(&document.text, &edits);
        if got != fixed {
            return Some(format!("should be fixed as “{fixed}”, and becomes “{got}”"));
        }
        self.pass_problem(fixed).map(|_| format!("the fixed text “{fixed}” is flagged again"))
    }

    fn pass_problem(&self, text: &str) -> Option<String> {
        let document = read_text(text.to_owned(), Format::Plain).ok()?;
        let found = self.findings(&document).into_iter().find(|finding| !finding.quoted)?;
        Some(format!("should pass, and “{}” is flagged", found.text))
    }
}

/// The edit of a finding's first suggestion that puts words in.
fn first_edit(finding: &Finding) -> Option<Edit> {
    let suggestion =
        finding.suggestions.iter().find(|suggestion| suggestion.kind != SuggestionKind::Advice)?;
    suggestion.edit.clone()
}

/// The words of every alternative that is put in.
fn alternatives(rule: &Rule) -> impl Iterator<Item = &str> {
    let all = rule.alternatives.iter().chain(rule.terms.iter().flat_map(|term| &term.alternatives));
    all.flat_map(|Alternative { kind, .. }| match kind {
        AlternativeKind::Noun(forms) => vec![forms.singular.as_str(), forms.plural.as_str()],
        AlternativeKind::Verb(forms) => vec![forms.base.as_str(), forms.past.as_str()],
        AlternativeKind::Phrase(phrase) => vec![phrase.as_str()],
        AlternativeKind::Advice(_) | AlternativeKind::Omit => Vec::new(),
    })
}

fn alternative_problem(linter: &Linter, words: &str) -> Option<String> {
    let document = read_text(words.to_owned(), Format::Plain).ok()?;
    let linted = linter.lint(&document);
    let found = linted.findings.into_iter().find(|finding| finding.severity > Severity::Info)?;
    Some(format!("this alternative is itself flagged by {}", found.rule.id))
}
