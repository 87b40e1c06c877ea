//! The parts of a SARIF log that are written, by the names of the specification (SARIF 2.1.0, section 3).

use crate::region;
use saywell_engine::Finding;
use saywell_engine::document::{ColumnUnit, LineIndex, Span};
use serde::Serialize;

/// How many bytes of text an excerpt holds around a finding.
const REACH: usize = 400;

/// A result (3.27).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result<'a> {
    pub(super) rule_id: &'a str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Text,
    pub(super) locations: [Location; 1],
    pub(super) partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression<'a>>,
}

/// A message (3.11) or the content of an artifact (3.3).
#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

/// What tells a result from others, whatever line it stands on (3.27.17).
#[derive(Serialize)]
pub(super) struct Fingerprints {
    /// As GitHub computes it.
    #[serde(rename = "primaryLocationLineHash")]
    pub(super) line: String,
    /// Of the rule, the words and their sentence.
    #[serde(rename = "saywell/v1")]
    pub(super) context: String,
}

/// A location (3.28).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<LogicalLocation>,
}

/// A place in a file (3.29).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) context_region: Option<Region>,
}

/// A file (3.4).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// A place by the name that people give it (3.33).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
}

/// A stretch of a file (3.30).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

/// A change that would resolve the result (3.55).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'a> {
    description: Text,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Inserted<'a>,
}

#[derive(Serialize)]
struct Inserted<'a> {
    text: &'a str,
}

/// What silenced the result (3.35).
#[derive(Serialize)]
pub(super) struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    justification: &'a str,
}

/// Something that happened during the run (3.58).
#[derive(Serialize)]
pub(super) struct Notification {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<FileLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileLocation {
    physical_location: FilePlace,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FilePlace {
    artifact_location: ArtifactLocation,
}

impl ArtifactLocation {
    /// The file with this URI; a relative one counts from the root of the checkout.
    pub(super) fn new(uri: String) -> Self {
        let uri_base_id = (!uri.starts_with("file:")).then_some("%SRCROOT%");
        Self { uri, uri_base_id }
    }
}

impl LogicalLocation {
    /// A named place in a file.
    pub(super) fn new(path: &str, place: &str) -> Self {
        Self { name: place.to_owned(), fully_qualified_name: format!("{path}, {place}") }
    }
}

impl Region {
    /// The region of a span, with its text if that is wanted.
    pub(super) fn new(text: &str, lines: &LineIndex, span: Span, snippet: bool) -> Self {
        let region = region::Region::new(text, lines, span, ColumnUnit::Utf32);
        let snippet = text.get(span.range()).filter(|_| snippet);
        Self {
            start_line: region.start_line,
            start_column: region.start_column,
            end_line: region.end_line,
            end_column: region.end_column,
            snippet: snippet.map(|text| Text { text: text.to_owned() }),
        }
    }
}

/// The sentence of a finding, as far as an excerpt reaches.
pub(super) fn around(text: &str, finding: &Finding) -> Span {
    let (span, sentence) = (finding.span, finding.sentence);
    let start = sentence.start.min(span.start).max(span.start.saturating_sub(REACH));
    let end = sentence.end.max(span.end).min(span.end.saturating_add(REACH)).min(text.len());
    let start = text.floor_char_boundary(start);
    Span::new(start, text.ceil_char_boundary(end).max(start))
}

impl<'a> Fix<'a> {
    /// The replacement of a region of a file.
    pub(super) fn new(description: String, uri: String, deleted: Region, text: &'a str) -> Self {
        Self {
            description: Text { text: description },
            artifact_changes: [ArtifactChange {
                artifact_location: ArtifactLocation::new(uri),
                replacements: [Replacement {
                    deleted_region: deleted,
                    inserted_content: Inserted { text },
                }],
            }],
        }
    }
}

impl<'a> Suppression<'a> {
    /// A directive in the document.
    pub(super) fn new(suppression: &'a saywell_engine::Suppression) -> Self {
        Self { kind: "inSource", status: "accepted", justification: &suppression.reason }
    }
}

impl Notification {
    /// A notification on a file, or on the run.
    pub(super) fn new(level: &'static str, message: String, uri: Option<String>) -> Self {
        let location = |uri| FileLocation {
            physical_location: FilePlace { artifact_location: ArtifactLocation::new(uri) },
        };
        Self {
            level,
            message: Text { text: message },
            locations: uri.map(location).into_iter().collect(),
        }
    }
}
