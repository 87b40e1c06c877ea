//! How the steps of a phrase are matched in the words of a block.
//!
//! A phrase is matched from a word of it outwards. As long as each step leads to one place, there is one place to keep;
//! from the first gap or choice on, the matcher holds the *set* of places reached so far, so that optional words, gaps
//! and lists cost at most (steps × places) and never blow up.

use crate::program::{PhraseSteps, Program, Run, Step};
use crate::sets::SetId;
use crate::tokens::{Gap, Shape, Token};
use smallvec::{SmallVec, smallvec};

/// What may stand between a place and the next word of the match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leave {
    /// Nothing that parts two words of a phrase.
    Join,
    /// A comma too.
    Comma,
    /// Anything: no word of the match has been taken yet.
    Any,
}

/// A place between two words.
type Place = (u32, Leave);

/// The places reached: few, so that they need no allocation.
type Places = SmallVec<[Place; 8]>;

/// A direction of matching: from left to right or from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

/// Matches steps in the words of one block.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'a> {
    pub(crate) program: &'a Program,
    pub(crate) tokens: &'a [Token],
}

/// More places than any sane phrase reaches: a bound on the work of one attempt.
const MOST_PLACES: usize = 64;

impl Matcher<'_> {
    /// The furthest place that the steps reach from `from`, if they match there.
    ///
    /// Forward, `from` is the index of the first word and the result the index after the last. Backward, `from` is
    /// the index after the last word and the result the index of the first. Where `joined`, a word on the near side
    /// already belongs to the match, so that what stands between must join the two.
    pub(crate) fn reach(
        self,
        steps: Run,
        from: usize,
        direction: Direction,
        joined: bool,
    ) -> Option<usize> {
        let leave = if joined { Leave::Join } else { Leave::Any };
        let mut at = (from as u32, leave);
        let steps = &self.program.steps[steps.range()];
        for done in 0..steps.len() {
            let Some(next) = self.advance(pick(steps, done, direction), at, direction) else {
                let places = self.run(steps, done, smallvec![at], direction);
                let furthest = places.into_iter().map(|(place, _)| place as usize);
                return match direction {
                    Direction::Forward => furthest.max(),
                    Direction::Backward => furthest.min(),
                };
            };
            at = next?;
        }
        Some(at.0 as usize)
    }

    /// Where the whole phrase ends when it starts at word `from`; none where it does not match there.
    #[inline]
    pub(crate) fn phrase_at(self, phrase: &PhraseSteps, from: usize) -> Option<usize> {
        let word = self.tokens.get(from)?.word;
        if !self.program.is(word, phrase.starts) {
            return None;
        }
        self.reach(phrase.steps, from, Direction::Forward, false)
    }

    /// Whether a sentence starts at word `index`.
    pub(crate) fn starts_sentence(self, index: usize) -> bool {
        index == 0 || self.tokens.get(index).is_none_or(|token| token.gap.starts_sentence())
    }

    /// Whether a sentence ends before word `index`.
    pub(crate) fn ends_sentence(self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(|token| {
            token.gap.has(Gap::SENTENCE) || (token.gap.has(Gap::COMMA) && token.gap.has(Gap::QUOTE))
        })
    }

    /// Takes a step that leads from one place to one other: the outer option tells whether it is such a step, the inner
    /// one whether it can be taken.
    #[inline]
    fn advance(self, step: Step, at: Place, direction: Direction) -> Option<Option<Place>> {
        let (place, leave) = at;
        let one = |fits: &dyn Fn(Token) -> bool| {
            let (token, after) = self.next(at, direction)?;
            fits(token).then_some((after, Leave::Join))
        };
        Some(match step {
            Step::Word(word) => one(&|token| token.word == word),
            Step::Words(set) => one(&|token| self.program.is(token.word, set)),
            Step::Number => one(&|token| token.shape == Shape::Number),
            Step::AnyWord => one(&|_| true),
            Step::Comma => Some((place, leave.max(Leave::Comma))),
            Step::Start => self.starts_sentence(place as usize).then_some(at),
            Step::End => self.ends_sentence(place as usize).then_some(at),
            Step::Gap(_) | Step::Choice { .. } => return None,
        })
    }

    /// Takes the steps from number `done` on, from each of the places.
    fn run(self, steps: &[Step], done: usize, from: Places, direction: Direction) -> Places {
        let mut places = from;
        for index in done..steps.len() {
            places = self.step(pick(steps, index, direction), &places, direction);
            if places.is_empty() {
                break;
            }
        }
        places
    }

    fn step(self, step: Step, from: &[Place], direction: Direction) -> Places {
        let mut reached = Places::new();
        match step {
            Step::Gap(most) => self.take_gap(from, direction, most, &mut reached),
            Step::Choice { choice, optional } => {
                self.take_any(choice, optional, from, direction, &mut reached);
            }
            step => {
                let taken = |&at: &Place| self.advance(step, at, direction).flatten();
                reached.extend(from.iter().filter_map(taken));
            }
        }
        if reached.len() > 1 {
            reached.sort_unstable();
            reached.dedup();
            reached.truncate(MOST_PLACES);
        }
        reached
    }

    /// The word next to a place, and the place after it, where what stands between allows it.
    #[inline]
    fn next(self, (place, leave): Place, direction: Direction) -> Option<(Token, u32)> {
        let place = place as usize;
        let (index, after) = match direction {
            Direction::Forward => (place, place + 1),
            Direction::Backward => (place.checked_sub(1)?, place - 1),
        };
        let token = *self.tokens.get(index)?;
        // What stands between two words is kept with the later one: that at the place, in either direction.
        let gap = self.tokens.get(place).map_or(Gap::default(), |later| later.gap);
        let allowed = match leave {
            Leave::Join => gap.joins(),
            Leave::Comma => !gap.has(Gap::SENTENCE),
            Leave::Any => true,
        };
        allowed.then_some((token, after as u32))
    }

    fn take_gap(self, from: &[Place], direction: Direction, most: u8, reached: &mut Places) {
        for &(place, leave) in from {
            let mut at = (place, leave.max(Leave::Comma));
            reached.push(at);
            for _ in 0..most {
                let Some((_, after)) = self.next(at, direction) else { break };
                at = (after, Leave::Comma);
                reached.push(at);
            }
        }
    }

    fn take_any(
        self,
        choice: u32,
        optional: bool,
        from: &[Place],
        direction: Direction,
        reached: &mut Places,
    ) {
        let choice = self.program.choices[choice as usize];
        let edge = match direction {
            Direction::Forward => choice.starts,
            Direction::Backward => choice.ends,
        };
        // Most words start no branch at all: one look tells.
        let may_start = |at: &Place| {
            self.next(*at, direction).is_some_and(|(token, _)| self.program.is(token.word, edge))
        };
        let starts: Places = if edge == SetId::ANY {
            from.into()
        } else {
            from.iter().copied().filter(may_start).collect()
        };
        if !starts.is_empty() {
            for branch in &self.program.branches[choice.branches.range()] {
                let steps = &self.program.steps[branch.range()];
                reached.extend(self.run(steps, 0, starts.clone(), direction));
            }
        }
        if optional {
            reached.extend_from_slice(from);
        }
    }
}

/// Step number `index` in this direction.
#[inline]
fn pick(steps: &[Step], index: usize, direction: Direction) -> Step {
    match direction {
        Direction::Forward => steps[index],
        Direction::Backward => steps[steps.len() - 1 - index],
    }
}
