//! The one list of styles.

use crate::checkstyle::Checkstyle;
use crate::concise::Concise;
use crate::full::Full;
use crate::github::Github;
use crate::gitlab::Gitlab;
use crate::html::Html;
use crate::json::{Json, JsonLines};
use crate::junit::Junit;
use crate::markdown::Markdown;
use crate::rdjson::Rdjson;
use crate::sarif::Sarif;
use crate::statistics::Statistics;
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
    /// The same, one object a line.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// GitHub's workflow commands: annotations on a pull request.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// `JUnit`'s XML, for the test reports of build servers.
    Junit,
    /// Checkstyle's XML, for build servers.
    Checkstyle,
    /// reviewdog's diagnostics.
    Rdjson,
    /// For people: a page to read, print or mail.
    Html,
    /// For people: the comment on a pull request, or the summary of a build.
    Markdown,
    /// For people: how often each rule spoke.
    Statistics,
}

/// What is chosen for writing out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour, with ANSI escape sequences. Only [`Style::Full`] does.
    pub color: bool,
    /// Whether to leave out findings of severity info, which are counted all the same. Styles for programs never do.
    pub hide_notes: bool,
    /// Whether styles that are made to be handed to other services hold the sentence of each finding. Without it they
    /// hold the words found, as the message quotes them, and the words to write instead. [`Style::Full`] and
    /// [`Style::Html`] always show the sentence; [`Style::Concise`] and JSON never do.
    pub excerpts: bool,
    /// Whether findings that directives silenced are written too, marked as such. Only [`Style::Sarif`] can.
    pub suppressed: bool,
}

/// Every style with its name in options, in the order of the documentation.
const NAMES: [(Style, &str); 13] = [
    (Style::Full, "full"),
    (Style::Concise, "concise"),
    (Style::Json, "json"),
    (Style::JsonLines, "jsonl"),
    (Style::Sarif, "sarif"),
    (Style::Github, "github"),
    (Style::Gitlab, "gitlab"),
    (Style::Junit, "junit"),
    (Style::Checkstyle, "checkstyle"),
    (Style::Rdjson, "rdjson"),
    (Style::Html, "html"),
    (Style::Markdown, "markdown"),
    (Style::Statistics, "statistics"),
];

impl Style {
    /// Every style, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(style, _)| *style)
    }

    /// Its name in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(style, _)| *style == self).map_or("", |(_, name)| name)
    }

    /// The style with this name, as [`Style::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(style, _)| *style)
    }

    /// Whether programs read it: it tells all there is to tell, in one piece.
    #[must_use]
    pub fn is_data(self) -> bool {
        match self {
            Self::Full | Self::Concise | Self::Html | Self::Markdown | Self::Statistics => false,
            Self::Json
            | Self::JsonLines
            | Self::Sarif
            | Self::Github
            | Self::Gitlab
            | Self::Junit
            | Self::Checkstyle
            | Self::Rdjson => true,
        }
    }

    pub(crate) fn renderer(self, options: Options) -> Box<dyn Render> {
        match self {
            Self::Full => Box::new(Full::new(options)),
            Self::Concise => Box::new(Concise),
            Self::Json => Box::new(Json::default()),
            Self::JsonLines => Box::new(JsonLines),
            Self::Sarif => Box::new(Sarif::new(options)),
            Self::Github => Box::new(Github::new(options)),
            Self::Gitlab => Box::new(Gitlab::new(options)),
            Self::Junit => Box::new(Junit::new(options)),
            Self::Checkstyle => Box::new(Checkstyle::new(options)),
            Self::Rdjson => Box::new(Rdjson::new(options)),
            Self::Html => Box::new(Html::new(options)),
            Self::Markdown => Box::new(Markdown::new(options)),
            Self::Statistics => Box::new(Statistics::new(options)),
        }
    }
}
