//! Compiled rules, ready to be shared and to be embedded.

use crate::program::Program;
use saywell_rules::Pack;
use std::sync::Arc;

/// The rules of packs, compiled: dear to make, cheap to share, and ready at once where it is embedded.
///
/// Settings are no part of it: a [`crate::Linter`] is made of both.
#[derive(Clone, Debug, Default)]
pub struct Ruleset(Arc<Program>);

impl Ruleset {
    /// Compiles the rules of these packs.
    #[must_use]
    pub fn new(packs: &[Pack]) -> Self {
        Self(Arc::new(Program::default().with(packs)))
    }

    /// The same rules and, after them, those of more packs.
    #[must_use]
    pub fn with(&self, packs: &[Pack]) -> Self {
        Self(Arc::new(Program::clone(&self.0).with(packs)))
    }

    /// The names of the packs, in order.
    pub fn packs(&self) -> impl Iterator<Item = &str> {
        self.0.packs.iter().map(|pack| pack.id.as_str())
    }

    /// The rules as bytes, for [`Ruleset::from_bytes`] of the same version of this crate.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing plain data to memory does not fail.
        postcard::to_allocvec(&*self.0).unwrap_or_default()
    }

    /// The rules that [`Ruleset::to_bytes`] wrote; none if it was not this version of this crate.
    ///
    /// For bytes that were embedded when the program was built: tables are read where they lie.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok().map(|program| Self(Arc::new(program)))
    }

    /// The names of the rules: of the pack, of the rule in it, and of its category.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.rules.iter().map(|rule| {
            (self.0.pack_of(rule).id.as_str(), rule.id.as_str(), rule.category.as_str())
        })
    }

    pub(crate) fn program(&self) -> &Arc<Program> {
        &self.0
    }
}
