//! What is found in a snapshot of a document.

use crate::documents::{Kind, Snapshot};
use crate::places::Places;
use crate::toml_problems::{self, TomlProblem};
use saywell_engine::Linted;
use saywell_engine::document::{ColumnUnit, Document, Format, LineIndex, read_selected};
use saywell_rulebook::{Problem, Problems, Rulebook};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What was found, and where the lines are.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The lines of the snapshot's text.
    pub(crate) lines: LineIndex,
    /// What was found.
    pub(crate) outcome: Outcome,
}

/// What a check gives.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Findings.
    Linted(Linted),
    /// It is left out by the configuration, is in a language that its rules are not for, or no kind of file that is
    /// checked.
    LeftOut,
    /// It could not be checked.
    NotChecked(Problems),
    /// What is wrong with a configuration or a pack.
    Toml(Vec<TomlProblem>),
}

/// Tells the language of a document that is surely not in English.
type OtherLanguage = fn(&Document) -> Option<&'static str>;

/// The texts of open documents in files, which count over what the files hold.
pub(crate) type OpenTexts = HashMap<PathBuf, Arc<String>>;

impl Snapshot {
    /// What is found in it; looked for once.
    pub(crate) fn check(
        &self,
        rulebook: &Mutex<Rulebook>,
        other_language: OtherLanguage,
        open: &OpenTexts,
    ) -> &Checked {
        self.checked.get_or_init(|| {
            let outcome = match self.kind {
                Kind::Prose(format) => self.lint(format, rulebook, other_language),
                Kind::Config | Kind::Toml => self.check_toml(rulebook, open),
            };
            Checked { lines: LineIndex::new(&self.text), outcome }
        })
    }

    fn lint(
        &self,
        format: Format,
        rulebook: &Mutex<Rulebook>,
        other_language: OtherLanguage,
    ) -> Outcome {
        // Held while choices are made only: linting takes longer.
        let choices = lock(rulebook).choices_for(&self.path);
        let choices = match choices {
            Ok(choices) => choices,
            Err(problems) => return Outcome::NotChecked(problems),
        };
        if choices.resolved.excludes(&self.path) {
            return Outcome::LeftOut;
        }
        let largest = choices.resolved.max_file_size.value;
        if self.text.len() as u64 > largest {
            let message = format!("it is larger than {largest} bytes (`max-file-size`)");
            return Outcome::NotChecked(vec![Problem::new(message)]);
        }
        let selection = choices.resolved.selection_for(&self.path);
        match read_selected(String::clone(&self.text), format, &selection) {
            Ok(document) if choices.are_english() && other_language(&document).is_some() => {
                Outcome::LeftOut
            }
            Ok(document) => Outcome::Linted(choices.linter.lint(&document)),
            Err(error) => Outcome::NotChecked(vec![Problem::new(error.to_string())]),
        }
    }

    fn check_toml(&self, rulebook: &Mutex<Rulebook>, open: &OpenTexts) -> Outcome {
        let mut rulebook = lock(rulebook);
        let problems = if self.kind == Kind::Config {
            Some(toml_problems::of_config(&self.path, &self.text, &mut rulebook))
        } else {
            toml_problems::of_pack(&self.path, &self.text, &mut rulebook, open)
        };
        problems.map_or(Outcome::LeftOut, Outcome::Toml)
    }

    /// Places in its text.
    pub(crate) fn places<'a>(&'a self, checked: &'a Checked, unit: ColumnUnit) -> Places<'a> {
        Places::new(&self.text, &checked.lines, unit)
    }
}

/// The value behind a lock. A panic while it was held spoils nothing: everything behind our locks can be made anew.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
