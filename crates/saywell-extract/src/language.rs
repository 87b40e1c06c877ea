//! The language of whole documents, as far as it matters: surely not English, or else English.
//!
//! A text that is passed over although it is English is worse than one in another language that is read: the rules
//! hardly ever speak there. So a document counts as one in another language only where every part of it does.

use crate::english;
use saywell_document::Document;

/// Fewer words tell no language.
const FEWEST: usize = 30;

/// A part in which one word in so many is a small English one may be English.
const ONE_IN: usize = 40;

/// How many parts of a document are looked at, and how many bytes of each.
const SAMPLES: usize = 4;
const SAMPLE: usize = 1500;

/// The English name of the language that a whole document is in, where that is surely not English.
#[must_use]
pub fn other_language(document: &Document) -> Option<&'static str> {
    let mut words = 0;
    let is_long = document.texts().any(|text| {
        words += text.split_ascii_whitespace().count();
        words >= FEWEST
    });
    if !is_long {
        return None;
    }
    // Asked of all parts first, since it takes a fraction of the time: editors ask with every letter that is typed.
    if samples(document).any(|sample| english::has_small_words(&sample, ONE_IN)) {
        return None;
    }
    let mut found = None;
    for sample in samples(document) {
        let told = whatlang::detect(&sample)?;
        if told.lang() == whatlang::Lang::Eng {
            return None;
        }
        found = found.or(told.is_reliable().then(|| told.lang().eng_name()));
    }
    found
}

/// Whether a text that is said to be in another language than English is, as far as its letters tell.
pub(crate) fn is_other(text: &str) -> bool {
    whatlang::detect(text).is_some_and(|told| told.lang() != whatlang::Lang::Eng)
}

/// Parts of the prose, spread over the document, each made when it is asked for: the first nearly always tells.
fn samples(document: &Document) -> impl Iterator<Item = String> {
    let step = document.blocks.len().div_ceil(SAMPLES).max(1);
    document.blocks.chunks(step).map(|part| {
        let mut sample = String::new();
        for block in part {
            let room = SAMPLE.saturating_sub(sample.len());
            let text = block.text(&document.text);
            sample.push_str(&text[..text.floor_char_boundary(room)]);
            sample.push(' ');
            if sample.len() >= SAMPLE {
                break;
            }
        }
        sample
    })
}
