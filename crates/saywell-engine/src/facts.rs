//! What is known of a document as a whole before its findings are judged: what it is about and whom it addresses.

use crate::find::{Attempts, Searched};
use crate::in_force::{Match, Rules};
use crate::letter::{LETTER_WORDS, is_letter_part};
use crate::program::{Ground, flag};
use crate::roles::{Role, Roles};
use crate::settings::AddressedTo;
use crate::tokens::Words;
use saywell_document::{Block, DirectiveKind, Document};
use std::borrow::Cow;

/// What is known of one block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockFacts {
    /// Where its matches start and end among the document's.
    matches: (u32, u32),
    /// How many words stand before it.
    first_word: u32,
    /// Whether the terms of [`Ground::Subject`] were not looked for: nothing spoke for them so far.
    put_off: bool,
    /// How many words show the packs' subject.
    subject_words: u32,
    /// Whether it stands near a salutation or a closing.
    in_letter: bool,
    /// Whether a reader is spoken to.
    pub(crate) second_person: bool,
    /// Whose turn it is, in a transcript.
    pub(crate) role: Option<Role>,
}

/// What is known of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentFacts {
    pub(crate) blocks: Vec<BlockFacts>,
    /// The places where a term's words stand, block by block, as far as the words around them allow.
    matches: Vec<Match>,
    /// Words in the whole document.
    words: usize,
    subject_words: u32,
    /// The last salutation or closing, by its block.
    letter_part: Option<usize>,
    /// Whether it holds turns of speakers.
    transcript: bool,
    /// Whether the whole text is a few words and no sentence: a wording that somebody looks up.
    pub(crate) look_up: bool,
    addressed_to: AddressedTo,
}

/// A text of no more words than this that is no sentence is looked up: nothing around it could tell what it is about.
const LOOK_UP_WORDS: usize = 8;

/// A text of no more words than this is taken as a message, if it speaks to someone.
const MESSAGE_WORDS: usize = 60;

/// A transcript of no more words than this is taken as one with a person concerned, whatever its subject.
const SHORT_INTERVIEW: usize = 200;

/// In a text of which fewer than one word in this many shows the subject, single words show nothing.
const SUBJECT_DENSITY: usize = 300;

/// How many blocks on each side can tell what a block is about.
const NEAR: usize = 2;

/// A block's text and words, while blocks near it are looked at.
#[derive(Default)]
struct Open<'d> {
    text: Cow<'d, str>,
    words: Words,
}

