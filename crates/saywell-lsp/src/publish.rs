//! Sending findings, as long as the client does not ask for them. One task does it, so that an older set of findings
//! never overtakes a newer one.

use crate::documents::Snapshot;
use crate::report::diagnostics;
use crate::state::Shared;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::lsp_types::Url;

/// Documents whose findings are to be sent.
pub(crate) struct Queue(UnboundedSender<Url>);

impl Queue {
    /// A queue and its end.
    pub(crate) fn new() -> (Self, UnboundedReceiver<Url>) {
        let (sender, receiver) = unbounded_channel();
        (Self(sender), receiver)
    }

    /// Adds a document that was opened, changed or closed.
    pub(crate) fn add(&self, uri: Url) {
        // Nobody is there to read only when the server ends.
        let _ = self.0.send(uri);
    }
}

/// What is to be sent for a document.
enum Work {
    /// Nothing is left of it.
    Clear,
    /// The findings in it.
    Check(Arc<Snapshot>),
}

/// Sends findings until the server ends. Changes that come while a document is checked are checked together.
pub(crate) async fn publish_all(shared: Arc<Shared>, mut queue: UnboundedReceiver<Url>) {
    while let Some(first) = queue.recv().await {
        let mut uris = vec![first];
        while let Ok(uri) = queue.try_recv() {
            if !uris.contains(&uri) {
                uris.push(uri);
            }
        }
        for uri in uris {
            shared.publish(uri).await;
        }
    }
}

impl Shared {
    async fn publish(self: &Arc<Self>, uri: Url) {
        match self.work(&uri) {
            Some(Work::Check(snapshot)) => self.publish_findings(&snapshot).await,
            Some(Work::Clear) => self.client.publish_diagnostics(uri, Vec::new(), None).await,
            None => {}
        }
    }

    fn work(&self, uri: &Url) -> Option<Work> {
        let mut state = self.state();
        let snapshot = if state.pushes() { state.snapshot(uri) } else { None };
        let Some(snapshot) = snapshot else {
            return state.published.remove(uri).map(|_| Work::Clear);
        };
        let sent = state.published.get(uri) == Some(&snapshot.serial);
        (!sent).then_some(Work::Check(snapshot))
    }

    async fn publish_findings(self: &Arc<Self>, snapshot: &Arc<Snapshot>) {
        self.check(snapshot).await;
        let uri = &snapshot.uri;
        let found = {
            let mut state = self.state();
            // Closed or asked for in the meantime: what follows in the queue clears it.
            if state.buffer(uri).is_none() || !state.pushes() {
                return;
            }
            state.published.insert(uri.clone(), snapshot.serial);
            diagnostics(snapshot, state.view())
        };
        self.client.publish_diagnostics(uri.clone(), found, Some(snapshot.version)).await;
    }
}
