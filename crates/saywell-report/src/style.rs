//! The one list of styles.

use crate::concise::Concise;
use crate::full::Full;
use crate::json::Json;
use crate::writer::Render;

/// A way to write findings out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// For people: each finding with its words, the reason and what to write instead.
    #[default]
    Full,
    /// One line for each finding, as editors and other programs pick them up.
    Concise,
    /// For programs: version 1 of the contract in `docs/json.md`.
    Json,
}

/// What is chosen for writing out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour, with ANSI escape sequences. Styles for programs never do.
    pub color: bool,
    /// Whether to leave out findings of severity info, which are counted all the same. Styles for programs never do.
    pub hide_notes: bool,
}

impl Style {
    /// Every style, in the order of the documentation.
    pub const ALL: &[Self] = &[Self::Full, Self::Concise, Self::Json];

    /// Its name in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
        }
    }

    /// The style with this name, as [`Style::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|style| style.name() == name)
    }

    pub(crate) fn renderer(self, options: Options) -> Box<dyn Render> {
        match self {
            Self::Full => Box::new(Full::new(options)),
            Self::Concise => Box::new(Concise),
            Self::Json => Box::new(Json::default()),
        }
    }
}
