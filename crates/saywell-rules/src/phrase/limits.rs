//! What a phrase must have and how large it may be.

use super::{Element, PhraseError};

/// How long a phrase may be.
const MAX_BYTES: usize = 2_000;
/// How many elements of a phrase may stand in a row.
const MAX_LENGTH: usize = 64;
/// How many elements a phrase may have, those of all alternatives counted.
const MAX_ELEMENTS: usize = 512;

pub(super) fn check_length(source: &str) -> Result<(), PhraseError> {
    if source.len() <= MAX_BYTES {
        return Ok(());
    }
    Err(PhraseError::new(0..source.len(), format!("a phrase has at most {MAX_BYTES} bytes")))
}

pub(super) fn check_elements(elements: &[Element], source: &str) -> Result<(), PhraseError> {
    let problem = if elements.is_empty() {
        "a phrase needs words".to_owned()
    } else if !is_required(elements) {
        "all of this phrase is optional".to_owned()
    } else if longest(elements) > MAX_LENGTH {
        format!("a phrase has at most {MAX_LENGTH} elements in a row")
    } else if count(elements) > MAX_ELEMENTS {
        format!("a phrase has at most {MAX_ELEMENTS} elements")
    } else {
        return Ok(());
    };
    Err(PhraseError::new(0..source.len(), problem))
}

pub(super) fn nothing_fixed(source: &str) -> PhraseError {
    PhraseError::new(0..source.len(), "a phrase needs at least one word that must be there")
}

/// Whether a sequence cannot be matched without a word that it names; `list` says so of a list.
pub(super) fn has_fixed(elements: &[Element], list: &dyn Fn(usize) -> bool) -> bool {
    elements.iter().any(|element| match element {
        Element::Words(_) => true,
        Element::List { list: index, optional: false } => list(*index),
        Element::Group { alternatives, optional: false } => {
            alternatives.iter().all(|sequence| has_fixed(sequence, list))
        }
        _ => false,
    })
}

/// Whether a sequence cannot be matched without any word.
fn is_required(elements: &[Element]) -> bool {
    elements.iter().any(|element| match element {
        Element::Words(_)
        | Element::Number
        | Element::AnyWord
        | Element::List { optional: false, .. } => true,
        Element::Group { alternatives, optional: false } => {
            alternatives.iter().all(|sequence| is_required(sequence))
        }
        _ => false,
    })
}

fn sequences(element: &Element) -> &[Vec<Element>] {
    if let Element::Group { alternatives, .. } = element { alternatives } else { &[] }
}

/// The most elements that stand in a row.
fn longest(elements: &[Element]) -> usize {
    let inside =
        |element| sequences(element).iter().map(|sequence| longest(sequence)).max().unwrap_or(1);
    elements.iter().map(inside).sum()
}

/// All elements, those in groups too.
fn count(elements: &[Element]) -> usize {
    let inside = |element| sequences(element).iter().map(|sequence| count(sequence)).sum::<usize>();
    elements.iter().map(|element| 1 + inside(element)).sum()
}
