//! How often each rule spoke, by category: an overview before the work begins.

use crate::closing::closing_line;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use saywell_engine::rules::Severity;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The style.
pub(crate) struct Statistics {
    options: Options,
    /// Findings of each rule of each category.
    counts: BTreeMap<String, BTreeMap<String, usize>>,
    not_checked: Vec<String>,
}

impl Statistics {
    /// The style, with notes counted or not.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, counts: BTreeMap::new(), not_checked: Vec::new() }
    }
}

impl Render for Statistics {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        match &file.outcome {
            Outcome::Checked { linted, .. } => {
                for finding in &linted.findings {
                    if self.options.hide_notes && finding.severity == Severity::Info {
                        continue;
                    }
                    let category = self.counts.entry(finding.rule.category.clone()).or_default();
                    *category.entry(finding.rule.id.clone()).or_default() += 1;
                }
            }
            Outcome::NotChecked { error } => {
                let (path, error) = (visible(&file.path), visible(error));
                self.not_checked.push(format!("{path} was not checked: {error}"));
            }
            Outcome::Skipped { .. } => {}
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let sum = |rules: &BTreeMap<String, usize>| rules.values().sum::<usize>();
        for (category, rules) in most_first(&self.counts, sum) {
            writeln!(out, "{:>7}  {}", sum(rules), visible(category))?;
            for (rule, count) in most_first(rules, |count| *count) {
                writeln!(out, "{count:>7}    {}", visible(rule))?;
            }
        }
        if !self.counts.is_empty() {
            writeln!(out)?;
        }
        self.not_checked.iter().try_for_each(|line| writeln!(out, "error: {line}"))?;
        writeln!(out, "{}", closing_line(summary, self.options))
    }
}

/// The entries by their number, the greatest first, then by name.
fn most_first<T>(map: &BTreeMap<String, T>, number: impl Fn(&T) -> usize) -> Vec<(&String, &T)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(_, value)| std::cmp::Reverse(number(value)));
    entries
}
