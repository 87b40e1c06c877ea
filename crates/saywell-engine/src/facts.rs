//! What is known of a document as a whole before its findings are judged: what it is about and whom it addresses.

use crate::around::Around;
use crate::find::{Attempts, find};
use crate::in_force::{Match, Rules};
use crate::program::{Program, flag};
use crate::roles::{Role, Roles};
use crate::settings::AddressedTo;
use crate::tokens::{Gap, Token, Words};
use saywell_document::{Block, BlockKind, DirectiveKind, Document};
use std::ops::Range;

/// What is known of one block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockFacts {
    /// Where its matches start and end among the document's.
    matches: (usize, usize),
    /// How many words show the packs' subject.
    subject_words: u32,
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
    /// A salutation or a closing: the whole document is addressed to someone.
    letter: bool,
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
        let (mut words, mut attempts) = (Words::default(), Attempts::default());
        facts.blocks.reserve_exact(document.blocks.len());
        // A turn is often several blocks: its speaker is looked at once.
        let mut last: Option<(&str, Role)> = None;
        for block in &document.blocks {
            let text = block.text(&document.text);
            words.read(&text, block.speech(), &rules.program);
            let few = document.blocks.len() == 1 && words.tokens.len() <= LOOK_UP_WORDS;
            facts.look_up = few && is_fragment(block, &text);
            let first = facts.matches.len();
            facts.find(rules, &text, &words, &mut attempts);
            if last.map(|(label, _)| label) != block.speaker() {
                last = block.speaker().map(|label| (label, roles.of(label)));
            }
            let role = last.map(|(_, role)| role);
            let block_facts = block_facts(&words, first..facts.matches.len(), role);
            facts.words += words.tokens.len();
            facts.subject_words += block_facts.subject_words;
            facts.transcript |= role.is_some();
            facts.letter |= is_letter_part(&rules.program, block, &text, &words.tokens);
            facts.blocks.push(block_facts);
        }
        facts
    }

    /// Finds where the words of terms stand in a block, and keeps what the words around allow.
    fn find(&mut self, rules: &Rules, text: &str, words: &Words, attempts: &mut Attempts) {
        let first = self.matches.len();
        find(rules, text, words, attempts, &mut self.matches);
        let around = Around { rules, words };
        let mut kept = first;
        for index in first..self.matches.len() {
            let found = self.matches[index];
            if rules.severity(found.rule).is_some()
                && around.allow(rules.entry(found.rule), &found.words(), self.look_up)
            {
                self.matches[kept] = found;
                kept += 1;
            }
        }
        self.matches.truncate(kept);
    }

    /// The places in a block where a term's words stand, with duplicates.
    pub(crate) fn matches(&self, block: usize) -> &[Match] {
        let (first, end) = self.blocks[block].matches;
        &self.matches[first..end]
    }

    /// Whether the text around a block is about the packs' subject: the block, its neighbours, or the whole document.
    pub(crate) fn speaks_of_subject(&self, block: usize) -> bool {
        if self.look_up {
            return true;
        }
        let near = block.saturating_sub(2)..(block + 3).min(self.blocks.len());
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
            _ if self.letter => true,
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

fn block_facts(words: &Words, matches: Range<usize>, role: Option<Role>) -> BlockFacts {
    BlockFacts {
        matches: (matches.start, matches.end),
        subject_words: words.subject_words,
        second_person: words.flags & flag::SECOND_PERSON != 0,
        role,
    }
}

/// Whether a block is a salutation (“Dear Ms. Lee,”) or a closing (“Yours sincerely”) that stands on its own.
fn is_letter_part(program: &Program, block: &Block, text: &str, tokens: &[Token]) -> bool {
    if block.block_quote || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
        return false;
    }
    let lexicon = &program.lexicon;
    let closes =
        tokens.len() <= 4 && tokens.iter().any(|token| program.is(token.word, lexicon.closing));
    opens_letter(program, text, tokens) || (closes && text.ends_with(','))
}

/// Whether words greet somebody: “Hi Ana,” or “Dear Ms Lind” on a line of its own, “Dear Ana, …” at its start.
fn opens_letter(program: &Program, text: &str, tokens: &[Token]) -> bool {
    let [first, second, ..] = tokens else { return false };
    if !program.is(first.word, program.lexicon.salutation) {
        return false;
    }
    let ends = text.ends_with([',', ':', '-', '–', '—', '!']);
    let formal = program.is(first.word, program.lexicon.dear) && first.is_capitalised();
    let named = || tokens.iter().all(|token| token.is_capitalised());
    let goes_on = || tokens[1..].iter().take(5).any(|token| token.gap.has(Gap::COMMA));
    (tokens.len() <= 8 && (ends || (formal && named())))
        || (formal && second.is_capitalised() && goes_on())
}
