//! Mention and use: words that are discussed as words, and people's words about themselves.

use crate::context::Context;
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// How far before a match the words that announce a mention may stand.
const REACH: usize = 12;

/// Whether the words are discussed rather than used: “do not call people …”, “the word …”, “write … rather than …”.
pub(crate) fn is_mention(context: &Context<'_>, found: &Range<usize>) -> bool {
    is_listed(context)
        || is_announced(context, found)
        || is_discouraged(context, found)
        || is_contrasted(context, found)
}

/// What the heading of a list of wordings to avoid says.
const AVOID: [&str; 10] = [
    "avoid",
    "instead of",
    "don't say",
    "do not say",
    "not to say",
    "don't use",
    "do not use",
    "never say",
    "never use",
    "problem word",
];

/// Finds any of [`AVOID`], in any letter case. Without it (if it could not be built) no heading says anything.
static AVOIDING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(AVOID).ok());

/// Whether a heading or a table's column says that what stands under it is wording to avoid.
fn is_listed(context: &Context<'_>) -> bool {
    let titles = [context.heading(), context.column_header()];
    titles
        .into_iter()
        .flatten()
        .any(|title| AVOIDING.as_ref().is_some_and(|signs| signs.is_match(&*title)))
}

/// Whether a word such as *word*, *term* or *phrase* stands right before the match or its quotation mark, or the
/// quoted words are explained right after.
fn is_announced(context: &Context<'_>, found: &Range<usize>) -> bool {
    let lexicon = context.lexicon();
    let words = match short_quotation(context, found) {
        Some(words) => words,
        None => found.clone(),
    };
    let quoted = words != *found || context.quotation(found).is_some();
    let reach = if quoted { 4 } else { 2 };
    let before = context.clause_before(&words, reach);
    let announced = before.into_iter().any(|index| context.is(index, lexicon.wording));
    let after = words.end..(words.end + 3).min(context.tokens.len());
    announced || (quoted && after.into_iter().any(|index| is_explanation(context.text(index))))
}

fn is_explanation(word: &str) -> bool {
    [
        "means",
        "meant",
        "implies",
        "suggests",
        "refers",
        "hurts",
        "stigmatizes",
        "stigmatises",
        "sounds",
        "word",
        "term",
        "label",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// The words of the quotation around the match, where it is no more than a wording. A mark inside a word may open a
/// quotation that holds none of the match's words whole.
fn short_quotation(context: &Context<'_>, found: &Range<usize>) -> Option<Range<usize>> {
    let words = context.words_in(context.quotation(found)?);
    let around = words.start <= found.start && found.end <= words.end;
    (around && words.len() <= 8).then_some(words)
}

/// Whether the sentence says before the match not to say it: “do not call …”, “never write …”, “avoid using …”,
/// “there is no such thing as …”.
fn is_discouraged(context: &Context<'_>, found: &Range<usize>) -> bool {
    let lexicon = context.lexicon();
    let sentence = context.sentence(found);
    let from = found.start.saturating_sub(REACH).max(sentence.start);
    let is_quoted = context.quotation(found).is_some();
    (from..found.start).any(|index| {
        let says_after = |reach: usize| {
            (index + 1..(index + 1 + reach).min(found.start))
                .any(|after| context.is(after, lexicon.saying))
        };
        if context.is(index, lexicon.negation) {
            let no_such = context.text(index).eq_ignore_ascii_case("no")
                && context.text(index + 1).eq_ignore_ascii_case("such");
            // “If you do not call us, …” forbids nothing.
            let conditional = (index.saturating_sub(3).max(sentence.start)..index)
                .any(|before| context.is(before, lexicon.conditional));
            return no_such || (!conditional && says_after(3));
        }
        context.is(index, lexicon.discouraging)
            && (says_after(3) || is_quoted || found.start - index <= 2)
    })
}

/// Whether the match is the worse half of a contrast: “write ‘…’ rather than …”, “say …, not …”.
fn is_contrasted(context: &Context<'_>, found: &Range<usize>) -> bool {
    let lexicon = context.lexicon();
    let sentence = context.sentence(found);
    let first = sentence.start;
    let starts_as_advice =
        (first..(first + 3).min(found.start)).any(|index| context.is(index, lexicon.saying));
    let contrasted = (found.start.saturating_sub(4).max(first)..found.start)
        .any(|index| context.is(index, lexicon.instead) || context.is(index, lexicon.negation));
    let is_quoted = context.quotation(found).is_some();
    (starts_as_advice && (contrasted || is_quoted)) || (is_quoted && contrasted)
}

/// Whether the words are a person's own about themselves: “I was a …”, “calling us …”, “I …”.
pub(crate) fn is_self_description(context: &Context<'_>, found: &Range<usize>) -> bool {
    let lexicon = context.lexicon();
    let mut being = false;
    for (distance, index) in context.clause_before(found, 6).enumerate() {
        let named = index.checked_sub(1).is_some_and(|before| context.is(before, lexicon.calling));
        if named && context.is(index, lexicon.me) && distance <= 3 {
            return true;
        }
        if context.is(index, lexicon.i) && (being || distance <= 1) {
            return true;
        }
        if context.is(index, lexicon.we) && being {
            return true;
        }
        being |= context.is(index, lexicon.being);
    }
    false
}

/// Whether the clause denies the words before it comes to them.
pub(crate) fn is_negated(context: &Context<'_>, found: &Range<usize>) -> bool {
    context.clause_before(found, 5).any(|index| context.is(index, context.lexicon().negation))
}

/// Whether the words stand in a quotation of somebody else, rather than between scare quotes.
pub(crate) fn is_others_words(context: &Context<'_>, found: &Range<usize>) -> bool {
    if context.block.block_quote {
        return true;
    }
    let Some(quotation) = context.quotation(found) else { return false };
    let words = context.words_in(quotation);
    if words.len() > 2 {
        return true;
    }
    context.clause_before(&words, 6).any(|index| {
        let so_called = index > 0 && context.text(index - 1).eq_ignore_ascii_case("so");
        !so_called && context.is(index, context.lexicon().naming)
    })
}
