//! What directives and configurations keep from being reported, and how many findings each of them silences.
//!
//! Each document is checked as it is configured, and again with nothing excepted: what is found only then was silenced
//! by the configuration. Which of its words did it is told by ignoring each of them alone.

use crate::args::{FileArgs, RuleArgs};
use crate::exit::Trouble;
use crate::files::{File, Files};
use crate::session::Session;
use saywell_config::{Exemption, ExemptionKind, Flags, Resolved};
use saywell_engine::document::{Directive, DirectiveKind, Document, LineIndex, Span};
use saywell_engine::{Finding, IgnoredWord, Linted, Linter, Settings, selects};
use saywell_rulebook::folder_of;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Something that keeps findings from being reported.
#[derive(Clone, Debug)]
pub(crate) struct Suppression {
    /// `rules`, `words` or `files` in a configuration; in a document the directive's name.
    pub(crate) kind: &'static str,
    /// The file it stands in.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
    /// The name of the place, in documents in which lines mean nothing to people.
    pub(crate) place: Option<String>,
    /// What is silenced: names of rules, words, a pattern of files; empty for all rules.
    pub(crate) subject: String,
    /// Why.
    pub(crate) reason: Option<String>,
    /// How many findings it silences; none where nobody looked.
    pub(crate) silences: Option<usize>,
    /// Patterns of the only files that it holds for; empty for all.
    pub(crate) only_in: Vec<String>,
}

/// Where an exemption stands: that is what it is known by.
type Spot = (String, usize, usize);

/// Exemptions, with how many findings they silence.
pub(crate) struct Tally {
    exemptions: BTreeMap<Spot, (Exemption, usize)>,
    plans: HashMap<PathBuf, Plan>,
    directives: Vec<Suppression>,
}

/// How the exemptions for a file are tried.
struct Plan {
    exemptions: Vec<Exemption>,
    /// With nothing excepted.
    open: Arc<Linter>,
    /// With these words alone excepted.
    words: Vec<(Spot, Arc<Linter>)>,
}

/// What was found out about a document.
pub(crate) struct Seen {
    directives: Vec<Suppression>,
    silenced: Vec<Spot>,
}

impl Tally {
    /// Makes ready for these files.
    ///
    /// # Errors
    ///
    /// What is wrong with configurations.
    pub(crate) fn new(files: &Files, rules: &RuleArgs, args: &FileArgs) -> Result<Self, Trouble> {
        let flags = Flags { exclude: args.exclude.clone(), ..Flags::default() };
        let session = Session::new(rules.clone(), flags);
        let mut tally =
            Self { exemptions: BTreeMap::new(), plans: HashMap::new(), directives: Vec::new() };
        for file in files.iter().filter(|file| file.is_planned()) {
            let resolved = session.resolved(folder_of(&file.name))?;
            for exemption in resolved.exemptions() {
                tally.exemptions.entry(spot(&exemption)).or_insert((exemption, 0));
            }
            let plan = Plan::new(session, &resolved, file)?;
            tally.plans.insert(file.name.clone(), plan);
        }
        Ok(tally)
    }

    /// Finds out what is silenced in a document, and by what.
    pub(crate) fn look(&self, file: &File, linter: &Linter, document: &Document) -> Seen {
        let linted = linter.lint(document);
        let directives = directives(&file.shown(), document, &linted);
        let plan = self.plans.get(&file.name);
        let silenced = plan.map(|plan| plan.silenced(linter, document, &linted));
        Seen { directives, silenced: silenced.unwrap_or_default() }
    }

    /// Adds what was found out. Documents come in the order of their paths.
    pub(crate) fn add(&mut self, seen: Seen) {
        self.directives.extend(seen.directives);
        for spot in seen.silenced {
            if let Some((_, count)) = self.exemptions.get_mut(&spot) {
                *count += 1;
            }
        }
    }

    /// Everything: first configurations, then documents, in the order of their places.
    pub(crate) fn finish(self) -> Vec<Suppression> {
        let of_config = self.exemptions.into_values().map(|(exemption, count)| Suppression {
            kind: match exemption.kind {
                ExemptionKind::Rules => "rules",
                ExemptionKind::Words => "words",
                ExemptionKind::Files => "files",
            },
            path: exemption.place.file.to_string(),
            line: exemption.place.line,
            column: exemption.place.column,
            place: None,
            subject: exemption.subject,
            reason: exemption.reason,
            silences: (exemption.kind != ExemptionKind::Files).then_some(count),
            only_in: exemption.only_in,
        });
        of_config.chain(self.directives).collect()
    }
}

