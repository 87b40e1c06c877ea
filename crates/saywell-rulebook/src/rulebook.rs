//! Configurations, packs and linters, each made once, and made anew when they are forgotten.

use crate::only::only;
use crate::packs::Shelf;
use crate::problem::{Problems, of_config};
use saywell_config::{Chosen, Config, Flags, Origin, PackChoice, Resolved, find, load};
use saywell_engine::rules::Pack;
use saywell_engine::{Linter, RuleChoice, Settings, SettingsError};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What whoever runs saywell chooses, over what the configurations of folders say.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Whether the configurations of folders count for nothing.
    pub no_nearest: bool,
    /// A configuration that is laid over the nearest one.
    pub config: Option<PathBuf>,
    /// Packs beside those of the configurations.
    pub packs: Vec<PackChoice>,
    /// Names of the only rules that speak; empty for all.
    pub only: Vec<String>,
    /// Whatever else is chosen. Its packs are not looked at.
    pub flags: Flags,
    /// The folder from which names of configurations are shown, where they lie in it.
    pub shown_from: PathBuf,
}

/// What is chosen for a document.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The rules.
    pub linter: Arc<Linter>,
    /// The configuration in force.
    pub resolved: Arc<Resolved>,
}

impl Choices {
    /// Whether all the packs are for texts in English, so that one in another language is passed over.
    #[must_use]
    pub fn are_english(&self) -> bool {
        self.linter.languages().all(|language| language.split('-').next() == Some("en"))
    }
}

/// What configurations, packs and overrides come to.
#[derive(Default)]
pub struct Rulebook {
    overrides: Overrides,
    shelf: Shelf,
    of_folder: HashMap<PathBuf, Result<Arc<Resolved>, Problems>>,
    of_config: HashMap<Option<PathBuf>, Result<Arc<Resolved>, Problems>>,
    linters: Vec<(Vec<PackChoice>, Settings, Arc<Linter>)>,
}

impl Rulebook {
    /// A rulebook with these overrides.
    #[must_use]
    pub fn new(overrides: Overrides) -> Self {
        Self { overrides, ..Self::default() }
    }

    /// Forgets what was read from files.
    pub fn forget(&mut self) {
        let overrides = std::mem::take(&mut self.overrides);
        *self = Self::new(overrides);
    }

    /// What is chosen for the document with this path.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs, and names that mean no rule.
    pub fn choices_for(&mut self, path: &Path) -> Result<Choices, Problems> {
        let resolved = self.resolved(folder_of(path))?;
        let linter = self.linter(&resolved, resolved.settings_for(path))?;
        Ok(Choices { linter, resolved })
    }

    /// The configuration in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn resolved(&mut self, folder: &Path) -> Result<Arc<Resolved>, Problems> {
        if let Some(resolved) = self.of_folder.get(folder) {
            return resolved.clone();
        }
        let resolved = self.resolve_in(folder);
        self.of_folder.insert(folder.to_owned(), resolved.clone());
        resolved
    }

    /// The packs in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs.
    pub fn packs_in(&mut self, folder: &Path) -> Result<Cow<'_, [Pack]>, Problems> {
        let resolved = self.resolved(folder)?;
        self.shelf.take(&resolved.packs)
    }

    /// The linter for a configuration's packs and these settings.
    ///
    /// # Errors
    ///
    /// What is wrong with packs, and names that mean no rule, each where it is chosen.
    pub fn linter(
        &mut self,
        resolved: &Resolved,
        settings: Settings,
    ) -> Result<Arc<Linter>, Problems> {
        let packs = values(&resolved.packs);
        let known =
            self.linters.iter().find(|(of_packs, of, _)| *of_packs == packs && *of == settings);
        if let Some((_, _, linter)) = known {
            return Ok(Arc::clone(linter));
        }
        let linter = Linter::of(&self.shelf.ruleset(&resolved.packs)?, &settings);
        let linter = Arc::new(linter.map_err(|error| at_their_places(&error, resolved))?);
        self.linters.push((packs, settings, Arc::clone(&linter)));
        Ok(linter)
    }

    fn resolve_in(&mut self, folder: &Path) -> Result<Arc<Resolved>, Problems> {
        let nearest =
            if self.overrides.no_nearest { None } else { find(folder).map_err(of_config)? };
        let nearest = nearest.map(|path| self.shown(path));
        if let Some(resolved) = self.of_config.get(&nearest) {
            return resolved.clone();
        }
        let resolved = self.resolve(nearest.as_deref()).map(Arc::new);
        self.of_config.insert(nearest, resolved.clone());
        resolved
    }

    /// A path as short as it can be written in the folder from which names are shown.
    fn shown(&self, path: PathBuf) -> PathBuf {
        path.strip_prefix(&self.overrides.shown_from).map(Path::to_owned).unwrap_or(path)
    }

    /// Lays the nearest configuration, the one of the overrides and their flags over each other.
    fn resolve(&mut self, nearest: Option<&Path>) -> Result<Resolved, Problems> {
        let files = nearest.into_iter().chain(self.overrides.config.as_deref());
        let mut layers: Vec<Config> =
            files.map(load).collect::<Result<_, _>>().map_err(of_config)?;
        let of_files = Resolved::new(layers.clone()).map_err(of_config)?.packs;
        let packs = self.with_own_packs(of_files);
        let mut flags = self.overrides.flags.clone();
        flags.rules = self.rule_choices(&packs)?;
        flags.packs = if self.overrides.packs.is_empty() { Vec::new() } else { values(&packs) };
        layers.push(flags.into_config().map_err(of_config)?);
        Resolved::new(layers).map_err(of_config)
    }

    /// The packs of the files, or else all that come with saywell, and those of the overrides beside them.
    fn with_own_packs(&self, of_files: Vec<Chosen<PackChoice>>) -> Vec<Chosen<PackChoice>> {
        let here = |value| Chosen { value, origin: Origin::CommandLine };
        let own = &self.overrides.packs;
        let mut packs = of_files;
        if packs.is_empty() && !own.is_empty() {
            let named = saywell_packs::embedded().iter();
            let named = named.map(|pack| PackChoice::Named(pack.id.to_owned()));
            packs.extend(named.map(here));
        }
        packs.extend(own.iter().cloned().map(here));
        packs
    }

    /// The choices of rules, those that `only` comes to before the others.
    fn rule_choices(&mut self, packs: &[Chosen<PackChoice>]) -> Result<Vec<RuleChoice>, Problems> {
        let mut choices = Vec::new();
        if !self.overrides.only.is_empty() {
            choices = only(&self.overrides.only, &self.shelf.ruleset(packs)?);
        }
        choices.extend(self.overrides.flags.rules.iter().cloned());
        Ok(choices)
    }
}

/// The folder that a file stands in: the current one, where its name tells none.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(path);
    if parent.as_os_str().is_empty() { Path::new(".") } else { parent }
}

fn values<T: Clone>(chosen: &[Chosen<T>]) -> Vec<T> {
    chosen.iter().map(|chosen| chosen.value.clone()).collect()
}

/// What the engine says about settings, each message at the place of the name that it quotes, if that is in a file.
fn at_their_places(error: &SettingsError, resolved: &Resolved) -> Problems {
    let mut problems = of_config(resolved.locate(error));
    for problem in problems.iter_mut().filter(|problem| problem.place.is_none()) {
        problem.about = None;
    }
    problems
}
