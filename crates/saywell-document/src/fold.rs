//! What a character of the document becomes in block text: the one table of folding.

/// What stands in block text for one character of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// The character itself.
    Keep,
    /// Nothing: readers do not see it.
    Drop,
    /// White space, which is collapsed.
    Space,
    /// Plain characters.
    Text(&'static str),
    /// A straight quotation mark, for one that shows its direction.
    Mark {
        /// The straight mark.
        text: &'static str,
        /// Whether the document's mark opens.
        opens: bool,
    },
}

/// The folding of `c`.
pub(crate) fn fold(c: char) -> Fold {
    match c {
        '\0'..=' ' | '\u{7F}' => Fold::Space,
        '!'..='~' => Fold::Keep,
        '\u{80}'..='\u{FF}' => fold_latin(c),
        '\u{2000}'..='\u{206F}' => fold_punctuation(c),
        // The apostrophe as a letter.
        '\u{2BC}' => Fold::Text("'"),
        // Combining grapheme joiner, Mongolian vowel separator, variation selectors, byte order mark.
        '\u{34F}' | '\u{180E}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Fold::Drop,
        '\u{1680}' | '\u{3000}' => Fold::Space,
        'ﬀ'..='ﬆ' => fold_ligature(c),
        _ => Fold::Keep,
    }
}

fn fold_latin(c: char) -> Fold {
    match c {
        '\u{85}' | '\u{A0}' => Fold::Space,
        '\u{AD}' => Fold::Drop,
        // An accent typed where an apostrophe was meant.
        '´' => Fold::Text("'"),
        '«' => Fold::Mark { text: "\"", opens: true },
        '»' => Fold::Mark { text: "\"", opens: false },
        _ => Fold::Keep,
    }
}

/// The block U+2000 to U+206F, general punctuation.
fn fold_punctuation(c: char) -> Fold {
    match c {
        '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' => Fold::Space,
        // Zero-width characters, marks of writing direction, invisible operators.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => Fold::Drop,
        '\u{2010}' | '\u{2011}' => Fold::Text("-"),
        '“' | '„' | '‟' => Fold::Mark { text: "\"", opens: true },
        '”' => Fold::Mark { text: "\"", opens: false },
        '‘' | '‚' | '‛' | '‹' => Fold::Mark { text: "'", opens: true },
        '›' => Fold::Mark { text: "'", opens: false },
        '’' => Fold::Text("'"),
        _ => Fold::Keep,
    }
}

fn fold_ligature(c: char) -> Fold {
    Fold::Text(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => "st",
    })
}

#[cfg(test)]
mod tests {
    use crate::{BlockBuilder, BlockKind};

    /// Marks are written after the text, `<` for one that opens.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut builder = BlockBuilder::new();
        builder.push(source, 0);
        let block = builder.finish(BlockKind::Paragraph).unwrap();
        let marks: String =
            block.marks().iter().map(|mark| if mark.opens { '<' } else { '>' }).collect();
        let text = block.text(source);
        assert_eq!(format!("{text} {marks}"), expected);
        for mark in block.marks() {
            assert!(["\"", "'"].contains(&&text[mark.at as usize..mark.at as usize + 1]));
        }
    }

    #[test]
    fn folds_quotation_marks() {
        check("“Don’t,” ‘she’ said", "\"Don't,\" 'she' said <><");
        check("«a» „b“ ‚c‘ ‹d› ´e", "\"a\" \"b\" 'c' 'd' 'e <><<<<<>");
        check("it's \"so\" 6' 2\"", "it's \"so\" 6' 2\" ");
    }

    #[test]
    fn folds_spaces() {
        check(
            "  a \t b\r\n\r\nc\u{A0}d\u{2009}e\u{3000}f\u{2028}g\u{C}h\0i  ",
            "a b c d e f g h i ",
        );
        check("\u{A0}\u{FEFF} x", "x ");
    }

    #[test]
    fn drops_what_is_not_seen() {
        check(
            "prosti\u{AD}tu\u{200B}te\u{200D}s\u{2060}\u{FEFF} \u{202E}x\u{FE0F}",
            "prostitutes x ",
        );
    }

    #[test]
    fn writes_plain_characters() {
        check("survivor\u{2011}led self\u{2010}made a–b a—b…", "survivor-led self-made a–b a—b… ");
        check("traﬃcked ﬁnd ﬂed oﬀ waﬄe ﬆ", "trafficked find fled off waffle st ");
        check("naïve café 日本語 👩\u{200D}👧", "naïve café 日本語 👩👧 ");
    }
}
