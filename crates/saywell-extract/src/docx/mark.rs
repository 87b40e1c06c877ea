//! Marks in Word documents: edits as tracked changes (`w:ins`, `w:del`) or made plainly, and comments at words.
//!
//! The parts concerned are changed by splicing: what is not marked stays byte for byte as it was. At the end the result
//! is read again: with its changes accepted it must say what was meant, with its changes rejected what it said before.

mod comments;
mod places;
mod splice;

use super::take;
use crate::ExtractError;
use crate::archive::Archive;
use crate::flow::{Part, Side, Story, Taken};
use crate::mark::{Mark, Marked, Planned, Sheet, Way};
use places::Sites;
use splice::Splices;
use std::collections::HashMap;
use std::ops::Range;

/// Marks a Word document.
///
/// # Errors
///
/// If the bytes are no Word document, go beyond the limits, or cannot be marked without other changes.
pub(crate) fn mark(bytes: &[u8], marks: &[Mark], way: &Way) -> Result<Marked, ExtractError> {
    let taken = take(bytes, Side::After)?;
    let mut word = Word::new(&taken, way);
    let planned = Planned::new(&mut word, &taken, marks);
    let marked = word.write(bytes)?;
    let before = |bytes| take(bytes, Side::Before).map(|taken| taken.document.text);
    planned.verify(way, &taken, &take(&marked, Side::After)?, || {
        Ok([before(bytes)?, before(&marked)?])
    })?;
    Ok(Marked { bytes: marked, outcomes: planned.outcomes })
}

/// A Word document, and what is to be done in each of its parts.
struct Word<'a> {
    taken: &'a Taken,
    way: &'a Way,
    sites: Sites<'a>,
    splices: Vec<Splices<'a>>,
    comments: comments::Comments,
}

impl Sheet for Word<'_> {
    fn edit(&mut self, words: &Range<usize>, replacement: &str) -> bool {
        let site = self.sites.editable(words);
        site.is_some_and(|site| self.splices[site.part].edit(&site, replacement))
    }

    fn commented(&self, words: &Range<usize>) -> Option<Range<usize>> {
        self.sites.commentable(words).map(|site| self.sites.shown(&site))
    }

    fn comment(&mut self, words: &Range<usize>, comment: &str) {
        if let Some(site) = self.sites.commentable(words) {
            let id = self.comments.add(comment);
            self.splices[site.part].comment(&site, id);
        }
    }
}

impl<'a> Word<'a> {
    fn new(taken: &'a Taken, way: &'a Way) -> Self {
        let last_id = taken.parts.iter().map(|part| part.last_id).max().unwrap_or(0);
        let splices = taken.parts.iter().map(|part| Splices::new(part, way, last_id)).collect();
        let (sites, comments) = (Sites::new(taken), comments::Comments::new(last_id));
        Self { taken, way, sites, splices, comments }
    }

    /// The new package.
    fn write(self, bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
        let mut changed = HashMap::new();
        let mut of_comments: Option<&Part> = None;
        for (part, splices) in self.taken.parts.iter().zip(self.splices) {
            if part.story == Story::Comments {
                of_comments = Some(part);
            } else if let Some(source) = splices.spliced() {
                changed.insert(part.name.clone(), part.encoded(&source)?);
            }
        }
        let body = self.taken.parts.first();
        if let (Some(body), false) = (body, self.comments.is_empty()) {
            let mut archive = Archive::open(bytes)?;
            self.comments.write(&mut archive, body, of_comments, self.way.date(), &mut changed)?;
        }
        Archive::open(bytes)?.rewritten(changed)
    }
}
