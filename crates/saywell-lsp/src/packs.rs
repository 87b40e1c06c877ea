//! Rule packs: the ones that come with saywell, and those that a configuration names beside itself.

use crate::rulebook::{Problem, Problems};
use saywell_config::{Chosen, Origin, PackChoice};
use saywell_engine::rules::{Pack, PackError, PackErrors, PackFile, load};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The packs that come with saywell; none if they have errors, which tests rule out.
static EMBEDDED: LazyLock<Vec<Pack>> =
    LazyLock::new(|| saywell_packs::load_all().unwrap_or_default());

/// The packs that come with saywell. Read when they are first asked for.
pub(crate) fn embedded() -> &'static [Pack] {
    &EMBEDDED
}

/// The packs that were read from files, each once.
#[derive(Default)]
pub(crate) struct Packs {
    own: HashMap<PathBuf, Result<Arc<Pack>, Problems>>,
}

impl Packs {
    /// Forgets the packs that were read from files.
    pub(crate) fn forget(&mut self) {
        self.own.clear();
    }

    /// These packs; all that come with saywell, where none is named. Of two with one id the later counts.
    pub(crate) fn take(
        &mut self,
        choices: &[Chosen<PackChoice>],
    ) -> Result<Cow<'_, [Pack]>, Problems> {
        if choices.is_empty() {
            return Ok(Cow::Borrowed(embedded()));
        }
        let mut packs: Vec<Pack> = Vec::new();
        for choice in choices {
            let pack = match &choice.value {
                PackChoice::Named(name) => named(name, &choice.origin)?,
                PackChoice::File(path) => Pack::clone(&*self.own(path)?),
            };
            packs.retain(|other| other.id != pack.id);
            packs.push(pack);
        }
        Ok(Cow::Owned(packs))
    }

    fn own(&mut self, path: &Path) -> Result<Arc<Pack>, Problems> {
        let read = || match files_of(path, &HashMap::new()) {
            Ok(files) => load(&files).map(Arc::new).map_err(|errors| in_words(&errors)),
            Err(problem) => Err(vec![problem]),
        };
        self.own.entry(path.to_owned()).or_insert_with(read).clone()
    }
}

fn named(name: &str, origin: &Origin) -> Result<Pack, Problems> {
    let found = embedded().iter().find(|pack| pack.id == name).cloned();
    found.ok_or_else(|| {
        let known: Vec<&str> = embedded().iter().map(|pack| pack.id.as_str()).collect();
        let message = format!(
            "no pack is called “{name}”; there is “{}”, and files end in .toml",
            known.join("” and “")
        );
        vec![Problem::at(origin, message)]
    })
}

fn in_words(errors: &PackErrors) -> Problems {
    errors.errors.iter().map(problem).collect()
}

/// An error in a pack as a problem.
fn problem(error: &PackError) -> Problem {
    let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    Problem {
        file: Some(PathBuf::from(&error.name)),
        place: Some((error.line, error.column)),
        message: format!("{}{help}", error.message),
    }
}

/// The largest pack file that is read, in bytes; the loader has closer limits.
const LARGEST: u64 = 4 << 20;

/// The files of the pack at `path`, a file or a folder; where `open` has a text for a file, that one.
///
/// Nothing outside is read: a folder's files may be links, and who sent the folder may want them read.
pub(crate) fn files_of(
    path: &Path,
    open: &HashMap<PathBuf, Arc<String>>,
) -> Result<Vec<PackFile>, Problem> {
    let about =
        |error: io::Error| Problem::of_file(path, &format!("this pack cannot be read: {error}"));
    let inside = path.canonicalize().map_err(about)?;
    let paths =
        if path.is_dir() { toml_files(path).map_err(about)? } else { vec![path.to_owned()] };
    if paths.is_empty() {
        return Err(Problem::of_file(path, "no TOML file in this folder"));
    }
    let read = |path: PathBuf| {
        let text = match open.get(&path) {
            Some(text) => Ok(String::clone(text)),
            None => read_inside(&path, &inside),
        };
        match text {
            Ok(text) => Ok(PackFile { name: path.to_string_lossy().into_owned(), text }),
            Err(error) => Err(Problem::of_file(&path, &format!("cannot be read: {error}"))),
        }
    };
    paths.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn read_inside(path: &Path, inside: &Path) -> io::Result<String> {
    if !path.canonicalize()?.starts_with(inside) {
        return Err(io::Error::other("this link leads out of the pack"));
    }
    read_regular(path, LARGEST)
}

/// The text of a regular file of at most `largest` bytes. Others are not opened: a pipe would wait for ever.
pub(crate) fn read_regular(path: &Path, largest: u64) -> io::Result<String> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut text = String::new();
    std::fs::File::open(path)?.take(largest + 1).read_to_string(&mut text)?;
    if text.len() as u64 > largest {
        return Err(io::Error::other(format!("larger than {largest} bytes")));
    }
    Ok(text)
}
