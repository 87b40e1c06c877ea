//! Fixing step by step: each finding is shown, and the person at the terminal decides.
//!
//! Answers are lines: a number or a letter, and Enter. So it works with screen readers and on terminals that can do
//! nothing but print. A file is written in one step when all of it was gone through, or never.

mod draft;
mod show;

use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::files::{File, Files, Missing};
use crate::interrupt;
use crate::replace::replace;
use crate::streams::{Output, complain_of};
use draft::{Draft, Outcome};
use saywell_engine::Linter;
use saywell_engine::document::Document;
use saywell_report::visible;
use std::io::{self, BufRead, IsTerminal, Write};

/// How findings are gone through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choices {
    /// Whether to stop at notes, too.
    pub(crate) notes: bool,
    /// Whether to colour.
    pub(crate) color: bool,
}

/// Goes through the findings of the files, one after the other.
///
/// # Errors
///
/// Without a terminal to ask at.
pub(crate) fn run(files: &Files, choices: Choices, out: &mut Output) -> CommandResult {
    if !io::stdin().is_terminal() || !out.is_terminal() {
        return Err(Trouble::from(
            "--interactive asks at a terminal, and there is none; `saywell fix --diff` shows what can be changed",
        ));
    }
    if files.iter().any(File::is_stdin) {
        return Err(Trouble::from(
            "standard input is for your answers: name a file instead of `-`",
        ));
    }
    interrupt::wait_for_hold();
    let mut steps = Steps { choices, out, status: ExitStatus::Clean, done: Done::default() };
    for file in files.iter() {
        if !steps.file(file, files) {
            // Whoever quits has not seen what is left.
            steps.status = steps.status.max(ExitStatus::Findings);
            break;
        }
    }
    let line = steps.done.in_words();
    steps.say(&line);
    Ok(steps.status)
}

/// A walk through the findings.
struct Steps<'a> {
    choices: Choices,
    out: &'a mut Output,
    status: ExitStatus,
    done: Done,
}

/// What was written so far.
#[derive(Debug, Default)]
struct Done {
    changed: usize,
    ignored: usize,
    files: usize,
}

/// What is to become of a draft that was changed.
enum Verdict {
    Write,
    Drop,
    Undo,
}

