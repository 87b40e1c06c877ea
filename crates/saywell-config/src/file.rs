//! `saywell.toml` as it is written: every key optional, nothing else allowed. From these types the file is read, and
//! its JSON schema made; their comments are the schema's descriptions.

use crate::placed::{Entries, Placed, ShortOrLong};
use crate::values::{Audience, FailOn, Level, Size};
use serde::{Deserialize, Deserializer};

/// Configuration of saywell.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ConfigFile {
    /// Rule packs: names of packs that come with saywell, or paths of your own beside this file. By default every pack
    /// that comes with saywell.
    pub(crate) packs: Option<Placed<Vec<Placed<String>>>>,
    /// Whom the documents address: `auto` tells it from the text, `to` the people concerned, `about` others.
    pub(crate) audience: Option<Placed<Audience>>,
    /// From which severity on findings make a check fail. By default `warning`.
    pub(crate) fail_on: Option<Placed<FailOn>>,
    /// Files and folders that are not checked, as glob patterns relative to the folder of this file.
    #[serde(default)]
    pub(crate) exclude: Vec<Placed<String>>,
    /// Larger files are not checked, which makes a check fail. A number of bytes, or a size such as "10MB". By default
    /// "256MiB".
    pub(crate) max_file_size: Option<Placed<Size>>,
    /// Whether what is switched off or ignored, here and in documents, must give a reason. By default false.
    pub(crate) require_reason: Option<Placed<bool>>,
    /// A file of findings that are accepted, beside this file, as `saywell baseline` writes it. What is in it is not
    /// reported.
    pub(crate) baseline: Option<Placed<String>>,
    /// How loudly rules speak: `off`, `info`, `warning` or `error` for `pack/rule`, `rule`, a pack or a category.
    #[serde(default)]
    pub(crate) rules: Entries<Placed<RuleSetting>>,
    /// Words and phrases that are never reported, such as the name of an organisation.
    #[serde(default)]
    pub(crate) ignore_words: Vec<Placed<IgnoreWord>>,
    /// Columns of CSV files that are read, by name or by number from 1. By default every cell that looks like prose.
    #[serde(default)]
    pub(crate) columns: Vec<Placed<String>>,
    /// Keys of JSON and YAML files whose values are read, with everything below them; `letter.body` is `body` in
    /// `letter`. By default every value that looks like prose.
    #[serde(default)]
    pub(crate) keys: Vec<Placed<String>>,
    /// Roles of speakers in transcripts.
    #[serde(default)]
    pub(crate) speakers: SpeakerLists,
    /// House style: answers to questions on which good sources differ.
    #[serde(default)]
    pub(crate) style: StyleTable,
    /// Other choices for some files. Where several sections fit a file, the later one wins.
    #[serde(default)]
    pub(crate) file: Vec<FileSection>,
}

/// Other choices for the files that a pattern fits.
#[derive(Debug, Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FileSection {
    /// Which files, as glob patterns relative to the folder of this file.
    pub(crate) paths: Placed<Vec<Placed<String>>>,
    /// Whom these documents address.
    pub(crate) audience: Option<Placed<Audience>>,
    /// How loudly rules speak in them.
    #[serde(default)]
    pub(crate) rules: Entries<Placed<RuleSetting>>,
    /// Words and phrases that are not reported in them.
    #[serde(default)]
    pub(crate) ignore_words: Vec<Placed<IgnoreWord>>,
    /// Columns of CSV files that are read in them.
    #[serde(default)]
    pub(crate) columns: Vec<Placed<String>>,
    /// Keys of JSON and YAML files that are read in them.
    #[serde(default)]
    pub(crate) keys: Vec<Placed<String>>,
    /// Roles of speakers in them.
    #[serde(default)]
    pub(crate) speakers: SpeakerLists,
    /// House style in them.
    #[serde(default)]
    pub(crate) style: StyleTable,
}

/// How loudly a rule speaks, and why.
#[derive(Clone, Debug)]
pub(crate) struct RuleSetting {
    pub(crate) severity: Level,
    pub(crate) reason: Option<String>,
}

/// A severity with its reason.
#[derive(Debug, Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LongRuleSetting {
    /// How loudly.
    severity: Level,
    /// Why.
    reason: Option<String>,
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "\"off\", \"info\", \"warning\", \"error\" or { severity = …, reason = … }";
        Ok(match ShortOrLong::<Level, LongRuleSetting>::read(deserializer, expecting)? {
            ShortOrLong::Short(severity) => Self { severity, reason: None },
            ShortOrLong::Long(long) => Self { severity: long.severity, reason: long.reason },
        })
    }
}

/// Words that are not reported, and why.
#[derive(Clone, Debug)]
pub(crate) struct IgnoreWord {
    pub(crate) phrase: String,
    pub(crate) reason: Option<String>,
}

/// Words with the reason why they are not reported.
#[derive(Debug, Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LongIgnoreWord {
    /// The words, in the phrase syntax of rule packs.
    phrase: String,
    /// Why.
    reason: Option<String>,
}

impl<'de> Deserialize<'de> for IgnoreWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "a phrase or { phrase = …, reason = … }";
        Ok(match ShortOrLong::<String, LongIgnoreWord>::read(deserializer, expecting)? {
            ShortOrLong::Short(phrase) => Self { phrase, reason: None },
            ShortOrLong::Long(long) => Self { phrase: long.phrase, reason: long.reason },
        })
    }
}

/// Labels of speakers, by role; letter case does not matter.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SpeakerLists {
    /// Speakers whose own wording is checked, as words to a person: interviewers, officers, counsel.
    #[serde(default)]
    pub(crate) professional: Vec<Placed<String>>,
    /// Speakers whose words are theirs to choose: survivors, witnesses, clients.
    #[serde(default)]
    pub(crate) subject: Vec<Placed<String>>,
}

/// Switches of house style, by name; [`crate::SWITCHES`] knows which there are.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct StyleTable(pub(crate) Entries<Placed<String>>);