impl Plan {
    fn new(session: &mut Session, resolved: &Resolved, file: &File) -> Result<Self, Trouble> {
        let exemptions = resolved.exemptions_for(&file.name);
        let settings = resolved.settings_for(&file.name);
        let rules = settings.rules.iter().filter(|choice| choice.severity.is_some());
        let open =
            Settings { rules: rules.cloned().collect(), ignored_words: Vec::new(), ..settings };
        let mut words = Vec::new();
        for exemption in exemptions.iter().filter(|it| it.kind == ExemptionKind::Words) {
            let only = vec![IgnoredWord { phrase: exemption.subject.clone() }];
            let settings = Settings { ignored_words: only, ..open.clone() };
            words.push((spot(exemption), session.linter(resolved, settings)?));
        }
        Ok(Self { exemptions, open: session.linter(resolved, open)?, words })
    }

    /// For each finding that is silenced, what does it; a finding may be silenced by several words.
    fn silenced(&self, linter: &Linter, document: &Document, linted: &Linted) -> Vec<Spot> {
        if self.exemptions.is_empty() {
            return Vec::new();
        }
        let open = self.open.lint(document);
        let found = places(linted);
        let silenced: Vec<&Finding> = all(&open).filter(|it| !found.contains(&key(it))).collect();
        let is_on = |finding: &Finding| linter.rules().any(|rule| rule.id == finding.rule.id);
        let (by_words, by_rules): (Vec<_>, Vec<_>) =
            silenced.into_iter().partition(|finding| is_on(finding));
        let mut spots: Vec<Spot> =
            by_rules.into_iter().filter_map(|finding| self.off(finding)).collect();
        if by_words.is_empty() {
            return spots;
        }
        for (spot, alone) in &self.words {
            let with = alone.lint(document);
            let found = places(&with);
            let count = by_words.iter().filter(|finding| !found.contains(&key(finding))).count();
            spots.extend(std::iter::repeat_n(spot.clone(), count));
        }
        spots
    }

    /// What switches the finding's rule off: the last that means it.
    fn off(&self, finding: &Finding) -> Option<Spot> {
        let (pack, rule) = finding.rule.id.split_once('/')?;
        let means = |it: &&Exemption| {
            it.kind == ExemptionKind::Rules
                && selects(&it.subject, pack, rule, &finding.rule.category)
        };
        self.exemptions.iter().rfind(means).map(spot)
    }
}

fn all(linted: &Linted) -> impl Iterator<Item = &Finding> {
    linted.findings.iter().chain(linted.suppressed.iter().map(|it| &it.finding))
}

/// What tells a finding from the others in its document.
fn key(finding: &Finding) -> (Span, &str) {
    (finding.span, &finding.rule.id)
}

fn places(linted: &Linted) -> HashSet<(Span, &str)> {
    all(linted).map(key).collect()
}

fn spot(exemption: &Exemption) -> Spot {
    let place = &exemption.place;
    (place.file.to_string(), place.line, place.column)
}

/// The directives of a document that silence rules.
fn directives(path: &str, document: &Document, linted: &Linted) -> Vec<Suppression> {
    let lines = LineIndex::new(&document.text);
    let mut silenced: HashMap<Span, usize> = HashMap::new();
    for it in &linted.suppressed {
        *silenced.entry(it.suppression.span).or_default() += 1;
    }
    let one = |directive: &Directive| {
        let position = lines.position(&document.text, directive.span.start);
        Some(Suppression {
            kind: match directive.kind {
                DirectiveKind::Ignore => "saywell-ignore",
                DirectiveKind::IgnoreFile => "saywell-ignore-file",
                DirectiveKind::Off => "saywell-off",
                DirectiveKind::On | DirectiveKind::Audience | DirectiveKind::Unknown => {
                    return None;
                }
            },
            path: path.to_owned(),
            line: position.line,
            column: position.column,
            place: document.place(directive.span.start).map(str::to_owned),
            subject: directive.rules.join(", "),
            reason: Some(directive.reason.clone()).filter(|reason| !reason.is_empty()),
            silences: Some(silenced.get(&directive.span).copied().unwrap_or_default()),
            only_in: Vec::new(),
        })
    };
    document.directives.iter().filter_map(one).collect()
}
