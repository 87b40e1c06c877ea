//! Switching a rule off in the configuration that counts for a document, as an edit that the user sees.

use crate::actions::{text_edit, workspace_edit};
use crate::places::Places;
use crate::silence::NO_REASON_YET;
use crate::state::Shared;
use saywell_config::{FILE_NAME, Resolved, find, parse, read_text};
use saywell_engine::document::{LineIndex, Span};
use saywell_engine::{Edit, apply};
use saywell_rulebook::folder_of;
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, ResourceOp,
    TextDocumentEdit, Url, WorkspaceEdit,
};

impl Shared {
    /// The edit that switches a rule off for the document at `path`: in the nearest `saywell.toml`, or in a new one in
    /// the folder that the client has open.
    pub(crate) fn switch_off(&self, path: &Path, rule: &str) -> Option<WorkspaceEdit> {
        let found = find(folder_of(path)).ok()?;
        let new = found.is_none();
        let file = found.unwrap_or_else(|| self.place_for_config(path));
        let uri = Url::from_file_path(&file).ok()?;
        let (text, version) = self.text_of(&uri, &file, new)?;
        let edit = switch_off(&file, &text, rule)?;
        let lines = LineIndex::new(&text);
        let state = self.state();
        let edits = vec![text_edit(&edit, Places::new(&text, &lines, state.unit))];
        let traits = state.traits;
        let changes = workspace_edit(uri.clone(), version, edits, traits.document_changes);
        Some(if new && traits.creates_files && traits.document_changes {
            after_creating(uri, changes)
        } else {
            changes
        })
    }

    fn place_for_config(&self, path: &Path) -> PathBuf {
        let state = self.state();
        let folder = state.folders.iter().filter(|folder| path.starts_with(folder)).max();
        folder.map_or_else(|| folder_of(path), PathBuf::as_path).join(FILE_NAME)
    }

    /// The text of a configuration: of the open document, else of the file, else none.
    fn text_of(&self, uri: &Url, file: &Path, new: bool) -> Option<(String, Option<i32>)> {
        if let Some(buffer) = self.state().buffer(uri) {
            return Some((String::clone(buffer.text()), Some(buffer.version())));
        }
        let text = if new { String::new() } else { read_text(file).ok()? };
        Some((text, None))
    }
}

/// The edit of a configuration's text; none if the text has errors.
fn switch_off(file: &Path, text: &str, rule: &str) -> Option<Edit> {
    let row = format!("\"{rule}\" = {{ severity = \"off\", reason = \"{NO_REASON_YET}\" }}\n");
    let tries = [replaced(text, rule, &row), under_header(text, &row), Some(appended(text, &row))];
    tries
        .into_iter()
        .flatten()
        .find(|edit| works(file, &apply(text, std::slice::from_ref(edit)), rule))
}

/// Whether a configuration of this text switches the rule off for every document.
fn works(file: &Path, text: &str, rule: &str) -> bool {
    let config = parse(&file.to_string_lossy(), text);
    let Ok(resolved) = config.and_then(|config| Resolved::new(vec![config])) else { return false };
    let settings = resolved.settings_for(file);
    settings
        .rules
        .iter()
        .rfind(|choice| choice.rules == rule)
        .is_some_and(|it| it.severity.is_none())
}

/// The lines of a text, each with the byte at which it starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// The rule's own line, written anew.
fn replaced(text: &str, rule: &str, row: &str) -> Option<Edit> {
    let names = [format!("\"{rule}\""), format!("'{rule}'")];
    let (start, line) = lines(text).find(|(_, line)| {
        names.iter().any(|name| {
            line.trim_start()
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        })
    })?;
    Some(Edit { span: Span::new(start, start + line.len()), replacement: row.to_owned() })
}

/// A new line below `[rules]`.
fn under_header(text: &str, row: &str) -> Option<Edit> {
    let (start, line) = lines(text)
        .find(|(_, line)| line.split('#').next().is_some_and(|line| line.trim() == "[rules]"))?;
    let at = start + line.len();
    let end = if line.ends_with('\n') { "" } else { "\n" };
    Some(Edit { span: Span::new(at, at), replacement: format!("{end}{row}") })
}

/// A new table at the end.
fn appended(text: &str, row: &str) -> Edit {
    let gap = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    Edit { span: Span::new(text.len(), text.len()), replacement: format!("{gap}[rules]\n{row}") }
}

/// The changes, after the file was made.
fn after_creating(uri: Url, changes: WorkspaceEdit) -> WorkspaceEdit {
    let Some(DocumentChanges::Edits(edits)) = changes.document_changes else { return changes };
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
    let create = CreateFile { uri, options: Some(options), annotation_id: None };
    let edit = |edit: TextDocumentEdit| DocumentChangeOperation::Edit(edit);
    let operations = std::iter::once(DocumentChangeOperation::Op(ResourceOp::Create(create)))
        .chain(edits.into_iter().map(edit));
    let document_changes = Some(DocumentChanges::Operations(operations.collect()));
    WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let edit = switch_off(Path::new("/a/saywell.toml"), text, "p/r").expect("an edit");
        assert_eq!(apply(text, &[edit]), expected);
    }

    #[test]
    fn a_rule_is_switched_off() {
        let row = "\"p/r\" = { severity = \"off\", reason = \"say why\" }\n";
        check("", &format!("[rules]\n{row}"));
        check("audience = \"to\"", &format!("audience = \"to\"\n\n[rules]\n{row}"));
        check(
            "[rules] # ours\nlabels = \"info\"\n",
            &format!("[rules] # ours\n{row}labels = \"info\"\n"),
        );
        check("[rules]", &format!("[rules]\n{row}"));
        check("[rules]\n\"p/r\" = \"info\"\n[style]\n", &format!("[rules]\n{row}[style]\n"));
        check(
            "[[file]]\npaths = [\"x\"]\n[file.rules]\n\"p/r\" = \"info\"\n",
            &format!(
                "[[file]]\npaths = [\"x\"]\n[file.rules]\n\"p/r\" = \"info\"\n\n[rules]\n{row}"
            ),
        );
        assert_eq!(switch_off(Path::new("/a/saywell.toml"), "[rules", "p/r"), None);
    }
}
