//! Names and law: capitalised words that are a person's, a place's or a title's, and the names of charges.

use crate::context::Context;
use crate::tokens::{Gap, Shape};
use std::ops::Range;

/// Whether the match is, or is part of, a name or a title: its words are capitalised where prose would not do so.
pub(crate) fn is_name(context: &Context<'_>, found: &Range<usize>) -> bool {
    if context.title_case {
        return false;
    }
    let starts_sentence = found.start == 0 || context.tokens[found.start].gap.starts_sentence();
    let mut telling = found.clone().filter(|&index| tells(context, index, found.len() == 1));
    if !starts_sentence {
        return telling.clone().next().is_some() && telling.all(|index| is_capital(context, index));
    }
    // The first word's capital tells nothing; the others' do, or the next word's, for a name at a sentence's start.
    let mut others = telling.filter(|&index| index != found.start);
    if others.clone().next().is_some() {
        return others.all(|index| is_capital(context, index));
    }
    is_capital(context, found.start) && name_goes_on(context, found.end)
}

/// Whether a word's letter case tells anything: short words are small even in titles.
fn tells(context: &Context<'_>, index: usize, alone: bool) -> bool {
    let token = context.tokens[index];
    let long = token.end - token.start > 3 || alone;
    long && !matches!(token.shape, Shape::Number | Shape::Mask)
}

fn is_capital(context: &Context<'_>, index: usize) -> bool {
    context.tokens[index].shape == Shape::Capital
}

fn name_goes_on(context: &Context<'_>, index: usize) -> bool {
    let Some(next) = context.tokens.get(index) else { return false };
    let directly = next.gap.has(Gap::SPACE) && !next.gap.has(Gap::QUOTE) && next.gap.joins();
    directly && next.shape == Shape::Capital && !context.is(index, context.lexicon().first_person)
}

/// Verbs and nouns that a charge's name follows.
const CHARGED: &[&str] = &[
    "charge",
    "charges",
    "charged",
    "convicted",
    "conviction",
    "convictions",
    "count",
    "counts",
    "guilty",
    "indicted",
    "acquitted",
    "offence",
    "offences",
    "offense",
    "offenses",
    "crime",
    "crimes",
    "felony",
    "misdemeanor",
    "statute",
    "law",
    "laws",
    "bail",
    "plea",
];

/// Small words and acts that stand between such a verb and the words of the charge.
const BETWEEN: &[&str] = &[
    "with",
    "of",
    "to",
    "for",
    "on",
    "the",
    "a",
    "an",
    "and",
    "or",
    "in",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "first",
    "second",
    "third",
    "degree",
    "count",
    "counts",
    "felony",
    "attempted",
    "aggravated",
    "possession",
    "possessing",
    "receipt",
    "receiving",
    "distribution",
    "distributing",
    "production",
    "producing",
    "promoting",
    "promotion",
    "soliciting",
    "solicitation",
    "patronizing",
    "patronising",
    "sexual",
    "exploitation",
    "conspiracy",
    "commit",
    "facilitating",
    "pimping",
    "pandering",
    "trafficking",
    "trafficked",
];

/// Words of citations.
const CITATION: &[&str] = &[
    "section",
    "sections",
    "§",
    "code",
    "statute",
    "usc",
    "subsection",
    "art",
    "article",
    "chapter",
];

/// Whether the words name a charge (“convicted of possessing …”) or stand with the citation of a law.
pub(crate) fn is_charge(context: &Context<'_>, found: &Range<usize>) -> bool {
    follows_charge(context, found) || stands_with_citation(context, found)
}

fn follows_charge(context: &Context<'_>, found: &Range<usize>) -> bool {
    for index in context.clause_before(found, 8) {
        let word = context.text(index);
        if is_one_of(CHARGED, word) {
            return true;
        }
        let number = context.tokens[index].shape == Shape::Number;
        if !number && !is_one_of(BETWEEN, word) {
            return false;
        }
    }
    false
}

/// Whether a word is one of these, in any letter case.
fn is_one_of(words: &[&str], word: &str) -> bool {
    words.iter().any(|other| other.eq_ignore_ascii_case(word))
}

fn stands_with_citation(context: &Context<'_>, found: &Range<usize>) -> bool {
    let sentence = context.sentence(found);
    let near = found.start.saturating_sub(8).max(sentence.start)..(found.end + 8).min(sentence.end);
    near.into_iter().any(|index| {
        is_one_of(CITATION, context.text(index))
            && (index + 1..(index + 4).min(context.tokens.len()))
                .any(|after| context.text(after).starts_with(|first: char| first.is_ascii_digit()))
    })
}
