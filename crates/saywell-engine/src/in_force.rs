//! The rules in force: a program, and what settings make of it.

use crate::choose::{self, RuleName};
use crate::finding::RuleCard;
use crate::program::{Form, Phrases, Program, RuleEntry};
use crate::settings::Settings;
use regex_automata::{meta::Regex, util::syntax};
use saywell_rules::{Alternative, Phrase, Severity};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What a rule says where it finds something, as settings choose.
#[derive(Debug)]
pub(crate) struct Voice {
    pub(crate) card: Arc<RuleCard>,
    pub(crate) message: String,
    alternatives: Vec<Alternative>,
    /// For terms that have alternatives of their own.
    of_terms: BTreeMap<u32, Vec<Alternative>>,
}

impl Voice {
    /// What to write instead of a term's words.
    pub(crate) fn alternatives(&self, term: u32) -> &[Alternative] {
        self.of_terms.get(&term).unwrap_or(&self.alternatives)
    }
}

/// The rules in force.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) program: Arc<Program>,
    /// The severity of each rule; none where it is switched off.
    severities: Vec<Option<Severity>>,
    /// What each rule says; made when it first finds something.
    voices: Vec<OnceLock<Voice>>,
    /// The regular expression of each pattern; made when one of its words is first met.
    regexes: Vec<OnceLock<Option<Regex>>>,
    /// Words that are never reported.
    pub(crate) ignored_words: Phrases,
    settings: Settings,
}

/// A place where a term's words stand, before anything is known of what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The rule's number.
    pub(crate) rule: u32,
    /// The term's number in the rule.
    pub(crate) term: u32,
    pub(crate) form: Form,
    /// Index of the first word.
    pub(crate) first: u32,
    /// Index after the last word.
    pub(crate) end: u32,
}

impl Match {
    /// The words' indices.
    pub(crate) fn words(self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

impl Rules {
    /// The rules of a program that settings leave on.
    pub(crate) fn new(program: &Arc<Program>, settings: &Settings) -> Self {
        let ignored: Vec<Phrase> = settings
            .ignored_words
            .iter()
            .filter_map(|ignored| Phrase::parse(&ignored.phrase, &|_| None).ok())
            .collect();
        let (program, ignored_words) = if ignored.is_empty() {
            (Arc::clone(program), Phrases::default())
        } else {
            let (program, phrases) = Program::clone(program).with_phrases(&ignored);
            (Arc::new(program), phrases)
        };
        let severity = |rule| choose::severity(program.pack_of(rule), rule, settings);
        Self {
            severities: program.rules.iter().map(severity).collect(),
            voices: program.rules.iter().map(|_| OnceLock::new()).collect(),
            regexes: program.patterns.iter().map(|_| OnceLock::new()).collect(),
            ignored_words,
            settings: settings.clone(),
            program,
        }
    }

    /// What matching needs to know of a rule.
    pub(crate) fn entry(&self, rule: u32) -> &RuleEntry {
        &self.program.rules[rule as usize]
    }

    /// A rule's severity; none where it is switched off.
    pub(crate) fn severity(&self, rule: u32) -> Option<Severity> {
        self.severities.get(rule as usize).copied().flatten()
    }

    /// What a rule says.
    pub(crate) fn voice(&self, rule: u32) -> &Voice {
        self.voices[rule as usize].get_or_init(|| self.make_voice(rule))
    }

    fn make_voice(&self, rule: u32) -> Voice {
        let entry = self.entry(rule);
        let face = self.program.face(entry).unwrap_or_default();
        let in_style = |alternatives: Vec<Alternative>| {
            choose::in_style(alternatives, self.program.pack_of(entry), &self.settings)
        };
        let card = RuleCard {
            id: self.program.full_name(entry),
            category: entry.category.clone(),
            severity: self.severity(rule).unwrap_or(entry.severity),
            audience: entry.audience,
            title: face.title,
            why: face.why,
            sources: face.sources,
        };
        let of_terms = face.of_terms.into_iter();
        Voice {
            card: Arc::new(card),
            message: face.message,
            alternatives: in_style(face.alternatives),
            of_terms: of_terms.map(|(term, own)| (term, in_style(own))).collect(),
        }
    }

    /// The rules that are on.
    pub(crate) fn cards(&self) -> impl Iterator<Item = &Arc<RuleCard>> {
        let on = (0..).zip(&self.severities).filter(|(_, severity)| severity.is_some());
        on.map(|(rule, _)| &self.voice(rule).card)
    }

    /// Whether no rule is on.
    pub(crate) fn are_all_off(&self) -> bool {
        self.severities.iter().all(Option::is_none)
    }

    /// How many rules settings switch off by name.
    pub(crate) fn switched_off_by_choice(&self) -> usize {
        let is_off = |rule: &&RuleEntry| {
            let pack = &self.program.pack_of(rule).id;
            let (id, category) = (&rule.id, &rule.category);
            choose::chosen_severity(&self.settings, pack, id, category, rule.severity).is_none()
        };
        self.program.rules.iter().filter(is_off).count()
    }

    /// The names of the rules that are switched off.
    pub(crate) fn switched_off(&self) -> Vec<RuleName> {
        let off = self.program.rules.iter().zip(&self.severities);
        let off = off.filter(|(_, severity)| severity.is_none());
        off.map(|(rule, _)| RuleName {
            pack: self.program.pack_of(rule).id.clone(),
            rule: rule.id.clone(),
            category: rule.category.clone(),
        })
        .collect()
    }

    /// A pattern's regular expression, as packs mean it; packs were checked when they were loaded.
    ///
    /// It is tried on one sentence at a time: what finds where to start in long texts would cost more to build than it saves.
    pub(crate) fn regex(&self, pattern: u32) -> Option<&Regex> {
        let make = || {
            let config = Regex::config().auto_prefilter(false).nfa_size_limit(Some(1 << 20));
            Regex::builder()
                .configure(config)
                .syntax(syntax::Config::new().case_insensitive(true))
                .build(&self.program.patterns[pattern as usize])
                .ok()
        };
        self.regexes[pattern as usize].get_or_init(make).as_ref()
    }
}
