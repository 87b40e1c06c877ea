//! The choice of the word by which a phrase is found: the rarest that every match must hold.
//!
//! Where the rarest word stands in one of several alternatives, the phrase is split into a variant for each.

use super::draft::{Draft, Lists, in_direction, longest};
use crate::matcher::Direction;
use crate::sets::WordSet;
use crate::vocabulary::WordId;

/// What the choice rests on.
pub(crate) struct Anchors<'a> {
    pub(crate) lists: &'a Lists,
    /// How common each word is, by number; words beyond the end are not.
    pub(crate) commonness: &'a [u32],
}

/// What a variant costs besides its words: splitting is worth it only for clearly rarer words.
const COST_OF_A_VARIANT: u64 = 4;

/// The most variants that one phrase is split into.
const MOST_VARIANTS: usize = 400;

/// Words of which one must stand near an end of every match of some steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    pub(crate) words: WordSet,
    /// How many words can stand between that end and it.
    pub(crate) within: usize,
}

/// A phrase, or one way to read it.
pub(crate) struct Variant {
    pub(crate) steps: Vec<Draft>,
    /// Index of the step that takes its anchor word.
    pub(crate) anchor: usize,
    /// What must stand before the anchor, and after it.
    pub(crate) needed: [Option<Needed>; 2],
}

/// Words further from the anchor than this are not looked for before the phrase itself.
const FURTHEST: usize = 30;

impl Anchors<'_> {
    /// The phrase as one variant or several, each with an anchor word of its own.
    ///
    /// A phrase in which no word is required has no variant: it cannot be looked for.
    pub(crate) fn variants(&self, steps: &[Draft]) -> Vec<Variant> {
        let mut variants = Vec::new();
        self.split(steps, &mut variants);
        let variant = |(steps, anchor): (Vec<Draft>, usize)| {
            let before = self.needed(&steps[..anchor], Direction::Backward);
            let after = self.needed(&steps[anchor + 1..], Direction::Forward);
            Variant { steps, anchor, needed: [before, after] }
        };
        variants.into_iter().map(variant).collect()
    }

    /// The rarest words of which a match of these steps must have one near its start in a direction.
    pub(crate) fn needed(&self, steps: &[Draft], direction: Direction) -> Option<Needed> {
        let mut best: Option<(u64, Needed)> = None;
        let mut skipped = 0;
        for step in in_direction(steps, direction) {
            let needed = self.needed_of(step, direction);
            if let Some(mut needed) = needed.filter(|needed| skipped + needed.within <= FURTHEST) {
                needed.within += skipped;
                let cost = self.words_cost(&needed.words);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, needed));
                }
            }
            skipped += longest(step, self.lists);
        }
        best.map(|(_, needed)| needed)
    }

    fn needed_of(&self, step: &Draft, direction: Direction) -> Option<Needed> {
        if let Draft::Words(words) = step {
            return Some(Needed { words: words.clone(), within: 0 });
        }
        let (mut words, mut within) = (Vec::new(), 0);
        for alternative in self.alternatives(step)? {
            let needed = self.needed(alternative, direction)?;
            words.extend_from_slice(needed.words.numbers());
            within = within.max(needed.within);
        }
        Some(Needed { words: WordSet::from_numbers(words), within })
    }

    fn split(&self, steps: &[Draft], variants: &mut Vec<(Vec<Draft>, usize)>) {
        let costs =
            steps.iter().enumerate().filter_map(|(index, step)| Some((self.cost(step)?, index)));
        let Some((_, best)) = costs.min() else { return };
        let Some(alternatives) = self.alternatives(&steps[best]) else {
            if variants.len() < MOST_VARIANTS {
                variants.push((steps.to_vec(), best));
            }
            return;
        };
        for alternative in alternatives {
            let mut within = Vec::new();
            self.split(alternative, &mut within);
            for (chosen, anchor) in within {
                if variants.len() < MOST_VARIANTS {
                    let joined = [&steps[..best], &chosen, &steps[best + 1..]].concat();
                    variants.push((joined, best + anchor));
                }
            }
        }
    }

    fn alternatives<'a>(&'a self, step: &'a Draft) -> Option<&'a [Vec<Draft>]> {
        match step {
            Draft::Group { alternatives, optional: false } => Some(alternatives),
            Draft::List { list, optional: false } => Some(&self.lists[*list]),
            _ => None,
        }
    }

    /// What it costs to find a phrase by this step; none where the step does not require a word.
    fn cost(&self, step: &Draft) -> Option<u64> {
        if let Draft::Words(words) = step {
            return Some(self.words_cost(words));
        }
        let alternatives = self.alternatives(step)?;
        let mut total = 0;
        for alternative in alternatives {
            let best = alternative.iter().filter_map(|step| self.cost(step)).min()?;
            total += best + COST_OF_A_VARIANT;
        }
        Some(total)
    }

    fn words_cost(&self, words: &WordSet) -> u64 {
        words.numbers().iter().map(|&word| self.word_cost(word)).sum()
    }

    fn word_cost(&self, word: WordId) -> u64 {
        let commonness = u64::from(self.commonness.get(word as usize).copied().unwrap_or_default());
        1 + commonness * commonness / 16
    }
}
