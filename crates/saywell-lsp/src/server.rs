//! The messages of the protocol, each led to what does the work.
//!
//! Every handler looks up and changes what it needs **before its first await**: up to there, handlers run in the order
//! of the messages.

use crate::Options;
use crate::actions::{Offer, Silencing, Wanted};
use crate::capabilities::{CHECK_WORKSPACE, Client as ClientTraits, EXPLAIN, SILENCE, offered};
use crate::checked::{Outcome, lock};
use crate::documents::{Kind, Snapshot};
use crate::markdown::Voice;
use crate::places::negotiate;
use crate::publish::{Queue, publish_all};
use crate::report::diagnostics;
use crate::silence::{NO_REASON_YET, Silence};
use crate::state::{Shared, State};
use crate::toml_help;
use saywell_config::FILE_NAME;
use saywell_engine::Finding;
use saywell_rulebook::Rulebook;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types as lsp;
use tower_lsp::{Client, LanguageServer, async_trait};

/// The server.
pub(crate) struct Server(Arc<Shared>);

impl Server {
    /// A server for a client. To be called in a runtime, since it starts the task that sends findings.
    pub(crate) fn new(client: Client, options: Options) -> Self {
        let (queue, end) = Queue::new();
        let shared = Arc::new(Shared {
            client,
            options,
            state: Mutex::new(State::default()),
            rulebook: Mutex::new(Rulebook::default()),
            queue,
            cancelled: AtomicBool::new(false),
        });
        tokio::spawn(publish_all(Arc::clone(&shared), end));
        Self(shared)
    }

    /// The client's user does not want to wait for the check of the workspace.
    pub(crate) async fn cancel_progress(&self, _: lsp::WorkDoneProgressCancelParams) {
        self.0.cancelled.store(true, Ordering::SeqCst);
    }

    fn snapshot(&self, uri: &lsp::Url) -> Option<Arc<Snapshot>> {
        self.0.state().snapshot(uri)
    }

    fn voice(&self) -> Voice {
        Voice { markdown: self.0.state().traits.markdown }
    }

