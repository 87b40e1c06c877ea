//! The one list of document formats: by file name, by language id of an editor, and by name.

use crate::BlockKind;
use std::path::Path;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text: paragraphs are separated by empty lines.
    Plain,
    /// Markdown: CommonMark with tables, footnotes, strikethrough and front matter.
    Markdown,
    /// HTML: text, what attributes show or read out, and the page's description.
    Html,
    /// SubRip subtitles.
    SubRip,
    /// WebVTT subtitles.
    WebVtt,
    /// LaTeX.
    Latex,
    /// reStructuredText, as Sphinx and Docutils know it.
    ReStructuredText,
    /// AsciiDoc.
    AsciiDoc,
    /// Org.
    Org,
    /// Typst.
    Typst,
    /// A Jupyter notebook.
    Jupyter,
    /// A table in text: CSV and its relatives.
    Csv,
    /// JSON, with comments where they are, and JSON Lines.
    Json,
    /// YAML.
    Yaml,
    /// A Word document: Office Open XML, in its transitional and its strict form.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Portable Document Format: page layouts.
    Pdf,
    /// An e-mail message.
    Eml,
}

/// A row of the table of formats.
struct Row {
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    language_ids: &'static [&'static str],
    /// Whether such files are documents wherever they are met; else only those that are named are.
    walked: bool,
    /// What no replacement may take away, since it holds the document together.
    fragile: &'static [&'static str],
    /// Characters that no replacement may bring in, since they mean something there.
    special: &'static str,
}

/// What most rows have.
const ROW: Row = Row {
    format: Format::Plain,
    name: "",
    extensions: &[],
    language_ids: &[],
    walked: true,
    fragile: &[],
    special: "",
};

const ROWS: &[Row] = &[
    Row {
        format: Format::Plain,
        name: "plain",
        extensions: &["txt", "text"],
        language_ids: &["plaintext", "text", "git-commit", "gitcommit"],
        ..ROW
    },
    Row {
        format: Format::Markdown,
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd"],
        language_ids: &["markdown", "quarto", "rmd"],
        ..ROW
    },
    Row {
        format: Format::Html,
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        language_ids: &["html", "xhtml"],
        fragile: &["<", ">"],
        special: "<>&\"",
        ..ROW
    },
    Row {
        format: Format::SubRip,
        name: "srt",
        extensions: &["srt"],
        language_ids: &["srt", "subrip"],
        fragile: &["<", ">", "{", "\n\n", "\n\r", "\r\r"],
        special: "<>&{}",
        ..ROW
    },
    Row {
        format: Format::WebVtt,
        name: "vtt",
        extensions: &["vtt"],
        language_ids: &["vtt", "webvtt"],
        fragile: &["<", ">", "{", "\n\n", "\n\r", "\r\r"],
        special: "<>&{}",
        ..ROW
    },
    Row {
        format: Format::Latex,
        name: "latex",
        extensions: &["tex", "ltx", "latex"],
        language_ids: &["latex", "tex"],
        fragile: &["\\", "{", "}", "%", "$", "&", "\n\n"],
        special: "\\{}%$&#_^~",
        ..ROW
    },
    Row {
        format: Format::ReStructuredText,
        name: "rst",
        extensions: &["rst", "rest"],
        language_ids: &["restructuredtext", "rst"],
        fragile: &["`", "*", "|"],
        special: "`*|_\\",
        ..ROW
    },
    Row {
        format: Format::AsciiDoc,
        name: "asciidoc",
        extensions: &["adoc", "asciidoc"],
        language_ids: &["asciidoc"],
        fragile: &["`", "*", "_", "#", "|", "[", "]"],
        special: "`*_#|[]{}",
        ..ROW
    },
    Row {
        format: Format::Org,
        name: "org",
        extensions: &["org"],
        language_ids: &["org"],
        fragile: &["*", "_", "=", "~", "|", "[", "]"],
        special: "*_=~|[]",
        ..ROW
    },
    Row {
        format: Format::Typst,
        name: "typst",
        extensions: &["typ"],
        language_ids: &["typst"],
        fragile: &["*", "_", "#", "[", "]", "`", "$"],
        special: "*_#[]`$@<>\\",
        ..ROW
    },
    Row {
        format: Format::Jupyter,
        name: "jupyter",
        extensions: &["ipynb"],
        language_ids: &["jupyter", "ipynb"],
        fragile: &["\"", "\\"],
        special: "\"\\",
        ..ROW
    },
    Row {
        format: Format::Csv,
        name: "csv",
        extensions: &["csv", "tsv"],
        language_ids: &["csv", "tsv"],
        walked: false,
        fragile: &["\""],
        special: "\",;\t|",
    },
    Row {
        format: Format::Json,
        name: "json",
        extensions: &["json", "jsonl", "ndjson", "json5", "jsonc"],
        language_ids: &["json", "jsonc", "json5", "jsonl"],
        walked: false,
        fragile: &["\"", "\\"],
        special: "\"'\\",
    },
    Row {
        format: Format::Yaml,
        name: "yaml",
        extensions: &["yaml", "yml"],
        language_ids: &["yaml"],
        walked: false,
        fragile: &["\"", "'", "\\"],
        special: "\"'\\:#{}[]&*!|>%@`",
    },
    Row {
        format: Format::Docx,
        name: "docx",
        extensions: &["docx", "docm", "dotx", "dotm"],
        ..ROW
    },
    Row { format: Format::Odt, name: "odt", extensions: &["odt", "ott"], ..ROW },
    Row { format: Format::Rtf, name: "rtf", extensions: &["rtf"], ..ROW },
    Row { format: Format::Pdf, name: "pdf", extensions: &["pdf"], ..ROW },
    Row { format: Format::Eml, name: "eml", extensions: &["eml"], ..ROW },
];

impl Format {
    /// Every format, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.format)
    }

    /// The format that a file's name tells, by its extension, letter case ignored.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        ROWS.iter().find(|row| row.extensions.contains(&extension.as_str())).map(|row| row.format)
    }

    /// Whether files of this format are looked at where they are met in a folder. Others, such as data files, hold
    /// prose only now and then: they are looked at where they are named.
    #[must_use]
    pub fn is_walked(self) -> bool {
        ROWS.iter().any(|row| row.format == self && row.walked)
    }

    /// Whether a document stays whole when `replacement` takes the place of `source` in a block of this kind: no tag, time, delimiter or
    /// quotation mark that holds it together goes, and none comes in.
    #[must_use]
    pub fn stays_whole(self, kind: BlockKind, source: &str, replacement: &str) -> bool {
        // HTML's captions are values of attributes, which may stand in such marks.
        let ends_value =
            self == Self::Html && kind == BlockKind::Caption && replacement.contains('\'');
        !ends_value
            && ROWS.iter().find(|row| row.format == self).is_none_or(|row| {
                !row.fragile.iter().any(|sign| source.contains(sign))
                    && !replacement.contains(|c| row.special.contains(c))
            })
    }

    /// The format that an editor's language id tells.
    #[must_use]
    pub fn from_language_id(id: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.language_ids.contains(&id)).map(|row| row.format)
    }

    /// The format with this name, as [`Format::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.format)
    }

    /// Its name in options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        ROWS.iter().find(|row| row.format == self).map_or("", |row| row.name)
    }

    /// Whether its files are text, so that lines mean something and a text can be read as it stands. The text of other
    /// files has to be taken out of them.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Docx | Self::Odt | Self::Rtf | Self::Pdf | Self::Eml)
    }

    /// The extensions of its files, without the dot.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        ROWS.iter().find(|row| row.format == self).map_or(&[], |row| row.extensions)
    }
}
