//! What the client can do, and what the server offers it.

use crate::actions::FIX_ALL;
use crate::places::encoding_kind;
use crate::settings::ClientSettings;
use saywell_engine::document::ColumnUnit;
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, ExecuteCommandOptions,
    HoverProviderCapability, MarkupKind, OneOf, ResourceOperationKind, SaveOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

/// Explains a rule: its name.
pub(crate) const EXPLAIN: &str = "saywell.explain";
/// Checks every file of the workspace.
pub(crate) const CHECK_WORKSPACE: &str = "saywell.checkWorkspace";
/// Silences a finding: the data of its code action, and the reason.
pub(crate) const SILENCE: &str = "saywell.silence";

/// What the client can do, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Client {
    /// It takes edits of documents with versions.
    pub(crate) document_changes: bool,
    /// It creates files on request.
    pub(crate) creates_files: bool,
    /// It asks for the edits of code actions when they are chosen.
    pub(crate) resolves_edits: bool,
    /// It shows places that a diagnostic refers to.
    pub(crate) related_information: bool,
    /// It asks again for diagnostics when it is told to.
    pub(crate) refreshes: bool,
    /// It watches files on request.
    pub(crate) watches_files: bool,
    /// It can be asked for its settings.
    pub(crate) gives_settings: bool,
    /// It shows progress.
    pub(crate) shows_progress: bool,
    /// It shows Markdown in hovers.
    pub(crate) markdown: bool,
}

impl Client {
    /// Reads what the client says of itself.
    pub(crate) fn new(capabilities: &ClientCapabilities) -> Self {
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let operations = edits.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        let action = document.and_then(|it| it.code_action.as_ref());
        let resolved = action.and_then(|it| it.resolve_support.as_ref());
        let keeps_data = action.and_then(|it| it.data_support).unwrap_or(false);
        let published = document.and_then(|it| it.publish_diagnostics.as_ref());
        let hover = document.and_then(|it| it.hover.as_ref());
        let formats = hover.and_then(|it| it.content_format.as_deref()).unwrap_or_default();
        let refresh = workspace.and_then(|it| it.diagnostic.as_ref());
        let watches = workspace.and_then(|it| it.did_change_watched_files);
        let window = capabilities.window.as_ref();
        Self {
            document_changes: edits.and_then(|it| it.document_changes).unwrap_or(false),
            creates_files: operations.contains(&ResourceOperationKind::Create),
            resolves_edits: keeps_data
                && resolved.is_some_and(|it| it.properties.iter().any(|name| name == "edit")),
            related_information: published.and_then(|it| it.related_information).unwrap_or(false),
            refreshes: refresh.and_then(|it| it.refresh_support).unwrap_or(false),
            watches_files: watches.and_then(|it| it.dynamic_registration).unwrap_or(false),
            gives_settings: workspace.and_then(|it| it.configuration).unwrap_or(false),
            shows_progress: window.and_then(|it| it.work_done_progress).unwrap_or(false),
            markdown: formats.contains(&MarkupKind::Markdown),
        }
    }
}

/// What the server offers.
pub(crate) fn offered(unit: ColumnUnit, settings: &ClientSettings) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding_kind(unit)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync())),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
            resolve_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec!["\"".to_owned(), "/".to_owned()]),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [EXPLAIN, CHECK_WORKSPACE, SILENCE].map(str::to_owned).to_vec(),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        diagnostic_provider: diagnostics(settings),
        ..ServerCapabilities::default()
    }
}

fn sync() -> TextDocumentSyncOptions {
    TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    }
}

fn diagnostics(settings: &ClientSettings) -> Option<DiagnosticServerCapabilities> {
    (settings.delivery != crate::settings::Delivery::Push).then(|| {
        DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("saywell".to_owned()),
            inter_file_dependencies: false,
            workspace_diagnostics: settings.workspace_diagnostics,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })
    })
}
