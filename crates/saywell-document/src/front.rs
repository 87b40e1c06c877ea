//! Front matter: the settings of a site generator before a Markdown text.

/// Front matter, read as far as it matters here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Front {
    /// Where the text after it starts, in bytes; 0, or after a byte order mark, if there is none.
    pub(crate) end: usize,
    /// The value of `saywell-audience`.
    pub(crate) audience: Option<String>,
}

const KEY: &str = "saywell-audience";

/// The front matter of `text`: YAML between `---` lines or TOML between `+++` lines, at the very start.
///
/// Without a closing line, or with a first line that sets nothing, it is no front matter: two rules with prose between
/// them must not hide the prose.
pub(crate) fn matter(text: &str) -> Front {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let none = Front { end: start, audience: None };
    let mut lines = text[start..].split_inclusive('\n').scan(start, |at, line| {
        *at += line.len();
        Some((*at, line.trim_end()))
    });
    let (sets, ends): (fn(&str) -> bool, &[&str]) = match lines.next() {
        Some((_, "---")) => (sets_yaml, &["---", "..."]),
        Some((_, "+++")) => (sets_toml, &["+++"]),
        _ => return none,
    };
    let mut audience = None;
    let mut first = true;
    for (end, line) in lines {
        if ends.contains(&line) {
            return Front { end, audience };
        }
        if first && !sets(line) {
            return none;
        }
        first = false;
        audience = audience.or_else(|| value(line));
    }
    none
}

fn sets_yaml(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    line.starts_with('#')
        || (key.len() < line.len() && !key.is_empty() && key.split(' ').count() <= 2)
}

fn sets_toml(line: &str) -> bool {
    line.starts_with(['#', '[']) || line.contains('=')
}

/// The value of a line that sets the audience, without quotation marks and comment.
fn value(line: &str) -> Option<String> {
    let rest =
        line.trim_start_matches(['"', '\'']).strip_prefix(KEY)?.trim_start_matches(['"', '\'']);
    let rest = rest.trim_start().strip_prefix([':', '='])?.trim();
    let value = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
        _ => rest.split(" #").next(),
    };
    value.map(|value| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, rest: &str, audience: Option<&str>) {
        let front = matter(text);
        assert_eq!((&text[front.end..], front.audience.as_deref()), (rest, audience));
    }

    #[test]
    fn finds_front_matter() {
        check("---\ntitle: A\nsaywell-audience: to\n---\nText", "Text", Some("to"));
        check("+++\nsaywell-audience = \"about\" # who\n+++\nText", "Text", Some("about"));
        check("\u{FEFF}---\r\ntitle: A\r\n...\r\nText", "Text", None);
        check("---\n# comment\n'saywell-audience': 'to'\n---\n", "", Some("to"));
        check("---\nsaywell-audience: to # both\n---\n", "", Some("to"));
    }

    #[test]
    fn leaves_prose_alone() {
        for text in [
            "---\nProse.\n---\nText",
            "---\ntitle: A\nText",
            "---\n\ntitle: A\n---\n",
            "Text\n---\na: b\n---\n",
            "",
        ] {
            check(text, text, None);
        }
    }
}
