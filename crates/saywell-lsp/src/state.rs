//! What the server knows: the client, its documents, and what was sent to it.

use crate::Options;
use crate::capabilities::Client as ClientTraits;
use crate::checked::{Checked, OpenTexts, lock};
use crate::documents::{Buffer, Snapshot};
use crate::log::Log;
use crate::publish::Queue;
use crate::report::View;
use crate::settings::{ClientSettings, Delivery};
use saywell_engine::document::ColumnUnit;
use saywell_rulebook::Rulebook;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use tower_lsp::Client;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

/// What handlers and tasks share.
pub(crate) struct Shared {
    /// The way to the client.
    pub(crate) client: Client,
    /// What the command decided.
    pub(crate) options: Options,
    /// The client and its documents.
    pub(crate) state: Mutex<State>,
    /// What is chosen.
    pub(crate) rulebook: Mutex<Rulebook>,
    /// Documents whose findings are to be sent.
    pub(crate) queue: Queue,
    /// Whether the check of the workspace is to stop.
    pub(crate) cancelled: AtomicBool,
    /// Whether the workspace is being checked.
    pub(crate) checking: AtomicBool,
}

/// The client and its documents. Locked for moments only, never across an await.
pub(crate) struct State {
    /// What the client can do.
    pub(crate) traits: ClientTraits,
    /// What columns count.
    pub(crate) unit: ColumnUnit,
    /// The folders that the client has open.
    pub(crate) folders: Vec<PathBuf>,
    /// What the client set.
    pub(crate) settings: ClientSettings,
    /// Whether the client has asked for findings.
    pub(crate) asked: bool,
    /// The snapshot of which the findings were sent, for each document that has some.
    pub(crate) published: HashMap<Url, u64>,
    /// How often what is chosen has changed.
    pub(crate) epoch: u64,
    buffers: HashMap<Url, Buffer>,
    serial: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            traits: ClientTraits::default(),
            unit: ColumnUnit::Utf16,
            folders: Vec::new(),
            settings: ClientSettings::default(),
            asked: false,
            published: HashMap::new(),
            epoch: 0,
            buffers: HashMap::new(),
            serial: 0,
        }
    }
}

impl State {
    /// Opens a document; one that is open already is replaced.
    pub(crate) fn open(&mut self, item: TextDocumentItem) {
        let path = self.path_of(&item.uri);
        self.buffers.insert(item.uri.clone(), Buffer::new(item, path));
    }

    /// Changes a document. Tells whether it is open.
    pub(crate) fn change(
        &mut self,
        uri: &Url,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> bool {
        let unit = self.unit;
        let buffer = self.buffers.get_mut(uri);
        buffer.map(|buffer| buffer.change(version, changes, unit)).is_some()
    }

    /// Closes a document.
    pub(crate) fn close(&mut self, uri: &Url) {
        self.buffers.remove(uri);
    }

    /// An open document as it is now.
    pub(crate) fn snapshot(&mut self, uri: &Url) -> Option<Arc<Snapshot>> {
        Some(self.buffers.get_mut(uri)?.snapshot(&mut self.serial))
    }

    /// An open document.
    pub(crate) fn buffer(&self, uri: &Url) -> Option<&Buffer> {
        self.buffers.get(uri)
    }

    /// The open documents.
    pub(crate) fn uris(&self) -> Vec<Url> {
        self.buffers.keys().cloned().collect()
    }

    /// The texts of open documents that are not prose: configurations and packs.
    pub(crate) fn open_texts(&self) -> OpenTexts {
        let other = self.buffers.values().filter(|buffer| !buffer.is_prose());
        other.map(|buffer| (buffer.path().to_owned(), Arc::clone(buffer.text()))).collect()
    }

    /// Whether findings are sent, rather than given when the client asks.
    pub(crate) fn pushes(&self) -> bool {
        match self.settings.delivery {
            Delivery::Auto => !self.asked,
            Delivery::Push => true,
            Delivery::Pull => false,
        }
    }

    /// How findings are shown to this client.
    pub(crate) fn view(&self) -> View {
        View { unit: self.unit, traits: self.traits, notes: self.settings.notes }
    }

    /// Where a document stands. One that is not a file is taken to stand in the first folder, whose configuration then
    /// counts for it.
    pub(crate) fn path_of(&self, uri: &Url) -> PathBuf {
        if let Ok(path) = uri.to_file_path() {
            return path;
        }
        let notebook = uri.scheme() == "vscode-notebook-cell";
        let mut file = notebook.then(|| Url::parse("file:///").ok()).flatten();
        if let Some(file) = &mut file {
            file.set_path(uri.path());
        }
        file.and_then(|file| file.to_file_path().ok())
            .unwrap_or_else(|| self.root().join("untitled"))
    }

    /// The first folder; the current one where the client has none open.
    pub(crate) fn root(&self) -> PathBuf {
        let here = || std::env::current_dir().unwrap_or_default();
        self.folders.first().cloned().unwrap_or_else(here)
    }

    /// Forgets what was found, since what is chosen has changed.
    fn forget(&mut self) {
        self.epoch += 1;
        self.buffers.values_mut().for_each(Buffer::forget);
    }
}

impl Shared {
    /// Where to tell what is done.
    pub(crate) fn log(&self) -> Log {
        Log(self.options.log)
    }

