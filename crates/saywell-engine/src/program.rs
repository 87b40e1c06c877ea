//! Rules as flat tables of numbers: what compiling gives, what matching reads, and what is embedded ready-made.
//!
//! Nothing here depends on settings. Tables point into each other by index, so that a program is written out and then
//! read where it lies, and rules of further packs can be added to it.

mod entries;

use crate::flat::{Part, Table};
use crate::lexicon::Lexicon;
use crate::openings::{Openings, Rows};
use crate::pairs::Pairs;
use crate::sets::{SetId, Sets};
use crate::vocabulary::{Vocabulary, WordId};
pub(crate) use entries::{Anchored, Choice, Form, Near, Phrases, Run, Shape, Split, Step, Term};
use saywell_rules::{Alternative, Audience, Mode, Quotation, Severity, Style, StyleSwitch};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Some of the steps, in a row.
pub(crate) type Steps<'a> = Part<'a, Step, 1>;

/// A rule's conditions.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Conditions {
    pub(crate) sentence: Phrases,
    pub(crate) paragraph: Phrases,
    pub(crate) before: Phrases,
    pub(crate) after: Phrases,
    pub(crate) subject: bool,
}

/// What matching needs to know of a rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RuleEntry {
    /// Among [`Program::packs`].
    pub(crate) pack: u32,
    /// Its name in the pack.
    pub(crate) id: String,
    pub(crate) category: String,
    /// The house styles in which it is in force.
    pub(crate) style: Style,
    pub(crate) severity: Severity,
    pub(crate) audience: Audience,
    pub(crate) self_description: Mode,
    pub(crate) names: Mode,
    pub(crate) mention: Mode,
    pub(crate) negation: Mode,
    pub(crate) quotation: Quotation,
    pub(crate) exceptions: Phrases,
    pub(crate) when: Conditions,
    pub(crate) unless: Conditions,
    /// Among the bytes of [`Program::faces`].
    pub(crate) face: Run,
}

impl RuleEntry {
    /// Where its terms are looked for.
    pub(crate) fn ground(&self) -> Ground {
        let needs_subject = self.when.subject || self.audience == Audience::To;
        if needs_subject { Ground::Subject } else { Ground::Any }
    }
}

/// What a finding says of its rule; read when the rule first finds something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Face {
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) why: String,
    pub(crate) sources: Vec<crate::finding::Cited>,
    pub(crate) alternatives: Vec<Alternative>,
    /// For terms that have alternatives of their own: the term's number, and they.
    pub(crate) of_terms: BTreeMap<u32, Vec<Alternative>>,
}

/// What is needed of a pack besides its rules.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PackEntry {
    pub(crate) id: String,
    /// As a BCP 47 tag.
    pub(crate) language: String,
    pub(crate) styles: BTreeMap<String, StyleSwitch>,
}

/// Where the terms of a rule are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// In any text.
    Any,
    /// Only where a text speaks of the packs' subject or to a person: elsewhere the rule holds nowhere.
    Subject,
}

impl Ground {
    /// The flag that tells of the terms on this ground what one of [`flag`] tells of those on any.
    #[inline]
    pub(crate) fn flag(self, flag: u8) -> u8 {
        flag << (self as u32 * flag::ON_SUBJECT)
    }
}

/// Terms on one ground, by the words they are anchored at; each is among [`Program::anchored`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct TermIndex {
    /// Those that are anchored at a word, whatever is beside it, by the word's number.
    pub(crate) anchors: Table<Run, 2>,
    /// Those that are anchored at a word with another beside it.
    pub(crate) pairs: Pairs,
}

/// What a word alone tells: bits of [`Program::flags`].
pub(crate) mod flag {
    /// It shows that a text is about a pack's subject.
    pub(crate) const SUBJECT: u8 = 1;
    /// It speaks to the reader.
    pub(crate) const SECOND_PERSON: u8 = 2;
    /// Terms are anchored at it, whatever is beside it.
    pub(crate) const SINGLE: u8 = 4;
    /// It is the left word of a pair at which terms are anchored.
    pub(crate) const LEFT: u8 = 8;
    /// It is the right word of such a pair.
    pub(crate) const RIGHT: u8 = 16;
    /// How much higher the last three stand for terms of [`super::Ground::Subject`].
    pub(super) const ON_SUBJECT: u32 = 3;
}

/// Rules, compiled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Program {
    pub(crate) packs: Vec<PackEntry>,
    pub(crate) rules: Vec<RuleEntry>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lexicon: Lexicon,
    pub(crate) sets: Sets,
    pub(crate) steps: Table<Step, 1>,
    /// The sequences of choices, among [`Program::steps`].
    pub(crate) branches: Table<Run, 2>,
    pub(crate) phrases: Table<Split, 9>,
    pub(crate) openings: Rows,
    pub(crate) choices: Table<Choice, 10>,
    pub(crate) terms: Table<Term, 8>,
    pub(crate) patterns: Vec<String>,
    pub(crate) anchored: Table<Anchored, 3>,
    /// By [`Ground`].
    indexes: [TermIndex; 2],
    /// Bits of [`flag`], by the word's number.
    #[serde(with = "serde_bytes")]
    pub(crate) flags: Cow<'static, [u8]>,
    /// One [`Face`] after another, written out.
    #[serde(with = "serde_bytes")]
    pub(crate) faces: Cow<'static, [u8]>,
}

impl Program {
    /// Whether the word is in the set.
    #[inline]
    pub(crate) fn is(&self, word: WordId, set: SetId) -> bool {
        self.sets.contain(set, word)
    }

    /// The terms on a ground.
    #[inline]
    pub(crate) fn index(&self, ground: Ground) -> &TermIndex {
        &self.indexes[ground as usize]
    }

    /// The same, to be added to.
    pub(crate) fn index_mut(&mut self, ground: Ground) -> &mut TermIndex {
        &mut self.indexes[ground as usize]
    }

    /// Bits of [`flag`] for a word.
    #[inline]
    pub(crate) fn flags_of(&self, word: WordId) -> u8 {
        self.flags.get(word as usize).copied().unwrap_or_default()
    }

    /// Some of the steps.
    #[inline]
    pub(crate) fn steps(&self, run: Run) -> Steps<'_> {
        self.steps.part(run.range())
    }

    /// The phrases that are found by a word.
    pub(crate) fn phrases_at(
        &self,
        openings: Openings,
        word: WordId,
    ) -> impl Iterator<Item = Split> + '_ {
        let phrases = self.openings.starting_with(openings, word, &self.sets);
        phrases.map(|phrase| self.phrases.at(phrase as usize))
    }

    /// The sequences of a choice that can start with a word.
    pub(crate) fn starting_with(
        &self,
        openings: Openings,
        word: WordId,
    ) -> impl Iterator<Item = Steps<'_>> {
        let branches = self.openings.starting_with(openings, word, &self.sets);
        branches.map(|branch| self.steps(self.branches.at(branch as usize)))
    }

    /// A rule's full name, `pack/rule`.
    pub(crate) fn full_name(&self, rule: &RuleEntry) -> String {
        format!("{}/{}", self.pack_of(rule).id, rule.id)
    }

    /// The pack that a rule is in.
    pub(crate) fn pack_of(&self, rule: &RuleEntry) -> &PackEntry {
        &self.packs[rule.pack as usize]
    }

    /// What findings say of a rule; none if the program was damaged.
    pub(crate) fn face(&self, rule: &RuleEntry) -> Option<Face> {
        postcard::from_bytes(self.faces.get(rule.face.range())?).ok()
    }
}
