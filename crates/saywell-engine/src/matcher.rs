//! How the steps of a phrase are matched in the words of a block.
//!
//! A phrase is matched from a word of it outwards. As long as each step leads to one place, there is one place to keep;
//! from the first gap or choice on, the matcher holds the *set* of places reached so far, as bits, so that optional
//! words, gaps and lists cost at most (steps × places) and never blow up.

use crate::openings::Openings;
use crate::program::{Program, Step};
use crate::sets::SetId;
use crate::tokens::{Gap, Shape, Token};
use crate::vocabulary::{UNKNOWN, WordId};

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

/// Places that were reached, as bits: the lowest is where matching started, the next one word further, and so on. What
/// would be more than 63 words off is not reached: a bound on the work of one attempt, beyond any sane phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Places {
    /// Those to leave as [`Leave::Join`] says.
    join: u64,
    /// Those to leave as [`Leave::Comma`] says.
    comma: u64,
    /// Those to leave as [`Leave::Any`] says.
    any: u64,
}

impl Places {
    fn is_empty(self) -> bool {
        self.all() == 0
    }

    fn all(self) -> u64 {
        self.join | self.comma | self.any
    }

    fn and(self, other: Self) -> Self {
        Self {
            join: self.join | other.join,
            comma: self.comma | other.comma,
            any: self.any | other.any,
        }
    }

    fn within(self, mask: u64) -> Self {
        Self { join: self.join & mask, comma: self.comma & mask, any: self.any & mask }
    }

    /// The same places, left as after a comma.
    fn after_comma(self) -> Self {
        Self { join: 0, comma: self.join | self.comma, any: self.any }
    }

    /// How a place may be left, by its bit.
    fn leave(self, bit: u64) -> Leave {
        if self.any & bit != 0 {
            Leave::Any
        } else if self.comma & bit != 0 {
            Leave::Comma
        } else {
            Leave::Join
        }
    }
}

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

impl Matcher<'_> {
    /// The furthest place that the steps reach from `from`, if they match there.
    ///
    /// Forward, `from` is the index of the first word and the result the index after the last. Backward, `from` is
    /// the index after the last word and the result the index of the first. Where `joined`, a word on the near side
    /// already belongs to the match, so that what stands between must join the two.
    pub(crate) fn reach(
        self,
        steps: &[Step],
        from: usize,
        direction: Direction,
        joined: bool,
    ) -> Option<usize> {
        let leave = if joined { Leave::Join } else { Leave::Any };
        let mut at = (from as u32, leave);
        for done in 0..steps.len() {
            let Some(next) = self.advance(pick(steps, done, direction), at, direction) else {
                return self.spread(steps, done, at, direction);
            };
            at = next?;
        }
        Some(at.0 as usize)
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
            Step::Gap(_) => return None,
            Step::Choice { choice, optional } => {
                let openings = self.openings(choice, direction);
                let starts = |token: Token| self.program.is(token.word, openings.starts);
                let may_start = openings.starts == SetId::ANY
                    || self.next(at, direction).is_some_and(|(token, _)| starts(token));
                if may_start {
                    return None;
                }
                optional.then_some(at)
            }
        })
    }

    /// By which words the branches of a choice can start.
    #[inline]
    fn openings(self, choice: u32, direction: Direction) -> Openings {
        let choice = self.program.choices[choice as usize];
        match direction {
            Direction::Forward => choice.forward,
            Direction::Backward => choice.backward,
        }
    }

    /// The furthest place that the steps from number `done` on reach from one place.
    fn spread(
        self,
        steps: &[Step],
        done: usize,
        (origin, leave): Place,
        direction: Direction,
    ) -> Option<usize> {
        let from = match leave {
            Leave::Join => Places { join: 1, ..Places::default() },
            Leave::Comma => Places { comma: 1, ..Places::default() },
            Leave::Any => Places { any: 1, ..Places::default() },
        };
        let spread = Spread { matcher: self, origin, direction };
        let reached = spread.run(steps, done, from).all();
        let furthest = reached.checked_ilog2()?;
        Some(spread.place(furthest) as usize)
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
}

