//! How far a long run has got, and how long it took: on standard error, only at a terminal.

use crate::streams::remark;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A run that ends before is not reported on.
const SILENT: Duration = Duration::from_millis(500);

/// The time between two reports.
const STEP: Duration = Duration::from_millis(100);

/// From here on a run is long enough to say at its end what it took.
const LONG: Duration = Duration::from_secs(2);

/// How far a run has got.
pub(crate) struct Progress {
    started: Instant,
    /// None where nobody is to see it.
    line: Option<Mutex<Line>>,
}

impl Progress {
    /// The start of a run over this many files. It is shown at a terminal, unless that is not wanted or it can do
    /// nothing but print.
    pub(crate) fn new(total: usize, wanted: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let shown = wanted && !dumb && io::stderr().is_terminal();
        let line = Line { total, done: 0, drawn: None };
        Self { started: Instant::now(), line: shown.then(|| Mutex::new(line)) }
    }

    /// Counts a file.
    pub(crate) fn tick(&self) {
        self.on_line(|line, elapsed, out| line.tick(elapsed, out));
    }

    /// Takes the report away, so that something else can be written.
    pub(crate) fn clear(&self) {
        self.on_line(|line, _, out| line.clear(out));
    }

    /// Says what a long run took.
    pub(crate) fn tell_time(&self) {
        self.clear();
        if let Some(line) = &self.line {
            let done = line.lock().unwrap_or_else(PoisonError::into_inner).done;
            time_words(done, self.started.elapsed()).iter().for_each(|words| remark(words));
        }
    }

    fn on_line(&self, work: impl FnOnce(&mut Line, Duration, &mut dyn Write) -> io::Result<()>) {
        if let Some(line) = &self.line {
            let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
            // Who cannot be told is not told.
            let _ = work(&mut line, self.started.elapsed(), &mut io::stderr().lock());
        }
    }
}

/// The line at the bottom of a terminal.
struct Line {
    total: usize,
    done: usize,
    /// When it was drawn last, if it stands there.
    drawn: Option<Duration>,
}

impl Line {
    fn tick(&mut self, elapsed: Duration, out: &mut dyn Write) -> io::Result<()> {
        self.done += 1;
        let due = self.drawn.map_or(SILENT, |drawn| drawn + STEP);
        if elapsed < due {
            return Ok(());
        }
        self.drawn = Some(elapsed);
        write!(out, "\r{} of {} files\x1b[K", self.done, self.total)?;
        out.flush()
    }

    fn clear(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.drawn.take().is_none() {
            return Ok(());
        }
        write!(out, "\r\x1b[K")?;
        out.flush()
    }
}

fn time_words(files: usize, took: Duration) -> Option<String> {
    let plural = if files == 1 { "" } else { "s" };
    (took >= LONG).then(|| format!("{files} file{plural} in {:.1} s.", took.as_secs_f64()))
}

#[cfg(test)]
mod tests {
    use super::{Line, time_words};
    use std::time::Duration;

    #[test]
    fn short_runs_show_nothing_and_long_ones_now_and_then() {
        let mut line = Line { total: 6, done: 0, drawn: None };
        let mut out = Vec::new();
        for milliseconds in [10, 499, 500, 550, 601] {
            line.tick(Duration::from_millis(milliseconds), &mut out).unwrap();
        }
        line.clear(&mut out).unwrap();
        line.clear(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\r3 of 6 files\x1b[K\r5 of 6 files\x1b[K\r\x1b[K"
        );
    }

    #[test]
    fn only_a_long_run_says_what_it_took() {
        assert_eq!(time_words(9, Duration::from_millis(1999)), None);
        assert_eq!(
            time_words(9, Duration::from_millis(2340)).as_deref(),
            Some("9 files in 2.3 s.")
        );
        assert_eq!(time_words(1, Duration::from_secs(60)).as_deref(), Some("1 file in 60.0 s."));
    }
}
