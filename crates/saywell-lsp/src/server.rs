//! The messages of the protocol, each led to what does the work.
//!
//! Every handler looks up and changes what it needs **before its first await**: up to there, handlers run in the order
//! of the messages.

use crate::Options;
use crate::actions::{Offer, Wanted};
use crate::capabilities::{CHECK_WORKSPACE, Client as ClientTraits, EXPLAIN, SILENCE, offered};
use crate::checked::lock;
use crate::documents::{Kind, Snapshot};
use crate::places::negotiate;
use crate::progress;
use crate::publish::{Queue, publish_all};
use crate::silence::NO_REASON_YET;
use crate::state::{Shared, State};
use crate::toml_help;
use saywell_rulebook::Rulebook;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tower_lsp::jsonrpc::{Error, Result};
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
            checking: AtomicBool::new(false),
        });
        tokio::spawn(publish_all(Arc::clone(&shared), end));
        Self(shared)
    }

    /// The client's user does not want to wait for the check of the workspace.
    pub(crate) async fn cancel_progress(&self, params: lsp::WorkDoneProgressCancelParams) {
        if params.token == progress::token() {
            self.0.cancelled.store(true, Ordering::SeqCst);
        }
    }

    /// What handlers and tasks share.
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.0
    }

    /// An open document as it is now.
    pub(crate) fn snapshot(&self, uri: &lsp::Url) -> Option<Arc<Snapshot>> {
        self.0.state().snapshot(uri)
    }
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
            state.traits = ClientTraits::new(&params.capabilities);
            state.folders = folders(&params);
            let (settings, wrong) = state.settings.with(&given);
            state.unit = settings.columns.unwrap_or_else(|| negotiate(encodings));
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
            tokio::spawn(Arc::clone(&self.0).watch());
        }
        if traits.gives_settings {
            tokio::spawn(Arc::clone(&self.0).ask_settings());
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
        Ok(self.hover_in(&snapshot, position).await)
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
        Ok(self.pulled(params).await)
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
            tokio::spawn(Arc::clone(&self.0).ask_settings());
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
