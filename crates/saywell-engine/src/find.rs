//! The search: at every word that anchors a term, the term is tried around it.

use crate::compile::{CompiledTerm, Form, Rules, Shape};
use crate::steps::{Direction, Matcher};
use crate::tokens::{Gap, Token};
use crate::vocabulary::WordSet;
use regex::{Regex, RegexBuilder};

/// A place where a term's words stand, before anything is known of what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The rule's number.
    pub(crate) rule: u32,
    /// The term's number in the rule.
    pub(crate) term: u32,
    pub(crate) form: Form,
    /// Index of the first word.
    pub(crate) first: u32,
    /// Index after the last word.
    pub(crate) end: u32,
}

impl Match {
    /// The words' indices.
    pub(crate) fn words(self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A pattern is tried on at most this much text around its word: half before it, half after.
const PATTERN_WINDOW: usize = 4_000;

/// More matches of one pattern in one sentence than this are not reported.
const MOST_PATTERN_MATCHES: usize = 32;

/// Finds every match in a block's words, in no particular order, with duplicates.
pub(crate) fn find(rules: &Rules, text: &str, tokens: &[Token], matches: &mut Vec<Match>) {
    let matcher = Matcher { tokens, lists: &rules.lists };
    let mut tried: Option<(u32, usize)> = None;
    for (index, token) in tokens.iter().enumerate() {
        for &number in rules.anchored_at(token.word) {
            let term = &rules.terms[number as usize];
            match &term.shape {
                Shape::Steps { .. } => matches.extend(steps_at(matcher, term, index)),
                Shape::Pattern { source, regex } => {
                    let window = window(text, tokens, index);
                    // Several words of one sentence may call for the same pattern.
                    if tried.replace((number, window.start)) == Some((number, window.start)) {
                        continue;
                    }
                    let Some(regex) = regex.get_or_init(|| compile(source)) else { continue };
                    for found in regex.find_iter(&text[window.clone()]).take(MOST_PATTERN_MATCHES) {
                        let range = window.start + found.start()..window.start + found.end();
                        matches.extend(words_of(term, tokens, &range));
                    }
                }
            }
        }
    }
}

fn steps_at(matcher: Matcher<'_>, term: &CompiledTerm, index: usize) -> Option<Match> {
    let Shape::Steps { steps, anchor, before, after, at_start, at_end } = &term.shape else {
        return None;
    };
    let tokens = matcher.tokens;
    let stands = |index: Option<usize>, words: &WordSet| {
        index.and_then(|index| tokens.get(index)).is_some_and(|token| words.contains(token.word))
    };
    let fits =
        |words: &Option<WordSet>, index| words.as_ref().is_none_or(|words| stands(index, words));
    if !fits(after, Some(index + 1)) || !fits(before, index.checked_sub(1)) {
        return None;
    }
    let end = matcher.reach(&steps[anchor + 1..], index + 1, Direction::Forward, true)?;
    let first = matcher.reach(&steps[..*anchor], index, Direction::Backward, true)?;
    if (*at_start && !matcher.starts_sentence(first)) || (*at_end && !matcher.ends_sentence(end)) {
        return None;
    }
    Some(Match {
        rule: term.rule,
        term: term.term,
        form: term.form,
        first: first as u32,
        end: end as u32,
    })
}

/// The regular expression as packs mean it; packs were checked when they were loaded.
fn compile(source: &str) -> Option<Regex> {
    RegexBuilder::new(source)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .dfa_size_limit(2 << 20)
        .build()
        .ok()
}

/// The bytes of the sentence around a word, cut to [`PATTERN_WINDOW`] at word boundaries.
fn window(text: &str, tokens: &[Token], index: usize) -> std::ops::Range<usize> {
    let middle = tokens[index].start as usize;
    let near = |token: &Token| (token.start as usize).abs_diff(middle) <= PATTERN_WINDOW / 2;
    let mut first = index;
    while first > 0 && !tokens[first].gap.has(Gap::SENTENCE) && near(&tokens[first - 1]) {
        first -= 1;
    }
    let mut end = index + 1;
    while end < tokens.len() && !tokens[end].gap.has(Gap::SENTENCE) && near(&tokens[end]) {
        end += 1;
    }
    // Marks after the sentence's last word belong to it.
    let stop = tokens.get(end).map_or(text.len(), |next| next.start as usize);
    tokens[first].start as usize..stop
}

/// The match of a pattern, as the words that its bytes touch.
fn words_of(
    term: &CompiledTerm,
    tokens: &[Token],
    range: &std::ops::Range<usize>,
) -> Option<Match> {
    let first = tokens.partition_point(|token| token.end as usize <= range.start);
    let end = tokens.partition_point(|token| (token.start as usize) < range.end);
    (first < end).then_some(Match {
        rule: term.rule,
        term: term.term,
        form: term.form,
        first: first as u32,
        end: end as u32,
    })
}
