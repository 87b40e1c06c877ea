//! What is chosen: which rules speak, how loudly, and what the texts are.

use saywell_rules::Severity;
use std::collections::BTreeMap;

/// Whom a document is taken to address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AddressedTo {
    /// Told from the text: letters, scripts and transcripts from reports.
    #[default]
    Auto,
    /// The people concerned: rules on how to speak to a person apply everywhere.
    To,
    /// Others: rules on how to speak to a person stay silent.
    About,
}

/// A choice of rules and what is chosen for them, in the order given; the last one that fits counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChoice {
    /// Which rules: `pack/rule`, `rule`, a pack's name or a category's name.
    pub rules: String,
    /// The severity; none switches the rules off.
    pub severity: Option<Severity>,
}

/// Words that are never reported, such as the name of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredWord {
    /// A word or phrase, in the phrase syntax of rule packs (without lists). A finding that overlaps it is dropped.
    pub phrase: String,
}

/// Roles of speakers in transcripts, by label (letter case ignored), over the ones known already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Speakers whose own wording is checked, as words to a person: interviewers, officers, counsel.
    pub professional: Vec<String>,
    /// Speakers whose words are theirs to choose: survivors, witnesses, clients.
    pub subject: Vec<String>,
}

/// What is chosen for linting a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whom the document addresses.
    pub audience: AddressedTo,
    /// Severities and switched-off rules.
    pub rules: Vec<RuleChoice>,
    /// Words that are never reported.
    pub ignored_words: Vec<IgnoredWord>,
    /// Roles of speakers.
    pub speakers: Speakers,
    /// Whether a directive has to give a reason; without one it silences nothing, and is reported.
    pub require_reason: bool,
    /// House-style switches by name, such as `person` = `survivor`; see the documentation of the packs.
    pub style: BTreeMap<String, String>,
}
