//! Directives: words to saywell in a document, such as `<!-- saywell-ignore exploitation/prostitute: reason -->`.

use crate::{Block, BlockKind, Span};
use std::collections::HashMap;

/// What a directive asks for. Rule names are as written; none means every rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    /// `saywell-ignore`: silence rules in the block it stands in or, standing alone, in the next block.
    Ignore,
    /// `saywell-ignore-file`: silence rules in the whole document.
    IgnoreFile,
    /// `saywell-off`: silence rules from here until `saywell-on` or the end.
    Off,
    /// `saywell-on`: end a `saywell-off`. Silences nothing itself.
    On,
    /// `saywell-audience`: say whom the document addresses; the word stands in `rules`.
    Audience,
    /// A comment that starts with `saywell-` and names no directive, most likely by a slip; the name stands in
    /// `rules`.
    Unknown,
}

/// A directive found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What it asks for.
    pub kind: DirectiveKind,
    /// The words after the directive's name and before the colon: rule names, separated by spaces or commas.
    pub rules: Vec<String>,
    /// What stands after the colon; empty where there is none.
    pub reason: String,
    /// Where the directive stands.
    pub span: Span,
    /// The part of the document in which it silences rules: empty for [`DirectiveKind::On`],
    /// [`DirectiveKind::Audience`] and [`DirectiveKind::Unknown`], and where there is no block to ignore.
    pub scope: Span,
}

/// A directive as it was read, before it is known what it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) kind: DirectiveKind,
    pub(crate) rules: Vec<String>,
    pub(crate) reason: String,
    pub(crate) span: Span,
    pub(crate) subject: Subject,
}

/// What part of a document a directive is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The block that it stands in, or the next one.
    Place,
    /// These words; where there are none, the block around that place, or the next one.
    Words(Span),
    /// None.
    Nothing,
}

impl Site {
    /// The place in the text from which it takes effect.
    fn effect(&self) -> Option<Span> {
        match self.subject {
            Subject::Place => Some(self.span),
            Subject::Words(words) => Some(words),
            Subject::Nothing => None,
        }
    }
}

const PREFIX: &str = "saywell-";

/// The signs that start a comment line in plain text.
const COMMENT_SIGNS: &[&str] = &["#", "//", "%", ";", "..", "--"];

/// The directive in a comment, if it is one: `saywell-NAME [RULES][: REASON]`. `span` is where the comment stands.
pub(crate) fn parse(comment: &str, span: Span) -> Option<Site> {
    let rest = comment.trim().strip_prefix(PREFIX)?;
    let name =
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len())];
    let rest = &rest[name.len()..];
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let kind = kind(name);
    let rules = match kind {
        DirectiveKind::Unknown => vec![format!("{PREFIX}{name}")],
        _ => rules
            .split([' ', '\t', '\r', '\n', ','])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let reason = reason.trim().to_owned();
    Some(Site { kind, rules, reason, span, subject: Subject::Place })
}

/// Whether a text starts as a directive does.
pub(crate) fn starts_like_one(text: &str) -> bool {
    text.starts_with(PREFIX)
}

fn kind(name: &str) -> DirectiveKind {
    match name {
        "ignore" => DirectiveKind::Ignore,
        "ignore-file" => DirectiveKind::IgnoreFile,
        "off" => DirectiveKind::Off,
        "on" => DirectiveKind::On,
        "audience" => DirectiveKind::Audience,
        _ => DirectiveKind::Unknown,
    }
}

/// The directive in an HTML comment with its `<!--` and `-->`, which stands at `start`.
pub(crate) fn parse_html(comment: &str, start: usize) -> Option<Site> {
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
    parse(inner, Span::new(start, start + comment.len()))
}

