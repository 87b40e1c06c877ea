//! Text for HTML and XML: whatever it holds, it is text there, and nothing in it acts.

use crate::visible::push_visible;
use std::fmt;

/// Text, written so that it is text in HTML and XML 1.0, between tags and in quoted values of attributes.
///
/// What XML cannot hold, even escaped, becomes visible in another way; so does what would act on a terminal or a build
/// log, since files are shown there.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = 0;
        for (at, character) in self.0.char_indices() {
            if !is_plain(character) {
                f.write_str(&self.0[plain..at])?;
                plain = at + character.len_utf8();
                escape(f, self.0, at, character)?;
            }
        }
        f.write_str(&self.0[plain..])
    }
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, ' ' | ',' | '.' | '“' | '”' | '’')
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str, at: usize, character: char) -> fmt::Result {
    match character {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '"' => f.write_str("&quot;"),
        '\'' => f.write_str("&#39;"),
        '\u{FFFE}' | '\u{FFFF}' => f.write_str("\u{FFFD}"),
        _ => {
            let mut shown = String::new();
            push_visible(&mut shown, text, at, character);
            // What stands for a hidden character is `<U+202E>`.
            f.write_str(&shown.replace('<', "&lt;").replace('>', "&gt;"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn nothing_becomes_markup() {
        let cases = [
            ("plain, “quoted” é 日本", "plain, “quoted” é 日本"),
            (
                "<img src=x onerror='y'> & \"]]>",
                "&lt;img src=x onerror=&#39;y&#39;&gt; &amp; &quot;]]&gt;",
            ),
            ("a\nb\u{8}\u{FFFE}\u{202E}", "a␊b␈\u{FFFD}&lt;U+202E&gt;"),
            ("##[error]", "#\u{200B}#[error]"),
        ];
        for (text, expected) in cases {
            assert_eq!(Escaped(text).to_string(), expected);
        }
    }
}
