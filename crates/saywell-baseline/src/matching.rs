//! Which findings are old ones: one to one, in tiers from strict to loose, in the order of the text.

use crate::trace::{Mark, Trace};
use std::collections::{HashMap, VecDeque};

/// The tiers: of [`Trace::marks`], those that must agree together. Four words on both sides; four on either; two on
/// both; two on either.
const TIERS: [&[usize]; 6] = [&[0, 1], &[0], &[1], &[2, 3], &[2], &[3]];

/// For each new trace the index of the old one that it is, if it is one.
///
/// Every old trace is one new trace at most. Time is linear in both.
#[must_use]
pub fn known_again(old: &[Trace], new: &[Trace]) -> Vec<Option<usize>> {
    let mut known = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for tier in TIERS {
        match_tier(tier, (old, &mut taken), (new, &mut known));
    }
    known
}

/// The traces as one tier sees them.
fn seen<'a>(trace: &'a Trace, tier: &[usize]) -> (&'a str, [Option<Mark>; 2]) {
    let mark = |at: usize| tier.get(at).map(|&side| trace.marks[side]);
    (&trace.rule, [mark(0), mark(1)])
}

fn match_tier(
    tier: &[usize],
    (old, taken): (&[Trace], &mut [bool]),
    (new, known): (&[Trace], &mut [Option<usize>]),
) {
    let mut waiting: HashMap<_, VecDeque<usize>> = HashMap::new();
    for (index, trace) in old.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        waiting.entry(seen(trace, tier)).or_default().push_back(index);
    }
    for (trace, known) in new.iter().zip(known).filter(|(_, known)| known.is_none()) {
        *known = waiting.get_mut(&seen(trace, tier)).and_then(VecDeque::pop_front);
        if let Some(index) = *known {
            taken[index] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::known_again;
    use crate::trace::{Mark, Trace};

    fn trace(rule: &str, marks: [u32; 4]) -> Trace {
        Trace { rule: rule.to_owned(), marks: marks.map(Mark) }
    }

    #[test]
    fn strict_tiers_come_first() {
        let old = [trace("a", [1, 2, 3, 4]), trace("a", [5, 6, 3, 4])];
        // The first would do for the second new one by the words nearby, but is another's for certain.
        let new = [trace("a", [9, 9, 3, 4]), trace("a", [1, 2, 3, 4])];
        assert_eq!(known_again(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn one_side_is_enough_and_no_side_is_not() {
        let old = [trace("a", [1, 2, 3, 4])];
        for marks in [[1, 9, 9, 9], [9, 2, 9, 9], [9, 9, 3, 9], [9, 9, 9, 4]] {
            assert_eq!(known_again(&old, &[trace("a", marks)]), [Some(0)]);
        }
        assert_eq!(known_again(&old, &[trace("a", [9, 9, 9, 9])]), [None]);
        assert_eq!(known_again(&old, &[trace("b", [1, 2, 3, 4])]), [None]);
    }

    #[test]
    fn the_same_many_times_is_counted() {
        let same = vec![trace("a", [1, 2, 3, 4]); 50];
        assert_eq!(known_again(&same, &same[..49]).iter().flatten().count(), 49);
        assert_eq!(known_again(&same[..49], &same).iter().flatten().count(), 49);
    }
}
