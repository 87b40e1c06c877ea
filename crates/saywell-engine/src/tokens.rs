//! A block's text as words, with what stands between them.

mod letters;
mod reader;

use crate::bits::{Bits, ones};
use crate::program::{Ground, Program, flag};
use crate::vocabulary::{Key, WordId};
use letters::{CHUNK, Letters, bits_of};
use reader::Reader;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
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
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the block's text.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    pub(crate) word: WordId,
    /// What stands before it.
    pub(crate) gap: Gap,
    pub(crate) shape: Shape,
    /// What its number is looked up by; 0 where it has none but [`Token::word`].
    key: Key,
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
}

impl Words {
    /// Cuts a block's text into words, from byte `from` on.
    pub(crate) fn read(&mut self, text: &str, from: usize, program: &Program) {
        self.tokens.clear();
        self.parted.clear();
        self.ended.clear();
        self.told.clear();
        self.letters.find(text.as_bytes());
        // Words of a text are hardly ever shorter: so they need no more room while they are read.
        let room = text.len() / SHORTEST_WORDS + 1;
        self.tokens.reserve(room);
        Reader { text, program, tokens: &mut self.tokens }.read(from, &self.letters);
        self.number(program);
    }

    /// Gives the words their numbers, and gathers what they tell.
    fn number(&mut self, program: &Program) {
        let (mut subject_words, mut all) = (0, 0);
        for tokens in self.tokens.chunks_mut(CHUNK) {
            let mut unsure = [0; CHUNK];
            for (token, unsure) in tokens.iter_mut().zip(&mut unsure) {
                let (number, is_unsure) = program.vocabulary.look(token.key);
                token.word |= number;
                *unsure = u8::from(is_unsure);
            }
            for index in ones(bits_of(&unsure, 1)) {
                let token = &mut tokens[index as usize];
                token.word |= program.vocabulary.number_of(token.key);
            }
            let (mut told, mut gaps) = ([0; CHUNK], [0; CHUNK]);
            for (token, (told, gap)) in tokens.iter().zip(told.iter_mut().zip(&mut gaps)) {
                *told = program.flags_of(token.word);
                *gap = token.gap.0;
            }
            self.parted.push(bits_of(&gaps, Gap::PARTS));
            self.ended.push(bits_of(&gaps, Gap::SENTENCE));
            subject_words += bits_of(&told, flag::SUBJECT).count_ones();
            all = told.iter().fold(all, |all, told| all | told);
            self.told.push(told);
        }
        self.subject_words = subject_words;
        self.flags = all;
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
