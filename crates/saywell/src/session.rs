//! What a run knows: the configuration of each folder, the packs, and a linter for each set of choices.

use crate::args::RuleArgs;
use crate::exit::Trouble;
use crate::packs::Shelf;
use crate::targets::{STDIN, Target};
use saywell_config::{
    Chosen, Config, ConfigErrors, Flags, Origin, PackChoice, Resolved, find, load,
};
use saywell_engine::rules::{Pack, Rule, Severity};
use saywell_engine::{Linter, RuleCard, RuleChoice, Settings, selects};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run knows, built from its arguments. Configurations and linters are made once and shared.
pub(crate) struct Session {
    rules: RuleArgs,
    flags: Flags,
    shelf: Shelf,
    of_folder: HashMap<PathBuf, Arc<Resolved>>,
    of_config: HashMap<Option<PathBuf>, Arc<Resolved>>,
    linters: Vec<(Vec<PackChoice>, Settings, Arc<Linter>)>,
}

/// What is chosen for a file.
#[derive(Clone)]
pub(crate) struct Choices {
    /// The rules.
    pub(crate) linter: Arc<Linter>,
    /// The least severity that makes the run fail, if any does.
    pub(crate) threshold: Option<Severity>,
    /// The largest size that is looked at, in bytes.
    pub(crate) max_file_size: u64,
}

impl Session {
    /// A session with these choices of rules; `flags` may hold further ones.
    ///
    /// It lives as long as the program: to give its packs and linters back piece by piece would take a quarter of a
    /// short run.
    pub(crate) fn new(rules: RuleArgs, flags: Flags) -> &'static mut Self {
        let flags = Flags { audience: rules.audience, ..flags };
        let shelf = Shelf::default();
        Box::leak(Box::new(Self {
            rules,
            flags,
            shelf,
            of_folder: HashMap::new(),
            of_config: HashMap::new(),
            linters: Vec::new(),
        }))
    }

    /// What is chosen for the file with this name.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs, and names that mean no rule.
    pub(crate) fn choices_for(&mut self, path: &Path) -> Result<Choices, Trouble> {
        let resolved = self.resolved(parent_of(path))?;
        let linter = self.linter(&resolved, resolved.settings_for(path))?;
        let threshold = resolved.fail_on.value.threshold();
        Ok(Choices { linter, threshold, max_file_size: resolved.max_file_size.value })
    }

    /// What is chosen for files in this folder, those apart that have choices of their own.
    ///
    /// # Errors
    ///
    /// As with [`Session::choices_for`].
    pub(crate) fn choices_in(&mut self, folder: &Path) -> Result<Choices, Trouble> {
        self.choices_for(&folder.join(STDIN))
    }

    /// Takes away what was met in folders and is excluded.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations.
    pub(crate) fn leave_out(&mut self, targets: Vec<Target>) -> Result<Vec<Target>, Trouble> {
        let mut kept = Vec::with_capacity(targets.len());
        for target in targets {
            if !target.met || !self.resolved(parent_of(&target.path))?.excludes(&target.path) {
                kept.push(target);
            }
        }
        Ok(kept)
    }

    /// The packs in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs.
    pub(crate) fn packs(&mut self, folder: &Path) -> Result<Cow<'_, [Pack]>, Trouble> {
        let resolved = self.resolved(folder)?;
        self.shelf.take(&resolved.packs)
    }

    /// The configuration in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn resolved(&mut self, folder: &Path) -> Result<Arc<Resolved>, Trouble> {
        if let Some(resolved) = self.of_folder.get(folder) {
            return Ok(Arc::clone(resolved));
        }
        let nearest = if self.rules.no_config { None } else { find(folder).map_err(in_words)? };
        let nearest = nearest.map(from_here);
        let resolved = match self.of_config.get(&nearest) {
            Some(resolved) => Arc::clone(resolved),
            None => Arc::new(self.resolve(nearest.as_deref())?),
        };
        self.of_config.insert(nearest, Arc::clone(&resolved));
        self.of_folder.insert(folder.to_owned(), Arc::clone(&resolved));
        Ok(resolved)
    }

    /// Lays the nearest configuration, the one of `--config` and the flags over each other.
    fn resolve(&mut self, nearest: Option<&Path>) -> Result<Resolved, Trouble> {
        let files = nearest.into_iter().chain(self.rules.config.as_deref());
        let mut layers: Vec<Config> =
            files.map(load).collect::<Result<_, _>>().map_err(in_words)?;
        let packs = self.with_flag_packs(Resolved::new(layers.clone()).map_err(in_words)?.packs)?;
        let rules = self.rule_choices(&packs)?;
        let packs = if self.rules.pack.is_empty() { Vec::new() } else { values(packs) };
        let flags = Flags { packs, rules, ..self.flags.clone() };
        layers.push(flags.into_config().map_err(in_words)?);
        Resolved::new(layers).map_err(in_words)
    }

    /// The packs of the files, or else all that come with saywell, and those of the flags beside them.
    fn with_flag_packs(
        &mut self,
        of_files: Vec<Chosen<PackChoice>>,
    ) -> Result<Vec<Chosen<PackChoice>>, Trouble> {
        let here = |value| Chosen { value, origin: Origin::CommandLine };
        let mut packs = of_files;
        if packs.is_empty() && !self.rules.pack.is_empty() {
            packs.extend(
                self.shelf.embedded()?.iter().map(|pack| here(PackChoice::Named(pack.id.clone()))),
            );
        }
        packs.extend(self.rules.pack.iter().map(|pack| here(PackChoice::from_flag(pack))));
        Ok(packs)
    }

    /// What `--only` and `--ignore` switch off.
    fn rule_choices(&mut self, packs: &[Chosen<PackChoice>]) -> Result<Vec<RuleChoice>, Trouble> {
        let mut choices = Vec::new();
        if !self.rules.only.is_empty() {
            choices = only(&self.rules.only, &self.shelf.take(packs)?);
        }
        choices.extend(self.rules.ignore.iter().cloned().map(off));
        Ok(choices)
    }

    fn linter(&mut self, resolved: &Resolved, settings: Settings) -> Result<Arc<Linter>, Trouble> {
        let packs = values(resolved.packs.clone());
        let known =
            self.linters.iter().find(|(of_packs, of, _)| *of_packs == packs && *of == settings);
        if let Some((_, _, linter)) = known {
            return Ok(Arc::clone(linter));
        }
        let linter = Linter::new(&self.shelf.take(&resolved.packs)?, &settings);
        let placed = |message: String| at_its_place(message, resolved, &settings);
        let linter = linter.map_err(|error| Trouble {
            messages: error.messages.into_iter().map(placed).collect(),
        })?;
        let linter = Arc::new(linter);
        self.linters.push((packs, settings, Arc::clone(&linter)));
        Ok(linter)
    }
}

