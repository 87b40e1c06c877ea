//! What is said of the place that a user points at: a finding in prose, a name in a `saywell.toml`.

use crate::checked::{Outcome, lock};
use crate::documents::{Kind, Snapshot};
use crate::markdown::Voice;
use crate::places::Places;
use crate::server::Server;
use crate::toml_help;
use saywell_engine::Finding;
use saywell_engine::document::LineIndex;
use std::sync::Arc;
use tower_lsp::lsp_types as lsp;

impl Server {
    /// What is said of a place in a document.
    pub(crate) async fn hover_in(
        &self,
        snapshot: &Arc<Snapshot>,
        position: lsp::Position,
    ) -> Option<lsp::Hover> {
        if snapshot.kind == Kind::Config {
            return self.hover_in_config(snapshot, position);
        }
        self.shared().check(snapshot).await;
        self.hover_in_prose(snapshot, position)
    }

    fn voice(&self) -> Voice {
        Voice { markdown: self.shared().state().traits.markdown }
    }

    /// What a hover on a configuration says.
    fn hover_in_config(&self, snapshot: &Snapshot, position: lsp::Position) -> Option<lsp::Hover> {
        let lines = LineIndex::new(&snapshot.text);
        let places = Places::new(&snapshot.text, &lines, self.shared().state().unit);
        let offset = places.offset(position);
        let (text, span) = toml_help::hover(
            &snapshot.path,
            &snapshot.text,
            offset,
            self.voice(),
            &mut lock(&self.shared().rulebook),
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
        let view = self.shared().state().view();
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
}
