//! Rule packs: the ones that come with saywell, and files and folders of one's own.

use crate::problem::{Problem, Problems, of_pack};
use saywell_config::{Chosen, Origin, PackChoice};
use saywell_engine::Ruleset;
use saywell_engine::rules::{Pack, PackFile, load};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The packs that come with saywell; none if they have errors, which tests rule out.
static EMBEDDED: LazyLock<Vec<Pack>> =
    LazyLock::new(|| saywell_packs::load_all().unwrap_or_default());

/// The largest pack file that is read, in bytes; the loader has closer limits.
const LARGEST: u64 = 16 << 20;

/// The packs that come with saywell. Read when they are first asked for.
#[must_use]
pub fn embedded() -> &'static [Pack] {
    &EMBEDDED
}

/// Whether a pack comes with saywell. Reads nothing, where [`embedded`] reads every rule.
#[must_use]
pub fn is_embedded(id: &str) -> bool {
    saywell_packs::embedded().iter().any(|pack| pack.id == id)
}

/// Reads a pack from a TOML file, or a folder of them, that the user names.
///
/// # Errors
///
/// Every mistake in the pack, with its place; or why it could not be read.
pub fn pack_at(path: &Path) -> Result<Pack, Problems> {
    read_pack(path, &Reach::Anywhere)
}

/// The files of the pack at `path`, which a configuration names: a file or a folder. Where `open` has a text for a file,
/// that one.
///
/// # Errors
///
/// Why it cannot be read.
pub fn pack_files(
    path: &Path,
    open: &HashMap<PathBuf, Arc<String>>,
) -> Result<Vec<PackFile>, Problem> {
    files_of(path, &Reach::within(path)?, open)
}

/// The packs that were read from files, each once.
#[derive(Default)]
pub(crate) struct Shelf(HashMap<PathBuf, Result<Arc<Pack>, Problems>>);

impl Shelf {
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
            let pack = self.one(choice)?;
            packs.retain(|other| other.id != pack.id);
            packs.push(pack);
        }
        Ok(Cow::Owned(packs))
    }

    /// The rules of these packs, compiled: those that come with saywell are compiled already.
    pub(crate) fn ruleset(&mut self, choices: &[Chosen<PackChoice>]) -> Result<Ruleset, Problems> {
        let ready = || saywell_packs::embedded().iter().map(|pack| pack.id);
        let means = |choice: &Chosen<PackChoice>, id: &str| matches!(&choice.value, PackChoice::Named(name) if name == id);
        let is_ready = |choice: &Chosen<PackChoice>| ready().any(|id| means(choice, id));
        let is_chosen = |id: &str| choices.iter().any(|choice| means(choice, id));
        if !choices.is_empty() && !ready().all(is_chosen) {
            return Ok(Ruleset::new(&self.take(choices)?));
        }
        let own: Vec<Chosen<PackChoice>> =
            choices.iter().filter(|choice| !is_ready(choice)).cloned().collect();
        if own.is_empty() {
            return Ok(saywell_packs::ruleset().clone());
        }
        let own = self.take(&own)?;
        if own.iter().any(|pack| ready().any(|id| id == pack.id)) {
            // One of them takes the place of a pack that is compiled already.
            return Ok(Ruleset::new(&self.take(choices)?));
        }
        Ok(saywell_packs::ruleset().with(&own))
    }

    fn one(&mut self, choice: &Chosen<PackChoice>) -> Result<Pack, Problems> {
        match &choice.value {
            PackChoice::File(path) => self.own(path, &choice.origin),
            PackChoice::Named(name) => {
                if let Some(pack) = embedded().iter().find(|pack| pack.id == *name) {
                    return Ok(pack.clone());
                }
                // What looks like a name on the command line may be a folder beside us.
                if choice.origin == Origin::CommandLine && Path::new(name).exists() {
                    return self.own(Path::new(name), &choice.origin);
                }
                Err(vec![unknown(name, &choice.origin)])
            }
        }
    }

    fn own(&mut self, path: &Path, origin: &Origin) -> Result<Pack, Problems> {
        let read = || {
            // Who sends a configuration may want files read that are none of theirs.
            let reach = match origin {
                Origin::File(_) => Reach::within(path).map_err(|problem| {
                    let message = format!("this pack cannot be read: {}", problem.message);
                    vec![Problem::at(origin, message)]
                })?,
                Origin::Default | Origin::CommandLine => Reach::Anywhere,
            };
            read_pack(path, &reach).map(Arc::new)
        };
        let pack = self.0.entry(path.to_owned()).or_insert_with(read);
        pack.as_ref().map(|pack| Pack::clone(pack)).map_err(Clone::clone)
    }
}

fn unknown(name: &str, origin: &Origin) -> Problem {
    let known: Vec<String> =
        saywell_packs::embedded().iter().map(|pack| format!("“{}”", pack.id)).collect();
    let known = known.join(" and ");
    let message = format!("no pack is called “{name}”; there is {known}, and files end in .toml");
    Problem::at(origin, message)
}

/// Where the files of a pack may lie, once links are followed.
enum Reach {
    /// Anywhere: the user names the pack.
    Anywhere,
    /// In the pack's own folder.
    Within(PathBuf),
}

impl Reach {
    fn within(path: &Path) -> Result<Self, Problem> {
        let path = path.canonicalize().map_err(|error| Problem::of_reading(path, &error))?;
        Ok(Self::Within(path))
    }

    fn holds(&self, path: &Path) -> io::Result<bool> {
        match self {
            Self::Anywhere => Ok(true),
            Self::Within(folder) => Ok(path.canonicalize()?.starts_with(folder)),
        }
    }
}

fn read_pack(path: &Path, reach: &Reach) -> Result<Pack, Problems> {
    let files = files_of(path, reach, &HashMap::new()).map_err(|problem| vec![problem])?;
    load(&files).map_err(of_pack)
}

fn files_of(
    path: &Path,
    reach: &Reach,
    open: &HashMap<PathBuf, Arc<String>>,
) -> Result<Vec<PackFile>, Problem> {
    let paths = if path.is_dir() {
        toml_files(path).map_err(|error| Problem::of_reading(path, &error))?
    } else {
        vec![path.to_owned()]
    };
    if paths.is_empty() {
        return Err(Problem::of_file(path, "no TOML file in this folder"));
    }
    let read = |path: PathBuf| {
        let text = match open.get(&path) {
            Some(text) => String::clone(text),
            None => read_file(&path, reach).map_err(|error| Problem::of_reading(&path, &error))?,
        };
        Ok(PackFile { name: path.to_string_lossy().into_owned(), text })
    };
    paths.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

/// The text of a regular file. Others are not opened: a pipe would wait for ever.
fn read_file(path: &Path, reach: &Reach) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    if !reach.holds(path)? {
        return Err(io::Error::other("this link leads out of the pack"));
    }
    let mut text = String::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("too big for a rule pack"));
    }
    Ok(text)
}
