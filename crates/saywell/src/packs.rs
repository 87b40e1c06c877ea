//! Rule packs: the ones that come with saywell, and files and folders of one's own.

use crate::exit::Trouble;
use crate::streams::plain_words;
use saywell_engine::rules::{Pack, PackErrors, PackFile, load};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The packs that come with saywell.
///
/// # Errors
///
/// None is expected: the packs are tested.
pub(crate) fn embedded() -> Result<Vec<Pack>, Trouble> {
    saywell_packs::load_all().map_err(|errors| in_words(&errors))
}

/// Reads a pack from a TOML file or a folder of them.
///
/// # Errors
///
/// Every mistake in the pack, with its place; or why it could not be read.
pub(crate) fn from_path(path: &Path) -> Result<Pack, Trouble> {
    let files = files_of(path).map_err(|(path, error)| Trouble::about(&path, &plain_words(&error)))?;
    if files.is_empty() {
        return Err(Trouble::about(path, "no TOML file in this folder"));
    }
    load(&files).map_err(|errors| in_words(&errors))
}

/// The largest pack file that is read, in bytes; the loader has closer limits.
const LARGEST: u64 = 16 << 20;

fn files_of(path: &Path) -> Result<Vec<PackFile>, (PathBuf, io::Error)> {
    let paths = if path.is_dir() { toml_files(path).map_err(|error| (path.to_owned(), error))? } else { vec![path.to_owned()] };
    let read = |path: PathBuf| match read_pack_file(&path) {
        Ok(text) => Ok(PackFile { name: path.to_string_lossy().into_owned(), text }),
        Err(error) => Err((path, error)),
    };
    paths.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn read_pack_file(path: &Path) -> io::Result<String> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    if about.len() > LARGEST {
        return Err(io::Error::other("too big for a rule pack"));
    }
    fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => io::Error::other("not UTF-8"),
        _ => error,
    })
}

fn in_words(errors: &PackErrors) -> Trouble {
    Trouble::from(errors.to_string())
}