/// The directives in plain text: in HTML comments, and on lines of their own.
pub(crate) fn find(text: &str) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    // Without an end in the rest of the text there is none to look for again.
    let mut unclosed = false;
    for at in memchr::memmem::find_iter(text.as_bytes(), PREFIX) {
        if sites.last().is_some_and(|site| at < site.span.end) {
            continue;
        }
        let before = text[..at].trim_end_matches([' ', '\t', '\r', '\n']);
        let site = if before.ends_with("<!--") && !unclosed {
            let start = before.len() - "<!--".len();
            let end = memchr::memmem::find(&text.as_bytes()[at..], b"-->")
                .map(|found| at + found + "-->".len());
            unclosed = end.is_none();
            end.and_then(|end| parse_html(&text[start..end], start))
        } else {
            line_directive(text, at)
        };
        sites.extend(site);
    }
    sites
}

/// The directive on the line that holds `at`, if nothing but a comment sign stands before it.
fn line_directive(text: &str, at: usize) -> Option<Site> {
    let before = line_start(text, at)?;
    let sign = before.trim_start_matches('\u{FEFF}').trim();
    if !sign.is_empty() && !COMMENT_SIGNS.contains(&sign) {
        return None;
    }
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |found| at + found);
    let start = at - before.trim_start_matches('\u{FEFF}').trim_start().len();
    let site = parse(&text[at..end], Span::new(start, end))?;
    // Without a comment sign, only a directive's name tells it from prose.
    (!sign.is_empty() || site.kind != DirectiveKind::Unknown).then_some(site)
}

/// What stands before `at` on its line; none if that is too much to be a comment sign.
fn line_start(text: &str, at: usize) -> Option<&str> {
    let window = text.as_bytes()[..at].iter().rev().take(80);
    let len = window.clone().position(|byte| matches!(byte, b'\n' | b'\r'));
    let len = len.or((at < 80).then_some(at))?;
    text.get(at - len..at)
}

/// The directives with the parts of the document that they cover. `blocks` are in the order of the text.
pub(crate) fn resolve(mut sites: Vec<Site>, blocks: &[Block], len: usize) -> Vec<Directive> {
    // Comments may stand together elsewhere than what they are about.
    sites.sort_by_key(|site| site.effect().map_or(len, |effect| effect.start));
    let mut directives: Vec<Directive> = Vec::with_capacity(sites.len());
    let mut off: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for site in sites {
        let nothing = Span::new(site.span.end, site.span.end);
        let effect = site.effect();
        let scope = match (site.kind, effect) {
            (DirectiveKind::IgnoreFile, _) => Span::new(0, len),
            (DirectiveKind::Ignore, Some(effect)) => match site.subject {
                Subject::Words(words) if !words.is_empty() => words,
                _ => ignored(effect, blocks),
            },
            (DirectiveKind::Off, Some(effect)) => {
                off.entry(sorted(&site.rules)).or_default().push(directives.len());
                Span::new(effect.start, len)
            }
            (DirectiveKind::On, Some(effect)) => {
                for index in ended(&mut off, &site.rules) {
                    directives[index].scope.end = effect.start;
                }
                nothing
            }
            _ => nothing,
        };
        let Site { kind, rules, reason, span, .. } = site;
        directives.push(Directive { kind, rules, reason, span, scope });
    }
    directives.sort_by_key(|directive| directive.span.start);
    directives
}

/// The open `saywell-off` that a `saywell-on` with these rules ends; without rules, all of them.
fn ended(off: &mut HashMap<Vec<String>, Vec<usize>>, rules: &[String]) -> Vec<usize> {
    if rules.is_empty() {
        return off.drain().flat_map(|(_, indices)| indices).collect();
    }
    off.remove(&sorted(rules)).unwrap_or_default()
}

fn sorted(rules: &[String]) -> Vec<String> {
    let mut rules = rules.to_vec();
    rules.sort_unstable();
    rules
}

