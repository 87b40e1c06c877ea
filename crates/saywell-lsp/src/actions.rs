//! Code actions on findings: put better words in, silence the finding, switch its rule off, have it explained.

use crate::capabilities::EXPLAIN;
use crate::checked::Outcome;
use crate::documents::{Kind, Snapshot};
use crate::places::Places;
use crate::report::{View, is_unused_directive, of_finding};
use saywell_engine::document::{Format, Span};
use saywell_engine::{Edit, Finding, Linted, Suggestion, SuggestionKind, safe_edits};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::ops::Range;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, Command, Diagnostic, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

/// The kind of the action that makes all safe changes in a document.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.saywell");

/// How a finding is silenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Silencing {
    /// In the block that it stands in.
    Here,
    /// In its document.
    File,
    /// By its configuration.
    Config,
}

/// What an action is about whose edit is made when it is chosen; goes to the client and back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// The document, and its version when the action was offered.
    pub(crate) uri: Url,
    /// See `uri`.
    pub(crate) version: i32,
    /// The finding's rule.
    pub(crate) rule: String,
    /// The finding's place, in bytes.
    pub(crate) span: Range<usize>,
    /// What is to be done.
    pub(crate) silencing: Silencing,
}

impl Wanted {
    /// The finding that is meant.
    pub(crate) fn finding<'a>(&self, linted: &'a Linted) -> Option<&'a Finding> {
        let meant =
            |finding: &&Finding| finding.rule.id == self.rule && finding.span.range() == self.span;
        linted.findings.iter().find(meant)
    }
}

/// A document of which actions are offered.
#[derive(Clone, Copy)]
pub(crate) struct Offer<'a> {
    /// The document.
    pub(crate) snapshot: &'a Snapshot,
    /// How it is shown.
    pub(crate) view: View,
    /// The kinds of action that are asked for; none where all are.
    pub(crate) only: Option<&'a [CodeActionKind]>,
}

