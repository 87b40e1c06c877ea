//! Marks in Word documents: edits as tracked changes (`w:ins`, `w:del`) or made plainly, and comments at words.
//!
//! The parts concerned are changed by splicing: what is not marked stays byte for byte as it was. At the end the result
//! is read again: with its changes accepted it must say what was meant, with its changes rejected what it said before.

mod comments;
mod places;
mod splice;

use super::{Side, take};
use crate::ExtractError;
use crate::archive::Archive;
use crate::flow::{Part, Story, Taken};
use crate::mark::{Mark, Marked, Outcome, Way};
use places::Sites;
use splice::Splices;
use std::collections::HashMap;

/// Marks a Word document.
///
/// # Errors
///
/// If the bytes are no Word document, go beyond the limits, or cannot be marked without other changes.
pub(crate) fn mark(bytes: &[u8], marks: &[Mark], way: &Way) -> Result<Marked, ExtractError> {
    let taken = take(bytes, Side::After)?;
    let sites = Sites::new(&taken);
    let mut plan = Plan::new(&taken, way);
    let outcomes: Vec<Outcome> = plan.edits(&sites, marks);
    let outcomes = plan.comments(&sites, marks, outcomes);
    let expected = plan.expected_text(marks, &outcomes);
    let marked = plan.write(bytes)?;
    verify(bytes, &taken, &marked, &expected, way)?;
    Ok(Marked { bytes: marked, outcomes })
}

/// What is to be done in each part.
struct Plan<'a> {
    taken: &'a Taken,
    way: &'a Way,
    splices: Vec<Splices<'a>>,
    comments: comments::Comments,
    /// The edits that are made: their spans, by mark.
    edited: Vec<std::ops::Range<usize>>,
}

impl<'a> Plan<'a> {
    fn new(taken: &'a Taken, way: &'a Way) -> Self {
        let last_id = taken.parts.iter().map(|part| part.last_id).max().unwrap_or(0);
        let splices = taken.parts.iter().map(|part| Splices::new(part, way, last_id)).collect();
        Self { taken, way, splices, comments: comments::Comments::new(last_id), edited: Vec::new() }
    }

    /// Plans the edits that can be made; the other marks are left for comments.
    fn edits(&mut self, sites: &Sites<'a>, marks: &[Mark]) -> Vec<Outcome> {
        let mut outcomes = vec![Outcome::NotPossible; marks.len()];
        for (mark, outcome) in marks.iter().zip(&mut outcomes) {
            let Some((span, replacement)) = &mark.edit else { continue };
            let free =
                self.edited.iter().all(|other| other.end <= span.start || span.end <= other.start);
            let Some(site) = sites.editable(span.range()).filter(|_| free) else { continue };
            if self.splices[site.part].edit(&site, replacement) {
                self.edited.push(span.range());
                *outcome = Outcome::Edited;
            }
        }
        outcomes
    }

    /// Plans a comment for each mark that is no edit.
    fn comments(
        &mut self,
        sites: &Sites<'a>,
        marks: &[Mark],
        mut outcomes: Vec<Outcome>,
    ) -> Vec<Outcome> {
        for (mark, outcome) in marks.iter().zip(&mut outcomes) {
            let Some(comment) = mark.comment.as_ref().filter(|_| *outcome != Outcome::Edited)
            else {
                continue;
            };
            // A comment on words that are partly replaced is one on the replacement as a whole.
            let mut range = mark.span.range();
            for edit in &self.edited {
                if edit.start < range.end && range.start < edit.end {
                    range = range.start.min(edit.start)..range.end.max(edit.end);
                }
            }
            if let Some(site) = sites.commentable(range) {
                let id = self.comments.add(comment);
                self.splices[site.part].comment(&site, id);
                *outcome = Outcome::Commented;
            }
        }
        outcomes
    }

    fn expected_text(&self, marks: &[Mark], outcomes: &[Outcome]) -> String {
        let made = marks.iter().zip(outcomes).filter(|(_, outcome)| **outcome == Outcome::Edited);
        let mut edits: Vec<_> = made.filter_map(|(mark, _)| mark.edit.as_ref()).collect();
        edits.sort();
        let mut text = self.taken.document.text.clone();
        for (span, replacement) in edits.into_iter().rev() {
            text.replace_range(span.range(), replacement);
        }
        text
    }

    /// The new package.
    fn write(self, bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
        let mut changed = HashMap::new();
        let mut of_comments: Option<&Part> = None;
        for (part, splices) in self.taken.parts.iter().zip(self.splices) {
            if part.story == Story::Comments {
                of_comments = Some(part);
            } else if let Some(source) = splices.spliced() {
                changed.insert(part.name.clone(), encoded(part, &source)?);
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

/// A part's new source in its old encoding.
fn encoded(part: &Part, source: &str) -> Result<Vec<u8>, ExtractError> {
    let unfit =
        || ExtractError::refused(format!("its part {} cannot be written as it was", part.name));
    part.encoding.encode(&format!("{}{source}", part.mark)).ok_or_else(unfit)
}

/// Reads the result again.
fn verify(
    old: &[u8],
    taken: &Taken,
    new: &[u8],
    expected: &str,
    way: &Way,
) -> Result<(), ExtractError> {
    let after = take(new, Side::After)?;
    // Other words may make a paragraph look like another language, or no longer so; then it is left out or comes in.
    let meant = after.foreign != taken.foreign || same_words(&after.document.text, expected);
    let before = |bytes: &[u8]| -> Result<String, ExtractError> {
        Ok(take(bytes, Side::Before)?.document.text)
    };
    let kept = match way {
        Way::Tracked(_) => same_words(&before(new)?, &before(old)?),
        Way::Accepted(_) => true,
    };
    if meant && kept {
        Ok(())
    } else {
        Err(ExtractError::refused("it cannot be marked without other changes"))
    }
}

/// Whether two texts have the same letters and digits: what else changes, such as a paragraph left without words, is no
/// harm.
fn same_words(one: &str, other: &str) -> bool {
    let words = |c: &char| c.is_alphanumeric();
    one.chars().filter(words).eq(other.chars().filter(words))
}
