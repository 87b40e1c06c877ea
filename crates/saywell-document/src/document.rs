//! A file, read: its text and the prose in it.

use crate::directive::{self, Site};
use crate::{
    Block, BlockKind, DecodeError, Directive, Encoding, Format, Selection, asciidoc, csv, decode,
    html, json, jupyter, language, latex, markdown, org, plain, rst, speaker, subtitles, typst,
    yaml,
};
use std::borrow::Cow;
use std::fmt;

/// How to read a file's bytes.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The format; by default [`Format::Plain`].
    pub format: Option<Format>,
    /// The encoding to take where no byte order mark tells it; by default UTF-8.
    pub encoding: Option<Encoding>,
    /// Which values of a data file are read.
    pub selection: Selection,
}

/// Why a file could not be read as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The bytes are not text in the encoding.
    Decode(DecodeError),
    /// The text is longer than positions can tell (4 GiB).
    TooLong,
    /// Files of this format are no text.
    NoText(Format),
    /// The text is not written as its format asks for.
    Malformed {
        /// The format.
        format: Format,
        /// The line where that shows, counted from 1.
        line: usize,
    },
}

/// A file, read: its text, its prose as blocks, and the directives in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How it is written.
    pub format: Format,
    /// How its bytes were encoded.
    pub encoding: Encoding,
    /// The text as UTF-8. A byte order mark is kept, as U+FEFF, so that offsets are offsets into the file.
    pub text: String,
    /// The prose, in the order of the text.
    pub blocks: Vec<Block>,
    /// The directives, in the order of the text.
    pub directives: Vec<Directive>,
    /// `audience` as front matter gives it under the key `saywell-audience`.
    pub audience: Option<String>,
    /// Names of places, for formats in which lines mean nothing to people; in the order of the text.
    pub places: Vec<Place>,
    /// What was left out and why, in a few words each: “2 paragraphs in another language”.
    pub unread: Vec<String>,
    /// Whether some of that should have been read, but is damaged or too much: the document is not there in full.
    pub incomplete: bool,
    /// Which values of a data file were asked for.
    pub selection: Selection,
}

/// A place by the name that people give it: “page 3”, “footnote 2”, “00:01:12”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its first byte in the document's text; it ends where the next place starts.
    pub start: usize,
    /// Its name. Empty where none is to be given.
    pub name: String,
}

/// What a reader finds in a text.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    /// In the order of [`Block::source`].
    pub(crate) blocks: Vec<Block>,
    /// In the order of the text.
    pub(crate) sites: Vec<Site>,
    pub(crate) audience: Option<String>,
    /// In the order of the text.
    pub(crate) places: Vec<Place>,
    pub(crate) unread: Vec<String>,
    pub(crate) incomplete: bool,
    /// How many blocks were left out for their language.
    pub(crate) foreign: usize,
}

/// Reads a file's bytes.
///
/// # Errors
///
/// If the bytes are not text in the encoding, or too many, or of a format that is no text.
pub fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, ReadError> {
    let decoded = decode(bytes, options.encoding)?;
    let format = options.format.unwrap_or(Format::Plain);
    let document = read_selected(decoded.text, format, &options.selection)?;
    Ok(Document { encoding: decoded.encoding, ..document })
}

/// Reads a text. Its encoding counts as UTF-8.
///
/// # Errors
///
/// If the text is longer than 4 GiB, or the format is not one of text.
pub fn read_text(text: String, format: Format) -> Result<Document, ReadError> {
    read_selected(text, format, &Selection::default())
}

