//! The standard streams: writing never panics, a closed pipe ends the printing but not the work.

use crate::exit::ExitStatus;
use saywell_report::visible;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;

/// Standard output, buffered.
///
/// Writing to it never fails: a failure is kept for [`Output::finish`], and whatever follows it is dropped. So a run
/// whose reader went away (`| head -1`) still ends with its true exit code.
pub(crate) struct Output {
    inner: BufWriter<Stdout>,
    failure: Option<io::Error>,
    terminal: bool,
}

impl Output {
    /// Standard output. It is not locked, since the language server writes to it from another thread.
    pub(crate) fn new() -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self { inner: BufWriter::with_capacity(1 << 16, stdout), failure: None, terminal }
    }

    /// Whether a person reads it directly.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Writes out what is left. A reader that went away is no trouble; any other failure is told.
    pub(crate) fn finish(mut self) -> ExitStatus {
        let _ = self.flush();
        match self.failure {
            Some(failure) if failure.kind() != io::ErrorKind::BrokenPipe => {
                complain(&format!("cannot write to standard output: {}", plain_words(&failure)));
                ExitStatus::Trouble
            }
            _ => ExitStatus::Clean,
        }
    }

    fn keep_failure(&mut self, result: io::Result<()>) {
        if let Err(failure) = result {
            self.failure.get_or_insert(failure);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_none() {
            let result = self.inner.write_all(bytes);
            self.keep_failure(result);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failure.is_none() {
            let result = self.inner.flush();
            self.keep_failure(result);
        }
        Ok(())
    }
}

/// Says what went wrong, on standard error, with nothing in it that acts on a terminal. A closed or full standard error
/// is nobody's to tell.
pub(crate) fn complain(message: &str) {
    let mut stderr = io::stderr().lock();
    let mut lead = "saywell: ";
    for line in message.lines() {
        let _ = writeln!(stderr, "{lead}{}", visible(line));
        lead = "";
    }
}

/// Says what could not be done with a file and why, on standard error.
pub(crate) fn complain_of(path: &Path, undone: &str, why: &str) {
    complain(&format!("{}: {undone}: {why}", visible(&path.to_string_lossy())));
}

/// Says something that is neither a result nor a problem, on standard error.
pub(crate) fn remark(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// What the operating system said, in plain words.
pub(crate) fn plain_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_lowercase()
        }
    }
}

/// Whether output is coloured: as asked, else only on a terminal whose user has not declined colours.
pub(crate) fn use_color(
    choice: ColorChoice,
    terminal: bool,
    env: impl Fn(&str) -> Option<String>,
) -> bool {
    let set = |name: &str| env(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR") => false,
        ColorChoice::Auto
            if env("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") =>
        {
            true
        }
        ColorChoice::Auto => terminal && env("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`; also with `CLICOLOR_FORCE`
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, plain_words, use_color};
    use std::io;

    #[track_caller]
    fn check_color(choice: ColorChoice, terminal: bool, env: &[(&str, &str)], expected: bool) {
        let get = |name: &str| {
            env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(use_color(choice, terminal, get), expected);
    }

    #[test]
    fn color_is_for_terminals_that_want_it() {
        check_color(ColorChoice::Auto, true, &[("TERM", "xterm")], true);
        check_color(ColorChoice::Auto, true, &[], true);
        check_color(ColorChoice::Auto, false, &[("TERM", "xterm")], false);
        check_color(ColorChoice::Auto, true, &[("TERM", "dumb")], false);
        check_color(ColorChoice::Auto, true, &[("NO_COLOR", "1")], false);
        check_color(ColorChoice::Auto, true, &[("NO_COLOR", "")], true);
        check_color(ColorChoice::Auto, false, &[("CLICOLOR_FORCE", "1")], true);
        check_color(ColorChoice::Auto, false, &[("CLICOLOR_FORCE", "0")], false);
        check_color(ColorChoice::Auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false);
        check_color(ColorChoice::Always, false, &[("NO_COLOR", "1")], true);
        check_color(ColorChoice::Never, true, &[("CLICOLOR_FORCE", "1")], false);
    }

    #[test]
    fn errors_are_told_in_plain_words() {
        assert_eq!(
            plain_words(&io::Error::from(io::ErrorKind::NotFound)),
            "no such file or folder"
        );
        assert_eq!(plain_words(&io::Error::from_raw_os_error(28)), "no space left on device");
    }
}
