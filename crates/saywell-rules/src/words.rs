//! How words are cut: the same for phrases in packs and for the texts they are looked for in.

/// A short word that English writes onto the end of another, behind an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clitic {
    /// `n't`: *not*.
    Not,
    /// `'m`: *am*.
    Am,
    /// `'re`: *are*.
    Are,
    /// `'ve`: *have*.
    Have,
    /// `'ll`: *will*.
    Will,
    /// `'d`: *would*, *had* or *did*.
    D,
    /// `'s`: *is*, *has*, or the possessive.
    S,
}

impl Clitic {
    /// The word that stands for it in phrases; `'d` and `'s` stand for themselves.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Not => "not",
            Self::Am => "am",
            Self::Are => "are",
            Self::Have => "have",
            Self::Will => "will",
            Self::D => "'d",
            Self::S => "'s",
        }
    }
}

/// Cuts a word with straight apostrophes into its stem and what is written onto its end.
///
/// `didn't` is `did` and [`Clitic::Not`]; `can't` and `cannot` are `can` and *not*; `won't` is `will` and *not*;
/// `shan't` is `shall` and *not*. The stem of a regular form is a slice of the word (letter case kept); the stems of
/// the irregular ones are given in lower case. A word without a clitic is its own stem.
#[must_use]
pub fn split_clitic(word: &str) -> (&str, Option<Clitic>) {
    for (whole, stem) in [
        ("can't", "can"),
        ("cannot", "can"),
        ("won't", "will"),
        ("shan't", "shall"),
        ("ain't", "is"),
    ] {
        if word.eq_ignore_ascii_case(whole) {
            return (stem, Some(Clitic::Not));
        }
    }
    const ENDINGS: [(&str, Clitic); 7] = [
        ("n't", Clitic::Not),
        ("'m", Clitic::Am),
        ("'re", Clitic::Are),
        ("'ve", Clitic::Have),
        ("'ll", Clitic::Will),
        ("'d", Clitic::D),
        ("'s", Clitic::S),
    ];
    for (ending, clitic) in ENDINGS {
        let Some(cut) = word.len().checked_sub(ending.len()).filter(|&cut| cut > 0) else {
            continue;
        };
        if word.is_char_boundary(cut) && word[cut..].eq_ignore_ascii_case(ending) {
            return (&word[..cut], Some(clitic));
        }
    }
    (word, None)
}
