//! Phrases compiled to steps over words, and how they are matched.
//!
//! A phrase is matched from a word of it outwards. At each step the matcher holds the *set* of places reached so far,
//! so that optional words, gaps and lists cost at most (steps × places) and never blow up.

use crate::tokens::{Gap, Shape, Token};
use crate::vocabulary::{Vocabulary, WordId, WordSet};
use saywell_rules::{Element, List, Phrase};
use smallvec::{SmallVec, smallvec};

/// One step of a compiled phrase.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Words(WordSet),
    Number,
    AnyWord,
    Gap(u8),
    Comma,
    /// The start of a sentence (`^` in a list's phrase); takes no word.
    Start,
    /// The end of a sentence (`$` in a list's phrase); takes no word.
    End,
    Group {
        alternatives: Vec<Vec<Self>>,
        optional: bool,
    },
    List {
        list: usize,
        optional: bool,
    },
}

/// A compiled phrase.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    pub(crate) steps: Vec<Step>,
    pub(crate) at_start: bool,
    pub(crate) at_end: bool,
    /// The words it can start with; none where it can start with any.
    first: Option<WordSet>,
}

/// The lists of all packs, compiled: one list is one set of alternatives.
pub(crate) type Lists = Vec<Vec<Vec<Step>>>;

/// Compiles elements. `base` is where the pack's lists start among all lists.
pub(crate) fn compile_elements(
    elements: &[Element],
    vocabulary: &mut Vocabulary,
    base: usize,
) -> Vec<Step> {
    elements.iter().map(|element| compile_element(element, vocabulary, base)).collect()
}

fn compile_element(element: &Element, vocabulary: &mut Vocabulary, base: usize) -> Step {
    match element {
        Element::Words(words) => {
            Step::Words(WordSet::new(vocabulary, words.iter().map(String::as_str)))
        }
        Element::Number => Step::Number,
        Element::AnyWord => Step::AnyWord,
        Element::Gap(most) => Step::Gap(*most),
        Element::Comma => Step::Comma,
        Element::Group { alternatives, optional } => Step::Group {
            alternatives: merged(
                alternatives.iter().map(|elements| compile_elements(elements, vocabulary, base)),
            ),
            optional: *optional,
        },
        Element::List { list, optional } => Step::List { list: base + list, optional: *optional },
    }
}

/// Alternatives, with those of one word made one: a list of many words costs no more than one of them.
fn merged(alternatives: impl Iterator<Item = Vec<Step>>) -> Vec<Vec<Step>> {
    let mut words = Vec::new();
    let mut others = Vec::new();
    for alternative in alternatives {
        match alternative.as_slice() {
            [Step::Words(set)] => words.extend(set.iter()),
            _ => others.push(alternative),
        }
    }
    if !words.is_empty() {
        others.insert(0, vec![Step::Words(WordSet::from_numbers(words))]);
    }
    others
}

/// Compiles a pack's lists onto the end of `lists`.
pub(crate) fn compile_lists(pack_lists: &[List], vocabulary: &mut Vocabulary, lists: &mut Lists) {
    let base = lists.len();
    for list in pack_lists {
        let phrases = list.phrases.iter().map(|phrase| {
            let mut steps = compile_elements(&phrase.elements, vocabulary, base);
            if phrase.at_start {
                steps.insert(0, Step::Start);
            }
            if phrase.at_end {
                steps.push(Step::End);
            }
            steps
        });
        lists.push(merged(phrases));
    }
}

impl Steps {
    /// Compiles a phrase of the pack whose lists start at `base`.
    pub(crate) fn new(
        phrase: &Phrase,
        vocabulary: &mut Vocabulary,
        lists: &Lists,
        base: usize,
    ) -> Self {
        let steps = compile_elements(&phrase.elements, vocabulary, base);
        let first = edge_words(&steps, lists, Direction::Forward);
        Self { steps, at_start: phrase.at_start, at_end: phrase.at_end, first }
    }

    /// Whether the phrase can start at this word, as far as the word alone tells.
    pub(crate) fn may_start_with(&self, word: WordId) -> bool {
        self.first.as_ref().is_none_or(|first| first.contains(word))
    }
}

/// The words that steps can take first in a direction; none where they can take any, or none at all.
pub(crate) fn edge_words(steps: &[Step], lists: &Lists, direction: Direction) -> Option<WordSet> {
    let mut words = Vec::new();
    gather_edge(steps, lists, direction, &mut words).then(|| WordSet::from_numbers(words))
}

