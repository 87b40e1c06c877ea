//! Collects what is wrong with a pack while the reading goes on.

use super::PackFile;
use crate::{PackError, PackErrors};
use std::cell::RefCell;
use std::ops::Range;

/// How many errors are told; a file with more has one mistake many times over.
const MAX_ERRORS: usize = 1_000;

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    file: usize,
    start: usize,
    end: usize,
}

impl Place {
    pub(super) fn new(file: usize, span: Range<usize>) -> Self {
        Self { file, start: span.start, end: span.end }
    }
}

/// The errors found so far.
#[derive(Default)]
pub(super) struct Report {
    problems: RefCell<Vec<Problem>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    place: Place,
    message: String,
    help: Option<String>,
}

impl Report {
    pub(super) fn error(&self, place: &Place, message: &str) {
        self.add(place, message, || None);
    }

    /// Adds an error. The help is only worked out if the error will be told.
    pub(super) fn add(&self, place: &Place, message: &str, help: impl FnOnce() -> Option<String>) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() <= MAX_ERRORS {
            let help = help().as_deref().map(visible);
            problems.push(Problem { place: place.clone(), message: visible(message), help });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// The errors, sorted and placed; none if there are none.
    pub(super) fn finish(self, files: &[PackFile]) -> Option<PackErrors> {
        let mut problems = self.problems.into_inner();
        let complete = problems.len() <= MAX_ERRORS;
        problems.truncate(MAX_ERRORS);
        problems.sort();
        problems.dedup();
        let mut lines = Lines::default();
        let errors =
            problems.into_iter().map(|problem| lines.place(problem, files)).collect::<Vec<_>>();
        (!errors.is_empty()).then_some(PackErrors { errors, complete })
    }
}

/// How much of a message is told: a name in it may be as long as its file.
const MAX_CHARS: usize = 400;

/// The text, not too much of it, with signs that steer terminals, or the direction of writing, made visible.
fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::new();
    for c in text.chars().take(MAX_CHARS) {
        if steers(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// Counts lines and columns from one place to the next, so that many errors cost one pass over a file.
struct Lines {
    file: usize,
    at: usize,
    line: usize,
    column: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self { file: 0, at: 0, line: 1, column: 1 }
    }
}

impl Lines {
    /// Gives a problem its line and column; places come in order.
    fn place(&mut self, problem: Problem, files: &[PackFile]) -> PackError {
        let Place { file, start, end } = problem.place;
        let (name, text) = files.get(file).map_or(("", ""), |file| (&file.name, &file.text));
        if file != self.file {
            *self = Self { file, ..Self::default() };
        }
        self.advance(text, start);
        PackError {
            name: name.to_owned(),
            span: start..end,
            line: self.line,
            column: self.column,
            message: problem.message,
            help: problem.help,
        }
    }

    fn advance(&mut self, text: &str, to: usize) {
        let passed = text.get(self.at..to).unwrap_or_default();
        let line = passed.rfind('\n').map_or(passed, |end| &passed[end + 1..]);
        if line.len() < passed.len() {
            self.line += passed.matches('\n').count();
            self.column = 1;
        }
        self.column += line.chars().count();
        self.at = to.max(self.at);
    }
}
