//! What surrounds a match in its block: its sentence, quotations, the speaker, and the rule's own conditions.

use crate::facts::DocumentFacts;
use crate::in_force::{Match, Rules};
use crate::lexicon::Lexicon;
use crate::matcher::{Direction, Matcher};
use crate::program::{Conditions, Phrases};
use crate::sets::SetId;
use crate::tokens::{Gap, Shape, Token, Words};
use saywell_document::{Block, BlockKind, Document};
use std::ops::Range;

/// A block with its words and all that is known around it.
pub(crate) struct Context<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) facts: &'a DocumentFacts,
    pub(crate) document: &'a Document,
    /// The block's index in the document.
    pub(crate) index: usize,
    pub(crate) block: &'a Block,
    words: &'a Words,
    pub(crate) tokens: &'a [Token],
    /// What stands in quotation marks, in bytes of the block's text.
    pub(crate) quotations: Vec<Range<usize>>,
    /// Whether most words are capitalised, so that capitals tell nothing.
    pub(crate) title_case: bool,
}

/// How far conditions look on each side of a match in its sentence, and in its paragraph, in words. A bound, so that a
/// sentence without end costs no more than others.
const SENTENCE_REACH: usize = 80;
const PARAGRAPH_REACH: usize = 300;

/// How many cells back the header of a table's column is looked for.
const TABLE_REACH: usize = 2_000;

/// How far exceptions look to each side of a match, in words.
const EXCEPTION_REACH: usize = 12;

impl<'a> Context<'a> {
    pub(crate) fn new(
        rules: &'a Rules,
        facts: &'a DocumentFacts,
        document: &'a Document,
        index: usize,
        words: &'a Words,
    ) -> Self {
        let tokens = words.tokens.as_slice();
        let block = &document.blocks[index];
        let quotations = document.quotations(index);
        let title_case = is_title_case(&block.text, tokens);
        Self { rules, facts, document, index, block, words, tokens, quotations, title_case }
    }

