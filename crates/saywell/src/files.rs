//! The files of a run: found, read and worked on side by side, handed over in the order of their paths.

use crate::args::{FileArgs, RuleArgs};
use crate::exit::Trouble;
use crate::progress::Progress;
use crate::reading::{ReadChoice, bytes};
use crate::session::{Choices, Session};
use crate::targets::{self, Named, STDIN, State, Target};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};
use saywell_config::{FailOn, Flags};
use saywell_engine::document::{Document, Format, Selection};
use saywell_engine::{Linted, Linter};
use saywell_extract::other_language;
use saywell_report::is_report;
use std::fs;
use std::path::{Path, PathBuf};

/// A file, before the work on it.
pub(crate) struct File {
    /// The name it is shown by; for standard input the name that it was given.
    pub(crate) name: PathBuf,
    plan: Result<Plan, Missing>,
}

/// What is to be done with a file.
struct Plan {
    path: PathBuf,
    choices: Choices,
    size: u64,
    /// Whether it was met in a folder.
    met: bool,
}

/// Why there is no result for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It was left out on purpose, for this reason.
    Skipped(String),
    /// It is in this language, and the rules are for English.
    OtherLanguage(&'static str),
    /// This went wrong.
    Failed(String),
}

impl From<String> for Missing {
    fn from(problem: String) -> Self {
        Self::Failed(problem)
    }
}

/// The files of a run.
pub(crate) struct Files {
    files: Vec<File>,
    reading: ReadChoice,
    /// Whether files in other languages are looked at too.
    any_language: bool,
    pool: Option<ThreadPool>,
    progress: Progress,
}

impl Files {
    /// Finds the files that the arguments name, and the rules for each.
    ///
    /// # Errors
    ///
    /// What is wrong with globs, packs and configurations; or that there is nothing to check.
    pub(crate) fn new(
        args: &FileArgs,
        rules: &RuleArgs,
        fail_on: Option<FailOn>,
    ) -> Result<Self, Trouble> {
        let stdin = args.paths.iter().any(|path| path == Path::new(STDIN));
        if args.stdin_filename.is_some() && !stdin {
            return Err(Trouble::from(
                "--stdin-filename names standard input: give `-` as the path",
            ));
        }
        let flags = Flags {
            exclude: args.exclude.clone(),
            fail_on,
            max_file_size: args.max_file_size,
            columns: args.reading.columns.clone(),
            keys: args.reading.keys.clone(),
            ..Flags::default()
        };
        let session = Session::new(rules.clone(), flags);
        let named = if args.force_exclude { Named::LikeMet } else { Named::Always };
        let found = session.leave_out(targets::find(&args.paths, named)?)?;
        if named == Named::Always
            && found.iter().all(|target| matches!(target.state, State::Skip(_)))
        {
            return Err(nothing_to_check(found.len()));
        }
        let files: Vec<File> = found
            .into_iter()
            .map(|target| File::new(target, args, session))
            .collect::<Result<_, _>>()?;
        let pool = if files.len() > 1 { pool(args.threads) } else { None };
        let progress = Progress::new(files.len(), !args.no_progress);
        Ok(Self {
            files,
            reading: ReadChoice::from(&args.reading),
            any_language: args.any_language,
            pool,
            progress,
        })
    }

    /// The same, without a word on how far a run has got if that is asked for.
    pub(crate) fn quietly(self, quiet: bool) -> Self {
        if quiet { Self { progress: Progress::new(0, false), ..self } } else { self }
    }

    /// Says what a long run took, at a terminal.
    pub(crate) fn tell_time(&self) {
        self.progress.tell_time();
    }

    /// The files, in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Takes away the files whose paths are such; tells whether there were any.
    pub(crate) fn leave_out(&mut self, is_such: impl Fn(&Path) -> bool) -> bool {
        let before = self.files.len();
        self.files.retain(|file| !file.plan.as_ref().is_ok_and(|plan| is_such(&plan.path)));
        self.files.len() < before
    }

    /// How they are read.
    pub(crate) fn reading(&self) -> &ReadChoice {
        &self.reading
    }

    /// The document in the bytes of one of the files.
    ///
    /// # Errors
    ///
    /// Why it cannot be read; or that it is in a language that its rules are not for.
    pub(crate) fn document(&self, file: &File, bytes: Vec<u8>) -> Result<Document, Missing> {
        let document = self.reading.document(bytes, &file.name, &file.selection())?;
        let english = file.plan.as_ref().is_ok_and(|plan| plan.choices.english);
        match other_language(&document) {
            Some(language) if english && !self.any_language => {
                Err(Missing::OtherLanguage(language))
            }
            _ => Ok(document),
        }
    }

