//! The choice of the word by which a phrase is found: the rarest that every match must hold.
//!
//! Where the rarest word stands in one of several alternatives, the phrase is split into a variant for each.

use super::draft::{Draft, Lists};
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

impl Anchors<'_> {
    /// The phrase as one variant or several, each with the index of the step that takes its anchor word.
    ///
    /// A phrase in which no word is required has no variant: it cannot be looked for.
    pub(crate) fn variants(&self, steps: &[Draft]) -> Vec<(Vec<Draft>, usize)> {
        let mut variants = Vec::new();
        self.split(steps, &mut variants);
        variants
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
            return Some(words.numbers().iter().map(|&word| self.word_cost(word)).sum());
        }
        let alternatives = self.alternatives(step)?;
        let mut total = 0;
        for alternative in alternatives {
            let best = alternative.iter().filter_map(|step| self.cost(step)).min()?;
            total += best + COST_OF_A_VARIANT;
        }
        Some(total)
    }

    fn word_cost(&self, word: WordId) -> u64 {
        let commonness = u64::from(self.commonness.get(word as usize).copied().unwrap_or_default());
        1 + commonness * commonness / 16
    }
}
