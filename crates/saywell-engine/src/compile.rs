//! Rules made ready for matching: every term as steps around the rarest of its words, and an index from words to terms.

use crate::anchors::Anchors;
use crate::choose::{RuleName, card, in_style};
use crate::finding::RuleCard;
use crate::lexicon::{Lexicon, commonness};
use crate::settings::Settings;
use crate::steps::{Direction, Lists, Step, Steps, compile_lists, edge_words};
use crate::vocabulary::{Vocabulary, WordId, WordSet};
use regex::Regex;
use saywell_rules::{Alternative, Condition, Mode, Pack, Phrase, Quotation, Rule, TermKind};
use std::sync::{Arc, OnceLock};

/// Which form of a term was found: what an alternative has to agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    Singular,
    Plural,
    Base,
    Third,
    Past,
    Participle,
    /// A past form that is also the participle: the words before it tell which.
    PastOrParticiple,
    Gerund,
}

/// What to look for around an anchor word.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Steps, of which number `anchor` takes exactly the anchor word.
    Steps {
        steps: Vec<Step>,
        anchor: usize,
        /// The words that can stand right before the anchor; none where any can. A quick test before the real one.
        before: Option<WordSet>,
        /// The same, right after the anchor.
        after: Option<WordSet>,
        at_start: bool,
        at_end: bool,
    },
    /// A regular expression, tried on the anchor word's sentence; compiled when it is first needed.
    Pattern { source: String, regex: OnceLock<Option<Regex>> },
}

/// One form of one term of a rule.
#[derive(Debug)]
pub(crate) struct CompiledTerm {
    /// The rule's number.
    pub(crate) rule: u32,
    /// The term's number in the rule.
    pub(crate) term: u32,
    pub(crate) form: Form,
    pub(crate) shape: Shape,
}

/// A rule's conditions, compiled.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub(crate) sentence: Vec<Steps>,
    pub(crate) paragraph: Vec<Steps>,
    pub(crate) before: Vec<Steps>,
    pub(crate) after: Vec<Steps>,
    pub(crate) subject: bool,
}

/// A rule, ready for matching.
#[derive(Debug)]
pub(crate) struct CompiledRule {
    pub(crate) card: Arc<RuleCard>,
    pub(crate) message: String,
    /// What to write instead, for each term.
    pub(crate) alternatives: Vec<Arc<[Alternative]>>,
    pub(crate) self_description: Mode,
    pub(crate) names: Mode,
    pub(crate) mention: Mode,
    pub(crate) negation: Mode,
    pub(crate) quotation: Quotation,
    pub(crate) exceptions: Vec<Steps>,
    pub(crate) when: Conditions,
    pub(crate) unless: Conditions,
}

/// All rules in force, ready for matching.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lexicon: Lexicon,
    pub(crate) lists: Lists,
    pub(crate) rules: Vec<CompiledRule>,
    pub(crate) terms: Vec<CompiledTerm>,
    /// How common each word is; words beyond the end are not.
    commonness: Vec<u32>,
    /// The terms anchored at each word.
    anchors: Vec<Vec<u32>>,
    /// Whether each word shows that a text is about a pack's subject.
    subject: Vec<bool>,
    pub(crate) ignored_words: Vec<Steps>,
    /// The rules that settings switched off: directives for them are left alone.
    pub(crate) switched_off: Vec<RuleName>,
}

impl Rules {
    /// Compiles the rules of packs that `settings` leave on.
    pub(crate) fn new(packs: &[Pack], settings: &Settings) -> Self {
        let mut rules = Self::default();
        rules.commonness = commonness(&mut rules.vocabulary);
        rules.lexicon = Lexicon::new(&mut rules.vocabulary);
        for pack in packs {
            rules.add_pack(pack, settings);
        }
        for ignored in &settings.ignored_words {
            let Ok(phrase) = Phrase::parse(&ignored.phrase, &|_| None) else { continue };
            let steps = Steps::new(&phrase, &mut rules.vocabulary, &rules.lists, 0);
            rules.ignored_words.push(steps);
        }
        rules
    }

