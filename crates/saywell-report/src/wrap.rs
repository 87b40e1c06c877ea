//! Lines of a comfortable length.

/// Breaks a text into lines of at most `width` characters, between words; a longer word gets a line of its own.
///
/// A line that would begin with `::` gets an invisible character before it: build servers take such lines for
/// commands.
#[must_use]
pub fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        if used == 0 && word.starts_with("::") {
            out.push('\u{200B}');
        }
        out.push_str(word);
        used += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words() {
        let cases = [
            ("", ""),
            ("one", "one"),
            ("one two three", "one two\nthree"),
            ("a incomprehensible b", "a\nincomprehensible\nb"),
            ("éé éé éé é", "éé éé éé\né"),
            ("it is ::error::", "it is\n\u{200B}::error::"),
        ];
        for (text, expected) in cases {
            assert_eq!(wrap(text, 8), expected);
        }
    }
}
