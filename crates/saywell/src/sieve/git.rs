//! Old texts from git, which is asked by its command. It is asked for what it keeps, never to look at the work tree, so
//! that nothing that a repository's configuration names is run, and it may not use the network.

use crate::reading::bytes;
use crate::sieve::renames::{Shape, pairs, shape};
use crate::streams::plain_words;
use saywell_engine::document::Format;
use saywell_report::visible;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// How many files that are no longer there are looked at to find out where they went.
const MOST_MOVED: usize = 2000;

/// A commit whose files are the old texts.
pub(crate) struct Commit {
    top: PathBuf,
    files: HashMap<PathBuf, String>,
    submodules: Vec<PathBuf>,
    /// For files under a new name, the old one.
    renamed: HashMap<PathBuf, PathBuf>,
    blobs: Mutex<Blobs>,
}

/// A file as it was.
pub(crate) struct OldFile {
    /// Its name then, which tells the format.
    pub(crate) name: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

impl Commit {
    /// Where the current branch left a revision, in the repository that holds this folder.
    ///
    /// # Errors
    ///
    /// In words: no git, no repository, a revision that git does not know or that shares no history.
    pub(crate) fn where_left(revision: &OsStr, folder: &Path) -> Result<Self, String> {
        let shown = revision.to_string_lossy();
        let shown = visible(&shown);
        let top = git(folder, ["rev-parse", "--show-toplevel"]).map_err(|failed| {
            failed.in_words(&format!("“{shown}” is no file, and git finds no repository here"))
        })?;
        let top = path_of(without_line_end(&top));
        let top = fs::canonicalize(&top).map_err(|error| plain_words(&error))?;
        let shallow =
            git(&top, ["rev-parse", "--is-shallow-repository"]).is_ok_and(|out| out == b"true\n");
        let hint = if shallow {
            "; this clone is shallow: get more of its history (git fetch --unshallow)"
        } else {
            ""
        };
        let mut wanted = revision.to_owned();
        wanted.push("^{commit}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"].map(OsStr::new);
        let tip = git(&top, verify.into_iter().chain([wanted.as_os_str()])).map_err(|failed| {
            failed.or(format!("“{shown}” is neither a file nor a revision that git knows{hint}"))
        })?;
        let tip = String::from_utf8_lossy(without_line_end(&tip)).into_owned();
        let base = git(&top, ["merge-base", tip.as_str(), "HEAD"]).map_err(|failed| {
            failed.or(format!("the current branch and “{shown}” have no history in common{hint}"))
        })?;
        let base = String::from_utf8_lossy(without_line_end(&base)).into_owned();
        let (files, submodules) = tree(&top, &base)?;
        let blobs = Mutex::new(Blobs::open(&top)?);
        Ok(Self { top, files, submodules, renamed: HashMap::new(), blobs })
    }

    /// Finds out which of the files that it does not know are its files under another name. Those of its files that
    /// are no longer there come into question.
    pub(crate) fn follow_renames<'a>(&mut self, files: impl Iterator<Item = (&'a Path, u64)>) {
        let mut gone: Vec<&PathBuf> = self
            .files
            .keys()
            .filter(|path| Format::from_path(path).is_some())
            .filter(|path| self.top.join(path).symlink_metadata().is_err())
            .collect();
        gone.sort();
        gone.truncate(MOST_MOVED);
        if gone.is_empty() {
            return;
        }
        let mut new = Vec::new();
        let mut largest = 0;
        for (path, limit) in files {
            largest = limit.max(largest);
            let Ok(place) = self.place(path) else { continue };
            if !self.files.contains_key(&place)
                && let Ok(bytes) = bytes(path, limit)
            {
                new.push((place, shape_of(&bytes)));
            }
        }
        let blob = |path: &PathBuf| self.blob(&self.files[path], largest).unwrap_or_default();
        let old: Vec<Shape> = if new.is_empty() {
            Vec::new()
        } else {
            gone.iter().map(|path| shape_of(&blob(path))).collect()
        };
        let (places, new): (Vec<_>, Vec<_>) = new.into_iter().unzip();
        let found = places.into_iter().zip(pairs(&new, &old));
        let renamed = found.filter_map(|(place, old)| Some((place, gone[old?].clone())));
        self.renamed = renamed.collect();
    }

    /// The file as it was, if it was there; none larger than `limit` bytes.
    ///
    /// # Errors
    ///
    /// In words, why that cannot be told.
    pub(crate) fn old(&self, path: &Path, limit: u64) -> Result<Option<OldFile>, String> {
        let place = self.place(path)?;
        if self.submodules.iter().any(|submodule| place.starts_with(submodule)) {
            return Err("it stands in a submodule, whose history is not looked at".to_owned());
        }
        let place = self.renamed.get(&place).unwrap_or(&place);
        let Some(id) = self.files.get(place) else { return Ok(None) };
        let bytes = self.blob(id, limit)?;
        Ok(Some(OldFile { name: place.clone(), bytes }))
    }

    fn blob(&self, id: &str, limit: u64) -> Result<Vec<u8>, String> {
        let mut blobs = self.blobs.lock().unwrap_or_else(PoisonError::into_inner);
        blobs.get(id, limit).map_err(|error| format!("git did not give its old text: {error}"))
    }

    /// Where a file stands in the repository.
    fn place(&self, path: &Path) -> Result<PathBuf, String> {
        let real = fs::canonicalize(path).or_else(|_| {
            let parent = fs::canonicalize(saywell_rulebook::folder_of(path))?;
            Ok(parent.join(path.file_name().unwrap_or_default()))
        });
        let real = real.map_err(|error: io::Error| plain_words(&error))?;
        let place = real.strip_prefix(&self.top).map(Path::to_owned);
        place.map_err(|_| format!("it lies outside the repository at {}", self.top.display()))
    }
}

