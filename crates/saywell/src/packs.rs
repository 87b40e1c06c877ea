//! Rule packs: the ones that come with saywell, and files and folders of one's own.

use crate::exit::Trouble;
use crate::streams::plain_words;
use saywell_config::{Chosen, Origin, PackChoice};
use saywell_engine::rules::{Pack, PackErrors, PackFile, load};
use saywell_report::visible;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The packs that were read, each once.
#[derive(Default)]
pub(crate) struct Shelf {
    embedded: Option<Vec<Pack>>,
    own: HashMap<PathBuf, Pack>,
}

impl Shelf {
    /// The packs that come with saywell.
    ///
    /// # Errors
    ///
    /// None is expected: the packs are tested.
    pub(crate) fn embedded(&mut self) -> Result<&[Pack], Trouble> {
        let packs = match self.embedded.take() {
            Some(packs) => packs,
            None => saywell_packs::load_all().map_err(|errors| in_words(&errors))?,
        };
        Ok(self.embedded.insert(packs))
    }

    /// These packs; all that come with saywell, where none is named. Of two with one id the later counts.
    ///
    /// # Errors
    ///
    /// Names that mean no pack, and mistakes in packs.
    pub(crate) fn take(
        &mut self,
        choices: &[Chosen<PackChoice>],
    ) -> Result<Cow<'_, [Pack]>, Trouble> {
        if choices.is_empty() {
            return self.embedded().map(Cow::Borrowed);
        }
        let mut packs: Vec<Pack> = Vec::new();
        for choice in choices {
            let pack = self.one(choice)?;
            packs.retain(|other| other.id != pack.id);
            packs.push(pack);
        }
        Ok(Cow::Owned(packs))
    }

    fn one(&mut self, choice: &Chosen<PackChoice>) -> Result<Pack, Trouble> {
        match &choice.value {
            PackChoice::File(path) => self.own(path),
            PackChoice::Named(name) => {
                if let Some(pack) = self.embedded()?.iter().find(|pack| pack.id == *name) {
                    return Ok(pack.clone());
                }
                // What looks like a name on the command line may be a folder beside us.
                if choice.origin == Origin::CommandLine && Path::new(name).exists() {
                    return self.own(Path::new(name));
                }
                Err(self.unknown(name, &choice.origin))
            }
        }
    }

    fn own(&mut self, path: &Path) -> Result<Pack, Trouble> {
        if let Some(pack) = self.own.get(path) {
            return Ok(pack.clone());
        }
        let pack = from_path(path)?;
        self.own.insert(path.to_owned(), pack.clone());
        Ok(pack)
    }

    fn unknown(&self, name: &str, origin: &Origin) -> Trouble {
        let known: Vec<String> =
            self.embedded.iter().flatten().map(|pack| format!("“{}”", pack.id)).collect();
        let place = match origin {
            Origin::File(_) => format!("{origin}: "),
            Origin::Default | Origin::CommandLine => String::new(),
        };
        let known = known.join(" and ");
        Trouble::from(format!(
            "{place}no pack is called “{name}”; there is {known}, and files end in .toml"
        ))
    }
}

/// Reads a pack from a TOML file or a folder of them.
///
/// # Errors
///
/// Every mistake in the pack, with its place; or why it could not be read.
pub(crate) fn from_path(path: &Path) -> Result<Pack, Trouble> {
    let files =
        files_of(path).map_err(|(path, error)| Trouble::about(&path, &plain_words(&error)))?;
    if files.is_empty() {
        return Err(Trouble::about(path, "no TOML file in this folder"));
    }
    load(&files).map_err(|errors| in_words(&errors))
}

/// The largest pack file that is read, in bytes; the loader has closer limits.
const LARGEST: u64 = 16 << 20;

fn files_of(path: &Path) -> Result<Vec<PackFile>, (PathBuf, io::Error)> {
    let paths = if path.is_dir() {
        toml_files(path).map_err(|error| (path.to_owned(), error))?
    } else {
        vec![path.to_owned()]
    };
    let read = |path: PathBuf| match read_pack_file(&path) {
        Ok(text) => Ok(PackFile { name: visible(&path.to_string_lossy()).into_owned(), text }),
        Err(error) => Err((path, error)),
    };
    paths.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
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
    Trouble { messages: errors.errors.iter().map(ToString::to_string).collect() }
}