impl Steps<'_> {
    /// Goes through a file; false where the user quits.
    fn file(&mut self, file: &File, files: &Files) -> bool {
        let read = |file: &File, _: &Linter, bytes: Vec<u8>| {
            let document = files.document(file, bytes.clone())?;
            if document.encoding.encode(&document.text).as_ref() != Some(&bytes) {
                let what = "only files that are text can be fixed step by step";
                return Err(Missing::Failed(what.to_owned()));
            }
            Ok((document, bytes))
        };
        let (document, bytes) = match file.work(&read) {
            Ok(read) => read,
            Err(Missing::Skipped(_) | Missing::OtherLanguage(_)) => return true,
            Err(Missing::Failed(problem)) => {
                self.fail(file, &problem);
                return true;
            }
        };
        let Some(linter) = file.linter() else { return true };
        self.document(file, linter, document, &bytes)
    }

    fn document(&mut self, file: &File, linter: &Linter, document: Document, old: &[u8]) -> bool {
        let mut draft = Draft::new(linter, document, self.choices.notes);
        let goes_on = loop {
            let outcome = self.findings(file, &mut draft);
            if draft.changes() == 0 || matches!(outcome, Outcome::Ended) {
                break outcome.goes_on();
            }
            match self.verdict(file, &draft) {
                Verdict::Undo => _ = draft.undo(),
                Verdict::Drop => {
                    draft.drop_changes();
                    break outcome.goes_on();
                }
                Verdict::Write => {
                    self.write(file, &draft, old);
                    break outcome.goes_on();
                }
            }
        };
        self.status = self.status.max(ExitStatus::of_findings(file.fails(draft.linted())));
        goes_on
    }

    /// Shows one finding after the other, until none is left or the user has enough.
    fn findings(&mut self, file: &File, draft: &mut Draft<'_>) -> Outcome {
        while let Some(finding) = draft.current().cloned() {
            let page = show::page(&file.shown(), draft, &finding, self.choices.color);
            let _ = writeln!(self.out, "{page}");
            loop {
                let Some(answer) = self.ask(&show::keys(&finding)) else {
                    self.say(&format!("\nThe input has ended: {} stays as it was.", file.shown()));
                    draft.drop_changes();
                    return Outcome::Ended;
                };
                match self.step(draft, &finding, &answer) {
                    Step::Again(message) => self.say(&message),
                    Step::On => break,
                    Step::File => return Outcome::Through,
                    Step::Quit => return Outcome::Quit,
                }
            }
        }
        Outcome::Through
    }

    /// Does what an answer asks for.
    fn step(
        &mut self,
        draft: &mut Draft<'_>,
        finding: &saywell_engine::Finding,
        answer: &str,
    ) -> Step {
        let edits: Vec<_> =
            finding.suggestions.iter().filter_map(|suggestion| suggestion.edit.as_ref()).collect();
        match answer {
            "" | "s" => draft.skip(finding),
            "q" => return Step::Quit,
            "f" => return Step::File,
            "u" if draft.undo() => {}
            "u" => return Step::Again("There is nothing to undo in this file.".to_owned()),
            "e" => match self.ask("Your words, or nothing to leave it > ") {
                Some(words) if !words.is_empty() => {
                    return draft.put_in(finding.span, &words).into();
                }
                _ => return Step::Again("Left as it is.".to_owned()),
            },
            "i" => match self.ask("Why does it stand? > ") {
                Some(reason) if !reason.is_empty() => return draft.ignore(finding, &reason).into(),
                _ => return Step::Again("Not ignored: a reason is needed.".to_owned()),
            },
            "?" => return Step::Again(show::HELP.to_owned()),
            number => {
                match number.parse::<usize>().ok().and_then(|at| edits.get(at.checked_sub(1)?)) {
                    Some(edit) => return draft.take((*edit).clone()).into(),
                    None => return Step::Again(show::not_understood(edits.len())),
                }
            }
        }
        Step::On
    }

    fn verdict(&mut self, file: &File, draft: &Draft<'_>) -> Verdict {
        let changes = counted(draft.changes(), "change");
        let question =
            format!("Write {changes} to {}? [y]es, [n]o, [u]ndo the last > ", file.shown());
        loop {
            match self.ask(&question).as_deref() {
                Some("y" | "yes") => return Verdict::Write,
                Some("n" | "no") => return Verdict::Drop,
                Some("u" | "undo") => return Verdict::Undo,
                Some(_) => {}
                None => {
                    self.say(&format!("\nThe input has ended: {} stays as it was.", file.shown()));
                    return Verdict::Drop;
                }
            }
        }
    }

    fn write(&mut self, file: &File, draft: &Draft<'_>, old: &[u8]) {
        let document = draft.document();
        let encoding = draft.encoding();
        let held = interrupt::hold();
        let written = match encoding.encode(&document.text) {
            Some(new) => replace(&file.name, old, &new),
            None => Err(format!("the new words cannot be written in {}", encoding.name())),
        };
        drop(held);
        match written {
            Ok(()) => {
                self.say(&format!("{}: written.\n", file.shown()));
                self.done.changed += draft.changes() - draft.ignored();
                self.done.ignored += draft.ignored();
                self.done.files += 1;
            }
            Err(problem) => self.fail(file, &problem),
        }
    }

    fn fail(&mut self, file: &File, problem: &str) {
        let _ = self.out.flush();
        complain_of(&file.name, "not fixed", problem);
        self.status = ExitStatus::Trouble;
    }

    fn say(&mut self, message: &str) {
        for line in message.lines() {
            let _ = writeln!(self.out, "{}", visible(line));
        }
    }

    /// Asks, and waits for a line; none where the input has ended.
    fn ask(&mut self, question: &str) -> Option<String> {
        let _ = write!(self.out, "{}", visible(question)).and_then(|()| self.out.flush());
        let mut line = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut line);
        if read.is_err() || line.is_empty() {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        Some(
            line.chars()
                .filter(|character| !character.is_control())
                .collect::<String>()
                .trim()
                .to_owned(),
        )
    }
}

/// What follows from an answer.
enum Step {
    /// The next finding.
    On,
    /// The same question again, after this was said.
    Again(String),
    /// The rest of the file is left.
    File,
    /// Everything is left.
    Quit,
}

impl From<Result<(), String>> for Step {
    fn from(result: Result<(), String>) -> Self {
        result.map_or_else(Self::Again, |()| Self::On)
    }
}

impl Done {
    fn in_words(&self) -> String {
        if self.files == 0 {
            return "Nothing was written.".to_owned();
        }
        let files = counted(self.files, "file");
        match (self.changed, self.ignored) {
            (changed, 0) => format!("{} made in {files}.", counted(changed, "change")),
            (0, ignored) => format!("{} ignored in {files}.", counted(ignored, "finding")),
            (changed, ignored) => {
                let (changes, findings) = (counted(changed, "change"), counted(ignored, "finding"));
                format!("{changes} made and {findings} ignored in {files}.")
            }
        }
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
