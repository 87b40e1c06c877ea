//! From the file as it is written to choices that hold.

use crate::chosen::{Choices, Chosen, ChosenRules, ChosenWord, Config, Origin, Place, Section};
use crate::error::{ConfigError, ConfigErrors};
use crate::file::{ConfigFile, FileSection, IgnoreWord, RuleSetting, SpeakerLists, StyleTable};
use crate::globs::{self, Globs};
use crate::packs::{PackChoice, inside};
use crate::placed::{Entries, Placed};
use crate::read::{MOST, Problem, read};
use crate::style::{self, StyleError};
use crate::values::Audience;
use saywell_engine::document::LineIndex;
use saywell_engine::rules::Phrase;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the text of a configuration file. `name` is the file's path: shown in errors, and its folder is what patterns
/// and paths are relative to. No file is opened.
///
/// # Errors
///
/// All that is wrong, each at its place.
pub fn parse(name: &str, text: &str) -> Result<Config, ConfigErrors> {
    let folder = Path::new(name).parent().unwrap_or(Path::new(""));
    parse_in(name, folder, text)
}

/// The same, with the folder told.
pub(crate) fn parse_in(name: &str, folder: &Path, text: &str) -> Result<Config, ConfigErrors> {
    let (file, problems) = read(text);
    let mut checker =
        Checker { name: name.into(), text, lines: LineIndex::new(text), folder, problems };
    let config = checker.config(&file);
    checker.finish(config)
}

