//! Findings as diagnostics.

use crate::capabilities::Client;
use crate::checked::Outcome;
use crate::documents::Snapshot;
use crate::places::Places;
use crate::toml_problems::TomlProblem;
use saywell_engine::document::ColumnUnit;
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted, RuleCard, SuggestionKind};
use saywell_rulebook::{Problem, is_embedded};
use serde_json::json;
use std::collections::HashMap;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Position, Range, Url,
};

/// How findings are shown to a client.
#[derive(Clone, Copy)]
pub(crate) struct View {
    /// What columns count.
    pub(crate) unit: ColumnUnit,
    /// What the client can do.
    pub(crate) traits: Client,
    /// Whether notes are shown: findings of severity info.
    pub(crate) notes: bool,
}

/// More findings in one document are not shown: no person reads them, and editors slow down. VS Code shows no more
/// either.
const MOST: usize = 1_000;

const SOURCE: &str = "saywell";

/// Where the rules that come with saywell are described.
const RULES_PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules.md");

/// The diagnostics of a snapshot that was checked; none for one that was not.
pub(crate) fn diagnostics(snapshot: &Snapshot, view: View) -> Vec<Diagnostic> {
    let Some(checked) = snapshot.checked.get() else { return Vec::new() };
    let places = snapshot.places(checked, view.unit);
    match &checked.outcome {
        Outcome::Linted(linted) => of_findings(linted, places, view),
        Outcome::LeftOut => Vec::new(),
        Outcome::NotChecked(problems) => vec![not_checked(problems, view)],
        Outcome::Toml(problems) => {
            problems.iter().map(|problem| of_problem(problem, places)).collect()
        }
    }
}

/// Diagnostics of findings in a text.
pub(crate) fn of_findings(linted: &Linted, places: Places<'_>, view: View) -> Vec<Diagnostic> {
    let shown: Vec<&Finding> = view.shown(linted).collect();
    let mut pages = Pages::default();
    let mut found: Vec<Diagnostic> = shown
        .iter()
        .take(MOST)
        .map(|finding| Diagnostic {
            code_description: pages.of(&finding.rule),
            ..without_page(finding, places)
        })
        .collect();
    if let Some(next) = shown.get(MOST) {
        let message = format!("{} more findings from here on are not shown", shown.len() - MOST);
        let severity = Some(DiagnosticSeverity::INFORMATION);
        found.push(Diagnostic { severity, ..plain(places.range(next.span), message) });
    }
    found
}

impl View {
    /// The findings that are shown.
    pub(crate) fn shown(self, linted: &Linted) -> impl Iterator<Item = &Finding> {
        let loud = move |finding: &&Finding| self.notes || finding.severity > Severity::Info;
        linted.findings.iter().filter(loud)
    }
}

/// A finding as a diagnostic.
pub(crate) fn of_finding(finding: &Finding, places: Places<'_>) -> Diagnostic {
    let code_description = Pages::default().of(&finding.rule);
    Diagnostic { code_description, ..without_page(finding, places) }
}

fn without_page(finding: &Finding, places: Places<'_>) -> Diagnostic {
    let rule = &*finding.rule;
    let alternatives: Vec<&str> = replacements(finding).collect();
    Diagnostic {
        severity: Some(severity(finding)),
        code: Some(NumberOrString::String(rule.id.clone())),
        tags: is_unused_directive(finding).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({ "category": rule.category, "alternatives": alternatives })),
        ..plain(places.range(finding.span), message(finding))
    }
}

/// The pages of rules, each address read once: a dense text has a thousand findings of some dozens of rules.
#[derive(Default)]
struct Pages<'a>(HashMap<&'a str, Option<CodeDescription>>);

impl<'a> Pages<'a> {
    fn of(&mut self, rule: &'a RuleCard) -> Option<CodeDescription> {
        let read = || page(rule).map(|href| CodeDescription { href });
        self.0.entry(rule.id.as_str()).or_insert_with(read).clone()
    }
}

/// Whether it is a directive that could as well be taken out.
pub(crate) fn is_unused_directive(finding: &Finding) -> bool {
    finding.rule.id == "saywell/unused-directive"
}

fn severity(finding: &Finding) -> DiagnosticSeverity {
    match finding.severity {
        _ if finding.quoted => DiagnosticSeverity::HINT,
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// The finding's message and two ways to put it better, for clients that show nothing else.
fn message(finding: &Finding) -> String {
    let words: Vec<String> =
        replacements(finding).take(2).map(|text| format!("“{text}”")).collect();
    if words.is_empty() {
        return finding.message.clone();
    }
    format!("{} Instead: {}.", finding.message, words.join(" or "))
}

fn replacements(finding: &Finding) -> impl Iterator<Item = &str> {
    let words = finding.suggestions.iter().filter(|it| it.kind == SuggestionKind::Replace);
    words.map(|suggestion| suggestion.text.as_str())
}

/// Where a rule is described: for one that comes with saywell on its page, else in its first source that has an address
/// on the web.
fn page(rule: &RuleCard) -> Option<Url> {
    let (pack, name) = rule.id.split_once('/')?;
    if is_embedded(pack) {
        return Url::parse(&format!("{RULES_PAGE}#{name}")).ok();
    }
    let urls = rule.sources.iter().filter_map(|source| Url::parse(source.url.as_deref()?).ok());
    urls.into_iter().find(|url| matches!(url.scheme(), "https" | "http"))
}

/// A document that could not be checked never looks clean: this says so at its start.
pub(crate) fn not_checked(problems: &[Problem], view: View) -> Diagnostic {
    let first = problems.first().map(ToString::to_string).unwrap_or_default();
    let related = problems.iter().filter_map(related).collect();
    let start = Range::new(Position::new(0, 0), Position::new(0, 1));
    Diagnostic {
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("saywell/not-checked".to_owned())),
        related_information: view.traits.related_information.then_some(related),
        ..plain(start, format!("saywell did not check this document: {first}"))
    }
}

fn related(problem: &Problem) -> Option<DiagnosticRelatedInformation> {
    let uri = Url::from_file_path(problem.about.as_ref()?).ok()?;
    let (line, column) = problem.place.unwrap_or((1, 1));
    let number = |count: usize| u32::try_from(count.saturating_sub(1)).unwrap_or_default();
    let place = Position::new(number(line), number(column));
    let location = Location { uri, range: Range::new(place, place) };
    Some(DiagnosticRelatedInformation { location, message: problem.message.clone() })
}

fn of_problem(problem: &TomlProblem, places: Places<'_>) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::ERROR),
        ..plain(places.range(problem.span), problem.message.clone())
    }
}

fn plain(range: Range, message: String) -> Diagnostic {
    Diagnostic { range, message, source: Some(SOURCE.to_owned()), ..Diagnostic::default() }
}
