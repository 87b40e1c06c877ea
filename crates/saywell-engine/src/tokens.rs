//! A block's text as words, with what stands between them.

mod letters;
mod reader;

use crate::bits::{Bits, ones};
use crate::program::{Ground, Program, flag};
use crate::vocabulary::{Key, WordId};
use letters::{CHUNK, Letters, bits_of};
use reader::Reader;
use std::mem;

/// What stands between a word and the one before it; several may hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap(u8);

impl Gap {
    pub(crate) const SPACE: u8 = 1;
    pub(crate) const HYPHEN: u8 = 2;
    pub(crate) const QUOTE: u8 = 4;
    /// A mark inside the sentence: comma, semicolon, bracket, dash, slash.
    pub(crate) const COMMA: u8 = 8;
    /// The end of a sentence.
    pub(crate) const SENTENCE: u8 = 16;
    pub(crate) const COLON: u8 = 32;

    /// Any of these parts two words of a phrase.
    const PARTS: u8 = Self::COMMA | Self::SENTENCE;

    pub(crate) fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    /// Whether two words of a phrase may stand on the two sides.
    pub(crate) fn joins(self) -> bool {
        self.0 & Self::PARTS == 0
    }

    /// Whether a sentence, or direct speech, or what follows a colon starts after it.
    pub(crate) fn starts_sentence(self) -> bool {
        self.has(Self::SENTENCE)
            || self.has(Self::COLON)
            || (self.has(Self::COMMA) && self.has(Self::QUOTE))
    }

    fn add(&mut self, flag: u8) {
        self.0 |= flag;
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    #[default]
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
    Number,
    /// A masked piece: an address, code, a file name.
    Mask,
}

/// A word of a block's text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Token {
    /// First byte in the block's text.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    pub(crate) word: WordId,
    /// What stands before it.
    pub(crate) gap: Gap,
    pub(crate) shape: Shape,
}

impl Token {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn is_capitalised(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// The bytes of a word, with the space behind it, in a text of short words.
const SHORTEST_WORDS: usize = 5;

/// The words of a block, with what they tell one by one. Made once and filled anew for each block.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) tokens: Vec<Token>,
    /// The words before which a phrase is broken off, unless it takes a comma.
    pub(crate) parted: Bits,
    /// The words before which a sentence ends.
    pub(crate) ended: Bits,
    /// What each word tells alone: bits of [`flag`], with zeros after the last.
    told: Vec<[u8; CHUNK]>,
    /// How many words show the packs' subject.
    pub(crate) subject_words: u32,
    /// What any of the words tells: bits of [`crate::program::flag`].
    pub(crate) flags: u8,
    /// Where the text's letters are.
    letters: Letters,
    cut: Cut,
}

/// Words that were cut off a text: they get their numbers together.
#[derive(Debug)]
struct Cut {
    tokens: [Token; CHUNK],
    /// What the number of each is looked up by; 0 where it has none but [`Token::word`].
    keys: [Key; CHUNK],
    /// How many there are; fewer than [`CHUNK`].
    count: usize,
}

impl Default for Cut {
    fn default() -> Self {
        Self { tokens: [Token::default(); CHUNK], keys: [0; CHUNK], count: 0 }
    }
}

impl Words {
    /// Cuts a block's text into words, from byte `from` on.
    pub(crate) fn read(&mut self, text: &str, from: usize, program: &Program) {
        self.tokens.clear();
        self.parted.clear();
        self.ended.clear();
        self.told.clear();
        (self.subject_words, self.flags) = (0, 0);
        // Words of a text are hardly ever shorter: so they need no more room while they are read.
        self.tokens.reserve(text.len() / SHORTEST_WORDS + 1);
        let mut letters = mem::take(&mut self.letters);
        letters.find(text.as_bytes());
        Reader { text, program, words: self }.read(from, &letters);
        self.letters = letters;
        self.number(program);
    }

    /// Adds a word.
    #[inline]
    fn push(&mut self, token: Token, key: Key, program: &Program) {
        let index = self.cut.count % CHUNK;
        self.cut.tokens[index] = token;
        self.cut.keys[index] = key;
        self.cut.count = index + 1;
        if index + 1 == CHUNK {
            self.number(program);
        }
    }

    /// The word that was added last, before it has its number.
    fn last(&self) -> Option<Token> {
        let cut = &self.cut.tokens[..self.cut.count];
        cut.last().or(self.tokens.last()).copied()
    }

    /// Gives the words that were cut off their numbers, and gathers what they tell.
    fn number(&mut self, program: &Program) {
        let count = mem::take(&mut self.cut.count);
        let Some(tokens) = self.cut.tokens.get_mut(..count).filter(|tokens| !tokens.is_empty())
        else {
            return;
        };
        let (mut told, mut gaps, mut unsure) = ([0; CHUNK], [0; CHUNK], [0; CHUNK]);
        for (index, (token, key)) in tokens.iter_mut().zip(&self.cut.keys).enumerate() {
            let (number, is_unsure) = program.vocabulary.look(*key);
            token.word |= number;
            told[index] = program.flags_of(token.word);
            gaps[index] = token.gap.0;
            unsure[index] = u8::from(is_unsure);
        }
        for index in ones(bits_of(&unsure, 1)).map(|index| index as usize) {
            let token = &mut tokens[index];
            token.word |= program.vocabulary.number_of(self.cut.keys[index]);
            told[index] = program.flags_of(token.word);
        }
        self.tokens.extend_from_slice(tokens);
        self.parted.push(bits_of(&gaps, Gap::PARTS));
        self.ended.push(bits_of(&gaps, Gap::SENTENCE));
        self.subject_words += bits_of(&told, flag::SUBJECT).count_ones();
        self.flags = told.iter().fold(self.flags, |all, told| all | told);
        self.told.push(told);
    }

    /// The words at which terms on a ground are anchored, whatever is beside them: a bit for each of sixty-four words, each
    /// time with the index of the first.
    pub(crate) fn singles(&self, ground: Ground) -> impl Iterator<Item = (usize, u64)> {
        let single = ground.flag(flag::SINGLE);
        (0..)
            .step_by(CHUNK)
            .zip(&self.told)
            .map(move |(first, told)| (first, bits_of(told, single)))
    }

    /// The words at which, with the word before them, a pair can be that terms on a ground are anchored at; likewise.
    pub(crate) fn pairs(&self, ground: Ground) -> impl Iterator<Item = (usize, u64)> {
        let (left, right) = (ground.flag(flag::LEFT), ground.flag(flag::RIGHT));
        // Whether the word before the first of sixty-four is the left one of pairs.
        let mut before = 0;
        (0..).step_by(CHUNK).zip(&self.told).map(move |(first, told)| {
            let lefts = bits_of(told, left);
            let rights = (lefts << 1 | before) & bits_of(told, right);
            before = lefts >> (CHUNK - 1);
            (first, rights)
        })
    }
}
