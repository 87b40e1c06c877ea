//! What the server asks of the client once it is there. Asked by tasks of their own: no handler waits for the client.

use crate::state::Shared;
use std::sync::Arc;
use tower_lsp::lsp_types as lsp;

impl Shared {
    /// Asks the client to tell of changes to configurations and packs.
    pub(crate) async fn watch(self: Arc<Self>) {
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
        if let Err(error) = self.client.register_capability(vec![registration]).await {
            self.log().line(format_args!("files are not watched: {}", error.code));
        }
    }

    /// Asks the client for its settings.
    pub(crate) async fn ask_settings(self: Arc<Self>) {
        let item = lsp::ConfigurationItem { scope_uri: None, section: Some("saywell".to_owned()) };
        if let Ok(values) = self.client.configuration(vec![item]).await
            && let Some(value) = values.first()
        {
            self.configure(value);
        }
    }
}
