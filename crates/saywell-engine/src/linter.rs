//! The linter: the chosen rules, compiled, and what they find in a document.

use crate::choose::selects;
use crate::context::Context;
use crate::directives::{CATEGORY, Directives, PACK, RULES};
use crate::facts::DocumentFacts;
use crate::find::{Attempts, Searched};
use crate::finding::{Linted, RuleCard};
use crate::in_force::{Match, Rules};
use crate::program::Ground;
use crate::resolve::{may_hold, resolve};
use crate::roles::Roles;
use crate::ruleset::Ruleset;
use crate::settings::{AddressedTo, Settings};
use crate::suggest::finding;
use crate::tokens::Words;
use saywell_document::Document;
use saywell_rules::{Pack, Phrase};
use std::fmt;
use std::sync::Arc;

/// The chosen rules, compiled. Cheap to share between threads, dear to make: make one and keep it.
#[derive(Debug)]
pub struct Linter {
    rules: Rules,
    roles: Roles,
    addressed_to: AddressedTo,
    directives: Directives,
}

/// How many mistakes in settings are told: to guess what each name was meant to be takes a while.
const MOST_ERRORS: usize = 40;

/// What is wrong with settings: names that mean no rule, words that are no phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// One message for each thing that is wrong.
    pub messages: Vec<String>,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.messages.join("\n"))
    }
}

impl std::error::Error for SettingsError {}

impl Linter {
    /// A linter with the rules of `packs` that `settings` leave on.
    ///
    /// # Errors
    ///
    /// When settings name rules that no pack has, or ignore words that are no phrase; all of them at once, up to 40.
    pub fn new(packs: &[Pack], settings: &Settings) -> Result<Self, SettingsError> {
        Self::of(&Ruleset::new(packs), settings)
    }

    /// A linter with those compiled rules that `settings` leave on.
    ///
    /// # Errors
    ///
    /// As with [`Linter::new`].
    pub fn of(ruleset: &Ruleset, settings: &Settings) -> Result<Self, SettingsError> {
        let unknown =
            settings.rules.iter().filter_map(|choice| unknown_selector(ruleset, &choice.rules));
        let bad_words = settings.ignored_words.iter().filter_map(|ignored| {
            let error = Phrase::parse(&ignored.phrase, &|_| None).err()?;
            Some(format!("cannot ignore the words “{}”: {error}", ignored.phrase))
        });
        let messages: Vec<String> = unknown.chain(bad_words).take(MOST_ERRORS).collect();
        if !messages.is_empty() {
            return Err(SettingsError { messages });
        }
        let rules = Rules::new(ruleset.program(), settings);
        let directives = Directives::new(settings, rules.switched_off());
        let roles = Roles::new(&settings.speakers);
        Ok(Self { rules, roles, addressed_to: settings.audience, directives })
    }

    /// What the rules find in a document. It cannot fail, and takes time linear in the text.
    #[must_use]
    pub fn lint(&self, document: &Document) -> Linted {
        let facts = DocumentFacts::gather(&self.rules, &self.roles, self.addressed_to, document);
        let mut findings = Vec::new();
        let (mut words, mut attempts) = (Words::default(), Attempts::default());
        for (index, block) in document.blocks.iter().enumerate() {
            let holds = |found: &Match| may_hold(&self.rules, &facts, index, found);
            let mut matches: Vec<Match> =
                facts.matches(index).iter().copied().filter(holds).collect();
            let lacks_matches = facts.lacks_matches(index);
            if matches.is_empty() && !lacks_matches {
                continue;
            }
            let text = block.text(&document.text);
            words.read(&text, block.speech(), &self.rules.program);
            if lacks_matches {
                let (rules, alone) = (&self.rules, facts.look_up);
                let searched = Searched { rules, text: &text, words: &words, alone };
                searched.find(Ground::Subject, &mut attempts, &mut matches);
                matches.retain(holds);
            }
            if matches.is_empty() {
                continue;
            }
            let context = Context::new(&self.rules, &facts, document, index, (&text, &words));
            let resolved = resolve(&context, matches);
            findings.extend(resolved.into_iter().map(|resolved| finding(&context, resolved)));
        }
        self.directives.apply(document, findings)
    }

    /// The languages of the texts that the packs are for, as BCP 47 tags, a pack after another.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.rules.program.packs.iter().map(|pack| pack.language.as_str())
    }

    /// How many rules of the packs settings switch off. Those that the house style does not ask for are not counted.
    #[must_use]
    pub fn switched_off(&self) -> usize {
        self.rules.switched_off_by_choice()
    }

    /// Whether no rule of the packs is in force, so that nothing but directives can be found fault with.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.rules.are_all_off()
    }

    /// The rules in force, in the order of the packs, and last those on directives.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<RuleCard>> {
        self.rules.cards().chain(self.directives.rules())
    }
}

/// A message on a selector that means no rule; none where it means some.
fn unknown_selector(ruleset: &Ruleset, selector: &str) -> Option<String> {
    let names: Vec<_> =
        ruleset.names().chain(RULES.iter().map(|(id, _, _)| (PACK, *id, CATEGORY))).collect();
    if names.iter().any(|(pack, rule, category)| selects(selector, pack, rule, category)) {
        return None;
    }
    let spellings = names.iter().flat_map(|(pack, rule, category)| {
        [format!("{pack}/{rule}"), (*rule).to_owned(), (*category).to_owned(), (*pack).to_owned()]
    });
    let scored = spellings.map(|name| (strsim::jaro_winkler(selector, &name), name));
    let nearest = scored.filter(|(score, _)| *score > 0.85).max_by(|a, b| a.0.total_cmp(&b.0));
    let help = nearest.map(|(_, name)| format!("; did you mean “{name}”?")).unwrap_or_default();
    Some(format!("no rule is called “{selector}”{help}"))
}
