//! How a run ends: the exit codes, and what could not be done.

use saywell_report::visible;
use std::path::Path;
use std::process::ExitCode;

/// How a run ended. The later one counts where several apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// Everything asked for was done, and nothing was found at the threshold.
    Clean,
    /// There are findings at the threshold, or failed examples.
    Findings,
    /// Something asked for could not be done.
    Trouble,
}

impl ExitStatus {
    /// [`Self::Findings`] if there are any, else [`Self::Clean`].
    pub(crate) fn of_findings(any: bool) -> Self {
        if any { Self::Findings } else { Self::Clean }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => Self::SUCCESS,
            ExitStatus::Findings => Self::from(1),
            ExitStatus::Trouble => Self::from(2),
        }
    }
}

/// Why a command stopped before its work: messages for people, one a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What to say; each may hold several lines.
    pub(crate) messages: Vec<String>,
}

impl Trouble {
    /// What is wrong with a file.
    pub(crate) fn about(path: &Path, problem: &str) -> Self {
        Self::from(format!("{}: {problem}", visible(&path.to_string_lossy())))
    }
}

impl<T: Into<String>> From<T> for Trouble {
    fn from(message: T) -> Self {
        Self { messages: vec![message.into()] }
    }
}

/// What a command gives back.
pub(crate) type CommandResult = Result<ExitStatus, Trouble>;
