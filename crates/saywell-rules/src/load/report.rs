//! Collects what is wrong with a pack while the reading goes on.

use super::PackFile;
use crate::{PackError, PackErrors};
use std::cell::RefCell;
use std::ops::Range;

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) start: usize,
    pub(super) end: usize,
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
    pub(super) fn error(&self, place: &Place, message: impl Into<String>) {
        self.add(place, message.into(), None);
    }

    pub(super) fn error_with_help(
        &self,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(place, message.into(), Some(help.into()));
    }

    pub(super) fn add(&self, place: &Place, message: String, help: Option<String>) {
        self.problems.borrow_mut().push(Problem { place: place.clone(), message, help });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// The errors, sorted and placed; none if there are none.
    pub(super) fn finish(self, files: &[PackFile]) -> Option<PackErrors> {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems.dedup();
        let mut lines = Lines { file: usize::MAX, at: 0, line: 1, line_start: 0 };
        let errors = problems
            .into_iter()
            .filter_map(|problem| lines.place(problem, files))
            .collect::<Vec<_>>();
        (!errors.is_empty()).then_some(PackErrors { errors })
    }
}

/// Counts lines from one place to the next, so that many errors cost one pass over a file.
struct Lines {
    file: usize,
    at: usize,
    line: usize,
    line_start: usize,
}

impl Lines {
    fn place(&mut self, problem: Problem, files: &[PackFile]) -> Option<PackError> {
        let Place { file, start, end } = problem.place;
        let PackFile { name, text } = files.get(file)?;
        if file != self.file {
            *self = Self { file, at: 0, line: 1, line_start: 0 };
        }
        self.advance(text, start);
        Some(PackError {
            name: name.clone(),
            span: start..end,
            line: self.line,
            column: text.get(self.line_start..start).map_or(0, |before| before.chars().count()) + 1,
            message: problem.message,
            help: problem.help,
        })
    }

    fn advance(&mut self, text: &str, to: usize) {
        let passed = text.get(self.at..to).unwrap_or_default();
        if let Some(last) = passed.rfind('\n') {
            self.line += passed.matches('\n').count();
            self.line_start = self.at + last + 1;
        }
        self.at = to.max(self.at);
    }
}
