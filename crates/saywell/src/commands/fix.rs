//! `saywell fix`: safe edits, made in place or shown.

use crate::args::{FileArgs, RuleArgs, ShowArgs};
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::files::{File, Files, Missing};
use crate::fix::Change;
use crate::interrupt;
use crate::marks::{MarkChoice, copy_name, now};
use crate::notices::{tell_leftovers, tell_silent};
use crate::patch::patch;
use crate::replace::{replace, write_copy};
use crate::stepwise::{self, Choices};
use crate::streams::{Output, complain_of, remark};
use crate::targets::STDIN;
use clap::Args;
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linter};
use saywell_extract::Way;
use saywell_report::visible;
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Make the changes that are safe without a person looking
///
/// Text files are changed in place. Of a Word document or an OpenDocument text a copy is written beside it
/// (draft.saywell.docx) with the changes tracked and everything else that was found as comments.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  saywell fix --diff letters/     show what would change; nothing is written
  saywell fix --diff | git apply  make the changes by git
  saywell fix letters/            make the changes
  saywell fix --interactive       go through all findings and decide on each
  saywell fix draft.docx          write draft.saywell.docx, with tracked changes and comments
  saywell fix - < old > new       from standard input to standard output

Exit codes: 0 nothing is left at the threshold, 1 something is, 2 a file could not be checked or written.")]
pub(crate) struct Fix {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    show: ShowArgs,

    /// Print the changes as a patch, which `git apply` takes, and write nothing
    #[arg(long, help_heading = "Output")]
    diff: bool,

    /// Go through the findings one by one, and decide on each
    #[arg(long, short, conflicts_with = "diff", help_heading = "Output")]
    interactive: bool,

    /// With --interactive, stop at notes too, findings of severity info; in Word documents and OpenDocument texts, comment
    /// on them
    #[arg(long, short, help_heading = "Output")]
    notes: bool,

    /// Write the changed document to this file; for one document
    #[arg(long, short, value_name = "FILE", help_heading = "Output", conflicts_with = "diff")]
    output: Option<PathBuf>,

    #[command(flatten)]
    word: WordArgs,
}

/// How Word documents and OpenDocument texts are changed.
#[derive(Args, Debug)]
#[command(next_help_heading = "Word documents and OpenDocument texts")]
struct WordArgs {
    /// Change documents themselves, and write no copies
    #[arg(long, conflicts_with = "output")]
    in_place: bool,

    /// Set comments, and change no words
    #[arg(long, conflicts_with = "accept")]
    comments_only: bool,

    /// Change words as if the changes had been accepted: none are tracked, and no comments are set
    #[arg(long)]
    accept: bool,
}

impl WordArgs {
    fn choice(&self, notes: bool, copies: bool) -> MarkChoice {
        let way = if self.accept { Way::Accepted(now()) } else { Way::Tracked(now()) };
        MarkChoice { edits: !self.comments_only, comments: !self.accept, notes, copies, way }
    }
}

impl Fix {
    /// Fixes the files in memory side by side, and writes them one after the other.
    pub(crate) fn run(self, out: &mut Output) -> CommandResult {
        let files =
            Files::new(&self.files, &self.rules, self.show.fail_on)?.quietly(self.show.quiet);
        if !self.show.quiet {
            tell_leftovers(&files);
        }
        tell_silent(&files, &self.rules);
        if self.interactive {
            let choices = Choices { notes: self.notes, color: self.show.use_color(out) };
            return stepwise::run(&files, choices, out);
        }
        if self.output.is_some() && files.iter().count() > 1 {
            return Err(Trouble::from("--output takes one document; several were named"));
        }
        let mut progress = Progress::new(&self, out);
        let copies = !self.word.in_place && self.output.is_none();
        let marking = self.word.choice(self.notes, copies);
        interrupt::wait_for_hold();
        let work = |file: &File, linter: &Linter, bytes: Vec<u8>| {
            let document = files.document(file, bytes.clone())?;
            Ok(if document.format.is_text() {
                Change::new(linter, document, bytes)
            } else {
                marking.change(linter, document, bytes, &file.name)
            })
        };
        files.each(work, |file, change| match change {
            Ok(Ok(change)) => progress.take(file, &change),
            Ok(Err(why)) => progress.fail(file, "not fixed", &why),
            Err(Missing::Skipped(_) | Missing::OtherLanguage(_)) => {}
            Err(Missing::Failed(problem)) => progress.fail(file, "not checked", &problem),
        });
        let status = progress.finish();
        files.tell_time();
        Ok(status)
    }

    /// Whether standard output is for something else than words to the user.
    fn prints_text(&self) -> bool {
        self.diff || self.files.paths.iter().any(|path| path == Path::new(STDIN))
    }
}

/// What was done so far.
struct Progress<'a> {
    choices: &'a Fix,
    out: &'a mut Output,
    status: ExitStatus,
    written: HashSet<PathBuf>,
    edits: usize,
    comments: usize,
    changed: usize,
    left: usize,
    failed: usize,
}

impl<'a> Progress<'a> {
    fn new(choices: &'a Fix, out: &'a mut Output) -> Self {
        let status = ExitStatus::Clean;
        Self {
            choices,
            out,
            status,
            written: HashSet::new(),
            edits: 0,
            comments: 0,
            changed: 0,
            left: 0,
            failed: 0,
        }
    }

