//! The JSON schema of a pack's files: the loader's tables as types, whose comments are the schema's descriptions.
//!
//! Nothing is read into these types; a test sees that they have the keys and the choices that the loader knows.
#![expect(dead_code, reason = "the types are only described")]

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::collections::BTreeMap;

/// The JSON schema of a file of a rule pack, as text.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    schema.insert("title".to_owned(), "A saywell rule pack".into());
    let mut text = format!("{:#}", schema.as_value());
    text.push('\n');
    text
}

/// What may be left out need not be null, which TOML does not have.
fn without_null(schema: &mut Schema) {
    let null = Value::from("null");
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| *kind != null);
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("anyOf") {
        kinds.retain(|kind| kind.get("type") != Some(&null));
        if kinds.len() == 1 {
            let only = schema.remove("anyOf").unwrap_or_default();
            schema.insert("allOf".to_owned(), only);
        }
    }
}

/// A file of a rule pack. The files of a pack are read together; exactly one of them has `[pack]`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct File {
    /// What the pack is.
    pack: Option<Head>,
    /// What each category is about, by name. Where a pack describes any, its rules have no others.
    categories: Option<BTreeMap<String, Text>>,
    /// House-style switches, which rules and alternatives ask for by name.
    styles: Option<BTreeMap<String, StyleSwitch>>,
    /// What the rules rest on, by id.
    sources: Option<BTreeMap<String, Source>>,
    /// Named word lists for phrases: `{name}` in a phrase finds anything in the list.
    lists: Option<BTreeMap<String, Phrases>>,
    /// The rules.
    rule: Option<Vec<Rule>>,
}

/// What a pack is.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Head {
    /// The pack's name; findings are named `pack/rule`.
    id: Name,
    /// What the pack is about, for people.
    title: Text,
    /// The language of the texts it is for, as in `en` or `en-GB`.
    language: Text,
    /// Words that show that a text is about the pack's subject; `~word` stands for all forms of the word.
    subject: Option<Phrases>,
}

/// A question on which good sources differ, and which each house answers for itself.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct StyleSwitch {
    /// What is asked.
    about: Text,
    /// The answers; the first is the default.
    #[schemars(length(min = 1))]
    values: Vec<Name>,
}

/// A document that rules rest on.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Source {
    /// Its title.
    title: Text,
    /// Who wrote or published it.
    author: Option<Text>,
    /// When: a year, or a day as in 2024-08-14.
    date: Option<Text>,
    /// Where it can be read.
    url: Option<Text>,
    /// Whether the cited part was read. A rule cannot rest on `see-also` sources alone.
    status: Status,
}

/// Whether the cited part of a source was read.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Status {
    /// The cited part was read.
    Read,
    /// Known from others' accounts.
    SeeAlso,
}

/// A piece of advice: what to look for, why it matters, what to write instead, and examples that prove it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Rule {
    /// The rule's name, unique in the pack; it says what is flagged.
    id: Name,
    /// The kind of problem, such as `labels`.
    category: Name,
    /// How much it matters.
    severity: Severity,
    /// Whom the wording reaches; `any` if left out.
    audience: Option<Audience>,
    /// The house styles in which the rule is in force: for each switch named, the values that fit.
    style: Option<BTreeMap<String, Vec<Name>>>,
    /// A headline.
    title: Text,
    /// One calm sentence on the place found; `{match}` stands for the words found.
    message: Text,
    /// Why it matters, in one to three short sentences.
    why: Text,
    /// What the rule rests on.
    #[schemars(length(min = 1))]
    sources: Vec<Citation>,
    /// Rows of the guidance table that the rule answers.
    guidance: Option<Phrases>,
    /// What to look for.
    #[schemars(length(min = 1))]
    terms: Vec<Term>,
    /// What to write instead, best first. May be left out only where every term has its own.
    #[schemars(length(min = 1))]
    alternatives: Option<Vec<Alternative>>,
    /// Phrases that contain a match and make it innocent.
    exceptions: Option<Phrases>,
    /// What must stand around a match: all that is given.
    when: Option<Condition>,
    /// What must not stand around a match: any of what is given.
    unless: Option<Condition>,
    /// Whether people's words about themselves are left alone; they are, unless the audience is `to`.
    #[schemars(rename = "self")]
    self_description: Option<Mode>,
    /// Whether capitalised names and titles are left alone; they are unless this is `check`.
    names: Option<Mode>,
    /// Whether words discussed as words are left alone; they are unless this is `check`.
    mention: Option<Mode>,
    /// Whether matches after *not*, *never*, *cannot* or *without* are left alone; they are not unless this is `skip`.
    negation: Option<Mode>,
    /// What happens to matches in somebody's quoted words; `lower` if left out.
    quotation: Option<Quotation>,
    /// Texts in which the rule must speak, and texts in which it must be silent.
    examples: Examples,
}

/// How much a rule matters.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Severity {
    /// What almost nobody would defend.
    Error,
    /// Likely to harm.
    Warning,
    /// Style, context, house rules.
    Info,
}

/// Whom a wording reaches.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Audience {
    /// Written about people.
    About,
    /// Addressed to a person: a letter, a script, a form.
    To,
    /// Either.
    Any,
}

/// Whether something is left alone or looked at.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Mode {
    /// Left alone.
    Skip,
    /// Looked at like any other text.
    Check,
}

/// What happens to matches in somebody's quoted words.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Quotation {
    /// Lowered to `info` and never fixed.
    Lower,
    /// Dropped.
    Skip,
    /// Treated as the writer's own words.
    Check,
}

