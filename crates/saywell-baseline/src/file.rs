//! The file of accepted findings: a line each, sorted, so that a merge can join two of them line by line.

use crate::trace::{Key, Mark, Trace};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The version of the file's format.
const VERSION: &str = "1";

/// How its first line begins; the version follows.
const HEAD: &str = "# saywell baseline, version ";

const ABOUT: &str = "\
# Findings that were accepted: path, rule, hashes of the words around, how many, check sum. No text is kept.
# Written by `saywell baseline`; not to be changed by hand. `saywell check` reports what is not in it.
";

/// Findings that were accepted, by file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    pub(crate) key: Key,
    /// How often each trace is in the file with this path.
    pub(crate) files: BTreeMap<String, BTreeMap<Trace, usize>>,
}

/// What is wrong with a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what can be done.
    pub message: String,
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for BaselineError {}

impl Baseline {
    /// An empty baseline. The key is to be random, and another for every baseline.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, files: BTreeMap::new() }
    }

    /// Reads what [`Baseline`] displays. Lines may stand in any order and twice, as after a merge.
    ///
    /// # Errors
    ///
    /// The first line that is of another version, damaged, of another key, or a conflict that a merge has left.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut lines = (1..).zip(text.lines());
        let at = |line, message: &str| BaselineError { line, message: message.to_owned() };
        match lines.next().and_then(|(_, first)| first.strip_prefix(HEAD)) {
            Some(VERSION) => {}
            Some(version) if is_number(version) => {
                let message = format!("of version {version}; this saywell reads version {VERSION}");
                return Err(BaselineError { line: 1, message });
            }
            _ => return Err(at(1, "this is no baseline that `saywell baseline` wrote")),
        }
        let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !is_remark(line)).collect();
        if let Some((line, _)) = lines.iter().find(|(_, line)| is_conflict(line)) {
            return Err(at(
                *line,
                "a merge has left a conflict here; keep the lines of both sides",
            ));
        }
        let mut baseline = Self::new(key(&lines).map_err(|(line, message)| at(line, message))?);
        for (number, line) in lines.into_iter().filter(|(_, line)| !line.starts_with("key ")) {
            let (path, trace, count) = entry(&baseline.key, line).ok_or_else(|| {
                at(number, "damaged, or of a baseline with another key; restore the file, or delete it and write it anew")
            })?;
            let known = baseline.files.entry(path).or_default().entry(trace).or_default();
            *known = count.max(*known);
        }
        Ok(baseline)
    }

    /// The key of its hashes.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The files with entries, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many findings are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).sum()
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds a finding in the file with this path.
    pub(crate) fn add(&mut self, path: &str, trace: Trace) {
        *self.files.entry(path.to_owned()).or_default().entry(trace).or_default() += 1;
    }

    /// The findings in the file with this path.
    pub(crate) fn of_file(&self, path: &str) -> Vec<Trace> {
        let entries = self.files.get(path).into_iter().flatten();
        entries.flat_map(|(trace, count)| std::iter::repeat_n(trace.clone(), *count)).collect()
    }
}

/// The file's text. The same baseline gives the same text.
impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD}{VERSION}\n{ABOUT}key {}\n", self.key)?;
        let mut lines = BTreeSet::new();
        for (path, traces) in &self.files {
            lines.extend(traces.iter().map(|(trace, count)| line(&self.key, path, trace, *count)));
        }
        lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn line(key: &Key, path: &str, trace: &Trace, count: usize) -> String {
    let [left, right, near_left, near_right] = trace.marks.map(|mark| format!("{:06x}", mark.0));
    let (path, rule) = (escaped(path), escaped(&trace.rule));
    let content = format!("{path}\t{rule}\t{left} {right} {near_left} {near_right}\t{count}");
    let check = check_sum(key, &content);
    format!("{content}\t{check}")
}

fn check_sum(key: &Key, content: &str) -> String {
    format!("{:06x}", key.mark([content]).0)
}

/// What a line says; none if it is not as it was written.
fn entry(key: &Key, line: &str) -> Option<(String, Trace, usize)> {
    let (content, check) = line.rsplit_once('\t')?;
    if check != check_sum(key, content) {
        return None;
    }
    let mut fields = content.split('\t');
    let (path, rule, marks) = (fields.next()?, fields.next()?, fields.next()?);
    let count = fields.next()?.parse().ok().filter(|count| (1..=MOST).contains(count))?;
    let marks: Vec<Mark> = marks.split(' ').map(mark).collect::<Option<_>>()?;
    let trace = Trace { rule: unescaped(rule), marks: marks.try_into().ok()? };
    Some((unescaped(path), trace, count))
}

/// How often the same words with the same words around can be accepted in a file.
const MOST: usize = 1_000_000;

