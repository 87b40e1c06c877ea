//! Progress of the check of the workspace, as the client shows it.

use crate::state::Shared;
use std::path::Path;
use std::sync::Arc;
use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

/// What the progress is known by: there is one check of the workspace at a time.
pub(crate) fn token() -> ProgressToken {
    NumberOrString::String("saywell/check-workspace".to_owned())
}

/// Progress that the client shows, if it does.
pub(crate) struct Steps {
    token: Option<ProgressToken>,
    count: usize,
}

impl Steps {
    /// Begins, for so many files.
    pub(crate) async fn begin(shared: &Arc<Shared>, count: usize) -> Self {
        let mut steps = Self { token: None, count };
        if !shared.state().traits.shows_progress {
            return steps;
        }
        let create = WorkDoneProgressCreateParams { token: token() };
        if shared.client.send_request::<WorkDoneProgressCreate>(create).await.is_ok() {
            steps.token = Some(token());
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

    /// Turns to a file: its index, from 0.
    pub(crate) async fn step(&self, shared: &Arc<Shared>, index: usize, path: &Path) {
        let report = WorkDoneProgressReport {
            message: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            percentage: u32::try_from(index * 100 / self.count.max(1)).ok(),
            ..WorkDoneProgressReport::default()
        };
        self.send(shared, WorkDoneProgress::Report(report)).await;
    }

    /// Ends.
    pub(crate) async fn end(self, shared: &Arc<Shared>) {
        self.send(shared, WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
    }

    async fn send(&self, shared: &Arc<Shared>, value: WorkDoneProgress) {
        let Some(token) = self.token.clone() else { return };
        let value = ProgressParamsValue::WorkDone(value);
        shared.client.send_notification::<Progress>(ProgressParams { token, value }).await;
    }
}
