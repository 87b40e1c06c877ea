//! Rules made ready for matching: every term as steps around the rarest of its words, and an index from words to terms.

use crate::anchors::Anchors;
use crate::finding::{Cited, RuleCard};
use crate::lexicon::{Lexicon, commonness};
use crate::settings::Settings;
use crate::steps::{Direction, Lists, Step, Steps, compile_lists, edge_words};
use crate::vocabulary::{Vocabulary, WordId, WordSet};
use regex::Regex;
use saywell_rules::{Condition, Pack, Phrase, Rule, Severity, Style, TermKind};
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
    pub(crate) rule: Rule,
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

/// What selectors choose a rule by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleName {
    pub(crate) pack: String,
    pub(crate) rule: String,
    pub(crate) category: String,
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
            let rule = in_style(rule, pack, settings);
            match card(pack, &rule, settings) {
                Some(card) => self.add_rule(rule, card, base),
                None => self.switched_off.push(RuleName {
                    pack: pack.id.clone(),
                    rule: rule.id.clone(),
                    category: rule.category.clone(),
                }),
            }
        }
    }

    fn add_rule(&mut self, rule: Rule, card: RuleCard, base: usize) {
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
        let exceptions = self.compile(&rule.exceptions, base);
        let when = self.conditions(&rule.when, base);
        let unless = self.conditions(&rule.unless, base);
        self.rules.push(CompiledRule { card: Arc::new(card), rule, exceptions, when, unless });
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

/// The rule with the alternatives that the house style allows.
fn in_style(rule: &Rule, pack: &Pack, settings: &Settings) -> Rule {
    let mut rule = rule.clone();
    rule.alternatives.retain(|alternative| fits(&alternative.style, pack, settings));
    for term in &mut rule.terms {
        term.alternatives.retain(|alternative| fits(&alternative.style, pack, settings));
    }
    rule
}

/// Whether the house style is one of those asked for: as settings say, else the pack's default.
fn fits(style: &Style, pack: &Pack, settings: &Settings) -> bool {
    style.iter().all(|(name, values)| {
        let default = || pack.styles.get(name)?.values.first();
        let chosen = settings.style.get(name).or_else(default);
        chosen.is_none_or(|chosen| values.contains(chosen))
    })
}

/// What findings say of the rule, at the severity that settings choose; none where they switch it off.
fn card(pack: &Pack, rule: &Rule, settings: &Settings) -> Option<RuleCard> {
    if !fits(&rule.style, pack, settings) {
        return None;
    }
    let severity = chosen_severity(settings, &pack.id, &rule.id, &rule.category, rule.severity)?;
    let cited = rule.sources.iter().filter_map(|citation| {
        let source = pack.sources.get(&citation.id)?;
        Some(Cited {
            title: source.title.clone(),
            author: source.author.clone(),
            date: source.date.clone(),
            section: citation.section.clone(),
            url: source.url.clone(),
        })
    });
    Some(RuleCard {
        id: format!("{}/{}", pack.id, rule.id),
        category: rule.category.clone(),
        severity,
        audience: rule.audience,
        title: rule.title.clone(),
        why: rule.why.clone(),
        sources: cited.collect(),
    })
}

/// The severity that settings choose for a rule whose own is `severity`; none where they switch it off.
pub(crate) fn chosen_severity(
    settings: &Settings,
    pack: &str,
    rule: &str,
    category: &str,
    severity: Severity,
) -> Option<Severity> {
    let choice =
        settings.rules.iter().rev().find(|choice| selects(&choice.rules, pack, rule, category));
    choice.map_or(Some(severity), |choice| choice.severity)
}

/// Whether a selector (`pack/rule`, `rule`, a pack's or a category's name) means the rule.
pub(crate) fn selects(selector: &str, pack: &str, rule: &str, category: &str) -> bool {
    match selector.split_once('/') {
        Some((of_pack, of_rule)) => of_pack == pack && (of_rule == rule || of_rule == "*"),
        None => selector == rule || selector == pack || selector == category,
    }
}
