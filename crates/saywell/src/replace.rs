//! Replacing a file's content so that it is never lost: whatever happens, the old text or the new one stands there.
//!
//! The new content is written to a file of its own in the same folder, takes over owner, mode and extended
//! attributes, is synced, and takes the old one's place in one step. If the file changed meanwhile it stays as it is.

use crate::reading::irregular;
use crate::streams::plain_words;
use saywell_rulebook::folder_of;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Puts `new` in the place of `old`, the content of the file as it was read.
///
/// A link stays a link: the file it points to is replaced.
///
/// # Errors
///
/// In words, why nothing was written.
pub(crate) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), String> {
    let real = fs::canonicalize(path).map_err(|error| plain_words(&error))?;
    let about = replaceable(&real)?;
    let folder = real.parent().ok_or("it stands in no folder")?;
    let mut temp = temp_file(folder)
        .map_err(|error| format!("cannot write beside it: {}", plain_words(&error)))?;
    temp.write_all(new).map_err(|error| plain_words(&error))?;
    take_over(&about, &real, temp.as_file())
        .map_err(|error| format!("cannot keep its owner: {}", plain_words(&error)))?;
    temp.as_file().sync_all().map_err(|error| plain_words(&error))?;
    if !still_holds(&real, &about, old).map_err(|error| plain_words(&error))? {
        return Err("changed while it was being checked".to_owned());
    }
    temp.persist(&real).map_err(|failed| plain_words(&failed.error))?;
    sync_folder(folder).map_err(|error| {
        format!("written, but its folder could not be synced: {}", plain_words(&error))
    })
}

/// Writes a file that is not there yet: all of it, or nothing.
///
/// # Errors
///
/// In words, why nothing was written; it may be there already.
pub(crate) fn create(path: &Path, content: &[u8]) -> Result<(), String> {
    let folder = folder_of(path);
    let mut temp = new_temp_file(folder).map_err(|error| plain_words(&error))?;
    temp.write_all(content).map_err(|error| plain_words(&error))?;
    temp.as_file().sync_all().map_err(|error| plain_words(&error))?;
    temp.persist_noclobber(path).map_err(|failed| match failed.error.kind() {
        io::ErrorKind::AlreadyExists => "is there already".to_owned(),
        _ => plain_words(&failed.error),
    })?;
    sync_folder(folder).map_err(|error| plain_words(&error))
}

/// Puts what is read in the place of a file that is the program's own to write, such as a report, or makes that file.
///
/// A link stays a link. What is no regular file, such as a pipe, is written to.
///
/// # Errors
///
/// In words, why it was not written; then what stood there still does.
pub(crate) fn put(path: &Path, content: &mut impl Read) -> Result<(), String> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let about = fs::metadata(&real).ok();
    let put = match &about {
        Some(about) if about.is_dir() => return Err("a folder".to_owned()),
        Some(about) if !about.is_file() => write_to(&real, content),
        Some(about) if about.permissions().readonly() => return Err("read-only".to_owned()),
        about => put_in(folder_of(&real), &real, about.as_ref(), content),
    };
    put.map_err(|error| plain_words(&error))
}

fn write_to(stream: &Path, content: &mut impl Read) -> io::Result<()> {
    io::copy(content, &mut OpenOptions::new().write(true).open(stream)?).map(drop)
}

fn put_in(
    folder: &Path,
    real: &Path,
    about: Option<&Metadata>,
    content: &mut impl Read,
) -> io::Result<()> {
    let mut temp = new_temp_file(folder)?;
    io::copy(content, &mut temp)?;
    if let Some(about) = about {
        temp.as_file().set_permissions(about.permissions())?;
    }
    temp.as_file().sync_all()?;
    temp.persist(real).map_err(|failed| failed.error)?;
    sync_folder(folder)
}

/// A file that becomes a new one, with the mode that new files have.
fn new_temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// How the names of files begin and end that are to take another's place.
pub(crate) const PREFIX: &str = ".saywell-";
pub(crate) const SUFFIX: &str = ".tmp";

/// Writes `new` to a file beside others, in one step, with the owner, mode and extended attributes of `like`: what was
/// for few eyes stays so.
///
/// # Errors
///
/// In words, why nothing was written; among them that there is a file of this name, unless it may be replaced.
pub(crate) fn write_copy(
    path: &Path,
    like: &Path,
    new: &[u8],
    overwrite: bool,
) -> Result<(), String> {
    let folder = folder_of(path);
    let mut temp = temp_file(folder)
        .map_err(|error| format!("cannot write in its folder: {}", plain_words(&error)))?;
    temp.write_all(new).map_err(|error| plain_words(&error))?;
    if let Ok(about) = fs::metadata(like) {
        // Another owner's document may be copied by whoever can read it; the copy is theirs.
        let _ = take_over(&about, like, temp.as_file());
    }
    temp.as_file().sync_all().map_err(|error| plain_words(&error))?;
    let done = if overwrite { temp.persist(path) } else { temp.persist_noclobber(path) };
    done.map_err(|failed| match failed.error.kind() {
        io::ErrorKind::AlreadyExists => {
            "there is such a file already; move it, or name another by --output".to_owned()
        }
        _ => plain_words(&failed.error),
    })?;
    sync_folder(folder).map_err(|error| {
        format!("written, but its folder could not be synced: {}", plain_words(&error))
    })
}

