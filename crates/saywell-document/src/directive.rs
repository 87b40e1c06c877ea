//! Directives: words to saywell in a document, such as `<!-- saywell-ignore exploitation/prostitute: reason -->`.

use crate::Span;

/// What a directive asks for. Rule names are as written; none means every rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    /// `saywell-ignore`: silence rules in the block it stands in or, standing alone, in the next block.
    Ignore,
    /// `saywell-ignore-file`: silence rules in the whole document.
    IgnoreFile,
    /// `saywell-off`: silence rules from here until `saywell-on` or the end.
    Off,
    /// `saywell-on`: end a `saywell-off`. Silences nothing itself.
    On,
    /// `saywell-audience`: say whom the document addresses; the word stands in `rules`.
    Audience,
}

/// A directive found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What it asks for.
    pub kind: DirectiveKind,
    /// The words after the directive's name and before the colon: rule names, separated by spaces or commas.
    pub rules: Vec<String>,
    /// What stands after the colon; empty where there is none.
    pub reason: String,
    /// Where the directive stands.
    pub span: Span,
    /// The part of the document in which it silences rules (empty for [`DirectiveKind::On`] and
    /// [`DirectiveKind::Audience`]).
    pub scope: Span,
}