/// Matching from one place in one direction, with a set of places.
#[derive(Clone, Copy)]
struct Spread<'a> {
    matcher: Matcher<'a>,
    origin: u32,
    direction: Direction,
}

impl Spread<'_> {
    /// The place that a bit stands for.
    fn place(self, bit: u32) -> u32 {
        match self.direction {
            Direction::Forward => self.origin + bit,
            Direction::Backward => self.origin - bit,
        }
    }

    /// Takes the steps from number `done` on, from each of the places.
    fn run(self, steps: &[Step], done: usize, from: Places) -> Places {
        let mut places = from;
        for index in done..steps.len() {
            places = self.step(pick(steps, index, self.direction), places);
            if places.is_empty() {
                break;
            }
        }
        places
    }

    fn step(self, step: Step, from: Places) -> Places {
        let program = self.matcher.program;
        let one = |fits: &dyn Fn(Token) -> bool| Places {
            join: self.standing(from, fits) << 1,
            ..Places::default()
        };
        match step {
            Step::Word(word) => one(&|token| token.word == word),
            Step::Words(set) => one(&|token| program.is(token.word, set)),
            Step::Number => one(&|token| token.shape == Shape::Number),
            Step::AnyWord => one(&|_| true),
            Step::Comma => from.after_comma(),
            Step::Start => from.within(self.bits(from, |at| self.matcher.starts_sentence(at))),
            Step::End => from.within(self.bits(from, |at| self.matcher.ends_sentence(at))),
            Step::Gap(most) => self.gap(from, most),
            Step::Choice { choice, optional } => {
                let reached = self.choice(choice, from);
                if optional { reached.and(from) } else { reached }
            }
        }
    }

    /// Those of the places from which a next word can be taken that fits.
    fn standing(self, from: Places, fits: &dyn Fn(Token) -> bool) -> u64 {
        let mut standing = 0;
        let mut rest = from.all();
        while rest != 0 {
            let bit = rest & rest.wrapping_neg();
            rest ^= bit;
            let at = (self.place(bit.trailing_zeros()), from.leave(bit));
            if self.matcher.next(at, self.direction).is_some_and(|(token, _)| fits(token)) {
                standing |= bit;
            }
        }
        standing
    }

    /// Those of the places of which something is true.
    fn bits(self, from: Places, is: impl Fn(usize) -> bool) -> u64 {
        let all = (0..u64::BITS).filter(|bit| from.all() >> bit & 1 != 0);
        let such = all.filter(|&bit| is(self.place(bit) as usize));
        such.fold(0, |bits, bit| bits | 1 << bit)
    }

    fn gap(self, from: Places, most: u8) -> Places {
        let mut reached = from.after_comma();
        let mut last = reached;
        for _ in 0..most {
            last = Places { comma: self.standing(last, &|_| true) << 1, ..Places::default() };
            if last.is_empty() {
                break;
            }
            reached = reached.and(last);
        }
        reached
    }

    fn choice(self, choice: u32, from: Places) -> Places {
        let program = self.matcher.program;
        let openings = self.matcher.openings(choice, self.direction);
        // Most words start no branch at all: one look tells.
        let from = if openings.starts == SetId::ANY {
            from
        } else {
            from.within(self.standing(from, &|token| program.is(token.word, openings.starts)))
        };
        let mut reached = Places::default();
        let mut rest = from.all();
        while rest != 0 {
            let bit = rest & rest.wrapping_neg();
            rest ^= bit;
            for steps in program.starting_with(openings, self.word_at(bit)) {
                reached = reached.and(self.run(steps, 0, from.within(bit)));
            }
        }
        reached
    }

    /// The word next to the place of a bit; [`UNKNOWN`] where there is none.
    fn word_at(self, bit: u64) -> WordId {
        let place = self.place(bit.trailing_zeros()) as usize;
        let index = match self.direction {
            Direction::Forward => Some(place),
            Direction::Backward => place.checked_sub(1),
        };
        index.and_then(|index| self.matcher.tokens.get(index)).map_or(UNKNOWN, |token| token.word)
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