/// A path as short as it can be written in the current folder.
fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).map(Path::to_owned).unwrap_or(path)
}

/// The folder that a file stands in.
pub(crate) fn parent_of(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(path);
    if parent.as_os_str().is_empty() { Path::new(".") } else { parent }
}

fn in_words(errors: ConfigErrors) -> Trouble {
    Trouble { messages: errors.0.into_iter().map(|error| error.to_string()).collect() }
}

fn values<T>(chosen: Vec<Chosen<T>>) -> Vec<T> {
    chosen.into_iter().map(|chosen| chosen.value).collect()
}

fn off(rules: String) -> RuleChoice {
    RuleChoice { rules, severity: None }
}

/// Switches off every rule that none of the names means, those on directives among them. A name that means no rule is
/// passed on, to be told.
fn only(names: &[String], packs: &[Pack]) -> Vec<RuleChoice> {
    let of_packs = packs.iter().flat_map(|pack| {
        let named = |rule: &Rule| (format!("{}/{}", pack.id, rule.id), rule.category.clone());
        pack.rules.iter().map(named).collect::<Vec<_>>()
    });
    let of_engine = engine_rules();
    let of_engine = of_engine.iter().map(|rule| (rule.id.clone(), rule.category.clone()));
    let rules: Vec<(String, String)> = of_packs.chain(of_engine).collect();
    let unknown = names.iter().filter(|name| !rules.iter().any(|rule| means(name, rule)));
    let others = rules.iter().filter(|rule| !names.iter().any(|name| means(name, rule)));
    unknown.chain(others.map(|(id, _)| id)).cloned().map(off).collect()
}

/// The rules that stand in no pack: those on directives.
pub(crate) fn engine_rules() -> Vec<Arc<RuleCard>> {
    let linter = Linter::new(&[], &Settings::default());
    linter.iter().flat_map(Linter::rules).cloned().collect()
}

/// Whether a name means this rule: `pack/rule`, `pack/*`, a rule's, a pack's or a category's name.
fn means(name: &str, (id, category): &(String, String)) -> bool {
    let (pack, rule) = id.split_once('/').unwrap_or_default();
    selects(name, pack, rule, category)
}

/// A message on a name, with the place in the configuration where the name stands.
fn at_its_place(message: String, resolved: &Resolved, settings: &Settings) -> String {
    let rules = settings.rules.iter().map(|choice| &choice.rules);
    let mut names = rules.chain(settings.ignored_words.iter().map(|ignored| &ignored.phrase));
    let name = names.find(|name| message.contains(&format!("“{name}”")));
    match name.and_then(|name| resolved.origin_of(name)) {
        Some(origin @ Origin::File(_)) => format!("{origin}: {message}"),
        _ => message,
    }
}
