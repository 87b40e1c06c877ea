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

/// The words that steps can take first in a direction; none where they can take any, or none at all.
pub(crate) fn edge_words(steps: &[Draft], lists: &Lists, direction: Direction) -> Option<WordSet> {
    let mut words = Vec::new();
    (gather_edge(steps, lists, direction, &mut words) == Edge::Closed)
        .then(|| WordSet::from_numbers(words))
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

/// What the words gathered at one edge of steps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// All that can stand there.
    Closed,
    /// All, besides those of what comes next: the steps need take no word.
    Open,
    /// Some of them: any word can stand there.
    Any,
}

/// Gathers the words at one edge of steps.
fn gather_edge(
    steps: &[Draft],
    lists: &Lists,
    direction: Direction,
    into: &mut Vec<WordId>,
) -> Edge {
    for step in in_direction(steps, direction) {
        let (alternatives, optional) = match step {
            Draft::Words(words) => {
                into.extend_from_slice(words.numbers());
                return Edge::Closed;
            }
            Draft::Start | Draft::End | Draft::Comma => continue,
            Draft::Number | Draft::AnyWord | Draft::Gap(_) => return Edge::Any,
            Draft::Group { alternatives, optional } => (alternatives, *optional),
            Draft::List { list, optional } => (&lists[*list], *optional),
        };
        let mut open = optional;
        for steps in alternatives {
            match gather_edge(steps, lists, direction, into) {
                Edge::Closed => {}
                Edge::Open => open = true,
                Edge::Any => return Edge::Any,
            }
        }
        if !open {
            return Edge::Closed;
        }
    }
    Edge::Open
}

/// Steps in the order in which they are met.
pub(crate) fn in_direction(steps: &[Draft], direction: Direction) -> impl Iterator<Item = &Draft> {
    (0..steps.len()).map(move |index| match direction {
        Direction::Forward => &steps[index],
        Direction::Backward => &steps[steps.len() - 1 - index],
    })
}

/// The most words that a step can take.
pub(crate) fn longest(step: &Draft, lists: &Lists) -> usize {
    let longest_of = |alternatives: &[Vec<Draft>]| {
        let length = |steps: &Vec<Draft>| steps.iter().map(|step| longest(step, lists)).sum();
        alternatives.iter().map(length).max().unwrap_or_default()
    };
    match step {
        Draft::Words(_) | Draft::Number | Draft::AnyWord => 1,
        Draft::Start | Draft::End | Draft::Comma => 0,
        Draft::Gap(most) => usize::from(*most),
        Draft::Group { alternatives, .. } => longest_of(alternatives),
        Draft::List { list, .. } => longest_of(&lists[*list]),
    }
}
