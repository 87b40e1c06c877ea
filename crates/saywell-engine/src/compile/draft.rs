//! Phrases as steps over words, while rules are compiled: trees that can be split, and joined again.

use crate::matcher::Direction;
use crate::sets::WordSet;
use crate::vocabulary::{Vocabulary, WordId};
use saywell_rules::{Element, List, Phrase};

/// One step of a phrase.
#[derive(Clone, Debug)]
pub(crate) enum Draft {
    Words(WordSet),
    Number,
    AnyWord,
    Gap(u8),
    Comma,
    /// The start of a sentence (`^`); takes no word.
    Start,
    /// The end of a sentence (`$`); takes no word.
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

/// The lists of a pack: one list is one set of alternatives.
pub(crate) type Lists = Vec<Vec<Vec<Draft>>>;

/// The steps of a phrase.
pub(crate) fn steps(phrase: &Phrase, vocabulary: &mut Vocabulary) -> Vec<Draft> {
    let start = phrase.at_start.then_some(Draft::Start);
    let end = phrase.at_end.then_some(Draft::End);
    let elements = of_elements(&phrase.elements, vocabulary);
    start.into_iter().chain(elements).chain(end).collect()
}

/// The steps of a pack's lists.
pub(crate) fn lists(lists: &[List], vocabulary: &mut Vocabulary) -> Lists {
    let of_list = |list: &List, vocabulary: &mut Vocabulary| {
        merged(list.phrases.iter().map(|phrase| steps(phrase, vocabulary)))
    };
    lists.iter().map(|list| of_list(list, vocabulary)).collect()
}

fn of_elements(elements: &[Element], vocabulary: &mut Vocabulary) -> Vec<Draft> {
    elements.iter().map(|element| of_element(element, vocabulary)).collect()
}

fn of_element(element: &Element, vocabulary: &mut Vocabulary) -> Draft {
    match element {
        Element::Words(words) => {
            Draft::Words(WordSet::new(vocabulary, words.iter().map(String::as_str)))
        }
        Element::Number => Draft::Number,
        Element::AnyWord => Draft::AnyWord,
        Element::Gap(most) => Draft::Gap(*most),
        Element::Comma => Draft::Comma,
        Element::Group { alternatives, optional } => Draft::Group {
            alternatives: merged(
                alternatives.iter().map(|elements| of_elements(elements, vocabulary)),
            ),
            optional: *optional,
        },
        Element::List { list, optional } => Draft::List { list: *list, optional: *optional },
    }
}

/// Alternatives, with those of one word made one: a list of many words costs no more than one of them.
fn merged(alternatives: impl Iterator<Item = Vec<Draft>>) -> Vec<Vec<Draft>> {
    let mut words = Vec::new();
    let mut others = Vec::new();
    for alternative in alternatives {
        match alternative.as_slice() {
            [Draft::Words(set)] => words.extend_from_slice(set.numbers()),
            _ => others.push(alternative),
        }
    }
    if !words.is_empty() {
        others.insert(0, vec![Draft::Words(WordSet::from_numbers(words))]);
    }
    others
}

/// Words of which one must be near the edge of every match of some steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) words: WordSet,
    /// How many words can stand between the edge and it.
    pub(crate) within: usize,
}

/// The words of which the first known one of steps must be, in a direction; none where there need not be any.
pub(crate) fn near_words(steps: &[Draft], lists: &Lists, direction: Direction) -> Option<Near> {
    let mut edge = Edge { lists, direction, words: Vec::new(), within: 0 };
    if edge.gather(steps, 0).is_some() {
        return None;
    }
    Some(Near { words: WordSet::from_numbers(edge.words), within: edge.within })
}

/// The words that steps can take first in a direction; none where they can take any, or none at all.
pub(crate) fn edge_words(steps: &[Draft], lists: &Lists, direction: Direction) -> Option<WordSet> {
    near_words(steps, lists, direction).filter(|near| near.within == 0).map(|near| near.words)
}

/// The same for sequences of which any one will do.
pub(crate) fn edge_of_any(
    alternatives: &[Vec<Draft>],
    lists: &Lists,
    direction: Direction,
) -> Option<WordSet> {
    let words = alternatives.iter().map(|steps| edge_words(steps, lists, direction));
    let words: Vec<WordSet> = words.collect::<Option<_>>()?;
    let numbers = words.iter().flat_map(|words| words.numbers().iter().copied());
    Some(WordSet::from_numbers(numbers.collect()))
}

/// What is gathered at one edge of steps.
struct Edge<'a> {
    lists: &'a Lists,
    direction: Direction,
    words: Vec<WordId>,
    within: usize,
}

impl Edge<'_> {
    /// Gathers the words that can stand where steps start, after at most `skipped` others. Where the steps can end without
    /// one of them, gives how many words they can have skipped by then.
    fn gather(&mut self, steps: &[Draft], mut skipped: usize) -> Option<usize> {
        for index in 0..steps.len() {
            let step = match self.direction {
                Direction::Forward => &steps[index],
                Direction::Backward => &steps[steps.len() - 1 - index],
            };
            skipped = match step {
                Draft::Words(words) => {
                    self.words.extend_from_slice(words.numbers());
                    self.within = self.within.max(skipped);
                    return None;
                }
                Draft::Start | Draft::End | Draft::Comma => skipped,
                Draft::Number | Draft::AnyWord => skipped + 1,
                Draft::Gap(most) => skipped + usize::from(*most),
                Draft::Group { alternatives, optional } => {
                    self.gather_any(alternatives, *optional, skipped)?
                }
                Draft::List { list, optional } => {
                    self.gather_any(&self.lists[*list], *optional, skipped)?
                }
            };
        }
        Some(skipped)
    }

    fn gather_any(
        &mut self,
        alternatives: &[Vec<Draft>],
        optional: bool,
        skipped: usize,
    ) -> Option<usize> {
        let passed = optional.then_some(skipped);
        alternatives.iter().fold(passed, |most, steps| most.max(self.gather(steps, skipped)))
    }
}
