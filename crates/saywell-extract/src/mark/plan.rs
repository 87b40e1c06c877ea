//! What becomes of each mark, the same for every format: edits first, then comments on what they left.

use super::{Mark, Outcome, SaidBefore, Way};
use crate::ExtractError;
use crate::flow::Taken;
use std::collections::BTreeMap;
use std::ops::Range;

/// A document that is being marked. Words are given by where they stand in the document's text.
pub(crate) trait Sheet {
    /// Plans to put other words in the place of these; says whether that can be done.
    fn edit(&mut self, words: &Range<usize>, replacement: &str) -> bool;

    /// The words that a comment on these would stand at, which may be more; none where it cannot be set.
    fn commented(&self, words: &Range<usize>) -> Option<Range<usize>>;

    /// Plans a comment on these words, where one can be set.
    fn comment(&mut self, words: &Range<usize>, comment: &str);
}

/// What was planned.
pub(crate) struct Planned {
    /// What becomes of each mark.
    pub(crate) outcomes: Vec<Outcome>,
    /// The document's text when the edits are accepted.
    expected: String,
}

impl Planned {
    /// Plans each mark as an edit where it asks for one that can be made, else as a comment.
    pub(crate) fn new(sheet: &mut impl Sheet, taken: &Taken, marks: &[Mark]) -> Self {
        let mut outcomes = vec![Outcome::NotPossible; marks.len()];
        let edits = plan_edits(sheet, marks, &mut outcomes);
        plan_comments(sheet, taken, marks, &edits, &mut outcomes);
        let expected = edits.apply(&taken.document.text);
        Self { outcomes, expected }
    }

    /// Reads the result again: with its changes accepted it must say what was meant, with its changes rejected what the
    /// document said before. `old` and `new` are the documents after the changes, `before` reads them with the changes
    /// rejected.
    ///
    /// # Errors
    ///
    /// If it does not.
    pub(crate) fn verify(
        &self,
        way: &Way,
        old: &Taken,
        new: &Taken,
        before: impl Fn() -> Result<[String; 2], ExtractError>,
    ) -> Result<(), ExtractError> {
        // Other words may make a paragraph look like another language, or no longer so; then it is left out or comes in.
        let meant = new.foreign != old.foreign || same_words(&new.document.text, &self.expected);
        let kept = match way {
            Way::Tracked(_) => {
                let [old, new] = before()?;
                same_words(&old, &new)
            }
            Way::Accepted(_) => true,
        };
        if meant && kept {
            Ok(())
        } else {
            Err(ExtractError::refused("it cannot be marked without other changes"))
        }
    }
}

/// Edits, none of which overlap: by where the words start that are replaced, where they end, and by what.
#[derive(Default)]
struct Edits<'m>(BTreeMap<usize, (usize, &'m str)>);

impl Edits<'_> {
    /// The edits that replace some of these words, the last one first.
    fn on(&self, words: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let start = words.start;
        let from_last = self.0.range(..words.end).rev().map(|(start, (end, _))| *start..*end);
        from_last.take_while(move |edit| edit.end > start)
    }

    /// The words with what is replaced together with some of them.
    fn extended(&self, words: &Range<usize>) -> Range<usize> {
        self.on(words)
            .fold(words.clone(), |words, edit| words.start.min(edit.start)..words.end.max(edit.end))
    }

    /// The text with all edits made.
    fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (start, (end, replacement)) in &self.0 {
            out.push_str(text.get(from..*start).unwrap_or_default());
            out.push_str(replacement);
            from = *end;
        }
        out + text.get(from..).unwrap_or_default()
    }
}

/// Plans the edits that can be made; the other marks are left for comments.
fn plan_edits<'m>(
    sheet: &mut impl Sheet,
    marks: &'m [Mark],
    outcomes: &mut [Outcome],
) -> Edits<'m> {
    let mut edits = Edits::default();
    for (mark, outcome) in marks.iter().zip(outcomes) {
        let Some((span, replacement)) = &mark.edit else { continue };
        let words = span.range();
        if edits.on(&words).next().is_none() && sheet.edit(&words, replacement) {
            edits.0.insert(words.start, (words.end, replacement));
            *outcome = Outcome::Edited;
        }
    }
    edits
}

/// Plans a comment for each mark that is no edit.
fn plan_comments(
    sheet: &mut impl Sheet,
    taken: &Taken,
    marks: &[Mark],
    edits: &Edits<'_>,
    outcomes: &mut [Outcome],
) {
    let mut said_before = SaidBefore::new(&taken.own_comments);
    for (mark, outcome) in marks.iter().zip(outcomes) {
        let open = *outcome != Outcome::Edited;
        let Some(comment) = mark.comment.as_ref().filter(|_| open) else { continue };
        // A comment on words that are partly replaced is one on the replacement as a whole.
        let words = edits.extended(&mark.span.range());
        let Some(shown) = sheet.commented(&words) else { continue };
        if said_before.take(&shown, comment) {
            *outcome = Outcome::SaidBefore;
        } else {
            sheet.comment(&words, comment);
            *outcome = Outcome::Commented;
        }
    }
}

/// Whether two texts have the same letters and digits: what else changes, such as a paragraph left without words, is no
/// harm.
fn same_words(one: &str, other: &str) -> bool {
    let words = |c: &char| c.is_alphanumeric();
    one.chars().filter(words).eq(other.chars().filter(words))
}
