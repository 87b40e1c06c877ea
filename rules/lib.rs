//! The rule packs that come with saywell: the folders beside this file, embedded when it is built.

use saywell_engine::Ruleset;
use saywell_engine::rules::{Pack, PackErrors, PackFile, load};
use std::sync::LazyLock;

/// A pack as it stands in its files.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedPack {
    /// Its name, which is its folder's.
    pub id: &'static str,
    /// The names of its files, as in `exploitation/labels.toml`, and their texts.
    pub files: &'static [(&'static str, &'static str)],
}

impl EmbeddedPack {
    /// Reads the pack.
    ///
    /// # Errors
    /// Everything that is wrong with its files; a released pack has no errors.
    pub fn load(&self) -> Result<Pack, PackErrors> {
        let files = self
            .files
            .iter()
            .map(|&(name, text)| PackFile { name: name.to_owned(), text: text.to_owned() });
        load(&files.collect::<Vec<_>>())
    }
}

/// The packs, by name.
#[must_use]
pub fn embedded() -> &'static [EmbeddedPack] {
    PACKS
}

/// Reads all the packs.
///
/// # Errors
/// Everything that is wrong with the first pack that has errors; released packs have none.
pub fn load_all() -> Result<Vec<Pack>, PackErrors> {
    PACKS.iter().map(EmbeddedPack::load).collect()
}

/// All the packs compiled, in their order: ready in a moment, without their files.
#[must_use]
pub fn ruleset() -> &'static Ruleset {
    static READY: LazyLock<Ruleset> = LazyLock::new(|| {
        let ready = Ruleset::from_bytes(COMPILED);
        ready.unwrap_or_else(|| Ruleset::new(&load_all().unwrap_or_default()))
    });
    &READY
}

static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ruleset.bin"));

static PACKS: &[EmbeddedPack] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_are_valid() {
        let packs = load_all().unwrap_or_else(|errors| panic!("{errors}"));
        for (pack, embedded) in packs.iter().zip(embedded()) {
            assert_eq!(pack.id, embedded.id);
        }
    }

    #[test]
    fn the_compiled_packs_are_those_of_the_files() {
        let packs = load_all().unwrap_or_else(|errors| panic!("{errors}"));
        let compiled = Ruleset::new(&packs).to_bytes();
        assert!(ruleset().to_bytes() == compiled, "the bytes differ");
        assert!(Ruleset::from_bytes(&COMPILED[..COMPILED.len() / 2]).is_none());
    }
}
