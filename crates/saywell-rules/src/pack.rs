//! A rule pack and what is in it: plain data, checked by [`crate::load()`].

use crate::{NounForms, Phrase, VerbForms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A set of rules on one subject, with its sources and word lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Kebab-case name; a finding's rule is `pack/rule`.
    pub id: String,
    /// What it is about, for people.
    pub title: String,
    /// The language of the texts it is for, as a BCP 47 tag.
    pub language: String,
    /// Words (lower case, every form spelled out) that show that a text is about the pack's subject.
    pub subject: Vec<String>,
    /// What each category is about, by name. Where a pack describes any, its rules have no others.
    pub categories: BTreeMap<String, String>,
    /// The house-style switches that rules and alternatives ask for, by name.
    pub styles: BTreeMap<String, StyleSwitch>,
    /// What the rules rest on, by id.
    pub sources: BTreeMap<String, Source>,
    /// Named lists, which phrases point to by index. A list only points to lists before it.
    pub lists: Vec<List>,
    /// The rules, in the order of the files.
    pub rules: Vec<Rule>,
}

impl Pack {
    /// The pack with other rules in place of its own.
    #[must_use]
    pub fn with_rules(&self, rules: Vec<Rule>) -> Self {
        Self {
            id: self.id.clone(),
            title: self.title.clone(),
            language: self.language.clone(),
            subject: self.subject.clone(),
            categories: self.categories.clone(),
            styles: self.styles.clone(),
            sources: self.sources.clone(),
            lists: self.lists.clone(),
            rules,
        }
    }
}

/// A question on which good sources differ, and which each house answers for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StyleSwitch {
    /// What is asked.
    pub about: String,
    /// The answers, the default first.
    pub values: Vec<String>,
}

/// The house styles in which something holds: for each switch named, the values that fit. Empty: in every style.
pub type Style = BTreeMap<String, Vec<String>>;

/// A named list of phrases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its name.
    pub name: String,
    /// The phrases, any one of which will do.
    pub phrases: Vec<Phrase>,
}

/// A document that rules rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who wrote or published it.
    pub author: Option<String>,
    /// When, as far as it is known (`2024-08-14`, `2018`).
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether the part that rules cite was read.
    pub status: SourceStatus,
}

/// Whether the authors of the pack read what they cite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceStatus {
    /// The cited part was read.
    Read,
    /// Known from others' accounts; never the only source of a rule.
    SeeAlso,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source's id.
    pub id: String,
    /// The section, by its heading.
    pub section: String,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Style, context, house rules; or somebody else's words.
    Info,
    /// Likely to harm.
    Warning,
    /// What almost nobody would defend.
    Error,
}

/// Whom the wording reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// Written about people.
    About,
    /// Addressed to them.
    To,
    /// Either.
    Any,
}

/// Whether something is looked at or left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Left alone.
    Skip,
    /// Looked at like any other text.
    Check,
}

/// What happens to a finding in somebody's quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quotation {
    /// Lowered to [`Severity::Info`] and never fixed.
    Lower,
    /// Dropped.
    Skip,
    /// Treated as the writer's own words.
    Check,
}

/// One piece of advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Kebab-case name, unique in the pack.
    pub id: String,
    /// The kind of problem, such as `labels`.
    pub category: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whom the wording reaches.
    pub audience: Audience,
    /// The house styles in which it is in force.
    pub style: Style,
    /// A headline.
    pub title: String,
    /// One sentence on the place found; `{match}` stands for the words.
    pub message: String,
    /// Why it matters, in a sentence or three.
    pub why: String,
    /// What it rests on; at least one.
    pub sources: Vec<Citation>,
    /// Rows of the guidance table that it answers.
    pub guidance: Vec<String>,
    /// What to look for; at least one.
    pub terms: Vec<Term>,
    /// What to write instead, best first; at least one unless every term has its own.
    pub alternatives: Vec<Alternative>,
    /// Phrases that contain a match and make it innocent.
    pub exceptions: Vec<Phrase>,
    /// What must stand around a match.
    pub when: Condition,
    /// What must not stand around a match.
    pub unless: Condition,
    /// People's words about themselves.
    pub self_description: Mode,
    /// Capitalised names and titles.
    pub names: Mode,
    /// Words discussed as words.
    pub mention: Mode,
    /// Matches after *not*, *never*, *cannot*, *without*.
    pub negation: Mode,
    /// Matches in somebody's quoted words.
    pub quotation: Quotation,
    /// Where it must speak and where not.
    pub examples: Examples,
}

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The words.
    pub kind: TermKind,
    /// Alternatives that take the place of the rule's; empty where the rule's apply.
    pub alternatives: Vec<Alternative>,
}

/// The words of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermKind {
    /// A noun, in both numbers.
    Noun {
        /// One.
        singular: Phrase,
        /// Several.
        plural: Phrase,
    },
    /// A verb, in all its forms.
    Verb {
        /// *refuse*
        base: Phrase,
        /// *refuses*
        third: Phrase,
        /// *refused*, as in *she refused*
        past: Phrase,
        /// *refused*, as in *she has refused*
        participle: Phrase,
        /// *refusing*
        gerund: Phrase,
    },
    /// A phrase, as it stands.
    Phrase(Phrase),
    /// A regular expression, tried in sentences where one of the words stands.
    Pattern {
        /// In the syntax of the `regex` crate; letter case is ignored.
        regex: String,
        /// Lower-case words, one of which stands in every sentence that can match.
        words: Vec<String>,
    },
}

/// Something to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The words or the advice.
    pub kind: AlternativeKind,
    /// When it fits.
    pub note: Option<String>,
    /// The house styles in which it is offered.
    pub style: Style,
    /// Whether it may be put in without a person looking.
    pub safe: bool,
}

/// The words of an alternative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlternativeKind {
    /// A noun, which agrees with the match in number.
    Noun(NounForms),
    /// A verb, which agrees with the match in form.
    Verb(VerbForms),
    /// Words that are put in as they stand.
    Phrase(String),
    /// A line of advice, where no words can be swapped in.
    Advice(String),
    /// Leave the words out.
    Omit,
}

/// What stands around a match. Empty lists and `false` ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// One of these stands in the same sentence, the match included.
    pub sentence: Vec<Phrase>,
    /// One of these stands in the same paragraph, the match included.
    pub paragraph: Vec<Phrase>,
    /// One of these stands directly before the match.
    pub before: Vec<Phrase>,
    /// One of these stands directly after the match.
    pub after: Vec<Phrase>,
    /// The text around is about the pack's subject.
    pub subject: bool,
}

/// A rule's proofs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Texts in which the rule speaks; at least one.
    pub flag: Vec<FlagExample>,
    /// Texts in which it stays silent; at least one.
    pub pass: Vec<String>,
}

/// A text in which the rule speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagExample {
    /// The text.
    pub text: String,
    /// The text after the first alternative of each of the rule's findings is put in.
    pub fixed: Option<String>,
}
