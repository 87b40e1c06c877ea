//! The search: where a word, or two words in a row, anchor a term, the term is tried there.

use crate::around::Around;
use crate::bits::ones;
use crate::in_force::{Match, Rules};
use crate::matcher::{Direction, Matcher};
use crate::pairs::Pairs;
use crate::program::{Anchored, Ground, Program, Run, Shape, Term};
use crate::tokens::{Gap, Token, Words};

/// A pattern is tried on at most this much text around its word: half before it, half after.
const PATTERN_WINDOW: usize = 4_000;

/// More matches of one pattern in one sentence than this are not reported.
const MOST_PATTERN_MATCHES: usize = 32;

/// What is to be tried in one block. Made once and filled anew for each block.
///
/// All of it is gathered before anything is tried: where many places of large tables are looked up in a row, one waits for
/// memory once.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    /// The places, by the index of the anchor word, and what to try there, among [`Program::anchored`].
    places: Vec<(u32, u32)>,
    /// What to try at each of the places.
    anchored: Vec<Anchored>,
}

/// A block's words, and the rules whose terms are looked for in them.
#[derive(Clone, Copy)]
pub(crate) struct Searched<'a> {
    pub(crate) rules: &'a Rules,
    /// The block's text.
    pub(crate) text: &'a str,
    pub(crate) words: &'a Words,
    /// Whether a wording is looked up: then no other words are asked for around it.
    pub(crate) alone: bool,
}

impl Searched<'_> {
    /// Finds where terms on a ground stand, as far as the words around allow: in no particular order, with duplicates.
    pub(crate) fn find(self, ground: Ground, attempts: &mut Attempts, matches: &mut Vec<Match>) {
        let Self { rules, text, words, alone } = self;
        let first = matches.len();
        attempts.gather(&rules.program, ground, words);
        let mut search = Search { rules, text, words, tried: None, matches };
        let matcher = Matcher::new(&rules.program, words);
        for (&(index, _), anchored) in attempts.places.iter().zip(&attempts.anchored) {
            let index = index as usize;
            if matcher.follows(anchored.after, index) && matcher.precedes(anchored.before, index) {
                search.try_term(&rules.program.terms.at(anchored.term as usize), index);
            }
        }
        let around = Around { rules, words };
        let mut kept = first;
        for index in first..matches.len() {
            let found = matches[index];
            if rules.severity(found.rule).is_some()
                && around.allow(rules.entry(found.rule), &found.words(), alone)
            {
                matches[kept] = found;
                kept += 1;
            }
        }
        matches.truncate(kept);
    }
}

impl Attempts {
    /// Gathers what is to be tried in a block's words, in place of what was there.
    fn gather(&mut self, program: &Program, ground: Ground, words: &Words) {
        let index = program.index(ground);
        self.places.clear();
        for (first, bits) in words.singles(ground) {
            for at in ones(bits).map(|bit| first + bit as usize) {
                let word = words.tokens[at].word;
                self.add(at, index.anchors.get(word as usize).unwrap_or_default());
            }
        }
        for (first, bits) in words.pairs(ground) {
            let rights = ones(bits).map(|bit| first + bit as usize);
            self.gather_pairs(&index.pairs, &words.tokens, rights);
        }
        let anchored = self.places.iter().map(|&(_, number)| program.anchored.at(number as usize));
        self.anchored.clear();
        self.anchored.extend(anchored);
    }

    /// Gathers what is anchored at one of two neighbouring words and needs the other, for at most sixty-four right ones.
    fn gather_pairs(
        &mut self,
        pairs: &Pairs,
        tokens: &[Token],
        rights: impl Iterator<Item = usize>,
    ) {
        let pair = |right: usize| tokens.get(..=right)?.last_chunk().map(|[l, r]| (l.word, r.word));
        let (mut likely, mut count) = ([0; 64], 0);
        for right in rights {
            let Some((left_word, right_word)) = pair(right) else { continue };
            likely[count % likely.len()] = right;
            count += usize::from(pairs.may_hold(left_word, right_word));
        }
        for &right in likely.iter().take(count) {
            let Some((left_word, right_word)) = pair(right) else { continue };
            pairs.each(left_word, right_word, |is_right, terms| {
                self.add(if is_right { right } else { right - 1 }, terms);
            });
        }
    }

    fn add(&mut self, index: usize, anchored: Run) {
        self.places.extend(anchored.range().map(|number| (index as u32, number as u32)));
    }
}

/// A search in one block.
struct Search<'a> {
    rules: &'a Rules,
    text: &'a str,
    words: &'a Words,
    /// The last pattern tried, and where its sentence starts.
    tried: Option<(u32, usize)>,
    matches: &'a mut Vec<Match>,
}

impl Search<'_> {
    fn try_term(&mut self, term: &Term, index: usize) {
        match term.shape {
            Shape::Steps { before, after } => {
                if let Some((first, end)) = self.steps_around(before, after, index) {
                    self.add(term, first, end);
                }
            }
            Shape::Pattern(pattern) => self.try_pattern(term, pattern, index),
        }
    }

    /// The words that the steps take, where their anchor is the word at `index`.
    fn steps_around(&self, before: Run, after: Run, index: usize) -> Option<(usize, usize)> {
        let program = &*self.rules.program;
        let matcher = Matcher::new(program, self.words);
        let (before, after) = (program.steps(before), program.steps(after));
        let end = matcher.reach(after, index + 1, Direction::Forward, true)?;
        let first = matcher.reach(before, index, Direction::Backward, true)?;
        Some((first, end))
    }

    fn try_pattern(&mut self, term: &Term, pattern: u32, index: usize) {
        let window = self.window(index);
        // Several words of one sentence may call for the same pattern.
        if self.tried.replace((pattern, window.start)) == Some((pattern, window.start)) {
            return;
        }
        let Some(regex) = self.rules.regex(pattern) else { return };
        for found in regex.find_iter(&self.text[window.clone()]).take(MOST_PATTERN_MATCHES) {
            let bytes = window.start + found.start()..window.start + found.end();
            let first =
                self.words.tokens.partition_point(|token| token.end as usize <= bytes.start);
            let end = self.words.tokens.partition_point(|token| (token.start as usize) < bytes.end);
            self.add(term, first, end);
        }
    }

    fn add(&mut self, term: &Term, first: usize, end: usize) {
        if first < end {
            self.matches.push(Match {
                rule: term.rule,
                term: term.term,
                form: term.form,
                first: first as u32,
                end: end as u32,
            });
        }
    }

    /// The bytes of the sentence around a word, cut to [`PATTERN_WINDOW`] at word boundaries.
    fn window(&self, index: usize) -> std::ops::Range<usize> {
        let tokens = &self.words.tokens;
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
        let stop = tokens.get(end).map_or(self.text.len(), |next| next.start as usize);
        tokens[first].start as usize..stop
    }
}