/// Gathers the words at one edge of steps; false where any word can stand there.
fn gather_edge(
    steps: &[Step],
    lists: &Lists,
    direction: Direction,
    into: &mut Vec<WordId>,
) -> bool {
    for index in 0..steps.len() {
        let (alternatives, optional) = match direction.pick(steps, index) {
            Step::Words(words) => {
                into.extend(words.iter());
                return true;
            }
            Step::Start | Step::End => continue,
            Step::Number | Step::AnyWord | Step::Gap(_) | Step::Comma => return false,
            Step::Group { alternatives, optional } => (alternatives, *optional),
            Step::List { list, optional } => (&lists[*list], *optional),
        };
        if !alternatives.iter().all(|steps| gather_edge(steps, lists, direction, into)) {
            return false;
        }
        if !optional {
            return true;
        }
    }
    false
}

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
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

impl Direction {
    /// Step number `index` in this direction.
    fn pick(self, steps: &[Step], index: usize) -> &Step {
        match self {
            Self::Forward => &steps[index],
            Self::Backward => &steps[steps.len() - 1 - index],
        }
    }
}

/// Matches steps in the words of one block.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) lists: &'a Lists,
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
        steps: &[Step],
        from: usize,
        direction: Direction,
        joined: bool,
    ) -> Option<usize> {
        let leave = if joined { Leave::Join } else { Leave::Any };
        let places = self.run(steps, smallvec![(from as u32, leave)], direction);
        let furthest = places.into_iter().map(|(place, _)| place as usize);
        match direction {
            Direction::Forward => furthest.max(),
            Direction::Backward => furthest.min(),
        }
    }

    /// Where the whole phrase ends when it starts at word `from`; none where it does not match there.
    pub(crate) fn phrase_at(self, phrase: &Steps, from: usize) -> Option<usize> {
        let word = self.tokens.get(from)?.word;
        if !phrase.may_start_with(word) || (phrase.at_start && !self.starts_sentence(from)) {
            return None;
        }
        let end = self.reach(&phrase.steps, from, Direction::Forward, false)?;
        (!phrase.at_end || self.ends_sentence(end)).then_some(end)
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

    fn run(self, steps: &[Step], from: Places, direction: Direction) -> Places {
        let mut places = from;
        for index in 0..steps.len() {
            places = self.step(direction.pick(steps, index), &places, direction);
            if places.is_empty() {
                break;
            }
        }
        places
    }

    fn step(self, step: &Step, from: &[Place], direction: Direction) -> Places {
        let mut reached = Places::new();
        match step {
            Step::Words(words) => {
                self.take_one(from, direction, &mut reached, |token| words.contains(token.word));
            }
            Step::Number => {
                self.take_one(from, direction, &mut reached, |token| token.shape == Shape::Number);
            }
            Step::AnyWord => self.take_one(from, direction, &mut reached, |_| true),
            Step::Comma => {
                reached.extend(from.iter().map(|&(place, leave)| (place, leave.max(Leave::Comma))));
            }
            Step::Start => {
                reached.extend(
                    from.iter().copied().filter(|place| self.starts_sentence(place.0 as usize)),
                );
            }
            Step::End => {
                reached.extend(
                    from.iter().copied().filter(|place| self.ends_sentence(place.0 as usize)),
                );
            }
            Step::Gap(most) => self.take_gap(from, direction, *most, &mut reached),
            Step::Group { alternatives, optional } => {
                self.take_any(alternatives, *optional, from, direction, &mut reached);
            }
            Step::List { list, optional } => {
                self.take_any(&self.lists[*list], *optional, from, direction, &mut reached);
            }
        }
        reached.sort_unstable();
        reached.dedup();
        reached.truncate(MOST_PLACES);
        reached
    }

    /// The word next to a place, and the place after it, where what stands between allows it.
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

    fn take_one(
        self,
        from: &[Place],
        direction: Direction,
        reached: &mut Places,
        fits: impl Fn(Token) -> bool,
    ) {
        for &place in from {
            if let Some((token, after)) = self.next(place, direction)
                && fits(token)
            {
                reached.push((after, Leave::Join));
            }
        }
    }

    /// Whether the first word of steps fits at one of the places: a quick test before they are run.
    fn may_go_on(self, steps: &[Step], from: &[Place], direction: Direction) -> bool {
        let Some(Step::Words(words)) = (!steps.is_empty()).then(|| direction.pick(steps, 0)) else {
            return true;
        };
        from.iter().any(|&place| {
            self.next(place, direction).is_some_and(|(token, _)| words.contains(token.word))
        })
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
        alternatives: &[Vec<Step>],
        optional: bool,
        from: &[Place],
        direction: Direction,
        reached: &mut Places,
    ) {
        for steps in alternatives {
            if self.may_go_on(steps, from, direction) {
                reached.extend(self.run(steps, from.into(), direction));
            }
        }
        if optional {
            reached.extend_from_slice(from);
        }
    }
}
