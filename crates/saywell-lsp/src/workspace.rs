//! Every file of the workspace: found as `saywell check` finds them, checked one by one, told on request.

use crate::checked::lock;
use crate::places::Places;
use crate::report::{View, diagnostics, of_findings};
use crate::state::Shared;
use saywell_engine::document::{Document, Format, LineIndex, ReadOptions, read};
use saywell_rulebook::{Rulebook, folder_of};
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;
use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    Diagnostic, FullDocumentDiagnosticReport, MessageType, NumberOrString, PreviousResultId,
    ProgressParams, ProgressParamsValue, ProgressToken, UnchangedDocumentDiagnosticReport, Url,
    WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd,
    WorkDoneProgressReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

/// What a check of the workspace found.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    files: usize,
    findings: usize,
    not_checked: usize,
}

impl Shared {
    /// The files of the workspace that a check looks at, in the order of their paths.
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
        files.retain(|path| !excluded(path, &mut rulebook));
        files
    }

    /// The findings in a file that is not open.
    ///
    /// # Errors
    ///
    /// In words, why it could not be checked.
    fn check_file(&self, path: &Path, view: View) -> Result<Vec<Diagnostic>, String> {
        let choices = lock(&self.rulebook).choices_for(path);
        let choices = choices.map_err(|problems| {
            problems.into_iter().next().map(|problem| problem.message).unwrap_or_default()
        })?;
        let document = read_document(path, choices.resolved.max_file_size.value)?;
        let linted = choices.linter.lint(&document);
        let lines = LineIndex::new(&document.text);
        Ok(of_findings(&linted, Places::in_file(&document.text, &lines, view.unit), view))
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
        let shared = Arc::clone(self);
        let found = self.blocking(move || shared.check_file(&path, view).unwrap_or_default()).await;
        full(uri, None, id, found.unwrap_or_default())
    }

    /// Checks the workspace, with progress, and sends what is found, unless the client asks for it by itself.
    pub(crate) async fn check_workspace(self: Arc<Self>) {
        let this = &self;
        let shared = Arc::clone(this);
        let files = this.blocking(move || shared.workspace_files()).await.unwrap_or_default();
        let progress = Steps::begin(this, files.len()).await;
        let mut totals = Totals::default();
        for (index, path) in files.into_iter().enumerate() {
            if self.cancelled.swap(false, Ordering::SeqCst) {
                break;
            }
            progress.step(this, index, &path).await;
            self.check_one(path, &mut totals).await;
        }
        progress.end(this).await;
        let Totals { files, findings, not_checked } = totals;
        let left =
            if not_checked > 0 { format!(", {not_checked} not checked") } else { String::new() };
        self.tell(
            MessageType::INFO,
            format!("saywell: {findings} findings in {files} files{left}"),
        );
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
        let shared = Arc::clone(self);
        let found = self.blocking(move || shared.check_file(&path, view)).await;
        let Some(Ok(found)) = found else {
            totals.not_checked += 1;
            return;
        };
        totals.findings += found.len();
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
fn read_document(path: &Path, largest: u64) -> Result<Document, String> {
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
    read(bytes, &ReadOptions { format, encoding: None }).map_err(|error| error.to_string())
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

/// Progress that the client shows, if it does.
struct Steps {
    token: Option<ProgressToken>,
    count: usize,
}

impl Steps {
    async fn begin(shared: &Arc<Shared>, count: usize) -> Self {
        let mut steps = Self { token: None, count };
        if !shared.state().traits.shows_progress {
            return steps;
        }
        let token = NumberOrString::String("saywell/check-workspace".to_owned());
        let create = WorkDoneProgressCreateParams { token: token.clone() };
        if shared.client.send_request::<WorkDoneProgressCreate>(create).await.is_ok() {
            steps.token = Some(token);
        }
        let begin = WorkDoneProgressBegin {
            title: "saywell checks the workspace".to_owned(),
            cancellable: Some(true),
            percentage: Some(0),
            ..WorkDoneProgressBegin::default()
        };
        steps.send(shared, WorkDoneProgress::Begin(begin)).await;
        steps
    }

    async fn step(&self, shared: &Arc<Shared>, index: usize, path: &Path) {
        let report = WorkDoneProgressReport {
            message: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            percentage: u32::try_from(index * 100 / self.count.max(1)).ok(),
            ..WorkDoneProgressReport::default()
        };
        self.send(shared, WorkDoneProgress::Report(report)).await;
    }

    async fn end(self, shared: &Arc<Shared>) {
        self.send(shared, WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
    }

    async fn send(&self, shared: &Arc<Shared>, value: WorkDoneProgress) {
        let Some(token) = self.token.clone() else { return };
        let value = ProgressParamsValue::WorkDone(value);
        shared.client.send_notification::<Progress>(ProgressParams { token, value }).await;
    }
}
