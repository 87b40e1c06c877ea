//! Where in a `saywell.toml` somebody is writing. The file is seldom valid TOML at that time, so this looks at lines.

use saywell_engine::document::Span;

/// A place in a configuration.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cursor<'a> {
    /// The table that the place is in, such as `rules` or `file.rules`; empty before the first.
    pub(crate) table: &'a str,
    /// The key of the value that the place is in; none where a key stands or is to stand.
    pub(crate) key: Option<&'a str>,
    /// The word at the place, with its quotation marks as far as they are there.
    pub(crate) word: Span,
}

/// How many lines a list is followed back to its key.
const FARTHEST: usize = 200;

impl<'a> Cursor<'a> {
    /// The place of a byte of the text.
    pub(crate) fn at(text: &'a str, offset: usize) -> Self {
        let before = &text[..offset];
        let start = before.len()
            - before
                .chars()
                .rev()
                .take_while(|c| is_of_word(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let after: usize =
            text[offset..].chars().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum();
        let table = before.lines().rev().find_map(header).unwrap_or_default();
        Self { table, key: key(&text[..start]), word: Span::new(start, offset + after) }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '"' | '\'')
}

/// The name in a table's header.
fn header(line: &str) -> Option<&str> {
    let line = line.split('#').next()?.trim();
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let name = name.strip_prefix('[').map_or(Some(name), |name| name.strip_suffix(']'))?.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(fits)).then_some(name)
}

/// The key whose value the end of the text is in: on the same line, or before a list that is still open.
fn key(before: &str) -> Option<&str> {
    let mut open = 0_i32;
    for (index, line) in before.split('\n').rev().take(FARTHEST).enumerate() {
        open += brackets(line);
        let Some((key, _)) = line.split_once('=') else { continue };
        if index == 0 || open > 0 {
            return Some(key.trim().trim_matches(['"', '\'']));
        }
        return None;
    }
    None
}

fn brackets(line: &str) -> i32 {
    let line = line.split('#').next().unwrap_or_default();
    let count = |c: char| i32::try_from(line.matches(c).count()).unwrap_or(0);
    count('[') + count('{') - count(']') - count('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table, the key and the word at `|`.
    #[track_caller]
    fn check(text: &str, table: &str, key: Option<&str>, word: &str) {
        let offset = text.find('|').expect("a cursor");
        let text = text.replace('|', "");
        let cursor = Cursor::at(&text, offset);
        assert_eq!((cursor.table, cursor.key, &text[cursor.word.range()]), (table, key, word));
    }

    #[test]
    fn places_are_told_from_lines() {
        check("|", "", None, "");
        check("aud|", "", None, "aud");
        check("audience = \"a|b\"", "", Some("audience"), "\"ab\"");
        check("packs = [\n  \"exp|", "", Some("packs"), "\"exp");
        check("packs = [\n  \"x\"\n]\nau|", "", None, "au");
        check("[rules]\n\"expl/pro|\" = 1\n", "rules", None, "\"expl/pro\"");
        check("[rules]\nlabels = \"|\"", "rules", Some("labels"), "\"\"");
        check("[[file]] # x\npaths = [\"a\"]\n[file.rules]\n|", "file.rules", None, "");
        check("é|", "", None, "é");
    }
}
