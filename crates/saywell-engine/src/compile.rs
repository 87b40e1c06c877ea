//! Compiling: packs become a [`Program`]. Every term becomes steps around the rarest of its words.

mod anchors;
mod draft;
mod flatten;
mod index;

use crate::finding::Cited;
use crate::lexicon::{Lexicon, commonness};
use crate::matcher::Direction;
use crate::openings::Opening;
use crate::program::{
    Anchored, Conditions, Face, Form, Ground, Near, PackEntry, Phrases, Program, RuleEntry, Run,
    Shape, Split, Term, flag,
};
use crate::sets::{SetId, WordSet};
use crate::vocabulary::{UNKNOWN, WordId};
use anchors::{Anchors, Needed, Variant};
use draft::{Draft, edge_words};
use flatten::{Flattener, Known};
use index::Index;
use saywell_rules::{Condition, Pack, Phrase, Rule, TermKind};

impl Program {
    /// Adds the rules of more packs.
    #[must_use]
    pub(crate) fn with(self, packs: &[Pack]) -> Self {
        let mut compiler = Compiler::new(self);
        for pack in packs {
            compiler.add_pack(pack);
        }
        compiler.finish()
    }

    /// Adds phrases that belong to no pack and point to no list; gives where they stand.
    #[must_use]
    pub(crate) fn with_phrases(self, phrases: &[Phrase]) -> (Self, Phrases) {
        let mut compiler = Compiler::new(self);
        let phrases = compiler.phrases(phrases, &Lists::default());
        (compiler.finish(), phrases)
    }
}

/// A neighbour that can be more words than this is not worth a pair for each.
const MOST_NEIGHBOURS: usize = 400;

/// A program in the making.
struct Compiler {
    program: Program,
    /// What was written already, so that it is written once.
    known: Known,
    /// How common each word is; words beyond the end are not.
    commonness: Vec<u32>,
    /// By [`Ground`].
    indexes: [Index; 2],
    /// That of the rule that is being added.
    ground: Ground,
}

impl Compiler {
    fn new(mut program: Program) -> Self {
        let commonness = commonness(&mut program.vocabulary);
        program.lexicon = Lexicon::new(&mut program.vocabulary, &mut program.sets);
        let (known, indexes, ground) = (Known::default(), Default::default(), Ground::Any);
        let mut compiler = Self { program, known, commonness, indexes, ground };
        for word in compiler.program.sets.words(compiler.program.lexicon.second_person) {
            compiler.set_flag(word, flag::SECOND_PERSON);
        }
        compiler
    }

    fn finish(mut self) -> Program {
        for (index, ground) in self.indexes.into_iter().zip([Ground::Any, Ground::Subject]) {
            index.write(&mut self.program, ground);
        }
        self.program
    }

    fn set_flag(&mut self, word: WordId, flag: u8) {
        let word = word as usize;
        let flags = self.program.flags.to_mut();
        flags.resize(flags.len().max(word + 1), 0);
        if word != UNKNOWN as usize {
            flags[word] |= flag;
        }
    }

    fn add_pack(&mut self, pack: &Pack) {
        for word in &pack.subject {
            let word = self.program.vocabulary.intern(word);
            self.set_flag(word, flag::SUBJECT);
        }
        let number = self.program.packs.len() as u32;
        self.program.packs.push(PackEntry {
            id: pack.id.clone(),
            language: pack.language.clone(),
            styles: pack.styles.clone(),
        });
        let drafts = draft::lists(&pack.lists, &mut self.program.vocabulary);
        let choices = flatten::lists(&mut self.program, &mut self.known, &drafts);
        let lists = Lists { drafts, choices };
        for rule in &pack.rules {
            self.add_rule(pack, number, rule, &lists);
        }
    }

    fn add_rule(&mut self, pack: &Pack, number: u32, rule: &Rule, lists: &Lists) {
        let entry = RuleEntry {
            pack: number,
            id: rule.id.clone(),
            category: rule.category.clone(),
            style: rule.style.clone(),
            severity: rule.severity,
            audience: rule.audience,
            self_description: rule.self_description,
            names: rule.names,
            mention: rule.mention,
            negation: rule.negation,
            quotation: rule.quotation,
            exceptions: self.phrases(&rule.exceptions, lists),
            when: self.conditions(&rule.when, lists),
            unless: self.conditions(&rule.unless, lists),
            face: self.face(pack, rule),
        };
        self.ground = entry.ground();
        self.add_terms(rule, lists);
        self.program.rules.push(entry);
    }

    /// Writes down what findings say of the rule.
    fn face(&mut self, pack: &Pack, rule: &Rule) -> Run {
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
        let own = (0..).zip(&rule.terms).filter(|(_, term)| !term.alternatives.is_empty());
        let face = Face {
            title: rule.title.clone(),
            message: rule.message.clone(),
            why: rule.why.clone(),
            sources: cited.collect(),
            alternatives: rule.alternatives.clone(),
            of_terms: own.map(|(number, term)| (number, term.alternatives.clone())).collect(),
        };
        let first = self.program.faces.len();
        // Writing plain data to memory does not fail; without a face a rule would say nothing.
        self.program.faces.to_mut().extend(postcard::to_allocvec(&face).unwrap_or_default());
        Run::new(first, self.program.faces.len())
    }

