//! What a run knows: packs, and a linter for each set of choices.

use crate::args::RuleArgs;
use crate::exit::Trouble;
use crate::packs;
use crate::targets::Target;
use saywell_engine::rules::Pack;
use saywell_engine::{Linter, RuleChoice, Settings};
use std::path::Path;
use std::sync::Arc;

/// What a run knows, built from its arguments.
pub(crate) struct Session {
    choices: RuleArgs,
    linters: Vec<(Settings, Arc<Linter>)>,
}

impl Session {
    pub(crate) fn new(choices: RuleArgs) -> Self {
        Self { choices, linters: Vec::new() }
    }

    pub(crate) fn leave_out(&mut self, _targets: &mut Vec<Target>) -> Result<(), Trouble> {
        Ok(())
    }

    pub(crate) fn packs(&mut self) -> Result<Vec<Pack>, Trouble> {
        let mut packs = packs::embedded()?;
        for name in &self.choices.pack {
            packs.push(packs::from_path(Path::new(name))?);
        }
        Ok(packs)
    }

    pub(crate) fn linter_for(&mut self, _path: &Path) -> Result<Arc<Linter>, Trouble> {
        let mut settings = Settings::default();
        let packs = self.packs()?;
        settings.rules.extend(only(&self.choices.only, &packs));
        settings.rules.extend(self.choices.ignore.iter().map(|rules| RuleChoice { rules: rules.clone(), severity: None }));
        if let Some((_, linter)) = self.linters.iter().find(|(known, _)| *known == settings) {
            return Ok(Arc::clone(linter));
        }
        let linter = Arc::new(Linter::new(&packs, &settings).map_err(|error| Trouble { messages: error.messages })?);
        self.linters.push((settings, Arc::clone(&linter)));
        Ok(linter)
    }
}

fn only(_names: &[String], _packs: &[Pack]) -> Vec<RuleChoice> {
    Vec::new()
}