/// A place in a source.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Citation {
    /// The id of one of the sources.
    id: Name,
    /// The section, by its heading.
    section: Text,
}

/// Something to look for.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
enum Term {
    /// A noun and its plural.
    Noun {
        /// The noun: the last word changes, or each of a choice `(girl|woman)`. The other words may use phrase syntax.
        noun: Text,
        /// Its plural, if it is irregular.
        plural: Option<Text>,
        /// Alternatives that take the place of the rule's.
        #[schemars(length(min = 1))]
        alternatives: Option<Vec<Alternative>>,
    },
    /// A verb in all its forms.
    Verb {
        /// The verb: the first word changes, or each of a choice. The words after it may use phrase syntax.
        verb: Text,
        /// As in *she refuses*, if it is irregular.
        third: Option<Text>,
        /// As in *she refused*, if it is irregular.
        past: Option<Text>,
        /// As in *she has refused*, if it is irregular and not the same as the past.
        participle: Option<Text>,
        /// As in *refusing*, if it is irregular.
        gerund: Option<Text>,
        /// Alternatives that take the place of the rule's.
        #[schemars(length(min = 1))]
        alternatives: Option<Vec<Alternative>>,
    },
    /// A phrase.
    Phrase {
        /// The phrase.
        phrase: Text,
        /// Alternatives that take the place of the rule's.
        #[schemars(length(min = 1))]
        alternatives: Option<Vec<Alternative>>,
    },
    /// A regular expression, for what phrases cannot say.
    Pattern {
        /// The expression; letter case is ignored, and it is tried on one sentence at a time.
        pattern: Text,
        /// Words, one of which stands in every sentence that can match.
        words: Phrases,
        /// Alternatives that take the place of the rule's.
        #[schemars(length(min = 1))]
        alternatives: Option<Vec<Alternative>>,
    },
}

/// Something to write instead.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
enum Alternative {
    /// A noun for a noun, agreeing in number.
    Noun {
        /// The noun.
        noun: Text,
        /// Its plural, if it is irregular.
        plural: Option<Text>,
        /// When the alternative fits.
        note: Option<Text>,
        /// The house styles in which it is offered: for each switch named, the values that fit.
        style: Option<BTreeMap<String, Vec<Name>>>,
        /// Whether the words may be swapped without a person looking.
        safe: Option<bool>,
    },
    /// A verb for a verb, agreeing in form.
    Verb {
        /// The verb; more words may follow it.
        verb: Text,
        /// As in *she declines*, if it is irregular.
        third: Option<Text>,
        /// As in *she declined*, if it is irregular.
        past: Option<Text>,
        /// As in *she has declined*, if it is irregular and not the same as the past.
        participle: Option<Text>,
        /// As in *declining*, if it is irregular.
        gerund: Option<Text>,
        /// When the alternative fits.
        note: Option<Text>,
        /// The house styles in which it is offered: for each switch named, the values that fit.
        style: Option<BTreeMap<String, Vec<Name>>>,
        /// Whether the words may be swapped without a person looking.
        safe: Option<bool>,
    },
    /// Words that are put in as they stand.
    Phrase {
        /// The words.
        phrase: Text,
        /// When the alternative fits.
        note: Option<Text>,
        /// The house styles in which it is offered: for each switch named, the values that fit.
        style: Option<BTreeMap<String, Vec<Name>>>,
        /// Whether the words may be swapped without a person looking.
        safe: Option<bool>,
    },
    /// Advice, where no words can be swapped in.
    Advice {
        /// One line.
        advice: Text,
        /// When the advice fits.
        note: Option<Text>,
        /// The house styles in which it is offered: for each switch named, the values that fit.
        style: Option<BTreeMap<String, Vec<Name>>>,
        /// Never true: there is nothing to swap.
        safe: Option<bool>,
    },
    /// Leave the words out.
    Omit {
        /// Always true.
        omit: bool,
        /// When it fits.
        note: Option<Text>,
        /// The house styles in which it is offered: for each switch named, the values that fit.
        style: Option<BTreeMap<String, Vec<Name>>>,
        /// Whether the words may be left out without a person looking.
        safe: Option<bool>,
    },
}

/// What stands around a match.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Condition {
    /// One of these phrases stands in the sentence, the match included.
    sentence: Option<Phrases>,
    /// One of these phrases stands in the paragraph, the match included.
    paragraph: Option<Phrases>,
    /// One of these phrases stands directly before the match.
    before: Option<Phrases>,
    /// One of these phrases stands directly after the match.
    after: Option<Phrases>,
    /// The text around speaks of the pack's subject.
    subject: Option<bool>,
}

/// What proves a rule.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Examples {
    /// Texts in which the rule must speak.
    #[schemars(length(min = 1))]
    flag: Vec<FlagExample>,
    /// Texts in which the rule must be silent.
    pass: Phrases,
}

/// A text in which the rule must speak.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
enum FlagExample {
    /// The text.
    Text(Text),
    /// The text, and what becomes of it.
    Fixed {
        /// The text.
        text: Text,
        /// The text after the first alternative is put in.
        fixed: Option<Text>,
    },
}

/// A name in kebab-case.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Name(#[schemars(regex(pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"))] String);

/// A string that is not empty.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Text(#[schemars(length(min = 1))] String);

/// Strings, at least one.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Phrases(#[schemars(length(min = 1))] Vec<Text>);

#[cfg(test)]
mod tests;
