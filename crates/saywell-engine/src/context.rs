//! What surrounds a match in its block: its sentence, quotations, the speaker, and the rule's own conditions.

use crate::around::Around;
use crate::facts::DocumentFacts;
use crate::in_force::{Match, Rules};
use crate::lexicon::Lexicon;
use crate::matcher::starts_sentence;
use crate::sets::SetId;
use crate::tokens::{Gap, Shape, Token, Words};
use saywell_document::{Block, BlockKind, Document};
use std::borrow::Cow;
use std::ops::Range;

/// A block with its words and all that is known around it.
pub(crate) struct Context<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) facts: &'a DocumentFacts,
    pub(crate) document: &'a Document,
    /// The block's index in the document.
    pub(crate) index: usize,
    pub(crate) block: &'a Block,
    /// The block's text.
    pub(crate) prose: &'a str,
    words: &'a Words,
    pub(crate) tokens: &'a [Token],
    /// What stands in quotation marks, in bytes of the block's text.
    pub(crate) quotations: Vec<Range<usize>>,
    /// Whether most words are capitalised, so that capitals tell nothing.
    pub(crate) title_case: bool,
}

/// How many cells back the header of a table's column is looked for.
const TABLE_REACH: usize = 2_000;

impl<'a> Context<'a> {
    pub(crate) fn new(
        rules: &'a Rules,
        facts: &'a DocumentFacts,
        document: &'a Document,
        index: usize,
        (prose, words): (&'a str, &'a Words),
    ) -> Self {
        let tokens = words.tokens.as_slice();
        let block = &document.blocks[index];
        let quotations = document.quotations(index);
        let title_case = is_title_case(prose, tokens);
        Self { rules, facts, document, index, block, prose, words, tokens, quotations, title_case }
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
        &self.prose[self.tokens[index].range()]
    }

    /// The words of the sentence around a match, as far as conditions look.
    pub(crate) fn sentence(&self, found: &Range<usize>) -> Range<usize> {
        Around { rules: self.rules, words: self.words }.sentence(found)
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
    pub(crate) fn heading(&self) -> Option<Cow<'a, str>> {
        let heading = self.document.blocks.get(self.block.heading? as usize)?;
        Some(heading.text(&self.document.text))
    }

    /// The text of the header cell over the block, where it is a cell of a table.
    pub(crate) fn column_header(&self) -> Option<Cow<'a, str>> {
        let BlockKind::Cell { header: false, column } = self.block.kind else { return None };
        let above = self.document.blocks[..self.index].iter().rev().take(TABLE_REACH);
        let mut cells = above.take_while(|block| matches!(block.kind, BlockKind::Cell { .. }));
        let over = cells.find(|block| block.kind == BlockKind::Cell { header: true, column })?;
        Some(over.text(&self.document.text))
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
        sentence.clone().any(speaks) || starts_sentence(self.tokens, words.start)
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
