//! What is chosen for each document: the nearest configuration, its packs, and a linter for each set of choices. Made
//! once, and forgotten when a file that it came from changes.

use crate::packs::Packs;
use crate::settings::ClientSettings;
use saywell_config::{
    Chosen, Config, ConfigError, ConfigErrors, Flags, Origin, PackChoice, Resolved, find, load,
};
use saywell_engine::rules::Pack;
use saywell_engine::{Linter, Settings};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something that keeps documents from being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file that it is in, where it is in one.
    pub(crate) file: Option<PathBuf>,
    /// The line and the column in characters, both from 1.
    pub(crate) place: Option<(usize, usize)>,
    /// What is wrong, in a sentence without its full stop.
    pub(crate) message: String,
}

/// Everything that is wrong; never empty.
pub(crate) type Problems = Vec<Problem>;

impl Problem {
    /// What is wrong with a file as a whole.
    pub(crate) fn of_file(file: &Path, message: &str) -> Self {
        Self { file: Some(file.to_owned()), place: None, message: message.to_owned() }
    }

    /// What is wrong with a choice.
    pub(crate) fn at(origin: &Origin, message: String) -> Self {
        match origin {
            Origin::File(place) => Self {
                file: Some(PathBuf::from(&*place.file)),
                place: Some((place.line, place.column)),
                message,
            },
            Origin::Default | Origin::CommandLine => Self { file: None, place: None, message },
        }
    }
}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Self {
        let path = PathBuf::from(&error.file);
        let file = path.is_absolute().then_some(path);
        Self { file, place: error.place, message: error.message }
    }
}

/// Errors of a configuration as problems.
pub(crate) fn problems(errors: ConfigErrors) -> Problems {
    errors.0.into_iter().map(Problem::from).collect()
}

/// What is chosen for a document.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    /// The rules.
    pub(crate) linter: Arc<Linter>,
    /// Whether the document is left out.
    pub(crate) excluded: bool,
    /// The largest size that is looked at, in bytes.
    pub(crate) max_size: u64,
}

/// What a client's settings, configurations and packs come to.
#[derive(Default)]
pub(crate) struct Rulebook {
    client: ClientSettings,
    packs: Packs,
    of_folder: HashMap<PathBuf, Result<Arc<Resolved>, Problems>>,
    linters: Vec<(Vec<PackChoice>, Settings, Arc<Linter>)>,
}

impl Rulebook {
    /// Forgets what was read from files.
    pub(crate) fn forget(&mut self) {
        self.packs.forget();
        self.of_folder.clear();
        self.linters.clear();
    }

    /// Takes over what the client sets.
    pub(crate) fn set_client(&mut self, client: ClientSettings) {
        self.client = client;
        self.forget();
    }

    /// What is chosen for the document at this path.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs, and names that mean no rule.
    pub(crate) fn choices_for(&mut self, path: &Path) -> Result<Choices, Problems> {
        let folder = path.parent().unwrap_or(path);
        let resolved = self.resolved(folder)?;
        let linter = self.linter(&resolved, resolved.settings_for(path))?;
        let excluded = resolved.excludes(path);
        Ok(Choices { linter, excluded, max_size: resolved.max_file_size.value })
    }

    /// The configuration in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn resolved(&mut self, folder: &Path) -> Result<Arc<Resolved>, Problems> {
        if let Some(resolved) = self.of_folder.get(folder) {
            return resolved.clone();
        }
        let resolved = self.resolve(folder).map(Arc::new);
        self.of_folder.insert(folder.to_owned(), resolved.clone());
        resolved
    }

    fn resolve(&self, folder: &Path) -> Result<Resolved, Problems> {
        let nearest = find(folder).map_err(problems)?;
        let files = nearest.iter().chain(&self.client.config);
        let mut layers: Vec<Config> =
            files.map(|path| load(path)).collect::<Result<_, _>>().map_err(problems)?;
        let flags = Flags { audience: self.client.audience, ..Flags::default() };
        layers.push(flags.into_config().map_err(problems)?);
        Resolved::new(layers).map_err(problems)
    }

    /// The packs in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs.
    pub(crate) fn packs_in(&mut self, folder: &Path) -> Result<Cow<'_, [Pack]>, Problems> {
        let resolved = self.resolved(folder)?;
        self.packs.take(&resolved.packs)
    }

    /// The linter for these packs and settings.
    ///
    /// # Errors
    ///
    /// What is wrong with packs, and names that mean no rule, each where it is chosen.
    pub(crate) fn linter(
        &mut self,
        resolved: &Resolved,
        settings: Settings,
    ) -> Result<Arc<Linter>, Problems> {
        let packs: Vec<PackChoice> = resolved.packs.iter().map(|pack| pack.value.clone()).collect();
        let known =
            self.linters.iter().find(|(of_packs, of, _)| *of_packs == packs && *of == settings);
        if let Some((_, _, linter)) = known {
            return Ok(Arc::clone(linter));
        }
        let linter = Linter::new(&self.packs.take(&resolved.packs)?, &settings)
            .map_err(|error| problems(resolved.locate(&error)))?;
        let linter = Arc::new(linter);
        self.linters.push((packs, settings, Arc::clone(&linter)));
        Ok(linter)
    }

    /// The paths of packs that the configuration of a folder names.
    pub(crate) fn pack_paths(&mut self, folder: &Path) -> Vec<PathBuf> {
        let path = |pack: &Chosen<PackChoice>| match &pack.value {
            PackChoice::File(path) => Some(path.clone()),
            PackChoice::Named(_) => None,
        };
        self.resolved(folder)
            .map(|resolved| resolved.packs.iter().filter_map(path).collect())
            .unwrap_or_default()
    }
}
