//! The keys of every table of a pack, and the words that stand for choices: what the loader and the schema both know.

use crate::{Audience, Mode, Quotation, Severity, SourceStatus};

pub(crate) const FILE: &[&str] = &["pack", "categories", "styles", "sources", "lists", "rule"];
pub(crate) const PACK: &[&str] = &["id", "title", "language", "subject"];
pub(crate) const STYLE: &[&str] = &["about", "values"];
pub(crate) const SOURCE: &[&str] = &["title", "author", "date", "url", "status"];
pub(crate) const RULE: &[&str] = &[
    "id",
    "category",
    "severity",
    "audience",
    "style",
    "title",
    "message",
    "why",
    "sources",
    "guidance",
    "terms",
    "alternatives",
    "exceptions",
    "when",
    "unless",
    "self",
    "names",
    "mention",
    "negation",
    "quotation",
    "examples",
];
pub(crate) const CITATION: &[&str] = &["id", "section"];
/// What a term is, by the key it has.
pub(crate) const TERM_KINDS: &[&str] = &["noun", "verb", "phrase", "pattern"];
pub(crate) const TERM: &[&str] = &[
    "noun",
    "plural",
    "verb",
    "third",
    "past",
    "participle",
    "gerund",
    "phrase",
    "pattern",
    "words",
    "alternatives",
];
/// What an alternative is, by the key it has.
pub(crate) const ALTERNATIVE_KINDS: &[&str] = &["noun", "verb", "phrase", "advice", "omit"];
pub(crate) const ALTERNATIVE: &[&str] = &[
    "noun",
    "plural",
    "verb",
    "third",
    "past",
    "participle",
    "gerund",
    "phrase",
    "advice",
    "omit",
    "note",
    "style",
    "safe",
];
/// Keys that only stand beside another.
pub(crate) const COMPANIONS: &[(&str, &[&str])] = &[
    ("noun", &["plural"]),
    ("verb", &["third", "past", "participle", "gerund"]),
    ("pattern", &["words"]),
];
pub(crate) const CONDITION: &[&str] = &["sentence", "paragraph", "before", "after", "subject"];
pub(crate) const EXAMPLES: &[&str] = &["flag", "pass"];
pub(crate) const FLAG_EXAMPLE: &[&str] = &["text", "fixed"];

pub(crate) const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
pub(crate) const AUDIENCES: &[(&str, Audience)] =
    &[("about", Audience::About), ("to", Audience::To), ("any", Audience::Any)];
pub(crate) const MODES: &[(&str, Mode)] = &[("skip", Mode::Skip), ("check", Mode::Check)];
pub(crate) const QUOTATIONS: &[(&str, Quotation)] =
    &[("lower", Quotation::Lower), ("skip", Quotation::Skip), ("check", Quotation::Check)];
pub(crate) const STATUSES: &[(&str, SourceStatus)] =
    &[("read", SourceStatus::Read), ("see-also", SourceStatus::SeeAlso)];