impl Offer<'_> {
    /// The actions for what was found in `range`, and for the document.
    pub(crate) fn actions(self, range: tower_lsp::lsp_types::Range) -> Vec<CodeAction> {
        let Some(checked) = self.snapshot.checked.get() else { return Vec::new() };
        let Outcome::Linted(linted) = &checked.outcome else { return Vec::new() };
        let places = self.snapshot.places(checked, self.view.unit);
        let span = places.span(range);
        let touches =
            |finding: &&Finding| finding.span.start <= span.end && span.start <= finding.span.end;
        let mut actions = Vec::new();
        if self.wants(&CodeActionKind::QUICKFIX) {
            let here: Vec<&Finding> = self.view.shown(linted).filter(touches).collect();
            here.iter().for_each(|finding| self.rewrite(finding, places, &mut actions));
            here.iter().for_each(|finding| self.silence(finding, places, &mut actions));
        }
        if self.wants(&FIX_ALL) {
            actions.extend(self.fix_all(linted, places));
        }
        actions
    }

    /// Whether actions of a kind are asked for: it or a kind that it belongs to.
    fn wants(self, kind: &CodeActionKind) -> bool {
        let within = |wanted: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty()
            })
        };
        self.only.is_none_or(|only| only.iter().any(within))
    }

    /// The actions that put other words in.
    fn rewrite(self, finding: &Finding, places: Places<'_>, actions: &mut Vec<CodeAction>) {
        let diagnostic = of_finding(finding, places);
        for (index, suggestion) in finding.suggestions.iter().enumerate() {
            let Some(edit) = &suggestion.edit else { continue };
            actions.push(CodeAction {
                is_preferred: Some(suggestion.safe && index == 0),
                edit: Some(self.edit(places, std::slice::from_ref(edit))),
                ..quick_fix(title(suggestion, edit), &diagnostic)
            });
        }
        if is_unused_directive(finding) {
            let edit = Edit {
                span: whole_line(&self.snapshot.text, finding.span),
                replacement: String::new(),
            };
            actions.push(CodeAction {
                edit: Some(self.edit(places, &[edit])),
                ..quick_fix("Take this directive out".to_owned(), &diagnostic)
            });
        }
    }

    /// The actions that silence a finding or have it explained. What saywell says of directives is not silenced by
    /// further ones.
    fn silence(self, finding: &Finding, places: Places<'_>, actions: &mut Vec<CodeAction>) {
        let rule = &finding.rule.id;
        if rule.starts_with("saywell/") {
            return;
        }
        let diagnostic = of_finding(finding, places);
        let ways = [
            (Silencing::Here, format!("Silence {rule} here")),
            (Silencing::File, format!("Silence {rule} in this file")),
            (Silencing::Config, format!("Switch {rule} off in saywell.toml")),
        ];
        for (silencing, title) in ways {
            let wanted = Wanted {
                uri: self.snapshot.uri.clone(),
                version: self.snapshot.version,
                rule: rule.clone(),
                span: finding.span.range(),
                silencing,
            };
            let data = serde_json::to_value(wanted).ok();
            actions.push(CodeAction { data, ..quick_fix(title, &diagnostic) });
        }
        let title = format!("Explain {rule}");
        let command = Command::new(title.clone(), EXPLAIN.to_owned(), Some(vec![json!(rule)]));
        actions.push(CodeAction { command: Some(command), ..quick_fix(title, &diagnostic) });
    }

    fn fix_all(self, linted: &Linted, places: Places<'_>) -> Option<CodeAction> {
        let edits = safe_edits(&linted.findings);
        (!edits.is_empty()).then(|| CodeAction {
            title: "Make all safe changes in this document".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(self.edit(places, &edits)),
            ..CodeAction::default()
        })
    }

    fn edit(self, places: Places<'_>, edits: &[Edit]) -> WorkspaceEdit {
        let edits = edits.iter().map(|edit| text_edit(edit, places)).collect();
        let version = Some(self.snapshot.version);
        workspace_edit(self.snapshot.uri.clone(), version, edits, self.view.traits.document_changes)
    }
}

fn quick_fix(title: String, diagnostic: &Diagnostic) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        ..CodeAction::default()
    }
}

fn title(suggestion: &Suggestion, edit: &Edit) -> String {
    let note = suggestion.note.as_deref().map(|note| format!(" ({note})")).unwrap_or_default();
    match suggestion.kind {
        SuggestionKind::Omit => format!("Leave it out{note}"),
        SuggestionKind::Replace | SuggestionKind::Advice => {
            let words = edit.replacement.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("Write “{words}”{note}")
        }
    }
}

/// The line of a directive, if there is nothing else on it.
fn whole_line(text: &str, span: Span) -> Span {
    let before = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    let alone =
        text[before..span.start].trim().is_empty() && text[span.end..after].trim().is_empty();
    if alone { Span::new(before, after) } else { span }
}

/// An edit in the client's terms.
pub(crate) fn text_edit(edit: &Edit, places: Places<'_>) -> TextEdit {
    TextEdit { range: places.range(edit.span), new_text: edit.replacement.clone() }
}

/// Edits of one document; with its version, where the client can tell that they come too late.
pub(crate) fn workspace_edit(
    uri: Url,
    version: Option<i32>,
    edits: Vec<TextEdit>,
    versioned: bool,
) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit::new(HashMap::from([(uri, edits)]));
    }
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![edit])),
        ..WorkspaceEdit::default()
    }
}

impl Snapshot {
    /// The format of its prose.
    pub(crate) fn format(&self) -> Option<Format> {
        match self.kind {
            Kind::Prose(format) => Some(format),
            Kind::Config | Kind::Toml => None,
        }
    }

    /// Whether it is prose.
    pub(crate) fn is_prose(&self) -> bool {
        self.format().is_some()
    }
}
