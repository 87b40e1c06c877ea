//! Trees of steps, written into the tables of a program.

use super::draft::{Draft, Lists, edge_of_any, edge_words};
use crate::matcher::Direction;
use crate::openings::{Opening, Openings};
use crate::program::{Choice, Program, Run, Step};
use crate::sets::{SetId, Sets, WordSet};
use rustc_hash::FxHashMap;

/// A branch that can start with more words than this has no row for each of them.
const FEW: usize = 16;

/// What was written already: variants of a term have most of their steps in common.
#[derive(Debug, Default)]
pub(super) struct Known {
    steps: FxHashMap<Vec<Step>, Run>,
    choices: FxHashMap<Vec<Run>, u32>,
}

/// Writes a pack's lists into a program; gives the choice that stands for each.
pub(super) fn lists(program: &mut Program, known: &mut Known, lists: &Lists) -> Vec<u32> {
    let mut choices = Vec::with_capacity(lists.len());
    for list in lists {
        // A list only points to lists before it.
        let choice = Flattener { program, known, lists, choices: &choices }.choice(list);
        choices.push(choice);
    }
    choices
}

/// Writes the steps of one pack into a program.
pub(super) struct Flattener<'a> {
    pub(super) program: &'a mut Program,
    pub(super) known: &'a mut Known,
    pub(super) lists: &'a Lists,
    /// The choice that stands for each list.
    pub(super) choices: &'a [u32],
}

impl Flattener<'_> {
    /// Writes a sequence of steps.
    pub(super) fn steps(&mut self, drafts: &[Draft]) -> Run {
        // Steps inside are written first, so that the sequence stands in one piece.
        let steps: Vec<Step> = drafts.iter().map(|draft| self.step(draft)).collect();
        if let Some(run) = self.known.steps.get(&steps) {
            return *run;
        }
        let first = self.program.steps.len();
        self.program.steps.extend(steps.iter().copied());
        let run = Run::new(first, self.program.steps.len());
        self.known.steps.insert(steps, run);
        run
    }

    fn step(&mut self, draft: &Draft) -> Step {
        match draft {
            Draft::Words(words) => match words.numbers() {
                [word] => Step::Word(*word),
                words => Step::Words(self.program.sets.intern(words)),
            },
            Draft::Number => Step::Number,
            Draft::AnyWord => Step::AnyWord,
            Draft::Gap(most) => Step::Gap(*most),
            Draft::Comma => Step::Comma,
            Draft::Start => Step::Start,
            Draft::End => Step::End,
            Draft::Group { alternatives, optional } => match alternatives.as_slice() {
                // A group of single words is a step like any other.
                [only] if !optional && matches!(only.as_slice(), [Draft::Words(_)]) => {
                    self.step(&only[0])
                }
                _ => Step::Choice { choice: self.choice(alternatives), optional: *optional },
            },
            Draft::List { list, optional } => match self.lists[*list].as_slice() {
                [only] if !optional && matches!(only.as_slice(), [Draft::Words(_)]) => {
                    self.step(&only[0])
                }
                _ => Step::Choice { choice: self.choices[*list], optional: *optional },
            },
        }
    }

    fn choice(&mut self, alternatives: &[Vec<Draft>]) -> u32 {
        let branches: Vec<Run> = alternatives.iter().map(|steps| self.steps(steps)).collect();
        if let Some(choice) = self.known.choices.get(&branches) {
            return *choice;
        }
        let first = self.program.branches.len();
        self.program.branches.extend(branches.iter().copied());
        let choice = Choice {
            forward: self.openings(alternatives, first, Direction::Forward),
            backward: self.openings(alternatives, first, Direction::Backward),
        };
        self.program.choices.push(choice);
        let number = self.program.choices.len() as u32 - 1;
        self.known.choices.insert(branches, number);
        number
    }

    /// Writes by which words the branches from number `first` on, which were made of `alternatives`, can start.
    pub(super) fn openings(
        &mut self,
        alternatives: &[Vec<Draft>],
        first: usize,
        direction: Direction,
    ) -> Openings {
        let mut rows = Vec::new();
        for (branch, steps) in (first as u32..).zip(alternatives) {
            match edge_words(steps, self.lists, direction) {
                Some(words) => rows.extend(opening(&words, &mut self.program.sets, branch)),
                None => rows.push((Opening::Set(SetId::ANY), branch)),
            }
        }
        let starts = edge_of_any(alternatives, self.lists, direction);
        let starts = starts.map_or(SetId::ANY, |words| self.program.sets.intern(words.numbers()));
        self.program.openings.add(starts, &rows)
    }
}

/// The rows for a branch or phrase that any of these words can start.
pub(super) fn opening(words: &WordSet, sets: &mut Sets, number: u32) -> Vec<(Opening, u32)> {
    if words.numbers().len() > FEW {
        return vec![(Opening::Set(sets.intern(words.numbers())), number)];
    }
    words.numbers().iter().map(|&word| (Opening::Word(word), number)).collect()
}
