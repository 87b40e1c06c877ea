//! A document while it is gone through: what was decided, and the way back.

use saywell_engine::document::{Document, Encoding, Span};
use saywell_engine::rules::Severity;
use saywell_engine::{Edit, Finding, Linted, Linter, Silence, apply};
use std::collections::VecDeque;
use std::rc::Rc;

/// How many steps can be undone.
const STEPS: usize = 200;

/// A document while it is gone through.
pub(crate) struct Draft<'a> {
    linter: &'a Linter,
    notes: bool,
    encoding: Encoding,
    first: State,
    now: State,
    before: VecDeque<State>,
}

/// How the way through a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All findings were shown, or the rest is left.
    Through,
    /// The user has enough.
    Quit,
    /// Nobody answers any more.
    Ended,
}

impl Outcome {
    /// Whether the next file comes.
    pub(crate) fn goes_on(self) -> bool {
        self == Self::Through
    }
}

#[derive(Clone)]
struct State {
    document: Rc<Document>,
    linted: Rc<Linted>,
    /// Findings behind this one are still to be shown.
    passed: Passed,
    changes: usize,
    ignored: usize,
}

/// What findings are ordered by: start, end, rule.
type Passed = (usize, usize, String);

impl<'a> Draft<'a> {
    /// A document, and whether its notes are gone through, too.
    pub(crate) fn new(linter: &'a Linter, document: Document, notes: bool) -> Self {
        let linted = linter.lint(&document);
        let encoding = document.encoding;
        let (document, linted) = (Rc::new(document), Rc::new(linted));
        let passed = Passed::default();
        let first = State { document, linted, passed, changes: 0, ignored: 0 };
        Self { linter, notes, encoding, now: first.clone(), first, before: VecDeque::new() }
    }

    /// The finding to decide on.
    pub(crate) fn current(&self) -> Option<&Finding> {
        self.waiting().next()
    }

    /// The findings that are still to be shown.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Finding> {
        let shown = |finding: &&Finding| self.notes || finding.severity > Severity::Info;
        let behind = |finding: &&Finding| key(finding) > self.now.passed;
        self.now.linted.findings.iter().filter(shown).filter(behind)
    }

    /// The document as it is now. Its encoding is that of [`Draft::encoding`].
    pub(crate) fn document(&self) -> &Document {
        &self.now.document
    }

    /// How the file is encoded.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What is found in it now.
    pub(crate) fn linted(&self) -> &Linted {
        &self.now.linted
    }

    /// How many changes were made.
    pub(crate) fn changes(&self) -> usize {
        self.now.changes
    }

    /// How many of the changes are directives.
    pub(crate) fn ignored(&self) -> usize {
        self.now.ignored
    }

    /// Leaves a finding as it is.
    pub(crate) fn skip(&mut self, finding: &Finding) {
        let next = State { passed: key(finding), ..self.now.clone() };
        self.go_to(next);
    }

    /// Makes a suggested change.
    ///
    /// # Errors
    ///
    /// In words, why it cannot be made.
    pub(crate) fn take(&mut self, edit: Edit) -> Result<(), String> {
        let end = edit.span.start + edit.replacement.len();
        self.change(edit, (end, 0, String::new()))
    }

    /// Puts other words in the place of a span. If they are found wanting themselves, they are shown next.
    ///
    /// # Errors
    ///
    /// In words, why that cannot be done.
    pub(crate) fn put_in(&mut self, span: Span, words: &str) -> Result<(), String> {
        self.change(Edit { span, replacement: words.to_owned() }, (span.start, 0, String::new()))
    }

    /// Silences a finding by a directive in its block.
    ///
    /// # Errors
    ///
    /// In words, where no directive does that and nothing else.
    pub(crate) fn ignore(&mut self, finding: &Finding, reason: &str) -> Result<(), String> {
        let of = (&*self.now.linted, finding);
        let edit = Silence::new(&self.now.document, self.linter, of, reason).here();
        let edit = edit.ok_or("No directive can stand here that ignores this alone.")?;
        let (start, end, rule) = key(finding);
        let moved = if edit.span.start <= start { edit.replacement.len() } else { 0 };
        self.change(edit, (start + moved, end + moved, rule))?;
        self.now.ignored += 1;
        Ok(())
    }

    /// Goes back one step; false where there is none.
    pub(crate) fn undo(&mut self) -> bool {
        let before = self.before.pop_back();
        before.map(|before| self.now = before).is_some()
    }

    /// Forgets everything that was decided.
    pub(crate) fn drop_changes(&mut self) {
        self.now = self.first.clone();
        self.before.clear();
    }

    fn change(&mut self, edit: Edit, passed: Passed) -> Result<(), String> {
        let text = apply(&self.now.document.text, &[edit]);
        let document = self.now.document.again(text).map_err(|error| error.to_string())?;
        let linted = Rc::new(self.linter.lint(&document));
        let (changes, ignored) = (self.now.changes + 1, self.now.ignored);
        self.go_to(State { document: Rc::new(document), linted, passed, changes, ignored });
        Ok(())
    }

    fn go_to(&mut self, next: State) {
        if self.before.len() == STEPS {
            self.before.pop_front();
        }
        self.before.push_back(std::mem::replace(&mut self.now, next));
    }
}

fn key(finding: &Finding) -> Passed {
    (finding.span.start, finding.span.end, finding.rule.id.clone())
}
