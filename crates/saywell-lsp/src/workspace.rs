//! Every file of the workspace: found as `saywell check` finds them, checked one by one, told on request.

use crate::checked::lock;
use crate::places::Places;
use crate::progress::Steps;
use crate::report::{View, diagnostics, not_checked, of_findings};
use crate::state::Shared;
use saywell_engine::document::{Document, Format, LineIndex, ReadOptions, read};
use saywell_rulebook::{Choices, Problem, Problems, Rulebook, folder_of};
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;
use tower_lsp::lsp_types::{
    Diagnostic, FullDocumentDiagnosticReport, MessageType, PreviousResultId,
    UnchangedDocumentDiagnosticReport, Url, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

/// What a check of the workspace found.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    files: usize,
    findings: usize,
    not_checked: usize,
}

impl Totals {
    /// What is told of a check of so many files, not all of which it came to if it was stopped.
    fn in_words(self, all: usize) -> String {
        let findings = counted(self.findings, "finding");
        let files = counted(all, "file");
        let missing = match self.not_checked {
            0 => String::new(),
            count => format!(", {count} not checked"),
        };
        if self.files < all {
            let came_to = self.files;
            return format!("saywell: stopped after {came_to} of {files}; {findings}{missing}");
        }
        format!("saywell: {findings} in {files}{missing}")
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Shared {
    /// The files of the workspace that a check looks at and that an editor can show, in the order of their paths.
    pub(crate) fn workspace_files(&self) -> Vec<PathBuf> {
        let folders = self.state().folders.clone();
        let mut files: Vec<PathBuf> =
            folders.iter().flat_map(|folder| (self.options.files_in)(folder)).collect();
        files.sort();
        files.dedup();
        let mut rulebook = lock(&self.rulebook);
        let excluded = |path: &Path, rulebook: &mut Rulebook| {
            rulebook.resolved(folder_of(path)).is_ok_and(|resolved| resolved.excludes(path))
        };
        files.retain(|path| {
            Format::from_path(path).is_some_and(Format::is_text) && !excluded(path, &mut rulebook)
        });
        files
    }

    /// The findings in a file that is not open.
    ///
    /// # Errors
    ///
    /// Why it could not be checked.
    fn check_file(&self, path: &Path, view: View) -> Result<Vec<Diagnostic>, Problems> {
        let choices = lock(&self.rulebook).choices_for(path)?;
        let document =
            read_document(path, &choices).map_err(|message| vec![Problem::new(message)])?;
        if choices.are_english() && (self.options.other_language)(&document).is_some() {
            return Ok(Vec::new());
        }
        let linted = choices.linter.lint(&document);
        let lines = LineIndex::new(&document.text);
        Ok(of_findings(&linted, Places::in_file(&document.text, &lines, view.unit), view))
    }

    /// The diagnostics of a file that is not open, and whether it was checked. One that could not be never looks clean.
    async fn look_at(self: &Arc<Self>, path: PathBuf, view: View) -> (Vec<Diagnostic>, bool) {
        let shared = Arc::clone(self);
        let found = self.blocking(move || shared.check_file(&path, view)).await;
        match found {
            Some(Ok(found)) => (found, true),
            Some(Err(problems)) => (vec![not_checked(&problems, view)], false),
            None => (vec![not_checked(&[Problem::new("the check failed")], view)], false),
        }
    }

    /// A report on each file of the workspace, or that it is as it was when the client asked last; and, for files that
    /// are gone, that nothing is found in them.
    pub(crate) async fn workspace_report(
        self: &Arc<Self>,
        previous: Vec<PreviousResultId>,
    ) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let mut previous: HashMap<Url, String> =
            previous.into_iter().map(|it| (it.uri, it.value)).collect();
        let shared = Arc::clone(self);
        let files = self.blocking(move || shared.workspace_files()).await.unwrap_or_default();
        let mut reports = Vec::with_capacity(files.len());
        for path in files {
            let Ok(uri) = Url::from_file_path(&path) else { continue };
            let before = previous.remove(&uri);
            reports.push(self.report_on(uri, path, before).await);
        }
        let gone = previous.into_keys().map(|uri| full(uri, None, None, Vec::new()));
        reports.extend(gone);
        reports
    }

    async fn report_on(
        self: &Arc<Self>,
        uri: Url,
        path: PathBuf,
        before: Option<String>,
    ) -> WorkspaceDocumentDiagnosticReport {
        let (open, epoch, view) = {
            let mut state = self.state();
            (state.snapshot(&uri), state.epoch, state.view())
        };
        if let Some(snapshot) = open {
            let (id, version) = (snapshot.serial.to_string(), Some(i64::from(snapshot.version)));
            if before.as_ref() == Some(&id) {
                return unchanged(uri, version, id);
            }
            self.check(&snapshot).await;
            return full(uri, version, Some(id), diagnostics(&snapshot, view));
        }
        let id = stamp(&path).map(|stamp| format!("{epoch}-{stamp}"));
        if let Some(id) = id.clone().filter(|id| before.as_ref() == Some(id)) {
            return unchanged(uri, None, id);
        }
        full(uri, None, id, self.look_at(path, view).await.0)
    }

    /// Checks the workspace, with progress, and sends what is found, unless the client asks for it by itself. One check
    /// at a time: what is asked for meanwhile is under way already.
    pub(crate) async fn check_workspace(self: Arc<Self>) {
        if self.checking.swap(true, Ordering::SeqCst) {
            return;
        }
        self.cancelled.store(false, Ordering::SeqCst);
        let shared = Arc::clone(&self);
        let files = self.blocking(move || shared.workspace_files()).await.unwrap_or_default();
        let all = files.len();
        let progress = Steps::begin(&self, all).await;
        let mut totals = Totals::default();
        for (index, path) in files.into_iter().enumerate() {
            if self.cancelled.load(Ordering::SeqCst) {
                break;
            }
            progress.step(&self, index, &path).await;
            self.check_one(path, &mut totals).await;
        }
        progress.end(&self).await;
        self.checking.store(false, Ordering::SeqCst);
        self.tell(MessageType::INFO, totals.in_words(all));
    }

    async fn check_one(self: &Arc<Self>, path: PathBuf, totals: &mut Totals) {
        let Ok(uri) = Url::from_file_path(&path) else { return };
        totals.files += 1;
        let (open, view, pushes) = {
            let mut state = self.state();
            (state.snapshot(&uri), state.view(), state.pushes())
        };
        if let Some(snapshot) = open {
            self.check(&snapshot).await;
            totals.findings += diagnostics(&snapshot, view).len();
            return;
        }
        let (found, checked) = self.look_at(path, view).await;
        if checked {
            totals.findings += found.len();
        } else {
            totals.not_checked += 1;
        }
        // Opened meanwhile, it is sent by the task that sends open documents.
        let still_closed = self.state().buffer(&uri).is_none();
        if pushes && still_closed {
            let before = if found.is_empty() {
                self.state().published.remove(&uri)
            } else {
                self.state().published.insert(uri.clone(), 0)
            };
            if before.is_some() || !found.is_empty() {
                self.client.publish_diagnostics(uri, found, None).await;
            }
        }
    }
}

/// A file as a document; its name tells the format.
fn read_document(path: &Path, choices: &Choices) -> Result<Document, String> {
    let largest = choices.resolved.max_file_size.value;
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    // Opening a pipe would wait for ever.
    if !about.is_file() || about.len() > largest {
        return Err("not a regular file, or too large".to_owned());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(largest).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    let format = Some(Format::from_path(path).unwrap_or(Format::Plain));
    let selection = choices.resolved.selection_for(path);
    read(bytes, &ReadOptions { format, encoding: None, selection })
        .map_err(|error| error.to_string())
}

/// What changes when a file is written.
fn stamp(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok()?;
    let written = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", written.as_nanos(), about.len()))
}

fn full(
    uri: Url,
    version: Option<i64>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    let report = FullDocumentDiagnosticReport { result_id, items };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: report,
    })
}

fn unchanged(
    uri: Url,
    version: Option<i64>,
    result_id: String,
) -> WorkspaceDocumentDiagnosticReport {
    let report = UnchangedDocumentDiagnosticReport { result_id };
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report: report,
    })
}