impl DocumentFacts {
    /// Reads the document once, word by word.
    pub(crate) fn gather(
        rules: &Rules,
        roles: &Roles,
        addressed_to: AddressedTo,
        document: &Document,
    ) -> Self {
        let mut facts = Self {
            addressed_to: said_audience(document).unwrap_or(addressed_to),
            ..Self::default()
        };
        let (mut near, mut attempts) = (<[Open<'_>; NEAR + 1]>::default(), Attempts::default());
        let count = document.blocks.len();
        facts.blocks.reserve_exact(count);
        // A turn is often several blocks: its speaker is looked at once.
        let mut last: Option<(&str, Role)> = None;
        for (index, block) in document.blocks.iter().enumerate() {
            if last.map(|(label, _)| label) != block.speaker() {
                last = block.speaker().map(|label| (label, roles.of(label)));
            }
            let Open { text, words } = &mut near[index % (NEAR + 1)];
            *text = block.text(&document.text);
            words.read(text, block.speech(), &rules.program);
            facts.look_up =
                count == 1 && words.tokens.len() <= LOOK_UP_WORDS && is_fragment(block, text);
            facts.add(words, last.map(|(_, role)| role));
            if is_letter_part(&rules.program, block, text, &words.tokens) {
                facts.add_letter_part();
            }
            // Terms are looked for when the blocks behind are known too.
            if let Some(index) = index.checked_sub(NEAR) {
                facts.find(rules, index, &near[index % (NEAR + 1)], &mut attempts);
            }
        }
        for index in count.saturating_sub(NEAR)..count {
            facts.find(rules, index, &near[index % (NEAR + 1)], &mut attempts);
        }
        facts
    }

    /// Adds a block: what its words tell, and whose turn it is.
    fn add(&mut self, words: &Words, role: Option<Role>) {
        let first_word = self.words;
        let part = self.letter_part.map(|part| self.blocks[part].first_word as usize);
        self.blocks.push(BlockFacts {
            first_word: first_word as u32,
            subject_words: words.subject_words,
            in_letter: part.is_some_and(|part| first_word <= part + LETTER_WORDS),
            second_person: words.flags & flag::SECOND_PERSON != 0,
            role,
            ..BlockFacts::default()
        });
        self.words += words.tokens.len();
        self.subject_words += words.subject_words;
        self.transcript |= role.is_some();
    }

    /// The block that was added last is a salutation or a closing.
    fn add_letter_part(&mut self) {
        // What stands before the last one is in reach of that, or of neither.
        let before = self.letter_part.replace(self.blocks.len() - 1).unwrap_or_default();
        let first_word = self.blocks.last().map_or(0, |block| block.first_word);
        let reached =
            |block: &&mut BlockFacts| (first_word - block.first_word) as usize <= LETTER_WORDS;
        let near = self.blocks[before..].iter_mut().rev().take_while(reached);
        near.for_each(|block| block.in_letter = true);
    }

    /// Finds where the words of terms stand in a block. Most blocks of most documents do not speak of the subject, so terms that
    /// need it are put off where nothing known so far speaks for them.
    fn find(&mut self, rules: &Rules, index: usize, open: &Open<'_>, attempts: &mut Attempts) {
        let searched =
            Searched { rules, text: &open.text, words: &open.words, alone: self.look_up };
        let first = self.matches.len();
        searched.find(Ground::Any, attempts, &mut self.matches);
        let put_off = !self.is_on_subject(index);
        if !put_off {
            searched.find(Ground::Subject, attempts, &mut self.matches);
        }
        let block = &mut self.blocks[index];
        block.matches = (first as u32, self.matches.len() as u32);
        block.put_off = put_off;
    }

    /// Whether terms of [`Ground::Subject`] can hold in a block.
    fn is_on_subject(&self, block: usize) -> bool {
        self.speaks_of_subject(block) || self.is_addressed(block, true)
    }

    /// Whether terms of [`Ground::Subject`] are still to be looked for in a block: they were put off, and the rest of the
    /// document speaks for them.
    pub(crate) fn lacks_matches(&self, block: usize) -> bool {
        self.blocks[block].put_off && self.is_on_subject(block)
    }

    /// The places in a block where a term's words stand, with duplicates.
    pub(crate) fn matches(&self, block: usize) -> &[Match] {
        let (first, end) = self.blocks[block].matches;
        &self.matches[first as usize..end as usize]
    }

    /// Whether the text around a block is about the packs' subject: the block, its neighbours, or the whole document.
    pub(crate) fn speaks_of_subject(&self, block: usize) -> bool {
        if self.look_up {
            return true;
        }
        let near = block.saturating_sub(NEAR)..(block + NEAR + 1).min(self.blocks.len());
        self.blocks[near].iter().any(|facts| facts.subject_words > 0) || self.is_about_subject()
    }

    fn is_about_subject(&self) -> bool {
        // In an interview one word, in anybody's turn, tells what a turn without such a word is about.
        let enough = if self.transcript { 1 } else { 3 };
        let subject_words = self.subject_words as usize;
        subject_words >= enough && self.words <= subject_words * SUBJECT_DENSITY
    }

    /// Whether a block is addressed to a person; `spoken` tells whether the match itself speaks to somebody.
    pub(crate) fn is_addressed(&self, block: usize, spoken: bool) -> bool {
        let facts = self.blocks[block];
        match (self.addressed_to, facts.role) {
            (AddressedTo::To, _) => true,
            (AddressedTo::About, _) => false,
            // An interview on quite another subject is none of ours.
            (_, Some(Role::Professional)) => {
                self.subject_words > 0 || self.words <= SHORT_INTERVIEW
            }
            _ if self.look_up => true,
            _ if facts.in_letter => true,
            _ if self.words <= MESSAGE_WORDS => spoken || facts.second_person,
            _ => facts.second_person && self.speaks_of_subject(block),
        }
    }
}

/// Whether the text is one line without a mark at its end.
fn is_fragment(block: &Block, text: &str) -> bool {
    block.speaker().is_none() && !text.ends_with(['.', '!', '?', ',', ';', ':', '…', '"', '\''])
}

/// The audience that the document itself tells, by a directive or in its front matter.
fn said_audience(document: &Document) -> Option<AddressedTo> {
    let directive = document
        .directives
        .iter()
        .rev()
        .find(|directive| directive.kind == DirectiveKind::Audience);
    let said =
        directive.and_then(|directive| directive.rules.first()).or(document.audience.as_ref())?;
    match said.as_str() {
        "to" => Some(AddressedTo::To),
        "about" => Some(AddressedTo::About),
        "auto" => Some(AddressedTo::Auto),
        _ => None,
    }
}
