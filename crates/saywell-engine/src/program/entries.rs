//! What the tables of a program hold, and how each entry is written out.

use crate::flat::Flat;
use crate::openings::Openings;
#[cfg(doc)]
use crate::program::Program;
use crate::sets::SetId;
use crate::vocabulary::WordId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Which form of a term was found: what an alternative has to agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    Singular,
    Plural,
    Base,
    Third,
    Past,
    Participle,
    /// A past form that is also the participle: the words before it tell which.
    PastOrParticiple,
    Gerund,
}

impl Form {
    /// All forms, in order.
    const ALL: [Self; 9] = [
        Self::Plain,
        Self::Singular,
        Self::Plural,
        Self::Base,
        Self::Third,
        Self::Past,
        Self::Participle,
        Self::PastOrParticiple,
        Self::Gerund,
    ];
}

/// A run of entries in one of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Run {
    first: u32,
    len: u32,
}

impl Run {
    /// The run from entry `first` up to, not including, `end`.
    pub(crate) fn new(first: usize, end: usize) -> Self {
        Self { first: first as u32, len: (end - first) as u32 }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.first as usize..(self.first + self.len) as usize
    }
}

/// One step of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// This word.
    Word(WordId),
    /// One of these words.
    Words(SetId),
    Number,
    AnyWord,
    /// At most so many words.
    Gap(u8),
    Comma,
    /// The start of a sentence; takes no word.
    Start,
    /// The end of a sentence; takes no word.
    End,
    /// One of several sequences.
    Choice {
        choice: u32,
        optional: bool,
    },
}

/// Sequences of which any one will do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// Read from left to right.
    pub(crate) forward: Openings,
    /// Read from right to left.
    pub(crate) backward: Openings,
}

/// A phrase of a condition or an exception, split at a word by which it is found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Split {
    /// Steps before the word, among [`Program::steps`].
    pub(crate) before: Run,
    /// Steps after the word, among [`Program::steps`].
    pub(crate) after: Run,
    /// Whether there is such a word. Without one, `after` is the whole phrase, which may start anywhere.
    pub(crate) anchored: bool,
    /// Words of which one must stand before that word; any, where there is no such word.
    pub(crate) near_before: Near,
    /// Words of which one must stand after it.
    pub(crate) near_after: Near,
}

/// Phrases of which any one will do, by the words they are found by; none, if there are no phrases.
pub(crate) type Phrases = Option<Openings>;

/// What to look for at an anchor word.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Steps before and after the anchor word, among [`Program::steps`].
    Steps { before: Run, after: Run },
    /// A regular expression (among [`Program::patterns`]), tried on the anchor word's sentence.
    Pattern(u32),
}

/// One form of one term of a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    /// The rule's number.
    pub(crate) rule: u32,
    /// The term's number in the rule.
    pub(crate) term: u32,
    pub(crate) form: Form,
    pub(crate) shape: Shape,
}

/// A term at one of its anchor words, with a quick test to be made before the real one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Anchored {
    pub(crate) term: u32,
    /// The words of which one must stand before the anchor.
    pub(crate) before: Near,
    /// The words of which one must stand after the anchor.
    pub(crate) after: Near,
}

/// Words of which one must be near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Near {
    pub(crate) words: SetId,
    /// How many words can stand between.
    pub(crate) within: u8,
}

impl Flat<2> for Run {
    fn numbers(self) -> [u32; 2] {
        [self.first, self.len]
    }

    fn of([first, len]: [u32; 2]) -> Self {
        Self { first, len }
    }
}

/// The kind of a step is in the highest bits; what it is of is in the others.
impl Flat<1> for Step {
    fn numbers(self) -> [u32; 1] {
        let (kind, of) = match self {
            Self::Word(word) => (0, word),
            Self::Words(set) => (1, set.numbers()[0]),
            Self::Number => (2, 0),
            Self::AnyWord => (3, 0),
            Self::Gap(most) => (4, u32::from(most)),
            Self::Comma => (5, 0),
            Self::Start => (6, 0),
            Self::End => (7, 0),
            Self::Choice { choice, optional: false } => (8, choice),
            Self::Choice { choice, optional: true } => (9, choice),
        };
        [kind << KIND | of]
    }

    fn of([number]: [u32; 1]) -> Self {
        let of = number & ((1 << KIND) - 1);
        match number >> KIND {
            0 => Self::Word(of),
            1 => Self::Words(SetId::of([of])),
            2 => Self::Number,
            3 => Self::AnyWord,
            4 => Self::Gap(of as u8),
            5 => Self::Comma,
            6 => Self::Start,
            7 => Self::End,
            kind => Self::Choice { choice: of, optional: kind == 9 },
        }
    }
}

/// Where the kind of a step is; no table has more entries than fit the bits below.
const KIND: u32 = 27;

