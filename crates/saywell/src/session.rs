//! What a run knows: a rulebook, and which files are left out.

use crate::args::RuleArgs;
use crate::exit::Trouble;
use crate::targets::{STDIN, Target};
use saywell_config::{Flags, PackChoice, Resolved};
use saywell_engine::document::Selection;
use saywell_engine::rules::{Pack, Severity};
use saywell_engine::{Linter, RuleChoice, Settings};
use saywell_report::visible;
use saywell_rulebook::{Overrides, Problem, Problems, Rulebook, folder_of};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run knows, built from its arguments. Configurations and linters are made once and shared.
pub(crate) struct Session(Rulebook);

/// What is chosen for a file.
#[derive(Clone)]
pub(crate) struct Choices {
    /// The rules.
    pub(crate) linter: Arc<Linter>,
    /// The least severity that makes the run fail, if any does.
    pub(crate) threshold: Option<Severity>,
    /// The largest size that is looked at, in bytes.
    pub(crate) max_file_size: u64,
    /// The file of findings that are accepted, if one is configured.
    pub(crate) baseline: Option<PathBuf>,
    /// What is read of a data file.
    pub(crate) selection: Selection,
    /// Whether all packs are for English texts.
    pub(crate) english: bool,
}

impl Session {
    /// A session with these choices of rules; `flags` may hold further ones.
    ///
    /// It lives as long as the program: to give its packs and linters back piece by piece would take a quarter of a
    /// short run.
    pub(crate) fn new(rules: RuleArgs, flags: Flags) -> &'static mut Self {
        let off = |rules: String| RuleChoice { rules, severity: None };
        let flags = Flags {
            audience: rules.audience,
            rules: rules.ignore.into_iter().map(off).collect(),
            ..flags
        };
        let overrides = Overrides {
            no_nearest: rules.no_config,
            config: rules.config,
            packs: rules.pack.iter().map(|pack| PackChoice::from_flag(pack)).collect(),
            only: rules.only,
            flags,
            shown_from: std::env::current_dir().unwrap_or_default(),
        };
        Box::leak(Box::new(Self(Rulebook::new(overrides))))
    }

    /// What is chosen for the file with this name.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs, and names that mean no rule.
    pub(crate) fn choices_for(&mut self, path: &Path) -> Result<Choices, Trouble> {
        let choices = self.0.choices_for(path).map_err(in_words)?;
        let english = choices.are_english();
        let saywell_rulebook::Choices { linter, resolved } = choices;
        let threshold = resolved.fail_on.value.threshold();
        let baseline = resolved.baseline.as_ref().map(|baseline| baseline.value.clone());
        let max_file_size = resolved.max_file_size.value;
        let selection = resolved.selection_for(path);
        Ok(Choices { linter, threshold, max_file_size, baseline, selection, english })
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
            if !target.met || !self.resolved(folder_of(&target.path))?.excludes(&target.path) {
                kept.push(target);
            }
        }
        Ok(kept)
    }

    /// The linter for a configuration's packs and these settings.
    ///
    /// # Errors
    ///
    /// What is wrong with packs.
    pub(crate) fn linter(
        &mut self,
        resolved: &Resolved,
        settings: Settings,
    ) -> Result<Arc<Linter>, Trouble> {
        self.0.linter(resolved, settings).map_err(in_words)
    }

    /// The packs in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations and packs.
    pub(crate) fn packs(&mut self, folder: &Path) -> Result<Cow<'_, [Pack]>, Trouble> {
        self.0.packs_in(folder).map_err(in_words)
    }

    /// The configuration in force in a folder.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn resolved(&mut self, folder: &Path) -> Result<Arc<Resolved>, Trouble> {
        self.0.resolved(folder).map_err(in_words)
    }
}

/// Problems as a command tells them: each line of them safe to print.
pub(crate) fn in_words(problems: Problems) -> Trouble {
    let printable = |text: String| text.lines().map(visible).collect::<Vec<_>>().join("\n");
    let told = |problem: Problem| Problem {
        about: problem.about.map(|about| visible(&about).into_owned()),
        message: printable(problem.message),
        help: problem.help.map(printable),
        ..problem
    };
    Trouble { messages: problems.into_iter().map(|it| told(it).to_string()).collect() }
}