    fn fail(&mut self, file: &File, undone: &str, why: &str) {
        complain_of(&file.name, undone, why);
        self.failed += 1;
        self.status = ExitStatus::Trouble;
    }

    /// Makes the change, or shows it, and counts what is left.
    fn take(&mut self, file: &File, change: &Change) {
        let done = match (self.choices.diff, file.is_stdin()) {
            (true, _) => self.show(file, change),
            (false, true) => self.out.write_all(&change.new).map_err(|error| error.to_string()),
            (false, false) => self.write(file, change),
        };
        if let Err(why) = done {
            return self.fail(file, "not fixed", &why);
        }
        self.edits += change.edits;
        self.comments += change.comments;
        self.changed += usize::from(change.is_change());
        self.left += change.left.findings.iter().filter(|finding| is_loud(finding)).count();
        let fails = file.fails(&change.left) || self.choices.diff && change.edits > 0;
        self.status = self.status.max(ExitStatus::of_findings(fails));
    }

    fn write(&mut self, file: &File, change: &Change) -> Result<(), String> {
        // The same file may be there under two names; it is written once.
        let real = fs::canonicalize(&file.name).unwrap_or_else(|_| file.name.clone());
        if !change.is_change() || !self.written.insert(real) {
            return Ok(());
        }
        let target = self.target(file, change);
        let held = interrupt::hold();
        match &target {
            Some(target) => {
                let named = self.choices.output.is_some();
                write_copy(target, &file.name, &change.new, named)
                    .map_err(|why| format!("{}: {why}", visible(&target.to_string_lossy())))?;
            }
            None => replace(&file.name, &change.old, &change.new)?,
        }
        drop(held);
        if !self.choices.show.quiet {
            let _ = writeln!(self.out, "{}", done_line(file, change, target.as_deref()));
            // What was done is told even if the next thing is an interruption.
            let _ = self.out.flush();
        }
        Ok(())
    }

    /// The file to write to, if it is not the one that was read.
    fn target(&self, file: &File, change: &Change) -> Option<PathBuf> {
        let beside = change.is_copied && !self.choices.word.in_place;
        self.choices.output.clone().or_else(|| beside.then(|| copy_name(&file.name)))
    }

    fn show(&mut self, file: &File, change: &Change) -> Result<(), String> {
        if change.edits == 0 {
            return Ok(());
        }
        let patch = patch(&file.name, change);
        // A program gets the bytes as they are, a terminal nothing that acts on it.
        let _ = if self.out.is_terminal() {
            let patch = String::from_utf8_lossy(&patch);
            patch.lines().try_for_each(|line| writeln!(self.out, "{}", visible(line)))
        } else {
            self.out.write_all(&patch)
        };
        Ok(())
    }

    fn finish(self) -> ExitStatus {
        let line = self.closing_line();
        match (self.choices.show.quiet, self.choices.prints_text()) {
            (true, _) => {}
            (false, true) => remark(&line),
            (false, false) => _ = writeln!(self.out, "{line}"),
        }
        self.status
    }

    fn closing_line(&self) -> String {
        let (edits, changed) = (counted(self.edits, "finding"), counted(self.changed, "file"));
        let mut line = match (self.edits, self.failed) {
            _ if self.comments > 0 && !self.choices.diff => {
                let comments = counted(self.comments, "comment");
                format!("{edits} fixed and {comments} set in {changed}")
            }
            (0, 0) => "Nothing to fix".to_owned(),
            (0, _) => "Nothing fixed".to_owned(),
            _ if self.choices.diff => format!("{edits} can be fixed in {changed}"),
            _ => format!("{edits} fixed in {changed}"),
        };
        if self.failed > 0 {
            line.push_str(&format!("; {} not fixed", counted(self.failed, "file")));
        }
        if self.left > 0 {
            line.push_str(&format!("; {} left", counted(self.left, "finding")));
        }
        line + "."
    }
}

/// Whether a finding is more than a note.
fn is_loud(finding: &Finding) -> bool {
    finding.severity > Severity::Info
}

/// What was done to a file, and where the result is.
fn done_line(file: &File, change: &Change, target: Option<&Path>) -> String {
    let mut line = format!("{}: {} fixed", visible(&file.shown()), change.edits);
    if change.comments > 0 {
        line.push_str(&format!(", {}", counted(change.comments, "comment")));
    }
    if let Some(target) = target {
        line.push_str(&format!(", in {}", visible(&target.to_string_lossy())));
    }
    if !change.unplaced.is_empty() {
        let places = each_once(&change.unplaced).join(", ");
        line.push_str(&format!("; where no mark can be set: {}", visible(&places)));
    }
    line
}

/// The places, each once with how often it stands there.
fn each_once(places: &[String]) -> Vec<String> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for place in places {
        match counts.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += 1,
            None => counts.push((place, 1)),
        }
    }
    let named = |(place, count): (&String, usize)| match count {
        1 => place.clone(),
        _ => format!("{place} ({count})"),
    };
    counts.into_iter().map(named).collect()
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