impl Flat<10> for Choice {
    fn numbers(self) -> [u32; 10] {
        let mut numbers = [0; 10];
        numbers[..5].copy_from_slice(&self.forward.numbers());
        numbers[5..].copy_from_slice(&self.backward.numbers());
        numbers
    }

    fn of([a, b, c, d, e, v, w, x, y, z]: [u32; 10]) -> Self {
        Self { forward: Openings::of([a, b, c, d, e]), backward: Openings::of([v, w, x, y, z]) }
    }
}

impl Flat<2> for Near {
    fn numbers(self) -> [u32; 2] {
        let [words] = self.words.numbers();
        [words, u32::from(self.within)]
    }

    fn of([words, within]: [u32; 2]) -> Self {
        Self { words: SetId::of([words]), within: within as u8 }
    }
}

impl Flat<9> for Split {
    fn numbers(self) -> [u32; 9] {
        let ([before, before_len], [after, after_len]) =
            (self.before.numbers(), self.after.numbers());
        let ([words_before, near_before], [words_after, near_after]) =
            (self.near_before.numbers(), self.near_after.numbers());
        let anchored = u32::from(self.anchored);
        [
            before,
            before_len,
            after,
            after_len,
            anchored,
            words_before,
            near_before,
            words_after,
            near_after,
        ]
    }

    fn of([a, b, c, d, anchored, w, x, y, z]: [u32; 9]) -> Self {
        Self {
            before: Run::of([a, b]),
            after: Run::of([c, d]),
            anchored: anchored != 0,
            near_before: Near::of([w, x]),
            near_after: Near::of([y, z]),
        }
    }
}

impl Flat<8> for Term {
    fn numbers(self) -> [u32; 8] {
        let form = self.form as u32;
        match self.shape {
            Shape::Steps { before, after } => {
                let ([a, b], [c, d]) = (before.numbers(), after.numbers());
                [self.rule, self.term, form, 0, a, b, c, d]
            }
            Shape::Pattern(pattern) => [self.rule, self.term, form, 1, pattern, 0, 0, 0],
        }
    }

    fn of([rule, term, form, kind, a, b, c, d]: [u32; 8]) -> Self {
        let shape = match kind {
            0 => Shape::Steps { before: Run::of([a, b]), after: Run::of([c, d]) },
            _ => Shape::Pattern(a),
        };
        let form = Form::ALL.get(form as usize).copied().unwrap_or(Form::Plain);
        Self { rule, term, form, shape }
    }
}

/// The term is in the lowest bits of the first number; how far is looked before and after, in those above.
impl Flat<3> for Anchored {
    fn numbers(self) -> [u32; 3] {
        let ([before, before_within], [after, after_within]) =
            (self.before.numbers(), self.after.numbers());
        [self.term | before_within << TERM | after_within << (TERM + WITHIN), before, after]
    }

    fn of([term, before, after]: [u32; 3]) -> Self {
        let within = |shift: u32| term >> shift & ((1 << WITHIN) - 1);
        Self {
            term: term & ((1 << TERM) - 1),
            before: Near::of([before, within(TERM)]),
            after: Near::of([after, within(TERM + WITHIN)]),
        }
    }
}

/// The bits of a term's number in an [`Anchored`], and those of how many words can stand between.
const TERM: u32 = 22;
const WITHIN: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairs::PairRow;
    use std::fmt::Debug;

    fn comes_back<T: Flat<N> + Debug, const N: usize>(entry: T) {
        assert_eq!(format!("{:?}", T::of(entry.numbers())), format!("{entry:?}"));
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let mut sets = crate::sets::Sets::default();
        let [one, two] = [sets.intern(&[7]), sets.intern(&[7, 9])];
        let (run, other) = (Run::new(3, 8), Run::new(70_000, 70_001));
        for step in [
            Step::Word(70_000),
            Step::Words(two),
            Step::Number,
            Step::AnyWord,
            Step::Gap(9),
            Step::Comma,
            Step::Start,
            Step::End,
            Step::Choice { choice: 5, optional: false },
            Step::Choice { choice: 70_000, optional: true },
        ] {
            comes_back(step);
        }
        let (near, far) = (Near { words: one, within: 0 }, Near { words: two, within: 30 });
        comes_back(near);
        comes_back(Anchored { term: 8, before: near, after: far });
        comes_back(PairRow { anchor: 7, is_right: true, terms: other });
        let (before, after) = (run, other);
        comes_back(Split { before, after, anchored: true, near_before: near, near_after: far });
        for form in Form::ALL {
            comes_back(Term { rule: 1, term: 2, form, shape: Shape::Steps { before, after } });
        }
        comes_back(Term { rule: 1, term: 2, form: Form::Past, shape: Shape::Pattern(6) });
        let openings = |seed: u32| Openings::of([0, seed, 2, seed + 1, 4]);
        comes_back(Choice { forward: openings(70_000), backward: openings(5) });
    }
}