    /// The words' place in the block's text, in bytes.
    pub(crate) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let (Some(first), Some(last)) =
            (self.tokens.get(words.start), self.tokens[..words.end].last())
        else {
            return 0..0;
        };
        first.start as usize..last.end as usize
    }

    /// A word's letters.
    pub(crate) fn text(&self, index: usize) -> &str {
        &self.block.text[self.tokens[index].range()]
    }

    /// The words of the sentence around a match, at most [`SENTENCE_REACH`] to each side.
    pub(crate) fn sentence(&self, found: &Range<usize>) -> Range<usize> {
        let floor = found.start.saturating_sub(SENTENCE_REACH);
        let ceiling = (found.end + SENTENCE_REACH).min(self.tokens.len());
        let mut first = found.start;
        while first > floor && !self.tokens[first].gap.has(Gap::SENTENCE) {
            first -= 1;
        }
        let mut end = found.end;
        while end < ceiling && !self.tokens[end].gap.has(Gap::SENTENCE) {
            end += 1;
        }
        first..end
    }

    /// The words directly before a match in its clause, nearest first, at most `most`.
    pub(crate) fn clause_before(
        &self,
        found: &Range<usize>,
        most: usize,
    ) -> impl Iterator<Item = usize> + '_ {
        let start = found.start;
        (0..start).rev().take(most).take_while(move |&index| {
            // What starts beyond the last word has no gap before it.
            let gap = self.tokens.get(index + 1).map(|token| token.gap).unwrap_or_default();
            !gap.has(Gap::SENTENCE) && (!gap.has(Gap::COMMA) || gap.has(Gap::QUOTE))
        })
    }

    /// Whether word `index` is in the set.
    pub(crate) fn is(&self, index: usize, set: SetId) -> bool {
        self.tokens.get(index).is_some_and(|token| self.rules.program.is(token.word, set))
    }

    /// The engine's own words.
    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        &self.rules.program.lexicon
    }

    /// Where the phrases stand that start in `from`: the index after each one's last word.
    fn ends(&self, phrases: Phrases, from: Range<usize>) -> impl Iterator<Item = usize> {
        let program = &*self.rules.program;
        let matcher = self.matcher();
        phrases.into_iter().flat_map(move |openings| {
            // Most words start none of the phrases: one look tells.
            let starts = from.clone().filter(move |&index| self.is(index, openings.starts));
            starts.flat_map(move |index| {
                let phrases = program.starting_with(openings, self.tokens[index].word);
                let reach = move |steps| matcher.reach(steps, index, Direction::Forward, false);
                phrases.filter_map(reach)
            })
        })
    }

    /// Whether one of the phrases stands in the words `within`.
    fn holds(&self, phrases: Phrases, within: Range<usize>) -> bool {
        let stop = within.end;
        self.ends(phrases, within).any(|end| end <= stop)
    }

    fn stands_before(&self, phrases: Phrases, found: &Range<usize>) -> bool {
        let floor = found.start.saturating_sub(EXCEPTION_REACH);
        self.ends(phrases, floor..found.start).any(|end| end == found.start)
    }

    fn stands_after(&self, phrases: Phrases, found: &Range<usize>) -> bool {
        self.ends(phrases, found.end..found.end + 1).any(|end| end > found.end)
    }

    fn matcher(&self) -> Matcher<'_> {
        Matcher { words: self.words, program: &self.rules.program }
    }

    /// Whether everything that `when` asks for holds; the cheapest test first.
    pub(crate) fn all_hold(&self, when: &Conditions, found: &Range<usize>) -> bool {
        let alone = self.facts.look_up;
        let none = |phrases: Phrases| phrases.is_none();
        (!when.subject || self.facts.speaks_of_subject(self.index))
            && (none(when.after) || self.stands_after(when.after, found))
            && (none(when.before) || self.stands_before(when.before, found))
            && (alone || none(when.sentence) || self.holds(when.sentence, self.sentence(found)))
            && (alone || none(when.paragraph) || self.holds(when.paragraph, self.paragraph(found)))
    }

    /// Whether anything that `unless` names holds; the cheapest test first.
    pub(crate) fn any_holds(&self, unless: &Conditions, found: &Range<usize>) -> bool {
        (unless.subject && self.facts.speaks_of_subject(self.index))
            || self.stands_after(unless.after, found)
            || self.stands_before(unless.before, found)
            || self.holds(unless.sentence, self.sentence(found))
            || self.holds(unless.paragraph, self.paragraph(found))
    }

    fn paragraph(&self, found: &Range<usize>) -> Range<usize> {
        found.start.saturating_sub(PARAGRAPH_REACH)
            ..(found.end + PARAGRAPH_REACH).min(self.tokens.len())
    }

    /// Whether one of the phrases contains the match.
    pub(crate) fn is_inside(&self, phrases: Phrases, found: &Range<usize>) -> bool {
        let floor = found.start.saturating_sub(EXCEPTION_REACH);
        self.ends(phrases, floor..found.start + 1).any(|end| end >= found.end)
    }

    /// Whether one of the phrases shares a word with the match.
    pub(crate) fn touches(&self, phrases: Phrases, found: &Range<usize>) -> bool {
        let floor = found.start.saturating_sub(EXCEPTION_REACH);
        self.ends(phrases, floor..found.end).any(|end| end > found.start)
    }

    /// The quotation that a match stands in, or most of it (`a "lifestyle choice"`), in bytes of the block's text.
    pub(crate) fn quotation(&self, found: &Range<usize>) -> Option<&Range<usize>> {
        let bytes = self.bytes(found);
        let near = self.quotations.partition_point(|quoted| quoted.end <= bytes.start);
        let shared = |quoted: &Range<usize>| {
            quoted.end.min(bytes.end).saturating_sub(quoted.start.max(bytes.start))
        };
        let touching = self.quotations[near..].iter().take_while(|quoted| quoted.start < bytes.end);
        touching.into_iter().find(|quoted| shared(quoted) * 2 > bytes.len())
    }

    /// The words in a range of bytes.
    pub(crate) fn words_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.tokens.partition_point(|token| (token.start as usize) < bytes.start);
        let end = self.tokens.partition_point(|token| (token.end as usize) <= bytes.end);
        first..end.max(first)
    }

    /// The text of the heading that the block stands under.
    pub(crate) fn heading(&self) -> Option<&'a str> {
        let heading = self.document.blocks.get(self.block.heading? as usize)?;
        Some(&heading.text)
    }

    /// The text of the header cell over the block, where it is a cell of a table.
    pub(crate) fn column_header(&self) -> Option<&'a str> {
        let BlockKind::Cell { header: false, column } = self.block.kind else { return None };
        let above = self.document.blocks[..self.index].iter().rev().take(TABLE_REACH);
        let mut cells = above.take_while(|block| matches!(block.kind, BlockKind::Cell { .. }));
        let over = cells.find(|block| block.kind == BlockKind::Cell { header: true, column })?;
        Some(&over.text)
    }

    /// Whether the match itself speaks to somebody: it holds a *you* or *I*, or begins a sentence as a command does.
    pub(crate) fn is_spoken(&self, found: Match) -> bool {
        let words = found.words();
        let lexicon = self.lexicon();
        let sentence = self.sentence(&words);
        let speaks = |index: usize| {
            let us = self.is(index, lexicon.letting) && self.is(index + 1, lexicon.apostrophe_s);
            us || self.is(index, lexicon.first_person) || self.is(index, lexicon.second_person)
        };
        sentence.clone().any(speaks) || self.matcher().starts_sentence(words.start)
    }
}

/// Whether most of the longer words are capitalised, as in a headline or in shouting.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let long = tokens
        .iter()
        .filter(|token| token.end - token.start > 3 && token.shape != Shape::Number)
        .take(40);
    let (mut capitals, mut all) = (0, 0);
    for token in long {
        all += 1;
        capitals += usize::from(token.is_capitalised());
    }
    let ends_like_prose = text.ends_with(['.', ',', ';']);
    all >= 3 && capitals * 3 >= all * 2 && !ends_like_prose
}