fn shape_of(bytes: &[u8]) -> Shape {
    shape(&String::from_utf8_lossy(bytes))
}

type Tree = (HashMap<PathBuf, String>, Vec<PathBuf>);

/// The regular files of a commit, with their ids, and its submodules.
fn tree(top: &Path, commit: &str) -> Result<Tree, String> {
    let listed = git(top, ["ls-tree", "-r", "-z", "--full-tree", commit])
        .map_err(|failed| failed.in_words("git does not list the old files"))?;
    let mut tree = Tree::default();
    for entry in listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
        let head = String::from_utf8_lossy(&entry[..tab]).into_owned();
        let path = path_of(&entry[tab + 1..]);
        match head.split(' ').collect::<Vec<_>>()[..] {
            [mode, "blob", id] if mode.starts_with("100") => _ = tree.0.insert(path, id.to_owned()),
            [_, "commit", _] => tree.1.push(path),
            _ => {}
        }
    }
    Ok(tree)
}

/// A `git cat-file` at work.
struct Blobs {
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    _child: Child,
}

impl Blobs {
    fn open(top: &Path) -> Result<Self, String> {
        let mut command = command(top);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child =
            command.stderr(Stdio::null()).spawn().map_err(|error| plain_words(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answers)) => {
                Ok(Self { ask, answers: BufReader::new(answers), _child: child })
            }
            _ => Err("git cannot be talked to".to_owned()),
        }
    }

    fn get(&mut self, id: &str, limit: u64) -> io::Result<Vec<u8>> {
        writeln!(self.ask, "{id}")?;
        self.ask.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // “ID blob SIZE”, or “ID missing”, as in a partial clone.
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| io::Error::other("it is not in this clone"))?;
        // The line end after the blob is read along.
        let mut rest = (&mut self.answers).take(size + 1);
        if size > limit {
            io::copy(&mut rest, &mut io::sink())?;
            return Err(io::Error::other(format!("it is bigger than {limit} bytes")));
        }
        let mut bytes = Vec::new();
        rest.read_to_end(&mut bytes)?;
        bytes.pop();
        Ok(bytes)
    }
}

/// Why git did not answer.
enum Failed {
    /// It could not be run.
    Run(String),
    /// It ran and said this.
    Said(String),
}

impl Failed {
    /// The failure, said in other words if git ran.
    fn or(self, words: String) -> String {
        match self {
            Self::Run(problem) => problem,
            Self::Said(_) => words,
        }
    }

    /// The failure with what git said about it.
    fn in_words(self, what: &str) -> String {
        match self {
            Self::Run(problem) => problem,
            Self::Said(said) if said.is_empty() => what.to_owned(),
            Self::Said(said) => format!("{what}: {said}"),
        }
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // No repository's configuration may have programs run, and objects that a partial clone lacks stay away.
    command.args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=",
        "-c",
        "protocol.allow=never",
    ]);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
    command.current_dir(folder);
    command
}

fn git<S: AsRef<OsStr>>(
    folder: &Path,
    args: impl IntoIterator<Item = S>,
) -> Result<Vec<u8>, Failed> {
    let output = command(folder).args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failed::Run(
            "git cannot be run, which --against needs for a revision; it takes a file too"
                .to_owned(),
        ),
        _ => Failed::Run(format!("git cannot be run: {}", plain_words(&error))),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let first = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    Err(Failed::Said(visible(first).into_owned()))
}

fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(bytes).into_owned()))
}