    fn add_terms(&mut self, rule: &Rule, lists: &Lists) {
        for (number, term) in (0..).zip(&rule.terms) {
            for (form, phrase) in forms(&term.kind) {
                let steps = draft::steps(phrase, &mut self.program.vocabulary);
                self.add_variants(number, form, &steps, lists);
            }
            if let TermKind::Pattern { regex, words } = &term.kind {
                self.add_pattern(number, regex, words);
            }
        }
    }

    fn add_pattern(&mut self, term: u32, source: &str, words: &[String]) {
        let shape = Shape::Pattern(self.program.patterns.len() as u32);
        self.program.patterns.push(source.to_owned());
        let term = self.add_term(term, Form::Plain, shape);
        for word in words {
            let word = self.program.vocabulary.intern(word);
            self.indexes[self.ground as usize].add(word, Anchored { term, ..Anchored::default() });
        }
    }

    /// Adds a form of a term, split into variants until each has a plain word to be found by.
    fn add_variants(&mut self, term: u32, form: Form, steps: &[Draft], lists: &Lists) {
        let anchors = Anchors { lists: &lists.drafts, commonness: &self.commonness };
        for Variant { steps, anchor, needed } in anchors.variants(steps) {
            let Draft::Words(words) = &steps[anchor] else { continue };
            let (before, after) = (&steps[..anchor], &steps[anchor + 1..]);
            let beside = [
                (Direction::Forward, edge_words(after, &lists.drafts, Direction::Forward)),
                (Direction::Backward, edge_words(before, &lists.drafts, Direction::Backward)),
            ];
            let shape = Shape::Steps {
                before: self.flatten(before, lists),
                after: self.flatten(after, lists),
            };
            let term = self.add_term(term, form, shape);
            let [before, after] = needed.map(|needed| self.near(needed));
            let anchored = Anchored { term, before, after };
            let beside = fewest(beside);
            for &word in words.numbers() {
                let index = &mut self.indexes[self.ground as usize];
                match &beside {
                    Some((side, beside)) => index.add_beside(word, (*side, beside), anchored),
                    None => index.add(word, anchored),
                }
            }
        }
    }

    /// The words of which one must be near.
    fn near(&mut self, needed: Option<Needed>) -> Near {
        let Some(Needed { words, within }) = needed else { return Near::default() };
        let Ok(within) = u8::try_from(within) else { return Near::default() };
        Near { words: self.program.sets.intern(words.numbers()), within }
    }

    /// Adds a term of the rule that is being added.
    fn add_term(&mut self, term: u32, form: Form, shape: Shape) -> u32 {
        let rule = self.program.rules.len() as u32;
        self.program.terms.push(Term { rule, term, form, shape });
        self.program.terms.len() as u32 - 1
    }

    fn conditions(&mut self, condition: &Condition, lists: &Lists) -> Conditions {
        Conditions {
            sentence: self.phrases(&condition.sentence, lists),
            paragraph: self.phrases(&condition.paragraph, lists),
            before: self.phrases(&condition.before, lists),
            after: self.phrases(&condition.after, lists),
            subject: condition.subject,
        }
    }

    fn phrases(&mut self, phrases: &[Phrase], lists: &Lists) -> Phrases {
        if phrases.is_empty() {
            return None;
        }
        let (mut rows, mut starts) = (Vec::new(), Some(Vec::new()));
        for phrase in phrases {
            let steps = draft::steps(phrase, &mut self.program.vocabulary);
            let anchors = Anchors { lists: &lists.drafts, commonness: &self.commonness };
            let variants = anchors.variants(&steps);
            if variants.is_empty() {
                let after = self.flatten(&steps, lists);
                let phrase = self.add_phrase(Split { after, ..Split::default() });
                rows.push((Opening::Set(SetId::ANY), phrase));
                starts = None;
            }
            for Variant { steps, anchor, needed } in variants {
                let Draft::Words(words) = &steps[anchor] else { continue };
                let before = self.flatten(&steps[..anchor], lists);
                let after = self.flatten(&steps[anchor + 1..], lists);
                let [near_before, near_after] = needed.map(|needed| self.near(needed));
                let split = Split { before, after, anchored: true, near_before, near_after };
                let phrase = self.add_phrase(split);
                rows.extend(flatten::opening(words, &mut self.program.sets, phrase));
                starts.iter_mut().for_each(|starts| starts.extend_from_slice(words.numbers()));
            }
        }
        let starts = starts.map(WordSet::from_numbers);
        let starts = starts.map(|words| self.program.sets.intern(words.numbers()));
        Some(self.program.openings.add(starts.unwrap_or(SetId::ANY), &rows))
    }

    fn add_phrase(&mut self, phrase: Split) -> u32 {
        self.program.phrases.push(phrase);
        self.program.phrases.len() as u32 - 1
    }

    fn flatten(&mut self, steps: &[Draft], lists: &Lists) -> Run {
        let Lists { drafts, choices } = lists;
        let (program, known) = (&mut self.program, &mut self.known);
        Flattener { program, known, lists: drafts, choices }.steps(steps)
    }
}

/// The lists of the pack that is being added, as trees and as choices of the program.
#[derive(Default)]
struct Lists {
    drafts: draft::Lists,
    choices: Vec<u32>,
}

/// The side on which fewer words can stand beside an anchor, and these words.
fn fewest(sides: [(Direction, Option<WordSet>); 2]) -> Option<(Direction, WordSet)> {
    let known = sides.into_iter().filter_map(|(side, words)| Some((side, words?)));
    let few = known.filter(|(_, words)| words.numbers().len() <= MOST_NEIGHBOURS);
    few.min_by_key(|(_, words)| words.numbers().len())
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
