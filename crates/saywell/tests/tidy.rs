//! What holds for the whole repository: which crate may use which, module pages, file lengths, no private paths.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which crates of ours each crate may use. The command may use all.
const ARROWS: &[(&str, &[&str])] = &[
    ("saywell-document", &[]),
    ("saywell-extract", &["saywell-document"]),
    ("saywell-rules", &[]),
    ("saywell-engine", &["saywell-document", "saywell-rules"]),
    ("saywell-baseline", &["saywell-engine"]),
    ("saywell-packs", &["saywell-engine"]),
    ("saywell-config", &["saywell-engine"]),
    ("saywell-report", &["saywell-engine"]),
    ("saywell-rulebook", &["saywell-engine", "saywell-config", "saywell-packs"]),
    ("saywell-lsp", &["saywell-engine", "saywell-config", "saywell-rulebook"]),
];

/// Crates that only one of ours may use, so that their types stay behind it.
const BEHIND: &[(&str, &str)] = &[
    ("clap", "saywell"),
    ("codespan-reporting", "saywell-report"),
    ("csv-core", "saywell-document"),
    ("html5gum", "saywell-document"),
    ("jsonc-parser", "saywell-document"),
    ("saphyr-parser", "saywell-document"),
    ("hayro-interpret", "saywell-extract"),
    ("ignore", "saywell"),
    ("mail-parser", "saywell-extract"),
    ("pulldown-cmark", "saywell-document"),
    ("quick-xml", "saywell-extract"),
    ("tower-lsp", "saywell-lsp"),
    ("zip", "saywell-extract"),
];

/// A crate of the workspace, and what it is built with (not what only its tests use).
struct Package {
    name: String,
    uses: Vec<String>,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate stands two folders deep")
        .to_owned()
}

fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let all = metadata["packages"].as_array().expect("packages").iter();
    all.filter(|package| !is_for_tests(package)).map(package).collect()
}

/// Whether a crate serves tests only, so that nothing is built with it.
fn is_for_tests(metadata: &serde_json::Value) -> bool {
    let manifest = metadata["manifest_path"].as_str().expect("a path");
    Path::new(manifest).starts_with(root().join("tests"))
}

fn package(metadata: &serde_json::Value) -> Package {
    let dependencies = metadata["dependencies"].as_array().expect("dependencies").iter();
    let built_with = dependencies.filter(|dependency| dependency["kind"] != "dev");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    Package { name: name(metadata), uses: built_with.map(name).collect() }
}

#[test]
fn arrows_between_crates_point_down() {
    let packages = packages();
    let ours = |name: &String| packages.iter().any(|package| package.name == *name);
    for package in packages.iter().filter(|package| package.name != "saywell") {
        let row = ARROWS.iter().find(|(name, _)| *name == package.name);
        let (_, allowed) = row
            .unwrap_or_else(|| panic!("{}: write down what it may use, in ARROWS", package.name));
        for used in package.uses.iter().filter(|used| ours(used)) {
            assert!(allowed.contains(&used.as_str()), "{} may not use {used}", package.name);
        }
    }
}

#[test]
fn foreign_types_stay_behind_one_crate() {
    for package in packages() {
        for (foreign, home) in BEHIND {
            let uses = package.uses.iter().any(|used| used == foreign);
            assert!(
                !uses || package.name == *home,
                "{} uses {foreign}: only {home} may",
                package.name
            );
        }
    }
}

/// The files that git knows; none where this is no git checkout.
pub(crate) fn tracked_files() -> Vec<PathBuf> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let names = output.map(|output| output.stdout).unwrap_or_default();
    let names = String::from_utf8(names).expect("names are UTF-8");
    // A file may be deleted and not committed yet.
    names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .filter(|path| path.is_file())
        .collect()
}

fn tracked_rust_files() -> Vec<(PathBuf, String)> {
    let rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a Rust file is UTF-8");
        (path, text)
    };
    tracked_files().into_iter().filter(rust).map(read).collect()
}

#[test]
fn every_module_says_what_it_is() {
    for (path, text) in tracked_rust_files() {
        assert!(text.starts_with("//! "), "{}: start it with `//!` and what it is", path.display());
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for (path, text) in tracked_rust_files() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{}: {lines} lines; 600 are the most", path.display());
    }
}

#[test]
fn no_file_names_a_path_of_this_machine() {
    let root = root();
    let above = root.parent().map(Path::to_owned);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let private = [above, home].into_iter().flatten().filter(|path| path.components().count() > 1);
    let private: Vec<String> = private.map(|path| format!("{}/", path.display())).collect();
    for path in tracked_files() {
        // Files that are not text name no path that a person reads.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in &private {
            let line = text.lines().position(|line| line.contains(word.as_str()));
            assert!(line.is_none(), "{}:{}: names {word}", path.display(), line.unwrap_or(0) + 1);
        }
    }
}

/// Most of them can be tried only where somebody has the editor; that it can be read at all is seen here.
#[test]
fn configurations_for_editors_can_be_read() {
    let editors = root().join("editors");
    let mut read = 0;
    for path in tracked_files().into_iter().filter(|path| path.starts_with(&editors)) {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let is_toml = extension == "toml";
        if !is_toml && !matches!(extension, "json" | "sublime-settings") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let problem = if is_toml {
            text.parse::<toml::Table>().err().map(|error| error.to_string())
        } else {
            serde_json::from_str::<serde_json::Value>(&text).err().map(|error| error.to_string())
        };
        assert_eq!(problem, None, "{}", path.display());
        read += 1;
    }
    assert!(read > 5, "configurations are found");
}