/// Reads a text, of a data file only what is selected. Its encoding counts as UTF-8.
///
/// # Errors
///
/// As with [`read_text`].
pub fn read_selected(
    text: String,
    format: Format,
    selection: &Selection,
) -> Result<Document, ReadError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ReadError::TooLong);
    }
    let prose = match format {
        Format::Plain => plain::read(&text),
        Format::Markdown => markdown::read(&text),
        Format::Html => html::read(&text),
        Format::SubRip => subtitles::read(&text, false),
        Format::WebVtt => subtitles::read(&text, true),
        Format::Latex => latex::read(&text),
        Format::ReStructuredText => rst::read(&text),
        Format::AsciiDoc => asciidoc::read(&text),
        Format::Org => org::read(&text),
        Format::Typst => typst::read(&text),
        Format::Jupyter => jupyter::read(&text)?,
        Format::Csv => csv::read(&text, selection),
        Format::Json => json::read(&text, selection)?,
        Format::Yaml => yaml::read(&text, selection)?,
        Format::Docx | Format::Odt | Format::Rtf | Format::Pdf | Format::Eml => {
            return Err(ReadError::NoText(format));
        }
    };
    Ok(Document { selection: selection.clone(), ..finish(text, format, prose) })
}

/// The document of a text and the prose that a reader found in it.
pub(crate) fn finish(text: String, format: Format, prose: Prose) -> Document {
    let Prose { mut blocks, sites, audience, places, mut unread, incomplete, foreign } = prose;
    unread.extend(language::left_out(foreign));
    set_headings(&mut blocks);
    speaker::assign(&mut blocks, &text);
    let directives = directive::resolve(sites, &blocks, text.len());
    let encoding = Encoding::Utf8;
    let selection = Selection::default();
    Document {
        format,
        encoding,
        text,
        blocks,
        directives,
        audience,
        places,
        unread,
        incomplete,
        selection,
    }
}

/// Sets which heading each block stands under; a heading stands under the last one of a higher level.
fn set_headings(blocks: &mut [Block]) {
    let mut above: Vec<(u8, u32)> = Vec::new();
    for (index, block) in (0..).zip(blocks) {
        if let BlockKind::Heading(level) = block.kind {
            while above.last().is_some_and(|(last, _)| *last >= level) {
                above.pop();
            }
            block.heading = above.last().map(|(_, heading)| *heading);
            above.push((level, index));
        } else {
            block.heading = above.last().map(|(_, heading)| *heading);
        }
    }
}

impl Document {
    /// Reads another text the way this one was read, such as this one with edits in it.
    ///
    /// # Errors
    ///
    /// As with [`read_text`].
    pub fn again(&self, text: String) -> Result<Self, ReadError> {
        read_selected(text, self.format, &self.selection)
    }

    /// The name of the place that holds the byte at `offset` of the text, where places have names.
    #[must_use]
    pub fn place(&self, offset: usize) -> Option<&str> {
        let index = self.places.partition_point(|place| place.start <= offset).checked_sub(1)?;
        Some(self.places[index].name.as_str()).filter(|name| !name.is_empty())
    }

    /// The texts of the blocks, one after another.
    pub fn texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.blocks.iter().map(|block| block.text(&self.text))
    }

    /// How many words of prose there are.
    #[must_use]
    pub fn words(&self) -> usize {
        // A word starts where a space ends. Spaces are counted many bytes at a time.
        let starts = |text: &str| {
            let pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
            let after_spaces = pairs.filter(|(before, first)| **before == b' ' && **first != b' ');
            usize::from(!text.is_empty() && !text.starts_with(' ')) + after_spaces.count()
        };
        self.texts().map(|text| starts(&text)).sum()
    }

    /// The heading that a block stands under, if there is one.
    #[must_use]
    pub fn heading_of(&self, block: usize) -> Option<&Block> {
        self.blocks.get(self.blocks.get(block)?.heading? as usize)
    }
}

impl ReadError {
    /// The error that `text` is not written as `format` asks for, at a place in it.
    pub(crate) fn malformed(format: Format, text: &str, at: usize) -> Self {
        let before = &text.as_bytes()[..at.min(text.len())];
        Self::Malformed { format, line: 1 + memchr::memchr_iter(b'\n', before).count() }
    }
}

impl From<DecodeError> for ReadError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::TooLong => f.write_str("longer than 4 GiB"),
            Self::NoText(format) => {
                write!(f, "no text, but a file in the format {}", format.name())
            }
            Self::Malformed { format, line } => {
                write!(f, "cannot be read as {} from line {line} on", format.name())
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::TooLong | Self::NoText(_) | Self::Malformed { .. } => None,
        }
    }
}
