//! How a file is recognised as a report of ours, so that a report is neither checked nor taken for a draft.

/// What a page has in its head.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"saywell ";

/// The first line of a report in Markdown.
pub(crate) const COMMENT: &str = "<!-- A report by saywell -->";

/// The start of a report in JSON.
pub(crate) const JSON: &str = "{\n\"version\": 1,\n\"findings\": [";

/// Whether a file whose first thousand bytes these are is a report in one of the styles that could be taken for
/// documents.
#[must_use]
pub fn is_report(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1000)];
    head.starts_with(COMMENT.as_bytes())
        || head.starts_with(JSON.as_bytes())
        || memchr::memmem::find(head, GENERATOR.as_bytes()).is_some()
}
