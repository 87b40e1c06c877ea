//! XML as a stream of nodes with their places, read without trust: nothing is expanded, nothing is fetched, and depth
//! is bounded.

use crate::ExtractError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};
use saywell_document::{Encoding, decode};
use std::borrow::Cow;
use std::ops::Range;

/// How deep elements may stand in each other. Documents stay below a hundred.
const DEEPEST: usize = 2000;

/// The most bytes of one start tag. Those of documents stay below ten thousand.
const LONGEST_TAG: usize = 1 << 20;

/// The vocabularies that readers tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// WordprocessingML.
    Word,
    /// Markup compatibility: the same content for newer and older programs.
    Compatibility,
    /// Where a drawing stands in a Word document.
    WordDrawing,
    /// Formulas in Office documents.
    Math,
    /// OpenDocument: `office:`.
    Office,
    /// OpenDocument: `text:`.
    Text,
    /// OpenDocument: `table:`.
    Table,
    /// OpenDocument: `draw:`.
    Draw,
    /// OpenDocument: `style:`.
    Style,
    /// Names and titles in OpenDocument: `svg:`.
    Svg,
    /// Dublin Core: who wrote, when.
    Dublin,
    /// Any other, or none.
    Other,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::WordDrawing,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            | "http://openoffice.org/2000/office" => Self::Office,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
            | "http://openoffice.org/2000/text" => Self::Text,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            | "http://openoffice.org/2000/table" => Self::Table,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
            | "http://openoffice.org/2000/drawing" => Self::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
            | "http://openoffice.org/2000/style" => Self::Style,
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
            | "http://www.w3.org/2000/svg" => Self::Svg,
            "http://purl.org/dc/elements/1.1/" => Self::Dublin,
            _ => Self::Other,
        }
    }
}

/// The content of a part as text.
#[derive(Debug)]
pub(crate) struct Text {
    /// The text without a byte order mark.
    pub(crate) text: String,
    /// How it was encoded.
    pub(crate) encoding: Encoding,
    /// The byte order mark, if there was one.
    pub(crate) mark: &'static str,
}

/// The content of a part as text.
///
/// # Errors
///
/// If it is not in the encoding that its byte order mark tells, else not in UTF-8.
pub(crate) fn text_of(bytes: Vec<u8>, part: &str) -> Result<Text, ExtractError> {
    let decoded = decode(bytes, None)
        .map_err(|error| ExtractError::refused(format!("damaged: its part {part} is {error}")))?;
    let (text, encoding) = (decoded.text, decoded.encoding);
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => Text { text: rest.to_owned(), encoding, mark: "\u{FEFF}" },
        None => Text { text, encoding, mark: "" },
    })
}

/// A piece of XML. Places are bytes of the source.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// A start tag, or an element without content; then a [`Node::Close`] follows at the same place.
    Open(Element<'a>),
    /// An end tag.
    Close {
        /// Where it stands; empty after an element without content.
        at: Range<usize>,
    },
    /// Text between tags: as it stands, or one character for a reference.
    Text {
        /// What it says.
        text: Cow<'a, str>,
        /// Where it stands.
        at: Range<usize>,
    },
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    tag: BytesStart<'a>,
    /// Its vocabulary.
    pub(crate) space: Space,
    /// Where the tag stands.
    pub(crate) at: Range<usize>,
}

impl Element<'_> {
    /// Its name without a prefix.
    pub(crate) fn local(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The value of the first attribute whose name without its prefix is this. References to the five characters that
    /// XML reserves are resolved, and no others.
    pub(crate) fn attribute(&self, local: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let found = attributes
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == local)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The prefixes that it binds to a vocabulary, each with the namespace's name; an empty one is the default
    /// namespace.
    pub(crate) fn bound_prefixes(&self, space: Space) -> Vec<(String, String)> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let bound = attributes.flatten().filter(|attribute| Space::of(&attribute.value) == space);
        bound
            .filter_map(|attribute| {
                let name = attribute.key.into_inner();
                let prefix = name.strip_prefix("xmlns:").or((name == "xmlns").then_some(""))?;
                Some((prefix.to_owned(), attribute.value.to_string()))
            })
            .collect()
    }
}

/// Reads a part node by node.
pub(crate) struct Xml<'a> {
    source: &'a str,
    part: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A reader of this source, which is the content of a part.
    pub(crate) fn new(source: &'a str, part: &'a str) -> Self {
        let mut reader = NsReader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { source, part, reader, depth: 0 }
    }

    /// The next node; none at the end. Comments, instructions and type definitions are passed over.
    ///
    /// # Errors
    ///
    /// If the source is no XML, ends too early, or is nested too deep.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, ExtractError> {
        loop {
            let start = self.place();
            let event = self.reader.read_event().map_err(|_| self.damaged(start))?;
            let at = start..self.place();
            match event {
                Event::Start(tag) | Event::Empty(tag) => return self.open(tag, at).map(Some),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::Close { at }));
                }
                Event::Text(_) => return Ok(Some(Node::Text { text: self.slice(&at), at })),
                Event::CData(text) => {
                    let text = text.into_inner();
                    let start = at.start + "<![CDATA[".len();
                    return Ok(Some(Node::Text { at: start..start + text.len(), text }));
                }
                Event::GeneralRef(_) => {
                    return Ok(Some(Node::Text { text: self.reference(&at), at }));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(ExtractError::refused(format!(
                        "damaged: its part {} is cut short",
                        self.part
                    )));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn open(&mut self, tag: BytesStart<'a>, at: Range<usize>) -> Result<Node<'a>, ExtractError> {
        self.depth += 1;
        if self.depth > DEEPEST || at.len() > LONGEST_TAG {
            return Err(ExtractError::refused(format!(
                "its part {} is nested too deep to be a document",
                self.part
            )));
        }
        let space = match self.reader.resolver().resolve_element(tag.name()) {
            (ResolveResult::Bound(name), _) => Space::of(name.into_inner()),
            _ => Space::Other,
        };
        Ok(Node::Open(Element { tag, space, at }))
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn slice(&self, at: &Range<usize>) -> Cow<'a, str> {
        Cow::Borrowed(self.source.get(at.clone()).unwrap_or_default())
    }

    /// What a reference stands for; one to an entity of the document's own stays as it is written.
    fn reference(&self, at: &Range<usize>) -> Cow<'a, str> {
        let written = self.slice(at);
        quick_xml::escape::unescape(&written)
            .map(|text| Cow::Owned(text.into_owned()))
            .unwrap_or(written.clone())
    }

    fn damaged(&self, at: usize) -> ExtractError {
        ExtractError::refused(format!("damaged: its part {} is no XML at byte {at}", self.part))
    }
}
