//! Reads TOML tables field by field, reporting whatever does not fit and going on.

use super::report::{Place, Report};
use super::similar::did_you_mean;
use std::fmt::{self, Display};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// One of the files, as the readers need it.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) index: usize,
    pub(super) text: &'a str,
    pub(super) report: &'a Report,
}

impl<'a> File<'a> {
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.index, span)
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl AsRef<str>) {
        self.report.error(&self.place(span), message.as_ref());
    }

    pub(super) fn error_with_help(
        &self,
        span: Range<usize>,
        message: impl AsRef<str>,
        help: impl AsRef<str>,
    ) {
        self.report.add(&self.place(span), message.as_ref(), || Some(help.as_ref().to_owned()));
    }

    fn wrong_type(&self, value: &Value<'_>, what: impl Display, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        self.error(value.span(), format!("{what} is {expected}, not {found}"));
    }

    /// A string that is not empty.
    pub(super) fn text(self, value: &'a Value<'a>, what: impl Display) -> Option<Text<'a>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, what, "a string");
            return None;
        };
        if text.trim().is_empty() {
            self.error(value.span(), format!("{what} is empty"));
            return None;
        }
        Some(Text { value: text, span: value.span(), file: self })
    }

    /// An array that is not empty.
    pub(super) fn items(self, value: &'a Value<'a>, what: impl Display) -> &'a [Value<'a>] {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(value, what, "an array");
            return &[];
        };
        if array.is_empty() {
            self.error(value.span(), format!("{what} is empty"));
        }
        array
    }

    /// The table of a value.
    pub(super) fn table(self, value: &'a Value<'a>, what: impl Display) -> Option<&'a DeTable<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, what, "a table");
        }
        table
    }
}

/// A string of a file.
#[derive(Clone)]
pub(super) struct Text<'a> {
    pub(super) value: &'a str,
    pub(super) span: Range<usize>,
    pub(super) file: File<'a>,
}

impl Text<'_> {
    pub(super) fn owned(&self) -> String {
        self.value.to_owned()
    }

    /// The string as one line: a sentence may be broken over lines in the file.
    pub(super) fn prose(&self) -> String {
        self.value.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn error(&self, message: impl AsRef<str>) {
        self.file.error(self.span.clone(), message);
    }

    pub(super) fn error_with_help(&self, message: impl AsRef<str>, help: impl AsRef<str>) {
        self.file.error_with_help(self.span.clone(), message, help);
    }

    /// Reports what is wrong with a part of the string.
    pub(super) fn error_in(&self, part: Range<usize>, message: &str, help: &str) {
        self.file.report.add(&self.place(part), message, || Some(help.to_owned()));
    }

    /// The place of a part of the string; the whole of it where escapes put the two out of step.
    pub(super) fn place(&self, part: Range<usize>) -> Place {
        let raw = self.file.text.get(self.span.clone()).unwrap_or_default();
        let span = match raw.find(self.value).map(|quote| self.span.start + quote) {
            Some(start) => start + part.start..start + part.end,
            None => self.span.clone(),
        };
        self.file.place(span)
    }
}

/// The fields of a table, all of them known.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    pub(super) file: File<'a>,
    /// Where the table begins.
    pub(super) span: Range<usize>,
    table: &'a DeTable<'a>,
    /// What the table is, as in “a rule”.
    what: &'static str,
}

impl<'a> Fields<'a> {
    /// Reads a table, reporting keys that are not among the known ones.
    pub(super) fn read(
        file: File<'a>,
        value: &'a Value<'a>,
        what: &'static str,
        known: &[&str],
    ) -> Option<Self> {
        let table = file.table(value, what)?;
        Some(Self::of_table(file, value.span(), table, what, known))
    }

    pub(super) fn of_table(
        file: File<'a>,
        span: Range<usize>,
        table: &'a DeTable<'a>,
        what: &'static str,
        known: &[&str],
    ) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let help = || did_you_mean(key.get_ref(), known.iter().copied());
            let message = format!("{what} has no key “{}”", key.get_ref());
            file.report.add(&file.place(key.span()), &message, help);
        }
        Self { file, span, table, what }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports that something is missing from the table as a whole.
    pub(super) fn error(&self, message: impl AsRef<str>) {
        self.file.error(self.span.clone(), message);
    }

    pub(super) fn required(&self, key: &str) -> Option<&'a Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.error(format!("{} needs “{key}”", self.what));
        }
        value
    }

    pub(super) fn text(&self, key: &str) -> Option<Text<'a>> {
        self.get(key).and_then(|value| self.file.text(value, Quoted(key)))
    }

    pub(super) fn required_text(&self, key: &str) -> Option<Text<'a>> {
        self.required(key).and_then(|value| self.file.text(value, Quoted(key)))
    }

    pub(super) fn items(&self, key: &str) -> &'a [Value<'a>] {
        self.get(key).map_or(&[], |value| self.file.items(value, Quoted(key)))
    }

    pub(super) fn required_items(&self, key: &str) -> &'a [Value<'a>] {
        self.required(key).map_or(&[], |value| self.file.items(value, Quoted(key)))
    }

    pub(super) fn texts(&self, key: &str) -> Vec<Text<'a>> {
        self.items(key)
            .iter()
            .filter_map(|item| self.file.text(item, format_args!("each of “{key}”")))
            .collect()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.file.wrong_type(value, Quoted(key), "true or false");
        }
        flag.unwrap_or(false)
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let choice = choices.iter().find(|(name, _)| *name == text.value);
        if choice.is_none() {
            let names = || choices.iter().map(|(name, _)| *name);
            let one_of = || {
                let names = names().map(|name| Quoted(name).to_string()).collect::<Vec<_>>();
                format!("it is one of {}", names.join(", "))
            };
            let help = did_you_mean(text.value, names()).unwrap_or_else(one_of);
            text.error_with_help(format!("“{key}” cannot be “{}”", text.value), help);
        }
        choice.map(|(_, value)| *value)
    }

    pub(super) fn required_choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        self.required(key).and_then(|_| self.choice(key, choices))
    }
}

/// A key as it is told; made into text only where there is something wrong.
struct Quoted<'k>(&'k str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", self.0)
    }
}
