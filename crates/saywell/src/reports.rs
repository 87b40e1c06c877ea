//! Where findings are written: to standard output in one style, and to files in others.

use crate::args::ShowArgs;
use crate::exit::{ExitStatus, Trouble};
use crate::files::Files;
use crate::interrupt;
use crate::replace::put;
use crate::streams::{Output, complain_of};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use saywell_report::{FileReport, Options, Style, Writer, is_report, visible};
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// How findings are written out.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct ReportArgs {
    /// How findings are written to standard output
    #[arg(long, value_name = "STYLE", default_value = "full", value_parser = style_parser())]
    format: Style,

    /// Write them to a file too, such as html=report.html; may be repeated
    #[arg(long, value_name = "STYLE=FILE", value_parser = parse_target)]
    output: Vec<Target>,

    /// Show how often each rule spoke, instead of each finding: short for --format statistics
    #[arg(long, conflicts_with = "format")]
    statistics: bool,

    /// Show notes too: findings of severity info
    #[arg(long, short)]
    notes: bool,

    /// Put the sentence of each finding into formats that are made for other services, too
    #[arg(long)]
    excerpts: bool,

    /// Write findings that directives silenced, too, marked as such (sarif)
    #[arg(long)]
    suppressed: bool,
}

/// A file to write, and how.
#[derive(Clone, Debug)]
struct Target {
    style: Style,
    path: PathBuf,
}

fn style_parser() -> impl TypedValueParser<Value = Style> {
    PossibleValuesParser::new(Style::all().map(Style::name))
        .map(|name| Style::from_name(&name).unwrap_or_default())
}

fn parse_target(value: &str) -> Result<Target, String> {
    let Some((name, path)) = value.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("write a style, `=` and a file, such as html=report.html".to_owned());
    };
    let Some(style) = Style::from_name(name) else {
        let known: Vec<&str> = Style::all().map(Style::name).collect();
        return Err(format!("no style “{}”; there are {}", visible(name), known.join(", ")));
    };
    Ok(Target { style, path: PathBuf::from(path) })
}

impl ReportArgs {
    /// The style of standard output.
    pub(crate) fn style(&self) -> Style {
        if self.statistics { Style::Statistics } else { self.format }
    }

    /// The files to write. An earlier report in the place of one is not checked.
    ///
    /// # Errors
    ///
    /// Two outputs to one file; an output in the place of a document that is checked.
    pub(crate) fn files(&self, files: &mut Files) -> Result<Vec<FileOutput>, Trouble> {
        let mut taken = HashSet::new();
        for Target { path, .. } in &self.output {
            let real = real(path);
            let is_input =
                |input: &Path| input.file_name() == path.file_name() && same(input, &real);
            if files.leave_out(is_input) && !is_report(&head(path)) {
                return Err(Trouble::about(
                    path,
                    "is one of the files to check; write the report to another file",
                ));
            }
            if !taken.insert(real) {
                return Err(Trouble::about(path, "two --output options name this file"));
            }
        }
        Ok(self.output.iter().map(FileOutput::new).collect())
    }

    fn options(&self, color: bool) -> Options {
        let (excerpts, suppressed) = (self.excerpts, self.suppressed);
        Options { color, hide_notes: !self.notes, excerpts, suppressed }
    }
}

/// The first bytes of a file; none if it cannot be read.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(file) = fs::File::open(path) {
        _ = file.take(1000).read_to_end(&mut head);
    }
    head
}

fn same(input: &Path, real: &Path) -> bool {
    fs::canonicalize(input).is_ok_and(|input| input == real)
}

/// The path without links, also of a file that is yet to be made.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = || {
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(made).unwrap_or_else(|| path.to_owned())
}

/// How much of a report is kept in memory before a temporary file takes it, in bytes.
const IN_MEMORY: usize = 8 << 20;

/// A report on its way to a file. It takes its place when it is complete.
///
/// Writing to it never fails: a failure is kept for [`FileOutput::finish`].
pub(crate) struct FileOutput {
    style: Style,
    path: PathBuf,
    content: io::BufWriter<SpooledTempFile>,
    failure: Option<io::Error>,
}

impl FileOutput {
    fn new(target: &Target) -> Self {
        let Target { style, path } = target.clone();
        let content = io::BufWriter::new(SpooledTempFile::new(IN_MEMORY));
        Self { style, path, content, failure: None }
    }

    /// Puts the report in its place, or says why that cannot be done.
    pub(crate) fn finish(self) -> ExitStatus {
        let Self { path, content, failure, .. } = self;
        let content = match failure {
            Some(failure) => Err(failure),
            None => content.into_inner().map_err(io::IntoInnerError::into_error),
        };
        let content = content.and_then(|mut content| content.rewind().map(|()| content));
        let held = interrupt::hold();
        let put = content
            .map_err(|failure| failure.to_string())
            .and_then(|mut content| put(&path, &mut content));
        drop(held);
        match put {
            Ok(()) => ExitStatus::Clean,
            Err(why) => {
                complain_of(&path, "not written", &why);
                ExitStatus::Trouble
            }
        }
    }
}

impl Write for FileOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_none() {
            self.failure = self.content.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The reports of a run, each written as files come.
pub(crate) struct Reports<'a> {
    writers: Vec<Writer<'a>>,
}

impl<'a> Reports<'a> {
    /// A report on standard output, unless nothing is to be said there, and one for each file.
    pub(crate) fn new(
        args: &ReportArgs,
        show: &ShowArgs,
        out: &'a mut Output,
        files: &'a mut [FileOutput],
    ) -> Self {
        if !files.is_empty() {
            interrupt::wait_for_hold();
        }
        let color = show.use_color(out);
        let mut writers = Vec::with_capacity(1 + files.len());
        if !show.quiet {
            writers.push(Writer::new(out, args.style(), args.options(color)));
        }
        for file in files {
            let style = file.style;
            writers.push(Writer::new(file, style, args.options(false)));
        }
        // What they write to keeps its failures to itself until the end of the run.
        writers.iter_mut().for_each(|writer| _ = writer.begin());
        Self { writers }
    }

    /// Writes a file.
    pub(crate) fn file(&mut self, file: &FileReport<'_>) {
        self.writers.iter_mut().for_each(|writer| _ = writer.file(file));
    }

    /// Writes what stands after the files.
    pub(crate) fn end(self) {
        self.writers.into_iter().for_each(|writer| _ = writer.end());
    }
}