    /// Asks the client to tell of changes to configurations and packs.
    async fn watch(shared: Arc<Shared>) {
        let watcher = lsp::FileSystemWatcher {
            glob_pattern: lsp::GlobPattern::String("**/*.toml".to_owned()),
            kind: None,
        };
        let options = lsp::DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
        let registration = lsp::Registration {
            id: "saywell/watch".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        if let Err(error) = shared.client.register_capability(vec![registration]).await {
            shared.log().line(format_args!("files are not watched: {}", error.code));
        }
    }

    /// Asks the client for its settings.
    async fn ask_settings(shared: Arc<Shared>) {
        let item = lsp::ConfigurationItem { scope_uri: None, section: Some("saywell".to_owned()) };
        if let Ok(values) = shared.client.configuration(vec![item]).await
            && let Some(value) = values.first()
        {
            shared.configure(value);
        }
    }

    /// What a hover on a configuration says.
    fn hover_in_config(&self, snapshot: &Snapshot, position: lsp::Position) -> Option<lsp::Hover> {
        let lines = saywell_engine::document::LineIndex::new(&snapshot.text);
        let places = crate::places::Places::new(&snapshot.text, &lines, self.0.state().unit);
        let offset = places.offset(position);
        let (text, span) = toml_help::hover(
            &snapshot.path,
            &snapshot.text,
            offset,
            self.voice(),
            &mut lock(&self.0.rulebook),
        )?;
        Some(self.say(text, places.range(span)))
    }

    fn say(&self, value: String, range: lsp::Range) -> lsp::Hover {
        let markdown = self.voice().markdown;
        let kind = if markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
        let contents = lsp::HoverContents::Markup(lsp::MarkupContent { kind, value });
        lsp::Hover { contents, range: Some(range) }
    }

    /// What is said of the findings at a position.
    fn hover_in_prose(&self, snapshot: &Snapshot, position: lsp::Position) -> Option<lsp::Hover> {
        let checked = snapshot.checked.get()?;
        let Outcome::Linted(linted) = &checked.outcome else { return None };
        let view = self.0.state().view();
        let places = snapshot.places(checked, view.unit);
        let offset = places.offset(position);
        let here = |finding: &&Finding| finding.span.start <= offset && offset <= finding.span.end;
        let found: Vec<&Finding> = view.shown(linted).filter(here).collect();
        let range = places.range(found.first()?.span);
        let voice = self.voice();
        let texts: Vec<String> = found.iter().map(|finding| voice.hover(finding)).collect();
        let between = if voice.markdown { "\n\n---\n\n" } else { "\n\n" };
        Some(self.say(texts.join(between), range))
    }

    /// The edit that an action or command wants.
    async fn silencing(&self, wanted: &Wanted, reason: &str) -> Result<lsp::WorkspaceEdit> {
        let snapshot = self.snapshot(&wanted.uri).filter(|it| it.version == wanted.version);
        let Some(snapshot) = snapshot else {
            return Err(refusal(ErrorCode::ContentModified, "the document has changed"));
        };
        if wanted.silencing == Silencing::Config {
            let edit = self.0.switch_off(&snapshot.path, &wanted.rule);
            return edit.ok_or_else(|| {
                refusal(ErrorCode::InvalidRequest, "saywell.toml has errors; mend it first")
            });
        }
        self.0.check(&snapshot).await;
        let shared = Arc::clone(&self.0);
        let (wanted, reason) = (wanted.clone(), reason.to_owned());
        let edit = self.0.blocking(move || directive(&shared, &snapshot, &wanted, &reason)).await;
        edit.flatten().ok_or_else(|| {
            refusal(ErrorCode::InvalidRequest, "no directive can stand here; switch the rule off")
        })
    }

    /// Explains a rule: returned, and shown unless the client does that.
    fn explain(&self, arguments: &[Value]) -> Result<Option<Value>> {
        let name = arguments.first().and_then(Value::as_str);
        let name = name.ok_or_else(|| Error::invalid_params("a rule's name is missing"))?;
        let (path, shows, root) = {
            let state = self.0.state();
            let uri = arguments.get(1).and_then(Value::as_str);
            let uri = uri.and_then(|uri| lsp::Url::parse(uri).ok());
            let path = uri.map(|uri| state.path_of(&uri));
            (path, state.settings.shows_explanations, state.root())
        };
        let path = path.unwrap_or_else(|| root.join(FILE_NAME));
        let explain = |markdown, rulebook: &mut Rulebook| {
            toml_help::explain(name, &path, Voice { markdown }, rulebook)
        };
        let text = explain(shows, &mut lock(&self.0.rulebook))
            .ok_or_else(|| Error::invalid_params(format!("no rule is called “{name}”")))?;
        if !shows {
            self.0.tell(lsp::MessageType::INFO, text.clone());
        }
        Ok(Some(Value::String(text)))
    }

    /// Silences a finding with a reason that the user gave.
    async fn silence(&self, arguments: &[Value]) -> Result<Option<Value>> {
        let wanted = arguments.first().cloned().unwrap_or_default();
        let wanted: Wanted = serde_json::from_value(wanted)
            .map_err(|_| Error::invalid_params("the finding to silence is missing"))?;
        let reason = arguments.get(1).and_then(Value::as_str).unwrap_or(NO_REASON_YET);
        let edit = self.silencing(&wanted, reason).await?;
        let shared = Arc::clone(&self.0);
        tokio::spawn(async move {
            let _ = shared.client.apply_edit(edit).await;
        });
        Ok(None)
    }
}

/// The edit that puts a directive into a document.
fn directive(
    shared: &Shared,
    snapshot: &Snapshot,
    wanted: &Wanted,
    reason: &str,
) -> Option<lsp::WorkspaceEdit> {
    let checked = snapshot.checked.get()?;
    let Outcome::Linted(linted) = &checked.outcome else { return None };
    let finding = wanted.finding(linted)?;
    let linter = lock(&shared.rulebook).choices_for(&snapshot.path).ok()?.linter;
    let silence = Silence::new(snapshot, &linter, (linted, finding), reason)?;
    let edit = match wanted.silencing {
        Silencing::Here => silence.here()?,
        Silencing::File => silence.in_file()?,
        Silencing::Config => return None,
    };
    let view = shared.state().view();
    let edits = vec![crate::actions::text_edit(&edit, snapshot.places(checked, view.unit))];
    let versioned = view.traits.document_changes;
    let version = Some(snapshot.version);
    Some(crate::actions::workspace_edit(snapshot.uri.clone(), version, edits, versioned))
}

fn refusal(code: ErrorCode, message: &'static str) -> Error {
    Error { code, message: message.into(), data: None }
}

/// The folders that a client has open.
fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let uris: Vec<lsp::Url> = match &params.workspace_folders {
        Some(folders) => folders.iter().map(|folder| folder.uri.clone()).collect(),
        None => params.root_uri.iter().cloned().collect(),
    };
    uris.iter().filter_map(|uri| uri.to_file_path().ok()).collect()
}

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let general = params.capabilities.general.as_ref();
        let encodings = general.and_then(|it| it.position_encodings.as_deref());
        let given = params.initialization_options.clone().unwrap_or_default();
        let (capabilities, wrong) = {
            let mut state = self.0.state();
            state.unit = negotiate(encodings);
            state.traits = ClientTraits::new(&params.capabilities);
            state.folders = folders(&params);
            let (settings, wrong) = state.settings.with(&given);
            *lock(&self.0.rulebook) = Rulebook::new(settings.overrides());
            state.settings = settings;
            (offered(state.unit, &state.settings), wrong)
        };
        self.0.tell_wrong_settings(wrong);
        let info = lsp::ServerInfo {
            name: "saywell".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        };
        Ok(lsp::InitializeResult { capabilities, server_info: Some(info) })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        let traits = self.0.state().traits;
        if traits.watches_files {
            tokio::spawn(Self::watch(Arc::clone(&self.0)));
        }
        if traits.gives_settings {
            tokio::spawn(Self::ask_settings(Arc::clone(&self.0)));
        }
        // The rules are made ready before the first document needs them.
        let shared = Arc::clone(&self.0);
        let root = self.0.state().root().join("untitled");
        self.0.blocking(move || lock(&shared.rulebook).choices_for(&root).is_ok()).await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        self.0.state().open(params.text_document);
        self.0.queue.add(uri);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        if self.0.state().change(&uri, version, params.content_changes) {
            self.0.queue.add(uri);
        } else {
            self.0.log().line(format_args!("changed though not open: {uri}"));
        }
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        let toml = params.text_document.uri.path().ends_with(".toml");
        // Nobody else tells of changes to configurations where the client watches no files.
        if toml || !self.0.state().traits.watches_files {
            self.0.reload();
        }
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.0.state().close(&uri);
        self.0.queue.add(uri);
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let lsp::TextDocumentPositionParams { text_document, position } =
            params.text_document_position_params;
        let Some(snapshot) = self.snapshot(&text_document.uri) else { return Ok(None) };
        if snapshot.kind == Kind::Config {
            return Ok(self.hover_in_config(&snapshot, position));
        }
        self.0.check(&snapshot).await;
        Ok(self.hover_in_prose(&snapshot, position))
    }

    async fn completion(
        &self,
        params: lsp::CompletionParams,
    ) -> Result<Option<lsp::CompletionResponse>> {
        let lsp::TextDocumentPositionParams { text_document, position } =
            params.text_document_position;
        let Some(snapshot) = self.snapshot(&text_document.uri) else { return Ok(None) };
        if snapshot.kind != Kind::Config {
            return Ok(None);
        }
        let lines = saywell_engine::document::LineIndex::new(&snapshot.text);
        let places = crate::places::Places::new(&snapshot.text, &lines, self.0.state().unit);
        let items = toml_help::completions(
            &snapshot.path,
            &snapshot.text,
            places.offset(position),
            places,
            &mut lock(&self.0.rulebook),
        );
        Ok(Some(lsp::CompletionResponse::Array(items)))
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReportResult> {
        let (snapshot, sent) = {
            let mut state = self.0.state();
            state.asked = true;
            let sent: Vec<lsp::Url> = state.published.keys().cloned().collect();
            (state.snapshot(&params.text_document.uri), sent)
        };
        // What was sent before the client first asked is taken back, or it would see everything twice.
        sent.into_iter().for_each(|uri| self.0.queue.add(uri));
        let Some(snapshot) = snapshot else { return Ok(full_report(None, Vec::new())) };
        let id = snapshot.serial.to_string();
        if params.previous_result_id.as_ref() == Some(&id) {
            return Ok(unchanged_report(id));
        }
        self.0.check(&snapshot).await;
        let view = self.0.state().view();
        Ok(full_report(Some(id), diagnostics(&snapshot, view)))
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        self.0.state().asked = true;
        let items = self.0.workspace_report(params.previous_result_ids).await;
        let report = lsp::WorkspaceDiagnosticReport { items };
        Ok(lsp::WorkspaceDiagnosticReportResult::Report(report))
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<lsp::CodeActionResponse>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        self.0.check(&snapshot).await;
        let view = self.0.state().view();
        let only = params.context.only.as_deref();
        let mut actions = Offer { snapshot: &snapshot, view, only }.actions(params.range);
        if !view.traits.resolves_edits {
            actions = self.resolve_all(actions).await;
        }
        let actions = actions.into_iter().map(lsp::CodeActionOrCommand::CodeAction);
        Ok(Some(actions.collect()))
    }

    async fn code_action_resolve(&self, mut action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let wanted = action.data.clone().map(serde_json::from_value::<Wanted>);
        if let Some(Ok(wanted)) = wanted {
            action.edit = Some(self.silencing(&wanted, NO_REASON_YET).await?);
        }
        Ok(action)
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        match params.command.as_str() {
            EXPLAIN => self.explain(&params.arguments),
            SILENCE => self.silence(&params.arguments).await,
            CHECK_WORKSPACE => {
                // In a task of its own: it asks the client for progress, and no handler waits for the client.
                tokio::spawn(Arc::clone(&self.0).check_workspace());
                Ok(None)
            }
            _ => Err(Error::invalid_params("no such command")),
        }
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        if params.settings.is_object() {
            self.0.configure(&params.settings);
        } else if self.0.state().traits.gives_settings {
            tokio::spawn(Self::ask_settings(Arc::clone(&self.0)));
        }
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        if params.changes.iter().any(|change| change.uri.path().ends_with(".toml")) {
            self.0.reload();
        }
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        let path = |folder: &lsp::WorkspaceFolder| folder.uri.to_file_path().ok();
        {
            let mut state = self.0.state();
            let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(path).collect();
            state.folders.retain(|folder| !gone.contains(folder));
            state.folders.extend(params.event.added.iter().filter_map(path));
        }
        self.0.recheck();
    }
}

impl Server {
    /// The actions with their edits, for clients that do not ask for them later; those that come to nothing left out.
    async fn resolve_all(&self, actions: Vec<lsp::CodeAction>) -> Vec<lsp::CodeAction> {
        let mut resolved = Vec::with_capacity(actions.len());
        for action in actions {
            resolved.extend(self.code_action_resolve(action).await);
        }
        resolved
    }
}

fn full_report(
    result_id: Option<String>,
    items: Vec<lsp::Diagnostic>,
) -> lsp::DocumentDiagnosticReportResult {
    let report = lsp::FullDocumentDiagnosticReport { result_id, items };
    lsp::DocumentDiagnosticReportResult::Report(lsp::DocumentDiagnosticReport::Full(
        lsp::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report,
        },
    ))
}

fn unchanged_report(result_id: String) -> lsp::DocumentDiagnosticReportResult {
    let report = lsp::UnchangedDocumentDiagnosticReport { result_id };
    lsp::DocumentDiagnosticReportResult::Report(lsp::DocumentDiagnosticReport::Unchanged(
        lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        },
    ))
}