    /// The terms anchored at a word.
    pub(crate) fn anchored_at(&self, word: WordId) -> &[u32] {
        self.anchors.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether the word shows that a text is about a pack's subject.
    pub(crate) fn is_subject(&self, word: WordId) -> bool {
        self.subject.get(word as usize).copied().unwrap_or_default()
    }

    fn add_pack(&mut self, pack: &Pack, settings: &Settings) {
        let base = self.lists.len();
        compile_lists(&pack.lists, &mut self.vocabulary, &mut self.lists);
        for word in &pack.subject {
            let number = self.vocabulary.intern(word) as usize;
            self.subject.resize(self.subject.len().max(number + 1), false);
            self.subject[number] = true;
        }
        for rule in &pack.rules {
            match card(pack, rule, settings) {
                Some(card) => self.add_rule(rule, card, base, |alternatives| {
                    in_style(alternatives, pack, settings)
                }),
                None => self.switched_off.push(RuleName {
                    pack: pack.id.clone(),
                    rule: rule.id.clone(),
                    category: rule.category.clone(),
                }),
            }
        }
    }

    fn add_rule(
        &mut self,
        rule: &Rule,
        card: RuleCard,
        base: usize,
        in_style: impl Fn(&[Alternative]) -> Arc<[Alternative]>,
    ) {
        let shared = in_style(&rule.alternatives);
        let alternatives = rule.terms.iter().map(|term| match term.alternatives.as_slice() {
            [] => shared.clone(),
            own => in_style(own),
        });
        let compiled = CompiledRule {
            card: Arc::new(card),
            message: rule.message.clone(),
            alternatives: alternatives.collect(),
            self_description: rule.self_description,
            names: rule.names,
            mention: rule.mention,
            negation: rule.negation,
            quotation: rule.quotation,
            exceptions: self.compile(&rule.exceptions, base),
            when: self.conditions(&rule.when, base),
            unless: self.conditions(&rule.unless, base),
        };
        self.add_terms(rule, base);
        self.rules.push(compiled);
    }

    fn add_terms(&mut self, rule: &Rule, base: usize) {
        let number = self.rules.len() as u32;
        for (term_number, term) in rule.terms.iter().enumerate() {
            for (form, phrase) in forms(&term.kind) {
                let steps = Steps::new(phrase, &mut self.vocabulary, &self.lists, base);
                self.add_variants(number, term_number as u32, form, &steps);
            }
            if let TermKind::Pattern { regex, words } = &term.kind {
                self.add_pattern(number, term_number as u32, regex, words);
            }
        }
    }

    fn compile(&mut self, phrases: &[Phrase], base: usize) -> Vec<Steps> {
        phrases
            .iter()
            .map(|phrase| Steps::new(phrase, &mut self.vocabulary, &self.lists, base))
            .collect()
    }

    fn conditions(&mut self, condition: &Condition, base: usize) -> Conditions {
        Conditions {
            sentence: self.compile(&condition.sentence, base),
            paragraph: self.compile(&condition.paragraph, base),
            before: self.compile(&condition.before, base),
            after: self.compile(&condition.after, base),
            subject: condition.subject,
        }
    }

    fn add_pattern(&mut self, rule: u32, term: u32, source: &str, words: &[String]) {
        let shape = Shape::Pattern { source: source.to_owned(), regex: OnceLock::new() };
        let number = self.terms.len() as u32;
        self.terms.push(CompiledTerm { rule, term, form: Form::Plain, shape });
        for word in words {
            let word = self.vocabulary.intern(word);
            self.anchor(word, number);
        }
    }

    /// Adds a form of a term, split into variants until each has a plain word to be found by.
    fn add_variants(&mut self, rule: u32, term: u32, form: Form, phrase: &Steps) {
        let variants =
            Anchors { lists: &self.lists, commonness: &self.commonness }.variants(&phrase.steps);
        for (steps, anchor) in variants {
            let Step::Words(words) = &steps[anchor] else { continue };
            let words = words.clone();
            let number = self.terms.len() as u32;
            let before = edge_words(&steps[..anchor], &self.lists, Direction::Backward);
            let after = edge_words(&steps[anchor + 1..], &self.lists, Direction::Forward);
            let (at_start, at_end) = (phrase.at_start, phrase.at_end);
            let shape = Shape::Steps { steps, anchor, before, after, at_start, at_end };
            self.terms.push(CompiledTerm { rule, term, form, shape });
            for word in words.iter() {
                self.anchor(word, number);
            }
        }
    }

    fn anchor(&mut self, word: WordId, term: u32) {
        let word = word as usize;
        if self.anchors.len() <= word {
            self.anchors.resize_with(word + 1, Vec::new);
        }
        self.anchors[word].push(term);
    }
}

/// The phrases of a term, with their forms. Patterns have none.
fn forms(kind: &TermKind) -> Vec<(Form, &Phrase)> {
    match kind {
        TermKind::Noun { singular, plural } => {
            vec![(Form::Singular, singular), (Form::Plural, plural)]
        }
        TermKind::Phrase(phrase) => vec![(Form::Plain, phrase)],
        TermKind::Pattern { .. } => Vec::new(),
        TermKind::Verb { base, third, past, participle, gerund } => {
            let mut forms = vec![(Form::Base, base), (Form::Third, third), (Form::Gerund, gerund)];
            if past.elements == participle.elements {
                forms.push((Form::PastOrParticiple, past));
            } else {
                forms.extend([(Form::Past, past), (Form::Participle, participle)]);
            }
            forms
        }
    }
}
