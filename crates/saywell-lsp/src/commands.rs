//! What a user asks for by a command or by choosing an action: silence a finding, switch its rule off, explain it.

use crate::actions::{Silencing, Wanted, text_edit, workspace_edit};
use crate::checked::{Outcome, lock};
use crate::documents::Snapshot;
use crate::markdown::Voice;
use crate::server::Server;
use crate::silence::{NO_REASON_YET, Silence};
use crate::state::Shared;
use crate::toml_help;
use saywell_config::FILE_NAME;
use saywell_rulebook::Rulebook;
use serde_json::Value;
use std::sync::Arc;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types as lsp;

impl Server {
    /// The edit that an action or command wants.
    pub(crate) async fn silencing(
        &self,
        wanted: &Wanted,
        reason: &str,
    ) -> Result<lsp::WorkspaceEdit> {
        let snapshot = self.snapshot(&wanted.uri).filter(|it| it.version == wanted.version);
        let Some(snapshot) = snapshot else {
            return Err(refusal(ErrorCode::ContentModified, "the document has changed"));
        };
        if wanted.silencing == Silencing::Config {
            let edit = self.shared().switch_off(&snapshot.path, &wanted.rule);
            return edit.ok_or_else(|| {
                refusal(ErrorCode::InvalidRequest, "saywell.toml has errors; mend it first")
            });
        }
        self.shared().check(&snapshot).await;
        let shared = Arc::clone(self.shared());
        let (wanted, reason) = (wanted.clone(), reason.to_owned());
        let edit =
            self.shared().blocking(move || directive(&shared, &snapshot, &wanted, &reason)).await;
        edit.flatten().ok_or_else(|| {
            refusal(ErrorCode::InvalidRequest, "no directive can stand here; switch the rule off")
        })
    }

    /// The actions with their edits, for clients that do not ask for them later; those that come to nothing left out.
    pub(crate) async fn resolve_all(&self, actions: Vec<lsp::CodeAction>) -> Vec<lsp::CodeAction> {
        let mut resolved = Vec::with_capacity(actions.len());
        for action in actions {
            resolved.extend(self.code_action_resolve(action).await);
        }
        resolved
    }

    /// Explains a rule: returned, and shown unless the client does that.
    pub(crate) fn explain(&self, arguments: &[Value]) -> Result<Option<Value>> {
        let name = arguments.first().and_then(Value::as_str);
        let name = name.ok_or_else(|| Error::invalid_params("a rule's name is missing"))?;
        let (path, shows, root) = {
            let state = self.shared().state();
            let uri = arguments.get(1).and_then(Value::as_str);
            let uri = uri.and_then(|uri| lsp::Url::parse(uri).ok());
            let path = uri.map(|uri| state.path_of(&uri));
            (path, state.settings.shows_explanations, state.root())
        };
        let path = path.unwrap_or_else(|| root.join(FILE_NAME));
        let explain = |markdown, rulebook: &mut Rulebook| {
            toml_help::explain(name, &path, Voice { markdown }, rulebook)
        };
        let text = explain(shows, &mut lock(&self.shared().rulebook))
            .ok_or_else(|| Error::invalid_params(format!("no rule is called “{name}”")))?;
        if !shows {
            self.shared().tell(lsp::MessageType::INFO, text.clone());
        }
        Ok(Some(Value::String(text)))
    }

    /// Silences a finding with a reason that the user gave.
    pub(crate) async fn silence(&self, arguments: &[Value]) -> Result<Option<Value>> {
        let wanted = arguments.first().cloned().unwrap_or_default();
        let wanted: Wanted = serde_json::from_value(wanted)
            .map_err(|_| Error::invalid_params("the finding to silence is missing"))?;
        let reason = arguments.get(1).and_then(Value::as_str).unwrap_or(NO_REASON_YET);
        let edit = self.silencing(&wanted, reason).await?;
        let shared = Arc::clone(self.shared());
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
    let choices = lock(&shared.rulebook).choices_for(&snapshot.path).ok()?;
    let silence = Silence::new(snapshot, &choices, (linted, finding), reason)?;
    let edit = match wanted.silencing {
        Silencing::Here => silence.here()?,
        Silencing::File => silence.in_file()?,
        Silencing::Config => return None,
    };
    let view = shared.state().view();
    let edits = vec![text_edit(&edit, snapshot.places(checked, view.unit))];
    let versioned = view.traits.document_changes;
    let version = Some(snapshot.version);
    Some(workspace_edit(snapshot.uri.clone(), version, edits, versioned))
}

fn refusal(code: ErrorCode, message: &'static str) -> Error {
    Error { code, message: message.into(), data: None }
}
