//! The documentation: links lead somewhere, the book has every page, versions and keys are those of the sources.

use crate::tidy::{root, tracked_files};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A page: where its links lead, and the names of its headings as links call them.
struct Page {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

impl Page {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a page is UTF-8");
        let mut page = Self { links: Vec::new(), anchors: BTreeSet::new() };
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match (event, &mut heading) {
                (Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }), _) => {
                    page.links.push(dest_url.into_string());
                }
                (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
                (Event::End(TagEnd::Heading(_)), Some(title)) => {
                    page.add_heading(title);
                    heading = None;
                }
                (Event::Text(words) | Event::Code(words), Some(title)) => title.push_str(&words),
                _ => {}
            }
        }
        page
    }

    /// Names the heading as GitHub and mdBook do; the second of the same name ends with `-1`.
    fn add_heading(&mut self, title: &str) {
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let name = kept.collect::<String>().to_lowercase().replace(' ', "-");
        let numbered = (1..).map(|number| format!("{name}-{number}"));
        let free =
            std::iter::once(name.clone()).chain(numbered).find(|name| !self.anchors.contains(name));
        self.anchors.extend(free);
    }
}

/// The pages of the repository that people read: documents under test are none.
fn pages() -> HashMap<PathBuf, Page> {
    let root = root();
    let tests = ["tests/documents", "tests/cli", "samples"].map(|folder| root.join(folder));
    let markdown = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let page = |path: PathBuf| (path.clone(), Page::read(&path));
    tracked_files()
        .into_iter()
        .filter(|path| markdown(path) && !tests.iter().any(|folder| path.starts_with(folder)))
        .map(page)
        .collect()
}

/// The path without `..` in it.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

/// What is wrong with a link of a page.
fn problem(page: &Path, link: &str, pages: &HashMap<PathBuf, Page>) -> Option<String> {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, to)| (path, Some(to)));
    let target = match path {
        "" => page.to_owned(),
        path => plain(&page.parent()?.join(path)),
    };
    let names = |anchor| pages.get(&target).is_some_and(|page| page.anchors.contains(anchor));
    match anchor {
        _ if !target.exists() => Some(format!("{}: {link} leads nowhere", page.display())),
        Some(anchor) if !names(anchor) => {
            Some(format!("{}: {link}: there is no such heading", page.display()))
        }
        _ => None,
    }
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let mut problems = Vec::new();
    for (path, page) in &pages {
        let inside =
            page.links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:"));
        problems.extend(inside.filter_map(|link| problem(path, link, &pages)));
    }
    problems.sort();
    assert!(pages.len() > 10, "the pages are not found");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_book_has_every_page() {
    let docs = root().join("docs");
    let summary = docs.join("SUMMARY.md");
    let listed: BTreeSet<PathBuf> =
        Page::read(&summary).links.iter().map(|link| docs.join(link)).collect();
    let written: BTreeSet<PathBuf> =
        pages().into_keys().filter(|path| path.starts_with(&docs) && *path != summary).collect();
    let missing: Vec<_> = written.difference(&listed).collect();
    assert!(missing.is_empty(), "list them in docs/SUMMARY.md: {missing:?}");
}

/// Whatever names a version names that of `Cargo.toml`.
#[test]
fn there_is_one_version() {
    const MARKS: [&str; 6] =
        ["saywell==", "saywell@v", "saywell_", "saywell-", "rev: v", "\"version\": \""];
    let version = env!("CARGO_PKG_VERSION");
    let mut named = 0;
    let others = ["pyproject.toml", "editors/vscode/package.json"].map(|path| root().join(path));
    for path in pages().into_keys().chain(others) {
        let text = fs::read_to_string(&path).expect("a page is UTF-8");
        for (place, mark) in MARKS.iter().flat_map(|mark| text.match_indices(mark)) {
            let rest = &text[place + mark.len()..];
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                assert!(rest.starts_with(version), "{}: {mark}{rest:.9}", path.display());
                named += 1;
            }
        }
    }
    assert!(named > 5, "only {named} places name a version");
}

/// The page says that a test fails when one of these is gone; so the tests are there.
#[test]
fn what_the_language_server_can_do_is_tested() {
    let page = fs::read_to_string(root().join("docs/capabilities.md")).expect("the page");
    let names = page.split('`').skip(1).step_by(2).filter_map(|name| name.split_once("::"));
    let names: Vec<(&str, &str)> = names.collect();
    assert!(names.len() > 20, "the page names tests");
    for (file, test) in names {
        let path = root().join(format!("crates/saywell-lsp/tests/{file}.rs"));
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(&format!("fn {test}()")), "{file}::{test}");
    }
}

#[test]
fn the_page_of_keys_is_current() {
    let schema = include_str!("../../../schema/config.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let template = saywell_config::TEMPLATE;
    let mut page = String::from(
        "# Every key\n\n\
         [Configuration](configuration.md) explains `saywell.toml`; this is the list of its keys. Generated from the types\n\
         that read the file; a test keeps it current.\n\n\
         | key | value | |\n|---|---|---|\n",
    );
    write_keys(&mut page, &schema, &schema, "");
    _ = write!(page, "\n## The file that `saywell init` writes\n\n```toml\n{template}```\n");
    snapbox::assert_data_eq!(page, snapbox::file!["../../../docs/configuration-keys.md"].raw());
}

/// A row for each key of a table, and for those of the tables in it.
fn write_keys(page: &mut String, all: &Value, table: &Value, above: &str) {
    for (key, schema) in table["properties"].as_object().into_iter().flatten() {
        let meaning = schema["description"].as_str().unwrap_or_default().replace('\n', " ");
        let name = format!("{above}{key}");
        _ = writeln!(page, "| `{name}` | {} | {} |", values(all, schema), sentence(&meaning));
        let inner = resolve(all, schema);
        write_keys(page, all, inner, &format!("{name}."));
        if inner["type"] == "array" {
            write_keys(page, all, resolve(all, &inner["items"]), &format!("{name}."));
        }
    }
}

/// What a schema refers to.
fn resolve<'a>(all: &'a Value, schema: &'a Value) -> &'a Value {
    let referred = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    match referred.and_then(|name| name.strip_prefix('#')) {
        Some(pointer) => all.pointer(pointer).expect("what the schema refers to is in it"),
        None => schema,
    }
}

/// The values that a key can have, in words.
fn values(all: &Value, schema: &Value) -> String {
    let schema = resolve(all, schema);
    let join = |key: &str, word: &str, one: &dyn Fn(&Value) -> String| {
        let kinds = schema[key].as_array()?;
        Some(kinds.iter().map(one).collect::<Vec<_>>().join(word))
    };
    let code = |value: &Value| format!("`{value}`");
    join("enum", ", ", &code)
        .or_else(|| join("oneOf", ", ", &|kind| code(&kind["const"])))
        .or_else(|| join("anyOf", " or ", &|kind| values(all, kind)))
        .unwrap_or_else(|| plain_kind(all, schema))
}

fn plain_kind(all: &Value, schema: &Value) -> String {
    match schema["type"].as_str() {
        Some("string") => "text".to_owned(),
        Some("integer") => "a number".to_owned(),
        Some("boolean") => "`true`, `false`".to_owned(),
        Some("array") => format!("list: {}", values(all, &schema["items"])),
        _ => match schema.get("additionalProperties").filter(|any| any.is_object()) {
            Some(any) => format!("table: {}", values(all, any)),
            None => "table".to_owned(),
        },
    }
}

/// The words with a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return String::new() };
    let stop = if words.ends_with('.') { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}
