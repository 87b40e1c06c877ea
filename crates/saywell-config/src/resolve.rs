//! Layers of choices, laid over each other.

use crate::chosen::{Choices, Chosen, Config, Origin, Section};
use crate::error::{ConfigError, ConfigErrors};
use crate::globs::relative;
use crate::packs::PackChoice;
use crate::values::FailOn;
use saywell_engine::document::Selection;
use saywell_engine::{IgnoredWord, Settings, SettingsError};
use std::path::{Path, PathBuf};

/// The size in bytes of the largest file that is checked, where nobody chose another.
const MAX_FILE_SIZE: u64 = 256 << 20;

/// What is chosen in the end.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The packs; where there are none, all that come with saywell.
    pub packs: Vec<Chosen<PackChoice>>,
    /// From which severity on findings make a check fail.
    pub fail_on: Chosen<FailOn>,
    /// The size in bytes of the largest file that is checked.
    pub max_file_size: Chosen<u64>,
    /// Whether what is ignored, in configuration and in documents, must give a reason.
    pub require_reason: Chosen<bool>,
    /// The file of findings that are accepted, if one is named.
    pub baseline: Option<Chosen<PathBuf>>,
    pub(crate) layers: Vec<Config>,
}

impl Resolved {
    /// Lays configurations over each other, the first at the bottom: usually the nearest file, the file of `--config`,
    /// the flags.
    ///
    /// Of single values the uppermost counts, and so it is with `packs`. Patterns of `exclude`, ignored words and
    /// speakers are added up. Rules and style switches are laid over each other one by one.
    ///
    /// # Errors
    ///
    /// Where reasons are required and missing.
    pub fn new(layers: Vec<Config>) -> Result<Self, ConfigErrors> {
        let resolved = Self {
            packs: layers
                .iter()
                .rev()
                .map(|layer| &layer.packs)
                .find(|packs| !packs.is_empty())
                .cloned()
                .unwrap_or_default(),
            fail_on: upper(&layers, |layer| layer.fail_on.as_ref(), FailOn::default()),
            max_file_size: upper(&layers, |layer| layer.max_file_size.as_ref(), MAX_FILE_SIZE),
            require_reason: upper(&layers, |layer| layer.require_reason.as_ref(), false),
            baseline: layers.iter().rev().find_map(|layer| layer.baseline.clone()),
            layers,
        };
        let missing =
            if resolved.require_reason.value { resolved.missing_reasons() } else { Vec::new() };
        if missing.is_empty() { Ok(resolved) } else { Err(ConfigErrors(missing)) }
    }

    /// The engine's settings for a document at this path. A path without a file, such as standard input, is given as
    /// the name that it is to be taken for.
    #[must_use]
    pub fn settings_for(&self, path: &Path) -> Settings {
        let require_reason = self.require_reason.value;
        let mut settings = Settings { require_reason, ..Settings::default() };
        self.choices_for(path).for_each(|choices| apply(choices, &mut settings));
        settings
    }

    /// Which values are read of a data file at this path: the uppermost columns and keys that are named for it.
    #[must_use]
    pub fn selection_for(&self, path: &Path) -> Selection {
        let mut selection = Selection::default();
        for choices in self.choices_for(path) {
            for (named, taken) in
                [(&choices.columns, &mut selection.columns), (&choices.keys, &mut selection.keys)]
            {
                if !named.is_empty() {
                    *taken = named.iter().map(|name| name.value.clone()).collect();
                }
            }
        }
        selection
    }

    /// The choices that count for a file at this path, the lowest first.
    fn choices_for(&self, path: &Path) -> impl Iterator<Item = &Choices> {
        self.layers.iter().flat_map(move |layer| {
            let path = relative(path, &layer.folder);
            let fits =
                move |section: &&Section| path.as_ref().is_some_and(|path| section.globs.fit(path));
            let sections = layer.sections.iter().filter(fits);
            std::iter::once(&layer.choices).chain(sections.map(|section| &section.choices))
        })
    }