fn temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)
}

/// What is known about the file, if it is one that can be replaced.
fn replaceable(real: &Path) -> Result<Metadata, String> {
    let about = fs::symlink_metadata(real).map_err(|error| plain_words(&error))?;
    if let Some(kind) = irregular(&about.file_type()) {
        return Err(kind.to_owned());
    }
    if about.permissions().readonly() {
        return Err("read-only".to_owned());
    }
    // Opening changes nothing; it asks whether we may write at all.
    OpenOptions::new().write(true).open(real).map_err(|error| plain_words(&error))?;
    if links(&about) > 1 {
        return Err("it has other names (hard links), which would part from it".to_owned());
    }
    Ok(about)
}

fn still_holds(real: &Path, about: &Metadata, old: &[u8]) -> io::Result<bool> {
    let now = fs::symlink_metadata(real)?;
    Ok(same_file(about, &now) && now.len() == old.len() as u64 && fs::read(real)? == old)
}

#[cfg(unix)]
fn links(about: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    about.nlink()
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Gives the new file the owner, mode and extended attributes (access lists among them) of the old one.
#[cfg(unix)]
fn take_over(about: &Metadata, real: &Path, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = new.metadata()?;
    let owner = (own.uid() != about.uid()).then_some(about.uid());
    let group = (own.gid() != about.gid()).then_some(about.gid());
    if owner.is_some() || group.is_some() {
        fchown(new, owner, group)?;
    }
    // After the owner: changing that takes set-id bits away.
    new.set_permissions(about.permissions())?;
    copy_attributes(real, new)
}

/// Copies extended attributes. What only the system may set (`security.`, `trusted.`) is copied where it lets us.
#[cfg(unix)]
fn copy_attributes(real: &Path, new: &File) -> io::Result<()> {
    use xattr::FileExt;
    let names = match xattr::list(real) {
        Ok(names) => names,
        // A file system that keeps none.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(()),
        Err(error) => return Err(error),
    };
    for name in names {
        let Some(value) = xattr::get(real, &name)? else { continue };
        let set = new.set_xattr(&name, &value);
        let ours = name
            .to_str()
            .is_some_and(|name| name.starts_with("user.") || name.starts_with("system."));
        if ours {
            set?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn links(_about: &Metadata) -> u64 {
    1
}

#[cfg(not(unix))]
fn same_file(_a: &Metadata, _b: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn take_over(about: &Metadata, _real: &Path, new: &File) -> io::Result<()> {
    new.set_permissions(about.permissions())
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::{put, replace};
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::path::Path;

    fn file_with(content: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, content).unwrap();
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_text_takes_the_old_ones_place_and_mode() {
        let (folder, path) = file_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o640);
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn extended_attributes_stay() {
        let (_folder, path) = file_with("old");
        // Not every file system has them.
        if xattr::set(&path, "user.colour", b"blue").is_ok() {
            replace(&path, b"old", b"new").unwrap();
            assert_eq!(xattr::get(&path, "user.colour").unwrap().as_deref(), Some(&b"blue"[..]));
        }
    }

    #[test]
    fn a_link_stays_a_link() {
        let (folder, path) = file_with("old");
        let link = folder.path().join("link.txt");
        symlink("a.txt", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[track_caller]
    fn check_refused(path: &Path, why: &str) {
        let before = fs::read(path).unwrap();
        let problem = replace(path, b"old", b"new").unwrap_err();
        assert!(problem.contains(why), "{problem}");
        assert_eq!(fs::read(path).unwrap(), before);
    }

    #[test]
    fn another_programs_text_stays() {
        let (folder, path) = file_with("theirs");
        check_refused(&path, "changed while it was being checked");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn hard_links_and_read_only_files_are_left_alone() {
        let (folder, path) = file_with("old");
        fs::hard_link(&path, folder.path().join("b.txt")).unwrap();
        check_refused(&path, "hard links");
        fs::remove_file(folder.path().join("b.txt")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        check_refused(&path, "read-only");
    }

    #[test]
    fn a_report_takes_its_place() {
        let (folder, path) = file_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let link = folder.path().join("link.txt");
        symlink("a.txt", &link).unwrap();
        put(&link, &mut "new".as_bytes()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        put(&folder.path().join("b.txt"), &mut "made".as_bytes()).unwrap();
        assert_eq!(names(folder.path()), ["a.txt", "b.txt", "link.txt"]);
    }

    #[test]
    fn a_report_that_cannot_be_written_leaves_what_stood_there() {
        let (folder, path) = file_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(put(&path, &mut "new".as_bytes()).unwrap_err(), "read-only");
        assert_eq!(put(folder.path(), &mut "new".as_bytes()).unwrap_err(), "a folder");
        let lost = folder.path().join("no/a.txt");
        assert_eq!(put(&lost, &mut "new".as_bytes()).unwrap_err(), "no such file or folder");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }
}
