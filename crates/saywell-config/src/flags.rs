//! What a command line chooses: the uppermost layer.

use crate::chosen::{Choices, Chosen, ChosenRules, ChosenWord, Config, Origin};
use crate::error::{ConfigError, ConfigErrors};
use crate::globs::{self, Globs};
use crate::packs::PackChoice;
use crate::style::{self, StyleError};
use crate::values::FailOn;
use saywell_engine::{AddressedTo, RuleChoice};
use std::path::PathBuf;

/// What a command line chooses; what it leaves open stays as the files have it.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// Packs in place of those of the files; empty leaves theirs.
    pub packs: Vec<PackChoice>,
    /// Whom the documents address.
    pub audience: Option<AddressedTo>,
    /// From which severity on findings make the check fail.
    pub fail_on: Option<FailOn>,
    /// Further patterns of files that are not checked, relative to `folder`.
    pub exclude: Vec<String>,
    /// Choices of rules, in the order given.
    pub rules: Vec<RuleChoice>,
    /// Further words that are not reported.
    pub ignore_words: Vec<String>,
    /// Columns of CSV files that are read, in place of those of the files; empty leaves theirs.
    pub columns: Vec<String>,
    /// Keys of JSON and YAML files that are read, in the same way.
    pub keys: Vec<String>,
    /// House-style switches with their values.
    pub style: Vec<(String, String)>,
    /// The size in bytes of the largest file that is checked.
    pub max_file_size: Option<u64>,
    /// Whether what is ignored must give a reason.
    pub require_reason: Option<bool>,
    /// The folder that patterns are relative to: the current one.
    pub folder: PathBuf,
}

impl Flags {
    /// The flags as a layer.
    ///
    /// # Errors
    ///
    /// Patterns and switches that are wrong, all of them.
    pub fn into_config(self) -> Result<Config, ConfigErrors> {
        self.check()?;
        Ok(Config {
            packs: all(self.packs),
            fail_on: self.fail_on.map(here),
            excluded: Globs::new(self.exclude.iter().map(String::as_str)),
            exclude: all(self.exclude),
            max_file_size: self.max_file_size.map(here),
            require_reason: self.require_reason.map(here),
            baseline: None,
            choices: Choices {
                audience: self.audience.map(here),
                rules: self.rules.into_iter().map(rules).collect(),
                ignore_words: self.ignore_words.into_iter().map(word).collect(),
                columns: all(self.columns),
                keys: all(self.keys),
                professional: Vec::new(),
                subject: Vec::new(),
                style: all(self.style),
            },
            sections: Vec::new(),
            folder: self.folder,
        })
    }

    fn check(&self) -> Result<(), ConfigErrors> {
        let patterns = self.exclude.iter().filter_map(|pattern| globs::check(pattern).err());
        let switches =
            self.style.iter().filter_map(|(name, value)| match style::check(name, value) {
                Ok(()) => None,
                Err(StyleError::Name(message) | StyleError::Value(message)) => Some(message),
            });
        let errors: Vec<_> = patterns
            .chain(switches)
            .map(|message| ConfigError::whole("command line", message))
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(ConfigErrors(errors)) }
    }
}

fn here<T>(value: T) -> Chosen<T> {
    Chosen::new(value, Origin::CommandLine)
}

fn all<T>(values: Vec<T>) -> Vec<Chosen<T>> {
    values.into_iter().map(here).collect()
}

fn rules(choice: RuleChoice) -> Chosen<ChosenRules> {
    here(ChosenRules { rules: choice.rules, severity: choice.severity, reason: None })
}

fn word(phrase: String) -> Chosen<ChosenWord> {
    here(ChosenWord { phrase, reason: None })
}