    /// The state.
    pub(crate) fn state(&self) -> std::sync::MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// What is found in a snapshot; none if the engine fails, or nothing is to be checked.
    ///
    /// The work is done on another thread, since even a few milliseconds would keep the client waiting.
    pub(crate) async fn check<'a>(
        self: &Arc<Self>,
        snapshot: &'a Arc<Snapshot>,
    ) -> Option<&'a Checked> {
        let open = {
            let state = self.state();
            if !state.settings.enable {
                return None;
            }
            if snapshot.is_prose() { OpenTexts::new() } else { state.open_texts() }
        };
        if snapshot.checked.get().is_none() {
            let (shared, work) = (Arc::clone(self), Arc::clone(snapshot));
            let done = self.blocking(move || {
                work.check(&shared.rulebook, shared.options.other_language, &open);
            });
            done.await?;
        }
        snapshot.checked.get()
    }

    /// Does work on another thread; none if it panics.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        tokio::task::spawn_blocking(work).await.ok()
    }

    /// Reads configurations and packs anew, and checks every document again.
    pub(crate) fn reload(self: &Arc<Self>) {
        lock(&self.rulebook).forget();
        self.recheck();
    }

    /// Checks every document again, after what is chosen has changed.
    pub(crate) fn recheck(self: &Arc<Self>) {
        let (uris, refresh) = {
            let mut state = self.state();
            state.forget();
            (state.uris(), state.asked && state.traits.refreshes)
        };
        uris.into_iter().for_each(|uri| self.queue.add(uri));
        if refresh {
            let shared = Arc::clone(self);
            tokio::spawn(async move {
                let _ = shared.client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// Takes over what the client sets, and tells it what is wrong with that.
    pub(crate) fn configure(self: &Arc<Self>, value: &serde_json::Value) {
        let (settings, wrong) = self.state().settings.with(value);
        let changed = settings != self.state().settings;
        if changed {
            *lock(&self.rulebook) = Rulebook::new(settings.overrides());
            self.state().settings = settings;
            self.recheck();
        }
        self.tell_wrong_settings(wrong);
    }

    /// Tells the client what is wrong with its settings.
    pub(crate) fn tell_wrong_settings(self: &Arc<Self>, wrong: Vec<String>) {
        for message in wrong {
            self.tell(tower_lsp::lsp_types::MessageType::WARNING, format!("saywell: {message}"));
        }
    }

    /// Shows a message. Sent by a task of its own: no handler waits for a client.
    pub(crate) fn tell(self: &Arc<Self>, kind: tower_lsp::lsp_types::MessageType, message: String) {
        let shared = Arc::clone(self);
        tokio::spawn(async move { shared.client.show_message(kind, message).await });
    }
}
