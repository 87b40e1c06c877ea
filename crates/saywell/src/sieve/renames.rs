//! Which new file is which old one under another name: told by what they have in common.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A text as the set of its stretches of three words, hashed.
pub(crate) type Shape = HashSet<u64>;

/// A stretch of words that stands in more old files than this tells nothing.
const COMMON: usize = 20;

/// The shape of a text.
pub(crate) fn shape(text: &str) -> Shape {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hash = |words: &[&str]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(3.min(words.len().max(1))).map(hash).collect()
}

/// For each new text the old one that it was: the pairs that have most in common come first, and a pair has at least
/// half in common.
pub(crate) fn pairs(new: &[Shape], old: &[Shape]) -> Vec<Option<usize>> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, shape) in old.iter().enumerate() {
        shape.iter().for_each(|part| holders.entry(*part).or_default().push(index));
    }
    let mut candidates = Vec::new();
    for (index, shape) in new.iter().enumerate() {
        let mut common: HashMap<usize, usize> = HashMap::new();
        let holders = shape.iter().filter_map(|part| holders.get(part));
        for other in holders.filter(|holders| holders.len() <= COMMON).flatten() {
            *common.entry(*other).or_default() += 1;
        }
        let alike = |(other, common): (usize, usize)| {
            // In thousandths.
            let share = 2000 * common / (shape.len() + old[other].len()).max(1);
            (share >= 500).then_some((share, index, other))
        };
        candidates.extend(common.into_iter().filter_map(alike));
    }
    candidates.sort_by_key(|&(share, index, other)| (std::cmp::Reverse(share), index, other));
    let mut found = vec![None; new.len()];
    let mut taken = HashSet::new();
    for (_, index, other) in candidates {
        if found[index].is_none() && taken.insert(other) {
            found[index] = Some(other);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{pairs, shape};

    #[test]
    fn the_likest_pairs_come_first_and_each_is_one() {
        let old = ["a b c d e f g h", "k l m n o p q r", "x y z"].map(shape);
        let new = ["a b c d e f g i", "a b c d e f g h", "k l m n 1 2 3 4 5", "x y z"].map(shape);
        assert_eq!(pairs(&new, &old), [None, Some(0), None, Some(2)]);
        assert_eq!(pairs(&new[..1], &old), [Some(0)]);
        assert_eq!(pairs(&[shape("")], &[shape("")]), [None]);
    }
}
