//! How the steps of a phrase are matched in the words of a block.
//!
//! A phrase is matched from a word of it outwards. As long as each step leads to one place, there is one place to keep;
//! from the first gap or choice on, there is a set of them, as [`crate::spread`] tells.

use crate::openings::Openings;
use crate::program::{Near, Program, Step, Steps};
use crate::sets::SetId;
use crate::spread::Spread;
use crate::tokens::{Gap, Shape, Token, Words};
use std::ops::Range;

/// What may stand between a place and the next word of the match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Leave {
    /// Nothing that parts two words of a phrase.
    Join,
    /// A comma too.
    Comma,
    /// Anything: no word of the match has been taken yet.
    Any,
}

/// A place between two words.
pub(crate) type Place = (u32, Leave);

/// A direction of matching: from left to right or from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

/// Matches steps in the words of one block, or in some of them.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'a> {
    pub(crate) program: &'a Program,
    pub(crate) words: &'a Words,
    /// The first word that may be taken.
    pub(crate) first: usize,
    /// The word after the last that may be taken.
    pub(crate) stop: usize,
}

impl<'a> Matcher<'a> {
    /// Takes any word of a block.
    pub(crate) fn new(program: &'a Program, words: &'a Words) -> Self {
        Self::within(program, words, 0..words.tokens.len())
    }

    /// Takes only these words of a block.
    pub(crate) fn within(program: &'a Program, words: &'a Words, within: Range<usize>) -> Self {
        Self { program, words, first: within.start, stop: within.end.min(words.tokens.len()) }
    }
}

impl Matcher<'_> {
    /// Whether one of the words stands close enough behind the word at `index`, in its sentence.
    #[inline]
    pub(crate) fn follows(self, near: Near, index: usize) -> bool {
        let behind = self.words.tokens[index + 1..].iter().take(usize::from(near.within) + 1);
        let same = behind.take_while(|token| !token.gap.has(Gap::SENTENCE));
        self.program.sets.contain_any(near.words, same.map(|token| token.word))
    }

    /// Whether one of the words stands close enough before the word at `index`, in its sentence.
    #[inline]
    pub(crate) fn precedes(self, near: Near, index: usize) -> bool {
        let tokens = &self.words.tokens;
        let from = index.saturating_sub(usize::from(near.within) + 1);
        // What stands between two words is kept with the later one.
        let pairs = tokens[from..=index].array_windows().rev();
        let same = pairs.take_while(|[_, later]| !later.gap.has(Gap::SENTENCE));
        self.program.sets.contain_any(near.words, same.map(|[word, _]| word.word))
    }

    /// The furthest place that the steps reach from `from`, if they match there.
    ///
    /// Forward, `from` is the index of the first word and the result the index after the last. Backward, `from` is
    /// the index after the last word and the result the index of the first. Where `joined`, a word on the near side
    /// already belongs to the match, so that what stands between must join the two.
    pub(crate) fn reach(
        self,
        steps: Steps<'_>,
        from: usize,
        direction: Direction,
        joined: bool,
    ) -> Option<usize> {
        let leave = if joined { Leave::Join } else { Leave::Any };
        let mut at = (from as u32, leave);
        for done in 0..steps.len() {
            let Some(next) = self.advance(pick(steps, done, direction), at, direction) else {
                return Spread::new(self, at, direction).furthest(steps, done, at.1);
            };
            at = next?;
        }
        Some(at.0 as usize)
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
            Step::Start => starts_sentence(&self.words.tokens, place as usize).then_some(at),
            Step::End => ends_sentence(&self.words.tokens, place as usize).then_some(at),
            Step::Gap(_) => return None,
            Step::Choice { choice, optional } => {
                let openings = self.openings(choice, direction);
                let starts = |token: Token| self.program.is(token.word, openings.starts);
                // A branch may start with a comma: what stands between is not asked yet.
                let next = self.next((place, Leave::Any), direction);
                let may_start =
                    openings.starts == SetId::ANY || next.is_some_and(|(token, _)| starts(token));
                if may_start {
                    return None;
                }
                optional.then_some(at)
            }
        })
    }

    /// By which words the branches of a choice can start.
    #[inline]
    pub(crate) fn openings(self, choice: u32, direction: Direction) -> Openings {
        let choice = self.program.choices.at(choice as usize);
        match direction {
            Direction::Forward => choice.forward,
            Direction::Backward => choice.backward,
        }
    }

    /// The word next to a place, and the place after it, where what stands between allows it.
    #[inline]
    fn next(self, (place, leave): Place, direction: Direction) -> Option<(Token, u32)> {
        let place = place as usize;
        let (index, after) = match direction {
            Direction::Forward if place < self.stop => (place, place + 1),
            Direction::Backward if place > self.first => (place - 1, place - 1),
            _ => return None,
        };
        let token = *self.words.tokens.get(index)?;
        // What stands between two words is kept with the later one: that at the place, in either direction.
        let gap = self.words.tokens.get(place).map_or(Gap::default(), |later| later.gap);
        let allowed = match leave {
            Leave::Join => gap.joins(),
            Leave::Comma => !gap.has(Gap::SENTENCE),
            Leave::Any => true,
        };
        allowed.then_some((token, after as u32))
    }
}

/// Step number `index` in this direction.
#[inline]
pub(crate) fn pick(steps: Steps<'_>, index: usize, direction: Direction) -> Step {
    match direction {
        Direction::Forward => steps.at(index),
        Direction::Backward => steps.at(steps.len() - 1 - index),
    }
}

/// Whether a sentence starts at word `index`.
pub(crate) fn starts_sentence(tokens: &[Token], index: usize) -> bool {
    index == 0 || tokens.get(index).is_none_or(|token| token.gap.starts_sentence())
}

/// Whether a sentence ends before word `index`.
pub(crate) fn ends_sentence(tokens: &[Token], index: usize) -> bool {
    tokens.get(index).is_none_or(|token| {
        token.gap.has(Gap::SENTENCE) || (token.gap.has(Gap::COMMA) && token.gap.has(Gap::QUOTE))
    })
}
