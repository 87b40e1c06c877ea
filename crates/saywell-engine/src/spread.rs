//! Matching that keeps the *set* of places reached so far, as bits, so that optional words, gaps and lists cost at most
//! (steps × places) and never blow up.

use crate::bits::ones;
use crate::matcher::{Direction, Leave, Matcher, Place, ends_sentence, pick, starts_sentence};
use crate::program::{Step, Steps};
use crate::sets::SetId;
use crate::tokens::{Shape, Token};
use crate::vocabulary::UNKNOWN;

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
}

/// Matching from one place in one direction, with a set of places.
#[derive(Clone, Copy)]
pub(crate) struct Spread<'a> {
    matcher: Matcher<'a>,
    origin: u32,
    direction: Direction,
    /// The places behind which another word stands.
    followed: u64,
    /// The places that a phrase may not leave: a comma or more stands there.
    parted: u64,
    /// The places that a phrase may not leave after a comma either: a sentence ends there.
    ended: u64,
}

impl<'a> Spread<'a> {
    pub(crate) fn new(matcher: Matcher<'a>, (origin, _): Place, direction: Direction) -> Self {
        let words = matcher.words;
        let from = origin as usize;
        let (followed, parted, ended) = match direction {
            Direction::Forward => {
                let left = matcher.stop.saturating_sub(from);
                (left, words.parted.after(from), words.ended.after(from))
            }
            Direction::Backward => (
                from.saturating_sub(matcher.first),
                words.parted.before(from),
                words.ended.before(from),
            ),
        };
        let followed = if followed < 64 { (1 << followed) - 1 } else { u64::MAX };
        Self { matcher, origin, direction, followed, parted, ended }
    }
}

impl Spread<'_> {
    /// The furthest place that the steps from number `done` on reach from the first one.
    pub(crate) fn furthest(self, steps: Steps<'_>, done: usize, leave: Leave) -> Option<usize> {
        let from = match leave {
            Leave::Join => Places { join: 1, ..Places::default() },
            Leave::Comma => Places { comma: 1, ..Places::default() },
            Leave::Any => Places { any: 1, ..Places::default() },
        };
        let furthest = self.run(steps, done, from).all().checked_ilog2()?;
        Some(self.place(furthest) as usize)
    }

    /// The place that a bit stands for.
    fn place(self, bit: u32) -> u32 {
        match self.direction {
            Direction::Forward => self.origin + bit,
            Direction::Backward => self.origin - bit,
        }
    }

    /// Takes the steps from number `done` on, from each of the places.
    fn run(self, steps: Steps<'_>, done: usize, from: Places) -> Places {
        let mut places = from;
        for index in done..steps.len() {
            places = self.step(pick(steps, index, self.direction), places);
            if places.is_empty() {
                break;
            }
        }
        places
    }

    #[inline]
    fn step(self, step: Step, from: Places) -> Places {
        let program = self.matcher.program;
        let tokens = self.matcher.words.tokens.as_slice();
        let to = |standing: u64| Places { join: standing << 1, ..Places::default() };
        match step {
            Step::Word(word) => to(self.standing(from, |token| token.word == word)),
            Step::Words(set) => to(self.standing(from, |token| program.is(token.word, set))),
            Step::Number => to(self.standing(from, |token| token.shape == Shape::Number)),
            Step::AnyWord => to(self.left(from)),
            Step::Comma => from.after_comma(),
            Step::Start => from.within(self.bits(from, |at| starts_sentence(tokens, at))),
            Step::End => from.within(self.bits(from, |at| ends_sentence(tokens, at))),
            Step::Gap(most) => self.gap(from, most),
            Step::Choice { choice, optional } => {
                let reached = self.choice(choice, from);
                if optional { reached.and(from) } else { reached }
            }
        }
    }

    /// Those of the places that may be left for the word behind.
    fn left(self, from: Places) -> u64 {
        (from.any | from.comma & !self.ended | from.join & !self.parted) & self.followed
    }

    /// Those of the places from which a next word can be taken that fits.
    #[inline]
    fn standing(self, from: Places, fits: impl Fn(Token) -> bool) -> u64 {
        self.followed_by(self.left(from), fits)
    }

    /// Those of some bits that have a fitting word next to their places.
    #[inline]
    fn followed_by(self, bits: u64, fits: impl Fn(Token) -> bool) -> u64 {
        let such = ones(bits).filter(|&bit| self.token(bit).is_some_and(&fits));
        such.fold(0, |bits, bit| bits | 1 << bit)
    }

    /// Those of the places of which something is true.
    fn bits(self, from: Places, is: impl Fn(usize) -> bool) -> u64 {
        let such = ones(from.all()).filter(|&bit| is(self.place(bit) as usize));
        such.fold(0, |bits, bit| bits | 1 << bit)
    }

    fn gap(self, from: Places, most: u8) -> Places {
        let mut reached = from.after_comma();
        let mut last = reached;
        for _ in 0..most {
            last = Places { comma: self.left(last) << 1, ..Places::default() };
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
            // A branch may start with a comma: what stands between is not asked yet.
            let starts = |token: Token| program.is(token.word, openings.starts);
            from.within(self.followed_by(from.all() & self.followed, starts))
        };
        let mut reached = Places::default();
        for bit in ones(from.all()) {
            let word = self.token(bit).map_or(UNKNOWN, |token| token.word);
            for steps in program.starting_with(openings, word) {
                reached = reached.and(self.run(steps, 0, from.within(1 << bit)));
            }
        }
        reached
    }

    /// The word next to the place of a bit.
    #[inline]
    fn token(self, bit: u32) -> Option<Token> {
        let place = self.place(bit) as usize;
        let index = match self.direction {
            Direction::Forward => place,
            Direction::Backward => place.checked_sub(1)?,
        };
        self.matcher.words.tokens.get(index).copied()
    }
}
