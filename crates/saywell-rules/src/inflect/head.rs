//! Which word of several changes: the last of `call girl`, the first of `person in prostitution`.

use std::ops::Range;

/// A word, or something else that stands in a row of words.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'a> {
    /// The word; none for anything else.
    pub(crate) word: Option<&'a str>,
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// Whether a hyphen joins it to the piece before.
    pub(crate) hyphen: bool,
}

/// Words that begin what is said about a noun, after it.
const AFTER_NOUN: [&str; 22] = [
    "about", "against", "as", "at", "by", "for", "from", "in", "into", "living", "of", "on",
    "over", "that", "to", "under", "which", "who", "whom", "whose", "with", "without",
];

/// The index of the piece that takes the plural.
pub(crate) fn noun_head(pieces: &[Piece<'_>]) -> Option<usize> {
    let last = pieces.len().checked_sub(1)?;
    let end = (1..last).find(|&i| opens_tail(pieces, i)).map_or(last, |i| i - 1);
    Some(before_participles(pieces, end))
}

/// Whether what is said about the noun begins at this piece. `in` does in `mother-in-law`, not in `walk-in clinic`.
fn opens_tail(pieces: &[Piece<'_>], i: usize) -> bool {
    let next = pieces.get(i + 1);
    let listed =
        pieces[i].word.is_some_and(|word| AFTER_NOUN.contains(&word.to_lowercase().as_str()));
    listed && next.is_some_and(|next| next.hyphen == pieces[i].hyphen)
}

/// Steps back over participles that follow their noun: `person exploited`, `child being abused`.
fn before_participles(pieces: &[Piece<'_>], end: usize) -> usize {
    let mut head = end;
    while head > 0
        && (is_participle(&pieces[head]) || head < end && pieces[head].word == Some("being"))
    {
        head -= 1;
    }
    head
}

fn is_participle(piece: &Piece<'_>) -> bool {
    let noun = |word: &str| {
        word.ends_with("eed") || matches!(word, "hundred" | "kindred" | "accused" | "deceased")
    };
    piece
        .word
        .is_some_and(|word| word.len() > 5 && word.ends_with("ed") && !piece.hyphen && !noun(word))
}

/// Where the changing word of a plain noun stands.
pub(super) fn of_plain_noun(text: &str) -> Option<Range<usize>> {
    let pieces = plain_pieces(text);
    noun_head(&pieces).map(|head| pieces[head].at.clone())
}

/// Where the changing word of a plain verb stands: the first word, or what follows its last hyphen (`gang-rape`).
pub(super) fn of_plain_verb(text: &str) -> Range<usize> {
    let pieces = plain_pieces(text);
    let joined = pieces.iter().skip(1).take_while(|piece| piece.hyphen).count();
    pieces.get(joined).map_or(0..text.len(), |piece| piece.at.clone())
}

fn plain_pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut hyphen = false;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if !c.is_whitespace() && c != '-' {
            continue;
        }
        if start < i {
            pieces.push(Piece { word: Some(&text[start..i]), at: start..i, hyphen });
        }
        hyphen = c == '-';
        start = i + c.len_utf8();
    }
    pieces
}
