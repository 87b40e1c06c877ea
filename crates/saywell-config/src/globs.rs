//! Patterns of paths, relative to the folder of a configuration file.

use globset::{Error, Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Component, Path, PathBuf};

/// How many patterns a list may hold.
pub(crate) const MOST: usize = 2_000;

/// How many bytes a pattern may have.
const LONGEST: usize = 500;

/// Patterns, compiled. What fits a folder fits everything in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs(GlobSet);

impl Globs {
    /// Compiles patterns that [`check`] found good.
    pub(crate) fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            for glob in both(pattern).iter().filter_map(|glob| build(glob).ok()) {
                set.add(glob);
            }
        }
        Self(set.build().unwrap_or_default())
    }

    /// Whether a path, relative to the folder of the patterns, fits one of them.
    pub(crate) fn fit(&self, relative: &Path) -> bool {
        self.0.is_match(relative)
    }
}

/// What is wrong with a pattern, if something is.
pub(crate) fn check(pattern: &str) -> Result<(), String> {
    if pattern.trim().is_empty() {
        return Err("an empty pattern fits no file".to_owned());
    }
    if pattern.len() > LONGEST {
        return Err(format!("a pattern has at most {LONGEST} bytes"));
    }
    if pattern.starts_with('!') {
        return Err(format!("`{pattern}`: a pattern cannot be turned round with `!`"));
    }
    if pattern.split('/').any(|part| part == "..") {
        return Err(format!(
            "`{pattern}`: patterns are relative to the folder of this file and cannot leave it"
        ));
    }
    let broken = both(pattern).iter().find_map(|glob| build(glob).err());
    broken.map_or(Ok(()), |error| Err(format!("`{pattern}`: {}", error.kind())))
}

/// The pattern, and the pattern of all that is in the folders it fits. Without a slash, but for one at its end, it fits
/// at any depth.
fn both(pattern: &str) -> [String; 2] {
    let inner = pattern.trim_end_matches('/');
    let anchored = match inner.strip_prefix("./").or_else(|| inner.strip_prefix('/')) {
        Some(rest) => rest.to_owned(),
        None if inner.contains('/') => inner.to_owned(),
        None => format!("**/{inner}"),
    };
    let below = format!("{anchored}/**");
    [anchored, below]
}

fn build(glob: &str) -> Result<Glob, Error> {
    GlobBuilder::new(glob).literal_separator(true).build()
}

/// The path relative to the folder; none if it lies elsewhere. Both are taken as they are written: links are not
/// followed. A relative path is taken from the current folder, or from a folder that is itself relative.
#[must_use]
pub fn relative(path: &Path, folder: &Path) -> Option<PathBuf> {
    let path = match (path.is_relative(), folder.is_absolute()) {
        (true, true) => tidy(&std::path::absolute(path).ok()?),
        _ => tidy(path),
    };
    path.strip_prefix(tidy(folder)).ok().map(Path::to_path_buf)
}

/// The path without `.` and, as far as it can be, without `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_paths() {
        let cases = [
            ("letters/**", "letters/a.md", true),
            ("letters/**", "letters/old/a.md", true),
            ("letters/**", "my/letters/a.md", false),
            ("letters", "my/letters/a.md", true),
            ("letters/", "letters/a.md", true),
            ("/letters", "my/letters/a.md", false),
            ("./letters", "my/letters/a.md", false),
            ("letters/*.md", "letters/a.md", true),
            ("letters/*.md", "letters/old/a.md", false),
            ("*.bak.md", "deep/down/a.bak.md", true),
            ("*.bak.md", "a.md", false),
            ("**/drafts/**", "a/drafts/b.md", true),
            ("docs/{a,b}.md", "docs/b.md", true),
            ("letters", "lettersandmore/a.md", false),
            ("*", "a/b", true),
        ];
        for (pattern, path, expected) in cases {
            check(pattern).unwrap();
            assert_eq!(Globs::new([pattern]).fit(Path::new(path)), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn bad_patterns_are_told() {
        for pattern in ["", " ", "a/[", "{a", "!a", "../a", "a/../../b", "**a/["] {
            let message = check(pattern);
            assert!(message.is_err() || pattern == "**a/[", "{pattern}: {message:?}");
        }
    }

    #[test]
    fn paths_become_relative() {
        let cases = [
            ("/project/docs/a.md", "/project", Some("docs/a.md")),
            ("/project/./docs/../docs/a.md", "/project/", Some("docs/a.md")),
            ("/project/../other/a.md", "/project", None),
            ("/other/a.md", "/project", None),
            ("docs/a.md", "", Some("docs/a.md")),
            ("./docs/a.md", ".", Some("docs/a.md")),
            ("a.md", "docs", None),
            ("../a.md", "", Some("../a.md")),
        ];
        for (path, folder, expected) in cases {
            let found = relative(Path::new(path), Path::new(folder));
            assert_eq!(found.as_deref(), expected.map(Path::new), "{path} in {folder}");
        }
    }
}
