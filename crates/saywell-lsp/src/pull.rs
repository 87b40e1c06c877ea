//! Findings that the client asks for, rather than being sent.

use crate::report::diagnostics;
use crate::server::Server;
use tower_lsp::lsp_types as lsp;

impl Server {
    /// The findings in a document, or that they are the ones that the client has.
    pub(crate) async fn pulled(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> lsp::DocumentDiagnosticReportResult {
        let (snapshot, sent) = {
            let mut state = self.shared().state();
            state.asked = true;
            let sent: Vec<lsp::Url> = state.published.keys().cloned().collect();
            (state.snapshot(&params.text_document.uri), sent)
        };
        // What was sent before the client first asked is taken back, or it would see everything twice.
        sent.into_iter().for_each(|uri| self.shared().queue.add(uri));
        let Some(snapshot) = snapshot else { return full_report(None, Vec::new()) };
        let id = snapshot.serial.to_string();
        if params.previous_result_id.as_ref() == Some(&id) {
            return unchanged_report(id);
        }
        self.shared().check(&snapshot).await;
        let view = self.shared().state().view();
        full_report(Some(id), diagnostics(&snapshot, view))
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
