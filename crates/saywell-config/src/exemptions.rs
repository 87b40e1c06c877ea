//! What configuration files except from being reported: rules that are off, words, files.

use crate::chosen::{Choices, Config, Origin, Place};
use crate::globs::relative;
use crate::resolve::Resolved;
use std::path::Path;

/// What is excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExemptionKind {
    /// Rules that are off.
    Rules,
    /// Words that are not reported.
    Words,
    /// Files that are not checked.
    Files,
}

/// Something that a configuration file excepts from being reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// Where it is written.
    pub place: Place,
    /// What is excepted.
    pub kind: ExemptionKind,
    /// The rules' name, the words, or the pattern of files.
    pub subject: String,
    /// The reason given.
    pub reason: Option<String>,
    /// Patterns of the only files that it holds for; empty for all.
    pub only_in: Vec<String>,
}

impl Resolved {
    /// What the configuration files except, in the order in which it is laid over each other.
    #[must_use]
    pub fn exemptions(&self) -> Vec<Exemption> {
        self.layers.iter().flat_map(|layer| of_layer(layer, |_| true)).collect()
    }

    /// The same for a document at this path.
    #[must_use]
    pub fn exemptions_for(&self, path: &Path) -> Vec<Exemption> {
        let of_layer = |layer: &Config| {
            let path = relative(path, &layer.folder);
            of_layer(layer, |section| path.as_ref().is_some_and(|path| section.globs.fit(path)))
        };
        self.layers.iter().flat_map(of_layer).collect()
    }
}

fn of_layer(layer: &Config, holds: impl Fn(&crate::chosen::Section) -> bool) -> Vec<Exemption> {
    let mut found = of_choices(&layer.choices, &[]);
    for section in layer.sections.iter().filter(|section| holds(section)) {
        found.extend(of_choices(&section.choices, &section.paths));
    }
    found.extend(layer.exclude.iter().filter_map(|pattern| {
        exemption(&pattern.origin, ExemptionKind::Files, &pattern.value, None, &[])
    }));
    found
}

fn of_choices(choices: &Choices, only_in: &[String]) -> Vec<Exemption> {
    let rules = choices.rules.iter().filter(|rules| rules.value.severity.is_none());
    let rules = rules.filter_map(|chosen| {
        let (rules, reason) = (&chosen.value.rules, chosen.value.reason.as_ref());
        exemption(&chosen.origin, ExemptionKind::Rules, rules, reason, only_in)
    });
    let words = choices.ignore_words.iter().filter_map(|chosen| {
        let (phrase, reason) = (&chosen.value.phrase, chosen.value.reason.as_ref());
        exemption(&chosen.origin, ExemptionKind::Words, phrase, reason, only_in)
    });
    rules.chain(words).collect()
}

/// An exemption, if it stands in a file: what the command line says, its user knows.
fn exemption(
    origin: &Origin,
    kind: ExemptionKind,
    subject: &str,
    reason: Option<&String>,
    only_in: &[String],
) -> Option<Exemption> {
    let Origin::File(place) = origin else { return None };
    let reason = reason.filter(|reason| !reason.trim().is_empty()).cloned();
    let (place, subject) = (place.clone(), subject.to_owned());
    Some(Exemption { place, kind, subject, reason, only_in: only_in.to_vec() })
}