/// Checks values, and keeps what is wrong with them.
struct Checker<'a> {
    name: Arc<str>,
    text: &'a str,
    lines: LineIndex,
    folder: &'a Path,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn config(&mut self, file: &ConfigFile) -> Config {
        let mut config = Config {
            packs: self.packs(file),
            fail_on: file.fail_on.as_ref().map(|value| self.chosen(value, *value.get())),
            exclude: self.patterns(&file.exclude),
            excluded: Globs::default(),
            max_file_size: file
                .max_file_size
                .as_ref()
                .map(|value| self.chosen(value, value.get().0)),
            require_reason: file
                .require_reason
                .as_ref()
                .map(|value| self.chosen(value, *value.get())),
            baseline: self.baseline(file),
            choices: self.choices(
                file.audience.as_ref(),
                &file.rules,
                &file.ignore_words,
                (&file.columns, &file.keys),
                &file.speakers,
                &file.style,
            ),
            sections: file.file.iter().map(|section| self.section(section)).collect(),
            folder: self.folder.to_path_buf(),
        };
        config.excluded = Globs::new(config.exclude.iter().map(|pattern| pattern.value.as_str()));
        config
    }

    fn packs(&mut self, file: &ConfigFile) -> Vec<Chosen<PackChoice>> {
        let Some(packs) = &file.packs else { return Vec::new() };
        if packs.get().is_empty() {
            self.problem(
                packs.span(),
                "name at least one pack, or leave `packs` out for all that come with saywell",
            );
        }
        let mut chosen = Vec::new();
        for pack in packs.get() {
            match PackChoice::from_file(pack.get(), self.folder) {
                Ok(choice) => chosen.push(self.chosen(pack, choice)),
                Err(message) => self.problem(pack.span(), message),
            }
        }
        chosen
    }

    fn baseline(&mut self, file: &ConfigFile) -> Option<Chosen<PathBuf>> {
        let baseline = file.baseline.as_ref()?;
        match inside(baseline.get(), self.folder) {
            Ok(path) => Some(self.chosen(baseline, path)),
            Err(message) => {
                self.problem(baseline.span(), message);
                None
            }
        }
    }

    fn section(&mut self, section: &FileSection) -> Section {
        if section.paths.get().is_empty() {
            self.problem(section.paths.span(), "name at least one pattern");
        }
        let paths: Vec<String> =
            self.patterns(section.paths.get()).into_iter().map(|pattern| pattern.value).collect();
        Section {
            globs: Globs::new(paths.iter().map(String::as_str)),
            paths,
            choices: self.choices(
                section.audience.as_ref(),
                &section.rules,
                &section.ignore_words,
                (&section.columns, &section.keys),
                &section.speakers,
                &section.style,
            ),
            origin: self.origin(section.paths.span()),
        }
    }

    fn choices(
        &mut self,
        audience: Option<&Placed<Audience>>,
        rules: &Entries<Placed<RuleSetting>>,
        words: &[Placed<IgnoreWord>],
        (columns, keys): (&[Placed<String>], &[Placed<String>]),
        speakers: &SpeakerLists,
        style: &StyleTable,
    ) -> Choices {
        let mut choices = Choices {
            audience: audience.map(|value| self.chosen(value, (*value.get()).into())),
            rules: rules.0.iter().map(|(name, setting)| self.rule(name, setting)).collect(),
            ignore_words: words.iter().map(|word| self.word(word)).collect(),
            columns: columns.iter().map(|name| self.filled(name)).collect(),
            keys: keys.iter().map(|name| self.filled(name)).collect(),
            professional: speakers.professional.iter().map(|label| self.filled(label)).collect(),
            subject: speakers.subject.iter().map(|label| self.filled(label)).collect(),
            style: style.0.0.iter().map(|(name, value)| self.switch(name, value)).collect(),
        };
        choices.order_rules();
        choices
    }

    fn rule(
        &mut self,
        name: &Placed<String>,
        setting: &Placed<RuleSetting>,
    ) -> Chosen<ChosenRules> {
        let rules = self.filled(name).value;
        let RuleSetting { severity, reason } = setting.get().clone();
        self.chosen(name, ChosenRules { rules, severity: severity.severity(), reason })
    }

    fn word(&mut self, word: &Placed<IgnoreWord>) -> Chosen<ChosenWord> {
        let IgnoreWord { phrase, reason } = word.get().clone();
        if let Err(error) = Phrase::parse(&phrase, &|_| None) {
            self.problem(word.span(), error.to_string());
        }
        self.chosen(word, ChosenWord { phrase, reason })
    }

    fn switch(
        &mut self,
        name: &Placed<String>,
        value: &Placed<String>,
    ) -> Chosen<(String, String)> {
        match style::check(name.get(), value.get()) {
            Ok(()) => {}
            Err(StyleError::Name(message)) => self.problem(name.span(), message),
            Err(StyleError::Value(message)) => self.problem(value.span(), message),
        }
        self.chosen(name, (name.get().clone(), value.get().clone()))
    }

    fn patterns(&mut self, patterns: &[Placed<String>]) -> Vec<Chosen<String>> {
        if let Some(beyond) = patterns.get(globs::MOST) {
            self.problem(beyond.span(), format!("a list has at most {} patterns", globs::MOST));
            return Vec::new();
        }
        let mut good = Vec::new();
        for pattern in patterns {
            match globs::check(pattern.get()) {
                Ok(()) => good.push(self.chosen(pattern, pattern.get().clone())),
                Err(message) => self.problem(pattern.span(), message),
            }
        }
        good
    }

    /// A text that may not be empty.
    fn filled(&mut self, text: &Placed<String>) -> Chosen<String> {
        if text.get().trim().is_empty() {
            self.problem(text.span(), "this is empty");
        }
        self.chosen(text, text.get().clone())
    }

    fn chosen<S, T>(&self, placed: &Placed<S>, value: T) -> Chosen<T> {
        Chosen::new(value, self.origin(placed.span()))
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        let position = self.lines.position(self.text, span.start);
        Origin::File(Place {
            file: self.name.clone(),
            line: position.line,
            column: position.column,
        })
    }

    fn problem(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem { span, message: message.into() });
    }

    fn finish(mut self, config: Config) -> Result<Config, ConfigErrors> {
        if self.problems.is_empty() {
            return Ok(config);
        }
        self.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        self.problems.truncate(MOST);
        Err(ConfigErrors(self.problems.iter().map(|problem| self.error(problem)).collect()))
    }

    fn error(&self, problem: &Problem) -> ConfigError {
        self.origin(problem.span.clone()).error(problem.message.clone())
    }
}