fn mark(digits: &str) -> Option<Mark> {
    (digits.len() == 6).then(|| u32::from_str_radix(digits, 16).ok().map(Mark)).flatten()
}

/// The one key of a baseline, or the line at which it goes wrong.
fn key(lines: &[(usize, &str)]) -> Result<Key, (usize, &'static str)> {
    let mut keys =
        lines.iter().filter_map(|(number, line)| Some((*number, line.strip_prefix("key ")?)));
    let Some((first, digits)) = keys.next() else { return Err((1, "its key is missing")) };
    if let Some((line, _)) = keys.find(|(_, other)| *other != digits) {
        return Err((
            line,
            "a second key: two baselines were joined here; delete the file and write it anew",
        ));
    }
    let byte = |at: usize| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..16).map(byte).collect();
    let bytes = bytes.filter(|_| digits.len() == 32).and_then(|bytes| bytes.try_into().ok());
    bytes.map(Key).ok_or((first, "this key is damaged"))
}

fn is_remark(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

/// A path as it stands in the file: what would break or begin a line in another way is a `%` and two digits a byte.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut buffer = [0; 4];
    for (at, character) in path.char_indices() {
        let hidden =
            matches!(character, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}');
        let leads = at == 0 && matches!(character, '#' | '<' | '=' | '>' | '|' | ' ');
        if character == '%'
            || character.is_control()
            || hidden
            || leads
            || path.starts_with("key ") && at == 0
        {
            let bytes = character.encode_utf8(&mut buffer).bytes();
            out.extend(bytes.map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(character);
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.extend(before.bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    out.extend(rest.bytes());
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trace(rule: &str, first: u32) -> Trace {
        Trace { rule: rule.to_owned(), marks: [first, 2, 3, 0xFF_FFFF].map(Mark) }
    }

    fn sample() -> Baseline {
        let mut baseline = Baseline::new(Key([7; 16]));
        baseline.add("b.md", trace("p/r", 1));
        baseline.add("b.md", trace("p/r", 1));
        baseline.add("a b.md", trace("p/r", 9));
        baseline
    }

    #[track_caller]
    fn check_refused(text: &str, line: usize, message: &str) {
        let error = Baseline::parse(text).unwrap_err();
        assert_eq!(error.line, line, "{error}");
        assert!(error.message.contains(message), "{error}");
    }

    #[test]
    fn lines_are_sorted_and_counted() {
        let text = sample().to_string();
        let lines: Vec<&str> = text.lines().skip(3).collect();
        assert_eq!(lines[0], "key 07070707070707070707070707070707");
        assert!(lines[1].starts_with("a b.md\tp/r\t000009 000002 000003 ffffff\t1\t"), "{text}");
        assert!(lines[2].starts_with("b.md\tp/r\t000001 000002 000003 ffffff\t2\t"), "{text}");
        assert_eq!(sample().len(), 3);
    }

    #[test]
    fn what_is_damaged_is_told() {
        let text = sample().to_string();
        check_refused("", 1, "no baseline");
        check_refused("{}", 1, "no baseline");
        check_refused(
            &text.replace("version 1", "version 2"),
            1,
            "of version 2; this saywell reads",
        );
        check_refused(&text.replace("version 1", "version x"), 1, "no baseline");
        check_refused(&text.replace("key ", "kex "), 1, "key is missing");
        check_refused(&text.replace("key 0", "key g"), 4, "key is damaged");
        check_refused(&text.replace("key 0", "key 1"), 5, "another key");
        check_refused(&text.replace("b.md\tp/r\t000001", "b.md\tp/r\t000003"), 6, "damaged");
        check_refused(&text[..text.len() - 5], 6, "damaged");
        check_refused(&format!("{text}<<<<<<< ours\n"), 7, "conflict");
        check_refused(&format!("{text}key {}\n", Key::default()), 7, "a second key");
    }

    #[test]
    fn a_merge_of_both_sides_is_read() {
        let (ours, mut other) = (sample(), sample());
        other.add("b.md", trace("p/r", 1));
        other.add("c.md", trace("p/r", 5));
        let both = format!("{ours}{}", other.to_string().replace('\n', "\r\n"));
        assert_eq!(Baseline::parse(&both), Ok(other));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(paths in prop::collection::vec("\\PC{0,12}|[\t\n\r%#<=k ey\u{202e}]{0,6}", 0..5)) {
            let mut baseline = Baseline::new(Key([1; 16]));
            for (at, path) in (0..).zip(&paths) {
                baseline.add(path, trace(path, at));
            }
            prop_assert_eq!(Baseline::parse(&baseline.to_string()), Ok(baseline));
        }

        #[test]
        fn anything_is_read_or_refused(text in "\\PC*") {
            let _ = Baseline::parse(&text);
            let _ = Baseline::parse(&format!("{HEAD}{VERSION}\nkey {}\n{text}", Key::default()));
        }
    }
}
