//! Marks in OpenDocument texts: edits as tracked changes or made plainly, and comments (`office:annotation`) at words.
//!
//! The parts concerned are changed by splicing, as in Word documents. What is deleted moves to the list of tracked
//! changes; marks that may stand anywhere in a paragraph, also in a styled stretch, show where it was.

mod places;
mod splice;

use super::{OpenText, take};
use crate::ExtractError;
use crate::archive::Archive;
use crate::flow::Side;
use crate::mark::{Mark, Marked, Planned, Sheet, Way};
use places::Sites;
use splice::Splices;
use std::collections::HashMap;
use std::ops::Range;

/// Marks an OpenDocument text.
///
/// # Errors
///
/// If the bytes are no such document, in an old spelling, beyond the limits, or cannot be marked without other changes.
pub(crate) fn mark(bytes: &[u8], marks: &[Mark], way: &Way) -> Result<Marked, ExtractError> {
    let old = take(bytes, Side::After)?;
    if old.layouts.iter().any(|layout| !layout.spelling.takes_marks) {
        return Err(ExtractError::refused(
            "in an old spelling of OpenDocument, which saywell can check but not change; save it as .odt anew",
        ));
    }
    let mut text = Text::new(&old, way);
    let planned = Planned::new(&mut text, &old.taken, marks);
    let marked = text.write(bytes)?;
    let before = |bytes| take(bytes, Side::Before).map(|text| text.taken.document.text);
    planned.verify(way, &old.taken, &take(&marked, Side::After)?.taken, || {
        Ok([before(bytes)?, before(&marked)?])
    })?;
    Ok(Marked { bytes: marked, outcomes: planned.outcomes })
}

/// A document, and what is to be done in each of its parts.
struct Text<'a> {
    old: &'a OpenText,
    sites: Sites<'a>,
    splices: Vec<Splices<'a>>,
}

impl Sheet for Text<'_> {
    fn edit(&mut self, words: &Range<usize>, replacement: &str) -> bool {
        let site = self.sites.editable(words);
        site.is_some_and(|site| self.splices[site.part].edit(&site, replacement))
    }

    fn commented(&self, words: &Range<usize>) -> Option<Range<usize>> {
        self.sites.commentable(words).map(|site| self.sites.shown(&site))
    }

    fn comment(&mut self, words: &Range<usize>, comment: &str) {
        if let Some(site) = self.sites.commentable(words) {
            self.splices[site.part].comment(&site, comment);
        }
    }
}

impl<'a> Text<'a> {
    fn new(old: &'a OpenText, way: &'a Way) -> Self {
        let parts = old.taken.parts.iter().zip(&old.layouts);
        let splices = parts.map(|(part, layout)| Splices::new(&part.source, layout, way)).collect();
        Self { old, sites: Sites::new(old), splices }
    }

    /// The new package.
    fn write(self, bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
        let mut changed = HashMap::new();
        for (part, splices) in self.old.taken.parts.iter().zip(self.splices) {
            if let Some(source) = splices.spliced() {
                changed.insert(part.name.clone(), part.encoded(&source)?);
            }
        }
        Archive::open(bytes)?.rewritten(changed)
    }
}
