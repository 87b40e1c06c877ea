//! Which rule packs: by name, or by a path that stays inside the project, as every path in a configuration does.

use std::path::{Path, PathBuf};

/// A rule pack that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackChoice {
    /// A pack that comes with saywell.
    Named(String),
    /// A file or folder of one's own.
    File(PathBuf),
}

impl PackChoice {
    /// What a user writes on a command line: a name, or a path, which may lead anywhere.
    #[must_use]
    pub fn from_flag(text: &str) -> Self {
        if looks_like_path(text) || text.contains('\\') {
            Self::File(PathBuf::from(text))
        } else {
            Self::Named(text.to_owned())
        }
    }

    /// What a configuration file in this folder writes. Who sends the file may not be who runs saywell, so it reaches
    /// nothing outside its folder and nothing on the network.
    pub(crate) fn from_file(text: &str, folder: &Path) -> Result<Self, String> {
        let path = inside(text, folder)?;
        if looks_like_path(text) {
            return Ok(Self::File(path));
        }
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !text.chars().all(fits) {
            return Err(format!(
                "`{text}` is neither the name of a pack nor a path such as `./our-house.toml`"
            ));
        }
        Ok(Self::Named(text.to_owned()))
    }
}

fn looks_like_path(text: &str) -> bool {
    text.contains('/') || text.ends_with(".toml") || text.starts_with('.')
}

/// The path that a configuration file in this folder writes, if it stays in the folder.
pub(crate) fn inside(text: &str, folder: &Path) -> Result<PathBuf, String> {
    if text.is_empty() {
        return Err("this is empty".to_owned());
    }
    refuse_outside(text)?;
    Ok(folder.join(text.strip_prefix("./").unwrap_or(text)))
}

fn refuse_outside(text: &str) -> Result<(), String> {
    if text.contains("://") || text.starts_with("file:") {
        return Err(format!(
            "`{text}`: nothing is fetched; put a copy beside this file and name its path"
        ));
    }
    if text.contains('\\') {
        return Err(format!("`{text}`: write the path with `/`"));
    }
    let drive = text.as_bytes().get(1) == Some(&b':');
    if text.starts_with(['/', '~']) || drive {
        return Err(format!("`{text}`: the path must be relative to the folder of this file"));
    }
    if text.split('/').any(|part| part == "..") {
        return Err(format!(
            "`{text}`: it must lie in the folder of this file or below; `..` is not allowed"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_stay_inside() {
        let folder = Path::new("/project");
        let named = |name: &str| Ok(PackChoice::Named(name.to_owned()));
        let file = |path: &str| Ok(PackChoice::File(PathBuf::from(path)));
        let cases = [
            ("exploitation", named("exploitation")),
            ("./our-house.toml", file("/project/our-house.toml")),
            ("our-house.toml", file("/project/our-house.toml")),
            ("rules/ours", file("/project/rules/ours")),
        ];
        for (text, expected) in cases {
            assert_eq!(PackChoice::from_file(text, folder), expected);
        }
        let refused = [
            "",
            "Exploitation",
            "my pack",
            "/etc/passwd",
            "../../etc/passwd",
            "a/../../b.toml",
            "..",
            "~/pack.toml",
            "C:/pack.toml",
            "C:pack.toml",
            "C:\\pack.toml",
            "\\\\server\\share",
            "https://example.org/pack.toml",
            "file:///etc/passwd",
            "file:pack.toml",
        ];
        for text in refused {
            assert!(PackChoice::from_file(text, folder).is_err(), "{text}");
        }
    }
}
