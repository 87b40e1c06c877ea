//! `saywell fix`: safe edits, made in place or shown.

use crate::args::{FileArgs, RuleArgs, ShowArgs};
use crate::exit::{CommandResult, ExitStatus};
use crate::files::{File, Files, Missing};
use crate::fix::{Fixed, fix};
use crate::reading::ReadChoice;
use crate::replace::replace;
use crate::streams::{Output, complain_of, remark};
use crate::targets::STDIN;
use clap::Args;
use saywell_engine::Linter;
use saywell_report::{FileReport, Options, Outcome, Style, Writer, visible};
use similar::TextDiff;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Make the changes that are safe without a person looking
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell fix --diff letters/     show what would change; nothing is written
  saywell fix letters/            make the changes
  saywell fix - < old > new       from standard input to standard output

Exit codes: 0 nothing is left at the threshold, 1 something is, 2 a file could not be checked or written.")]
pub(crate) struct Fix {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    show: ShowArgs,

    /// Print the changes as a diff, and write nothing
    #[arg(long, help_heading = "Output")]
    diff: bool,
}

/// A file with its safe edits made, in memory.
struct Change {
    old: Vec<u8>,
    old_text: String,
    new: Vec<u8>,
    fixed: Fixed,
}

impl Fix {
    /// Fixes the files in memory side by side, and writes them one after the other.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let files = Files::new(&self.files, &self.rules, self.show.fail_on)?;
        let mut sink = io::sink();
        let mut outcome = Progress::new(&self, out, &mut sink);
        files.each(
            |file, linter, bytes| Change::new(file, linter, bytes, files.reading()),
            |file, change| {
                outcome.take(file, change);
            },
        );
        Ok(outcome.finish())
    }
}

impl Fix {
    /// Whether standard output is for the fixed text of standard input.
    fn prints_text(&self) -> bool {
        self.files.paths.iter().any(|path| path == Path::new(STDIN))
    }
}

impl Change {
    fn new(
        file: &File,
        linter: &Linter,
        old: Vec<u8>,
        reading: &ReadChoice,
    ) -> Result<Self, String> {
        let document = reading.document(old.clone(), &file.name)?;
        let old_text = document.text.clone();
        let encoding = document.encoding;
        let fixed = fix(linter, document)?;
        // What was not meant to change must come out as it went in, byte for byte.
        if encoding.encode(&old_text).as_deref() != Some(&old) {
            return Err(format!(
                "cannot be written in {} without other changes; nothing written",
                encoding.name()
            ));
        }
        let Some(new) = encoding.encode(&fixed.document.text) else {
            return Err(format!(
                "its new words cannot be written in {}; nothing written",
                encoding.name()
            ));
        };
        Ok(Self { old, old_text, new, fixed })
    }
}

/// What was done so far.
struct Progress<'a> {
    choices: &'a Fix,
    out: &'a mut Output,
    counts: Writer<'a>,
    written: HashSet<PathBuf>,
    status: ExitStatus,
    edits: usize,
    changed: usize,
}

impl<'a> Progress<'a> {
    fn new(choices: &'a Fix, out: &'a mut Output, sink: &'a mut io::Sink) -> Self {
        // A report that nobody reads, for its counts of what is left.
        let counts = Writer::new(sink, Style::Concise, Options::default());
        Self {
            choices,
            out,
            counts,
            written: HashSet::new(),
            status: ExitStatus::Clean,
            edits: 0,
            changed: 0,
        }
    }

    fn take(&mut self, file: &File, change: Result<Change, Missing>) {
        let done = match change {
            Ok(change) => self.make(file, &change),
            Err(Missing::Skipped(_)) => return,
            Err(Missing::Failed(problem)) => Err(problem),
        };
        if let Err(problem) = done {
            complain_of(&file.name, &problem);
            self.status = ExitStatus::Trouble;
        }
    }

    /// Makes the change, or shows it, and counts what is left.
    fn make(&mut self, file: &File, change: &Change) -> Result<(), String> {
        if file.is_stdin() && !self.choices.diff {
            let _ = self.out.write_all(&change.new);
        } else if change.fixed.edits > 0 {
            self.make_edits(file, change)?;
        }
        self.edits += change.fixed.edits;
        self.changed += usize::from(change.fixed.edits > 0);
        self.status = self.status.max(ExitStatus::of_findings(file.fails(&change.fixed.left)));
        let outcome =
            Outcome::Checked { text: &change.fixed.document.text, linted: &change.fixed.left };
        let _ = self.counts.file(&FileReport::new(file.shown(), outcome));
        Ok(())
    }

    fn make_edits(&mut self, file: &File, change: &Change) -> Result<(), String> {
        if self.choices.diff {
            self.status = self.status.max(ExitStatus::Findings);
            self.show(file, change);
            return Ok(());
        }
        // The same file may be there under two names; it is written once.
        let real = fs::canonicalize(&file.name).unwrap_or_else(|_| file.name.clone());
        if self.written.insert(real) {
            replace(&file.name, &change.old, &change.new)?;
            if !self.choices.show.quiet {
                let _ =
                    writeln!(self.out, "{}: {} fixed", visible(&file.shown()), change.fixed.edits);
            }
        }
        Ok(())
    }

    fn show(&mut self, file: &File, change: &Change) {
        let diff = TextDiff::configure()
            .timeout(Duration::from_secs(5))
            .diff_lines(&change.old_text, &change.fixed.document.text);
        let name = visible(&file.shown()).into_owned();
        let diff = diff.unified_diff().header(&name, &name).to_string();
        let _ = if self.out.is_terminal() {
            diff.lines().try_for_each(|line| writeln!(self.out, "{}", visible(line)))
        } else {
            self.out.write_all(diff.as_bytes())
        };
    }

    fn finish(self) -> ExitStatus {
        let summary = self.counts.summary();
        if self.choices.show.quiet {
            return self.status;
        }
        let done = if self.choices.diff { "can be fixed" } else { "fixed" };
        let (edits, changed) = (counted(self.edits, "finding"), counted(self.changed, "file"));
        let line = format!("{edits} {done} in {changed}; {} left", summary.findings());
        if self.choices.diff || self.choices.prints_text() {
            remark(&line);
        } else {
            let _ = writeln!(self.out, "{line}");
        }
        self.status
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
