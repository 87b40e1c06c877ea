//! Choices that were checked, each with where it came from.

use crate::error::{ConfigError, printable};
use crate::globs::Globs;
use crate::packs::PackChoice;
use crate::values::FailOn;
use saywell_engine::rules::Severity;
use saywell_engine::{AddressedTo, RuleChoice};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// A place in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is to be shown.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where a choice came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody chose: it is the default.
    Default,
    /// A configuration file.
    File(Place),
    /// The command line.
    CommandLine,
}

impl Origin {
    /// An error in what was chosen there.
    pub(crate) fn error(&self, message: String) -> ConfigError {
        match self {
            Self::Default => ConfigError { file: "settings".to_owned(), place: None, message },
            Self::CommandLine => {
                ConfigError { file: "command line".to_owned(), place: None, message }
            }
            Self::File(place) => ConfigError {
                file: place.file.to_string(),
                place: Some((place.line, place.column)),
                message,
            },
        }
    }
}

/// `default`, `file:line:column` or `command line`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::CommandLine => f.write_str("command line"),
            Self::File(place) => {
                write!(f, "{}:{}:{}", printable(&place.file), place.line, place.column)
            }
        }
    }
}

/// A choice and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<T> {
    /// The choice.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Chosen<T> {
    pub(crate) fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// One configuration file, or a command line, checked: a layer of what is chosen in the end.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) packs: Vec<Chosen<PackChoice>>,
    pub(crate) fail_on: Option<Chosen<FailOn>>,
    pub(crate) exclude: Vec<Chosen<String>>,
    pub(crate) excluded: Globs,
    pub(crate) max_file_size: Option<Chosen<u64>>,
    pub(crate) require_reason: Option<Chosen<bool>>,
    pub(crate) baseline: Option<Chosen<PathBuf>>,
    pub(crate) choices: Choices,
    pub(crate) sections: Vec<Section>,
    /// The folder that patterns and paths are relative to.
    pub(crate) folder: PathBuf,
}

/// Choices for the files of some patterns.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) paths: Vec<String>,
    pub(crate) globs: Globs,
    pub(crate) choices: Choices,
    pub(crate) origin: Origin,
}

/// Choices that can differ from file to file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    pub(crate) audience: Option<Chosen<AddressedTo>>,
    pub(crate) rules: Vec<Chosen<ChosenRules>>,
    pub(crate) ignore_words: Vec<Chosen<ChosenWord>>,
    pub(crate) columns: Vec<Chosen<String>>,
    pub(crate) keys: Vec<Chosen<String>>,
    pub(crate) professional: Vec<Chosen<String>>,
    pub(crate) subject: Vec<Chosen<String>>,
    pub(crate) style: Vec<Chosen<(String, String)>>,
}

/// A choice of rules, with its reason.
#[derive(Clone, Debug)]
pub(crate) struct ChosenRules {
    pub(crate) rules: String,
    pub(crate) severity: Option<Severity>,
    pub(crate) reason: Option<String>,
}

/// A word that is not reported, with its reason.
#[derive(Clone, Debug)]
pub(crate) struct ChosenWord {
    pub(crate) phrase: String,
    pub(crate) reason: Option<String>,
}

impl Choices {
    /// Puts rules that are named in full after the others: `pack/rule` beats a pack or a category, wherever they stand
    /// in a table, since the order of a table means nothing in TOML. Otherwise the order stays.
    pub(crate) fn order_rules(&mut self) {
        self.rules.sort_by_key(|chosen| chosen.value.rules.contains('/'));
    }
}

impl ChosenRules {
    pub(crate) fn choice(&self) -> RuleChoice {
        RuleChoice { rules: self.rules.clone(), severity: self.severity }
    }
}