/// The block that a directive stands in or, where it stands alone, the next one.
fn ignored(directive: Span, blocks: &[Block]) -> Span {
    let after = blocks.partition_point(|block| block.source.start < directive.start);
    // A caption stands inside its paragraph; so many of them in a row hardly do.
    let holder =
        blocks[..after].iter().rev().take(100).find(|block| block.kind != BlockKind::Caption);
    let block =
        holder.filter(|block| block.source.end >= directive.end).or_else(|| blocks.get(after));
    block.map_or(Span::new(directive.end, directive.end), |block| block.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, read_text};

    /// Formats in which an empty line ends a paragraph and HTML comments are comments.
    const PLAIN: [Format; 2] = [Format::Plain, Format::Markdown];

    /// Each directive as its kind, its rules, its reason, and the text that it covers.
    #[track_caller]
    fn check(format: Format, text: &str, expected: &[(DirectiveKind, &str, &str, &str)]) {
        let document = read_text(text.to_owned(), format).unwrap();
        let found: Vec<_> = document
            .directives
            .iter()
            .map(|it| {
                (it.kind, it.rules.join(" "), it.reason.as_str(), text[it.scope.range()].trim())
            })
            .collect();
        let found: Vec<_> = found.iter().map(|it| (it.0, it.1.as_str(), it.2, it.3)).collect();
        assert_eq!(found, expected, "{text}");
        assert!(document.texts().all(|text| !text.contains("saywell")), "{:?}", document.blocks);
    }

    #[test]
    fn ignores_a_block() {
        use DirectiveKind::Ignore;
        for format in PLAIN {
            let comment = "<!-- saywell-ignore a/b, c: why not -->";
            check(
                format,
                &format!("One.\n\n{comment}\n\nTwo.\n\nThree."),
                &[(Ignore, "a/b c", "why not", "Two.")],
            );
            check(
                format,
                &format!("One.\n\n{comment}\nTwo.\n\nThree."),
                &[(Ignore, "a/b c", "why not", "Two.")],
            );
            let inside = format!("Two {comment} and");
            check(
                format,
                &format!("One.\n\n{inside} more.\n\nThree."),
                &[(Ignore, "a/b c", "why not", &format!("{inside} more."))],
            );
            check(format, &format!("One.\n\n{comment}"), &[(Ignore, "a/b c", "why not", "")]);
        }
        check(
            Format::Markdown,
            "- one <!-- saywell-ignore -->\n- two",
            &[(Ignore, "", "", "one <!-- saywell-ignore -->")],
        );
        check(
            Format::Markdown,
            "[a](b \"c\") <!--saywell-ignore-->",
            &[(Ignore, "", "", "[a](b \"c\") <!--saywell-ignore-->")],
        );
        check(
            Format::Plain,
            "One.\nTwo.\n# saywell-ignore a/b\n\nThree.",
            &[(Ignore, "a/b", "", "Three.")],
        );
        check(
            Format::Plain,
            "// saywell-ignore a/b: x: y\r\nOne.",
            &[(Ignore, "a/b", "x: y", "One.")],
        );
        check(Format::Plain, "saywell-ignore\n\nOne.", &[(Ignore, "", "", "One.")]);
        check(Format::Plain, "\u{FEFF}  -- saywell-ignore a\nOne.", &[(Ignore, "a", "", "One.")]);
        check(
            Format::Plain,
            "<!--\nsaywell-ignore\na/b\n-->\nOne.",
            &[(Ignore, "a/b", "", "One.")],
        );
    }

    #[test]
    fn covers_parts_of_a_document() {
        use DirectiveKind::{IgnoreFile, Off, On};
        for format in PLAIN {
            let text = "One.\n\n<!-- saywell-ignore-file a/b: generated -->";
            check(format, text, &[(IgnoreFile, "a/b", "generated", text)]);
            check(
                format,
                "<!-- saywell-off a/b -->\n\nOne.\n\n<!-- saywell-on a/b -->\n\nTwo.",
                &[(Off, "a/b", "", "<!-- saywell-off a/b -->\n\nOne."), (On, "a/b", "", "")],
            );
            check(
                format,
                "<!-- saywell-off b a -->\n\nOne.\n\n<!-- saywell-on c -->\n\n<!-- saywell-on a, b -->",
                &[
                    (Off, "b a", "", "<!-- saywell-off b a -->\n\nOne.\n\n<!-- saywell-on c -->"),
                    (On, "c", "", ""),
                    (On, "a b", "", ""),
                ],
            );
            let text = "<!-- saywell-off -->\n\nOne.";
            check(format, text, &[(Off, "", "", text)]);
        }
    }

    #[test]
    fn works_in_every_format() {
        let rows = [
            (Format::Html, "<p>One.</p>\n<!-- D -->\n<p>Two.</p>\n<p>Three.</p>"),
            (
                Format::SubRip,
                "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n<!-- D -->\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\nThree.",
            ),
            (
                Format::WebVtt,
                "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\nNOTE D\n\n00:02.000 --> 00:03.000\nTwo.\nThree.",
            ),
            (Format::Latex, "One.\n\n% D\nTwo.\n\nThree."),
            (Format::ReStructuredText, "One.\n\n.. D\n\nTwo.\n\nThree."),
            (Format::AsciiDoc, "One.\n\n// D\nTwo.\n\nThree."),
            (Format::Org, "One.\n\n# D\nTwo.\n\nThree."),
            (Format::Typst, "One.\n\n// D\nTwo.\n\nThree."),
            (
                Format::Jupyter,
                r#"{"cells":[{"cell_type":"markdown","source":["One.\n","\n","<!-- D -->\n","Two.\n","\n","Three."]}]}"#,
            ),
            (Format::Csv, "a,b\nThe One.,\nD,\nThe Two.,\nThe Three.,\n"),
            (Format::Json, "[\"The One.\", // D\n \"The Two.\", \"The Three.\"]"),
            (Format::Json, r#"{"a": "The One.", "//": "D", "b": "The Two.", "c": "The Three."}"#),
            (Format::Yaml, "a: The One.\n# D\nb: The Two.\nc: The Three.\n"),
        ];
        for (format, text) in rows {
            let text = text.replace('D', "saywell-ignore a/b: why not");
            let document = read_text(text, format).unwrap();
            let [directive] = document.directives.as_slice() else { panic!("{document:?}") };
            assert_eq!(
                (directive.kind, directive.rules.join(" ").as_str()),
                (DirectiveKind::Ignore, "a/b")
            );
            assert_eq!(directive.reason, "why not");
            let scope = &document.text[directive.scope.range()];
            assert!(
                scope.contains("Two.") && !scope.contains("One.") && !scope.contains("Three."),
                "{scope}"
            );
            assert!(document.texts().all(|text| !text.contains("saywell")));
        }
    }

    #[test]
    fn keeps_slips() {
        use DirectiveKind::{Audience, Unknown};
        for format in PLAIN {
            check(
                format,
                "<!-- saywell-ingore a/b -->\n\nOne.",
                &[(Unknown, "saywell-ingore", "", "")],
            );
            check(format, "<!-- saywell-audience to -->\n\nOne.", &[(Audience, "to", "", "")]);
            check(format, "<!-- a comment -->\n\nOne.", &[]);
        }
        check(Format::Plain, "# saywell-lint: x", &[(Unknown, "saywell-lint", "x", "")]);
    }

    #[test]
    fn leaves_prose() {
        let text = "saywell-lsp is the server.\n\nWrite saywell-ignore so.\n\n<!-- saywell-off";
        for format in PLAIN {
            assert_eq!(read_text(text.to_owned(), format).unwrap().directives, []);
        }
        let document = read_text(
            "`<!-- saywell-off -->`\n\n    <!-- saywell-off -->".to_owned(),
            Format::Markdown,
        );
        assert_eq!(document.unwrap().directives, []);
    }
}
