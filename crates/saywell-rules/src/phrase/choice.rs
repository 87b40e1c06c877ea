//! Choices between sequences, in their plainest form.

use super::Element;

/// A choice: its only sequence, words to choose from, a list that may be absent, or else a group.
pub(super) fn choice(mut alternatives: Vec<Vec<Element>>, optional: bool) -> Vec<Element> {
    if alternatives.len() > 1
        && alternatives.iter().all(|sequence| matches!(sequence.as_slice(), [Element::Words(_)]))
    {
        alternatives = vec![vec![Element::Words(all_words(alternatives))]];
    }
    match alternatives.as_mut_slice() {
        [sequence] if !optional => std::mem::take(sequence),
        [sequence] => match sequence.as_slice() {
            [Element::List { list, .. }] => vec![Element::List { list: *list, optional }],
            _ => vec![Element::Group { alternatives, optional }],
        },
        _ => vec![Element::Group { alternatives, optional }],
    }
}

/// The words of a choice between words, each once.
fn all_words(alternatives: Vec<Vec<Element>>) -> Vec<String> {
    let mut all = Vec::new();
    for element in alternatives.into_iter().flatten() {
        let Element::Words(words) = element else { continue };
        for word in words {
            if !all.contains(&word) {
                all.push(word);
            }
        }
    }
    all
}
