//! The words around a match, and what a rule wants to stand there or not: its conditions and exceptions.

use crate::in_force::Rules;
use crate::matcher::{Direction, Matcher};
use crate::program::{Conditions, Phrases, RuleEntry, Split};
use crate::tokens::{Gap, Words};
use std::ops::Range;

/// How far conditions look on each side of a match in its sentence, and in its paragraph, in words. A bound, so that a
/// sentence without end costs no more than others.
const SENTENCE_REACH: usize = 80;
const PARAGRAPH_REACH: usize = 300;

/// How far exceptions look to each side of a match, in words.
const EXCEPTION_REACH: usize = 12;

/// The words of a block, and the rules whose phrases may stand in them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) words: &'a Words,
}

impl<'a> Around<'a> {
    /// The words of the sentence around a match, at most [`SENTENCE_REACH`] to each side.
    pub(crate) fn sentence(self, found: &Range<usize>) -> Range<usize> {
        let tokens = &self.words.tokens;
        let floor = found.start.saturating_sub(SENTENCE_REACH);
        let ceiling = (found.end + SENTENCE_REACH).min(tokens.len());
        let mut first = found.start;
        while first > floor && !tokens[first].gap.has(Gap::SENTENCE) {
            first -= 1;
        }
        let mut end = found.end;
        while end < ceiling && !tokens[end].gap.has(Gap::SENTENCE) {
            end += 1;
        }
        first..end
    }

    fn paragraph(self, found: &Range<usize>) -> Range<usize> {
        let last = self.words.tokens.len();
        found.start.saturating_sub(PARAGRAPH_REACH)..(found.end + PARAGRAPH_REACH).min(last)
    }

    /// Whether a match can stand, as far as the words of its block tell: nothing excepts it, and what the rule's conditions
    /// say of phrases holds. Where a wording is looked up `alone`, no other words are asked for.
    pub(crate) fn allow(self, rule: &RuleEntry, found: &Range<usize>, alone: bool) -> bool {
        self.all_stand(&rule.when, found, alone)
            && !self.any_stands(&rule.unless, found)
            && !self.touches(self.rules.ignored_words, found)
            && !self.is_inside(rule.exceptions, found)
    }

    /// Whether every phrase that `when` asks for stands where it should; the cheapest test first.
    fn all_stand(self, when: &Conditions, found: &Range<usize>, alone: bool) -> bool {
        let none = |phrases: Phrases| phrases.is_none();
        (none(when.after) || self.stands_after(when.after, found))
            && (none(when.before) || self.stands_before(when.before, found))
            && (alone || none(when.sentence) || self.holds(when.sentence, self.sentence(found)))
            && (alone || none(when.paragraph) || self.holds(when.paragraph, self.paragraph(found)))
    }

    /// Whether any phrase that `unless` names stands there; the cheapest test first.
    fn any_stands(self, unless: &Conditions, found: &Range<usize>) -> bool {
        self.stands_after(unless.after, found)
            || self.stands_before(unless.before, found)
            || self.holds(unless.sentence, self.sentence(found))
            || self.holds(unless.paragraph, self.paragraph(found))
    }

    /// Whether one of the phrases stands in the words `within`.
    fn holds(self, phrases: Phrases, within: Range<usize>) -> bool {
        self.any(phrases, within.clone(), within, |_| true)
    }

    fn stands_before(self, phrases: Phrases, found: &Range<usize>) -> bool {
        let before = found.start.saturating_sub(EXCEPTION_REACH)..found.start;
        self.any(phrases, before.clone(), before, |place| place.end == found.start)
    }

    fn stands_after(self, phrases: Phrases, found: &Range<usize>) -> bool {
        let last = self.words.tokens.len();
        let near = found.end..(found.end + EXCEPTION_REACH).min(last);
        self.any(phrases, near, found.end..last, |place| place.start == found.end)
    }

    /// Whether one of the phrases contains the match.
    fn is_inside(self, phrases: Phrases, found: &Range<usize>) -> bool {
        self.any_near(phrases, found, |place| place.start <= found.start && place.end >= found.end)
    }

    /// Whether one of the phrases shares a word with the match.
    fn touches(self, phrases: Phrases, found: &Range<usize>) -> bool {
        self.any_near(phrases, found, |place| place.start < found.end && place.end > found.start)
    }

    /// Whether of a place of one of the phrases that is close to a match something is true.
    fn any_near(
        self,
        phrases: Phrases,
        found: &Range<usize>,
        is: impl Fn(Range<usize>) -> bool,
    ) -> bool {
        let last = self.words.tokens.len();
        let first = found.start.saturating_sub(EXCEPTION_REACH);
        self.any(phrases, first..(found.end + EXCEPTION_REACH).min(last), first..last, is)
    }

    /// Whether of a place of one of the phrases something is true: those whose anchor is among the words `anchors`, as far as
    /// they stand `within` these words.
    fn any(
        self,
        phrases: Phrases,
        anchors: Range<usize>,
        within: Range<usize>,
        is: impl Fn(Range<usize>) -> bool,
    ) -> bool {
        let Some(openings) = phrases else { return false };
        let program = &*self.rules.program;
        let matcher = Matcher::within(program, self.words, within);
        let starts = program.sets.members(openings.starts);
        let tokens = self.words.tokens.get(anchors.clone()).unwrap_or_default();
        // Most words are in none of the phrases: one look tells.
        anchors.zip(tokens).filter(|(_, token)| starts.contain(token.word)).any(|(index, token)| {
            let mut phrases = program.phrases_at(openings, token.word);
            phrases.any(|phrase| place(matcher, phrase, index).is_some_and(&is))
        })
    }
}

/// Where a phrase stands that has its anchor at a word.
fn place(matcher: Matcher<'_>, phrase: Split, anchor: usize) -> Option<Range<usize>> {
    if !matcher.follows(phrase.near_after, anchor) || !matcher.precedes(phrase.near_before, anchor)
    {
        return None;
    }
    let [before, after] = [phrase.before, phrase.after].map(|run| matcher.program.steps(run));
    let end = if phrase.anchored {
        matcher.reach(after, anchor + 1, Direction::Forward, true)?
    } else {
        matcher.reach(after, anchor, Direction::Forward, false)?
    };
    Some(matcher.reach(before, anchor, Direction::Backward, true)?..end)
}