    /// Works on the files side by side, and hands each over with its result, in the order of paths.
    ///
    /// The work gets a file's bytes and the rules for it; what it cannot or need not do it tells in words.
    pub(crate) fn each<R: Send>(
        &self,
        work: impl Fn(&File, &Linter, Vec<u8>) -> Result<R, Missing> + Sync,
        mut done: impl FnMut(&File, Result<R, Missing>),
    ) {
        let one = |file: &File| {
            let result = file.work(&work);
            self.progress.tick();
            result
        };
        let mut rest = self.files.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_length(rest));
            let results: Vec<_> = match &self.pool {
                Some(pool) if batch.len() > 1 => {
                    pool.install(|| batch.par_iter().map(one).collect())
                }
                _ => batch.iter().map(one).collect(),
            };
            self.progress.clear();
            batch.iter().zip(results).for_each(|(file, result)| done(file, result));
            rest = after;
        }
    }
}

/// How many of the files are in memory together: as many as hold 32 MiB, at most 256, at least one.
fn batch_length(files: &[File]) -> usize {
    let mut room: u64 = 32 << 20;
    let fits = |file: &&File| {
        let left = room.checked_sub(file.plan.as_ref().map_or(0, |plan| plan.size));
        room = left.unwrap_or(0);
        left.is_some()
    };
    files.iter().take(256).take_while(fits).count().max(1)
}

/// Threads to work with; none where one is asked for, or where the system gives no more.
fn pool(threads: Option<u16>) -> Option<ThreadPool> {
    if threads == Some(1) {
        return None;
    }
    ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0).into()).build().ok()
}

fn nothing_to_check(skipped: usize) -> Trouble {
    if skipped == 0 {
        return Trouble::from("nothing to check");
    }
    let known: Vec<String> = Format::all()
        .filter(|format| format.is_walked())
        .flat_map(Format::extensions)
        .map(|extension| format!(".{extension}"))
        .collect();
    let known = known.join(", ");
    Trouble::from(format!(
        "nothing to check: no file here is in a known format ({known}); a file that is named is always checked"
    ))
}

impl File {
    fn new(target: Target, args: &FileArgs, session: &mut Session) -> Result<Self, Trouble> {
        let is_stdin = target.path == Path::new(STDIN);
        let name = match &args.stdin_filename {
            Some(name) if is_stdin => name.clone(),
            None if is_stdin => PathBuf::from("<stdin>"),
            _ => target.path.clone(),
        };
        let plan = match target.state {
            State::Skip(reason) => Err(Missing::Skipped(reason)),
            State::Problem(problem) => Err(Missing::Failed(problem)),
            State::Look => {
                let choices = session.choices_for(&name)?;
                let size = fs::metadata(&target.path).map_or(0, |about| about.len());
                Ok(Plan { path: target.path, choices, size, met: target.met })
            }
        };
        Ok(Self { name, plan })
    }

    /// Reads the file and works on it. A report that lies in a folder of documents is none of them.
    pub(crate) fn work<R>(
        &self,
        work: &impl Fn(&Self, &Linter, Vec<u8>) -> Result<R, Missing>,
    ) -> Result<R, Missing> {
        let plan = self.plan.as_ref().map_err(Missing::clone)?;
        let bytes = bytes(&plan.path, plan.choices.max_file_size).map_err(Missing::Failed)?;
        if plan.met && is_report(&bytes) {
            return Err(Missing::Skipped("a report by saywell".to_owned()));
        }
        work(self, &plan.choices.linter, bytes)
    }

    /// The rules for it; none if it is not to be looked at.
    pub(crate) fn linter(&self) -> Option<&Linter> {
        self.plan.as_ref().ok().map(|plan| &*plan.choices.linter)
    }

    /// Whether findings like these make the run fail.
    pub(crate) fn fails(&self, linted: &Linted) -> bool {
        self.failing(linted) > 0
    }

    /// How many of these findings are at the threshold.
    pub(crate) fn failing(&self, linted: &Linted) -> usize {
        let threshold = self.plan.as_ref().ok().and_then(|plan| plan.choices.threshold);
        threshold.map_or(0, |threshold| {
            linted.findings.iter().filter(|finding| finding.severity >= threshold).count()
        })
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.plan.as_ref().is_ok_and(|plan| plan.path == Path::new(STDIN))
    }

    /// Whether it is to be looked at, as far as is known before it is read.
    pub(crate) fn is_planned(&self) -> bool {
        self.plan.is_ok()
    }

    /// The largest size that is looked at, in bytes.
    pub(crate) fn max_size(&self) -> u64 {
        self.plan.as_ref().map_or(0, |plan| plan.choices.max_file_size)
    }

    /// What is read of it, if it is a data file.
    pub(crate) fn selection(&self) -> Selection {
        self.plan.as_ref().map(|plan| plan.choices.selection.clone()).unwrap_or_default()
    }

    /// The file of accepted findings that its configuration names.
    pub(crate) fn baseline(&self) -> Option<&Path> {
        self.plan.as_ref().ok()?.choices.baseline.as_deref()
    }

    /// Its name, as text.
    pub(crate) fn shown(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}