    /// Whether a file or folder is left out.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        let excluded = |layer: &Config| {
            relative(path, &layer.folder).is_some_and(|path| layer.excluded.fit(&path))
        };
        self.layers.iter().any(excluded)
    }

    /// What the engine says about settings, each message at the place of the name that it quotes.
    #[must_use]
    pub fn locate(&self, error: &SettingsError) -> ConfigErrors {
        let located = error.messages.iter().map(|message| {
            let origin = quotations(message)
                .find_map(|name| self.origin_of(name))
                .unwrap_or(&Origin::Default);
            origin.error(message.clone())
        });
        ConfigErrors(located.collect())
    }

    /// Where rules were chosen by this name, or this word ignored: the last such place.
    #[must_use]
    pub fn origin_of(&self, name: &str) -> Option<&Origin> {
        self.all_choices().filter_map(|choices| origin_in(choices, name)).last()
    }

    /// Every set of choices, the lowest first.
    fn all_choices(&self) -> impl Iterator<Item = &Choices> {
        self.layers.iter().flat_map(|layer| {
            std::iter::once(&layer.choices)
                .chain(layer.sections.iter().map(|section| &section.choices))
        })
    }

    fn missing_reasons(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        for choices in self.all_choices() {
            let rules = choices.rules.iter().filter(|chosen| chosen.value.severity.is_none());
            let rules =
                rules.map(|chosen| (&chosen.value.rules, &chosen.value.reason, &chosen.origin));
            let words = choices.ignore_words.iter();
            let words =
                words.map(|chosen| (&chosen.value.phrase, &chosen.value.reason, &chosen.origin));
            errors.extend(
                rules
                    .chain(words)
                    .filter_map(|(what, reason, origin)| missing(what, reason.as_deref(), origin)),
            );
        }
        errors.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
        errors
    }
}

/// What the uppermost layer with such a value says, or else the default.
fn upper<T: Clone>(
    layers: &[Config],
    value: impl Fn(&Config) -> Option<&Chosen<T>>,
    default: T,
) -> Chosen<T> {
    layers.iter().rev().find_map(value).cloned().unwrap_or(Chosen::new(default, Origin::Default))
}

fn apply(choices: &Choices, settings: &mut Settings) {
    if let Some(audience) = &choices.audience {
        settings.audience = audience.value;
    }
    settings.rules.extend(choices.rules.iter().map(|chosen| chosen.value.choice()));
    let words = choices
        .ignore_words
        .iter()
        .map(|chosen| IgnoredWord { phrase: chosen.value.phrase.clone() });
    settings.ignored_words.extend(words);
    let labels = |chosen: &[Chosen<String>]| -> Vec<String> {
        chosen.iter().map(|label| label.value.clone()).collect()
    };
    settings.speakers.professional.extend(labels(&choices.professional));
    settings.speakers.subject.extend(labels(&choices.subject));
    settings.style.extend(choices.style.iter().map(|chosen| chosen.value.clone()));
}

fn origin_in<'a>(choices: &'a Choices, name: &str) -> Option<&'a Origin> {
    let rules = choices
        .rules
        .iter()
        .filter(|chosen| chosen.value.rules == name)
        .map(|chosen| &chosen.origin);
    let words = choices
        .ignore_words
        .iter()
        .filter(|chosen| chosen.value.phrase == name)
        .map(|chosen| &chosen.origin);
    rules.chain(words).last()
}

/// What stands between curly quotation marks.
fn quotations(message: &str) -> impl Iterator<Item = &str> {
    message.split('“').skip(1).filter_map(|rest| rest.split_once('”')).map(|(quoted, _)| quoted)
}

/// The error of a choice in a file that gives no reason. On a command line, who chooses is there to be asked.
fn missing(what: &str, reason: Option<&str>, origin: &Origin) -> Option<ConfigError> {
    let given = reason.is_some_and(|reason| !reason.trim().is_empty());
    let in_file = matches!(origin, Origin::File(_));
    (in_file && !given)
        .then(|| origin.error(format!("`{what}` needs a reason, since `require-reason` is set")))
}
