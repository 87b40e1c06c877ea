//! What keeps documents from being checked.

use saywell_config::{ConfigError, ConfigErrors, Origin};
use saywell_engine::rules::{PackError, PackErrors};
use std::fmt;
use std::io;
use std::path::Path;

/// Something that keeps documents from being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file that it is in, as it is to be shown, or what else it concerns: the command line.
    pub about: Option<String>,
    /// The line and the column in characters, both from 1.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// What would help.
    pub help: Option<String>,
}

/// Everything that is wrong; never empty.
pub type Problems = Vec<Problem>;

impl Problem {
    /// Something wrong in no file.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { about: None, place: None, message: message.into(), help: None }
    }

    /// What is wrong with a file as a whole.
    pub(crate) fn of_file(file: &Path, message: impl Into<String>) -> Self {
        Self { about: Some(file.display().to_string()), ..Self::new(message) }
    }

    /// Why a file could not be read.
    pub(crate) fn of_reading(file: &Path, error: &io::Error) -> Self {
        let words = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::InvalidData => "not UTF-8".to_owned(),
            _ => {
                let text = error.to_string();
                let end = text.find(" (os error").unwrap_or(text.len());
                text[..end].to_lowercase()
            }
        };
        Self::of_file(file, words)
    }

    /// What is wrong with a choice: at its place, where it was made in a file.
    pub(crate) fn at(origin: &Origin, message: impl Into<String>) -> Self {
        match origin {
            Origin::File(place) => Self {
                about: Some(place.file.to_string()),
                place: Some((place.line, place.column)),
                ..Self::new(message)
            },
            Origin::Default | Origin::CommandLine => Self::new(message),
        }
    }

    /// The message with the help behind it, for where there is one line.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        let help = self.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}{help}", self.message)
    }
}

/// `file:line:column: message`, and the help on a line of its own. Names and messages may hold anything.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(about) = &self.about {
            write!(f, "{about}")?;
            if let Some((line, column)) = self.place {
                write!(f, ":{line}:{column}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))
    }
}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Self {
        let ConfigError { file, place, message } = error;
        Self { about: Some(file), place, message, help: None }
    }
}

impl From<PackError> for Problem {
    fn from(error: PackError) -> Self {
        let place = Some((error.line, error.column));
        Self { about: Some(error.name), place, message: error.message, help: error.help }
    }
}

/// Errors of a configuration as problems.
pub(crate) fn of_config(errors: ConfigErrors) -> Problems {
    errors.0.into_iter().map(Problem::from).collect()
}

/// Errors of a pack as problems.
pub(crate) fn of_pack(errors: PackErrors) -> Problems {
    errors.errors.into_iter().map(Problem::from).collect()
}
