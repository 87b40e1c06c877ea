//! The search: at every word that anchors a term, the term is tried around it.

use crate::bits::ones;
use crate::in_force::{Match, Rules};
use crate::matcher::{Direction, Matcher};
use crate::program::{Run, Shape, Term};
use crate::tokens::{Gap, Token, Words};

/// A pattern is tried on at most this much text around its word: half before it, half after.
const PATTERN_WINDOW: usize = 4_000;

/// More matches of one pattern in one sentence than this are not reported.
const MOST_PATTERN_MATCHES: usize = 32;

/// Finds every match in a block's words, in no particular order, with duplicates.
pub(crate) fn find(rules: &Rules, text: &str, words: &Words, matches: &mut Vec<Match>) {
    let mut search = Search { rules, text, words, tried: None, matches };
    for index in words.singles.ones() {
        search.at_word(index);
    }
    search.at_pairs();
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
    /// Tries the terms that are anchored at a word alone.
    fn at_word(&mut self, index: usize) {
        let word = self.words.tokens[index].word;
        let Some(&terms) = self.rules.program.anchors.get(word as usize) else { return };
        self.try_terms(terms, index);
    }

    /// Tries the terms that are anchored at one of two neighbouring words and need the other.
    fn at_pairs(&mut self) {
        let (program, tokens) = (&*self.rules.program, self.words.tokens.as_slice());
        // Those at which there may be terms are gathered first, sixty-four words at a time: asking for many at once, one
        // waits for memory once.
        for (first, bits) in self.words.pairs.chunks() {
            let (mut likely, mut count) = ([0; 64], 0);
            for right in ones(bits).map(|bit| first + bit as usize) {
                let Some([left, right_token]) = tokens[..=right].last_chunk() else { continue };
                likely[count] = right;
                count += usize::from(program.pairs.may_hold(left.word, right_token.word));
            }
            for &right in &likely[..count] {
                self.at_pair(right - 1, right);
            }
        }
    }

    fn at_pair(&mut self, left: usize, right: usize) {
        let program = &*self.rules.program;
        let [left_word, right_word] = [left, right].map(|index| self.words.tokens[index].word);
        program.pairs.each(left_word, right_word, |at_left, at_right| {
            self.try_terms(at_left, left);
            self.try_terms(at_right, right);
        });
    }

    /// Tries the terms of a run that can stand around the word at `index`.
    fn try_terms(&mut self, terms: Run, index: usize) {
        let program = &*self.rules.program;
        let matcher = Matcher::new(program, self.words);
        for anchored in &program.anchored[terms.range()] {
            if matcher.follows(anchored.after, index) && matcher.precedes(anchored.before, index) {
                self.try_term(&program.terms[anchored.term as usize], index);
            }
        }
    }

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
