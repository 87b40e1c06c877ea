//! Files in, one by one; the report out.

use crate::{Options, Style, Summary};
use saywell_engine::Linted;
use saywell_engine::document::Document;
use std::io::{self, Write};

/// What became of one file.
#[derive(Clone, Debug)]
pub struct FileReport<'a> {
    /// The file's name, as it is to be shown.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome<'a>,
    /// How many findings were left out because they are not new.
    pub hidden: usize,
    /// Whether it was left out because it is in a language that the rules are not for.
    pub other_language: bool,
}

/// Whether a file was checked.
#[derive(Clone, Debug)]
pub enum Outcome<'a> {
    /// It was checked.
    Checked {
        /// The document, whose text the findings point into.
        document: &'a Document,
        /// What was found.
        linted: &'a Linted,
    },
    /// It should have been checked and could not be.
    NotChecked {
        /// Why, in a few words.
        error: String,
    },
    /// It was left out on purpose.
    Skipped {
        /// Why, in a few words.
        reason: String,
    },
}

impl<'a> FileReport<'a> {
    /// A report on the file with this name.
    #[must_use]
    pub fn new(path: impl Into<String>, outcome: Outcome<'a>) -> Self {
        Self { path: path.into(), outcome, hidden: 0, other_language: false }
    }
}

/// A style at work.
pub(crate) trait Render {
    /// Writes what stands before the files.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes one file.
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()>;

    /// Writes what stands after the files.
    fn end(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a report: [`Writer::begin`], [`Writer::file`] for each file, [`Writer::end`].
///
/// Files are counted before they are written, and after an error nothing more is written while counting goes on. So a
/// closed pipe is told once, and the counts are true all the same.
///
/// Much is written in small pieces: give it a buffered stream.
pub struct Writer<'w> {
    out: &'w mut dyn Write,
    style: Box<dyn Render>,
    summary: Summary,
    broken: bool,
}

impl<'w> Writer<'w> {
    /// A writer of reports in this style.
    pub fn new(out: &'w mut dyn Write, style: Style, options: Options) -> Self {
        Self { out, style: style.renderer(options), summary: Summary::default(), broken: false }
    }

    /// Writes what stands before the files.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn begin(&mut self) -> io::Result<()> {
        let result = self.style.begin(self.out);
        self.note(result)
    }

    /// Counts a file and writes it.
    ///
    /// # Errors
    ///
    /// When writing fails, the first time.
    pub fn file(&mut self, file: &FileReport<'_>) -> io::Result<()> {
        self.summary.count(file);
        if self.broken {
            return Ok(());
        }
        let result = self.style.file(self.out, file);
        self.note(result)
    }

    /// Writes what stands after the files, and hands over the counts.
    ///
    /// # Errors
    ///
    /// When writing fails, and failed never before.
    pub fn end(mut self) -> io::Result<Summary> {
        if !self.broken {
            self.style.end(self.out, &self.summary)?;
            self.out.flush()?;
        }
        Ok(self.summary)
    }

    /// The counts up to here.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    fn note(&mut self, result: io::Result<()>) -> io::Result<()> {
        self.broken |= result.is_err();
        result
    }
}

/// Writes a report on files that are all at hand.
///
/// # Errors
///
/// When writing fails.
pub fn write(
    out: &mut dyn Write,
    style: Style,
    options: Options,
    files: &[FileReport<'_>],
) -> io::Result<Summary> {
    let mut writer = Writer::new(out, style, options);
    writer.begin()?;
    for file in files {
        writer.file(file)?;
    }
    writer.end()
}
