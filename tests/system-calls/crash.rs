//! The crash matrix: at every call of the system from the first that names the file on, the program is killed, or the
//! call fails with an I/O error or a full disk. Afterwards the file holds the old text or the new one, and is whose it was.

use crate::trace::{Call, calls, desk, saywell, strace};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

/// What strace does to a call.
const FAULTS: [&str; 3] = ["signal=KILL", "error=EIO", "error=ENOSPC"];

/// Calls that cannot fail, so that the library beneath ends the program where they do.
const NEVER_FAIL: [&str; 3] = ["exit_group", "rt_sigreturn", "restart_syscall"];

/// How often what became of the file.
#[derive(Debug, Default)]
struct Tally {
    faults: usize,
    old: usize,
    new: usize,
    /// Neither the old text nor the new one.
    lost: Vec<String>,
    /// The old text, and yet a clean end.
    untold: Vec<String>,
    /// Half a file left in the folder after an error.
    left_behind: Vec<String>,
    /// No link any more, or with another mode, owner, group or attribute.
    altered: Vec<String>,
}

/// What a file is besides its text: whether the name is a link, and the file's mode, owner, group and an attribute.
#[derive(Debug, PartialEq, Eq)]
struct About {
    is_link: bool,
    mode: u32,
    owner: (u32, u32),
    attribute: Option<Vec<u8>>,
}

/// An extended attribute; not every file system keeps any.
const ATTRIBUTE: &str = "user.colour";

impl About {
    fn of(path: &Path) -> Self {
        let about = fs::metadata(path).unwrap();
        Self {
            is_link: path.is_symlink(),
            mode: about.mode(),
            owner: (about.uid(), about.gid()),
            attribute: xattr::get_deref(path, ATTRIBUTE).ok().flatten(),
        }
    }
}

/// A way to put the new text in the place of the old one.
struct Writer<'a> {
    program: &'a [&'a str],
    old: String,
    new: String,
}

impl Writer<'_> {
    /// Its calls, from the first that names the file.
    fn calls(&self) -> Vec<Call> {
        let desk = desk();
        self.set_up(desk.path());
        let (status, log) = strace(&["-e", "trace=all"], self.program, desk.path());
        assert!(status.success(), "{status}: {log}");
        assert_eq!(fs::read_to_string(desk.path().join("a.txt")).unwrap(), self.new);
        let calls = calls(&log);
        let started = |call: &Call| call.name != "execve" && call.line.contains("a.txt");
        let first = calls.iter().position(started).expect("it names the file");
        calls[first..].iter().filter(|call| !NEVER_FAIL.contains(&&*call.name)).cloned().collect()
    }

    /// Lays out the file, behind a link, with a mode of its own, and with another owner and an attribute where that can be.
    fn set_up(&self, folder: &Path) -> About {
        let (real, link) = (folder.join("kept.txt"), folder.join("a.txt"));
        fs::write(&real, &self.old).unwrap();
        let _ = chown(&real, Some(1234), Some(4321));
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        let _ = xattr::set(&real, ATTRIBUTE, b"blue");
        symlink("kept.txt", &link).unwrap();
        fs::write(folder.join("new"), &self.new).unwrap();
        About::of(&link)
    }

    /// Tries every fault at every call.
    fn try_faults(&self) -> Tally {
        let mut tally = Tally::default();
        for call in self.calls() {
            for fault in FAULTS {
                self.try_fault(&call, fault, &mut tally);
            }
        }
        tally
    }

    fn try_fault(&self, call: &Call, fault: &str, tally: &mut Tally) {
        let desk = desk();
        let about = self.set_up(desk.path());
        let Call { name, number, line } = call;
        let inject = format!("inject={name}:{fault}:when={number}");
        let (status, _) = strace(&["-e", &inject], self.program, desk.path());
        let told = format!("{inject} ({status}): {line}");
        tally.faults += 1;
        let text = fs::read_to_string(desk.path().join("a.txt")).unwrap_or_default();
        if text == self.new {
            tally.new += 1;
        } else if text == self.old {
            tally.old += 1;
            if status.success() {
                tally.untold.push(told.clone());
            }
        } else {
            tally.lost.push(told.clone());
        }
        if About::of(&desk.path().join("a.txt")) != about {
            tally.altered.push(told.clone());
        }
        let half =
            |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with(".saywell-");
        let left = fs::read_dir(desk.path()).unwrap().any(|entry| half(entry.unwrap()));
        // What was killed cannot tidy up, nor can what may not remove files.
        if left && fault != FAULTS[0] && !name.starts_with("unlink") {
            tally.left_behind.push(told);
        }
    }
}

fn texts() -> (String, String) {
    let old = "He committed suicide.\n".repeat(2_000);
    let new = old.replace("committed suicide", "died by suicide");
    (old, new)
}

#[test]
fn a_fix_is_made_or_not_made_whatever_fails() {
    let (old, new) = texts();
    let command = saywell();
    let program = [command.to_str().expect("a path in UTF-8"), "fix", "a.txt"];
    let tally = Writer { program: &program, old, new }.try_faults();
    println!(
        "crash matrix: {} faults, {} old, {} new, {} lost",
        tally.faults,
        tally.old,
        tally.new,
        tally.lost.len()
    );
    assert!(tally.old > 0 && tally.new > 0, "faults happen before and after the change");
    assert_eq!(tally.lost, Vec::<String>::new(), "neither the old text nor the new one");
    assert_eq!(tally.untold, Vec::<String>::new(), "not fixed, and yet a clean end");
    assert_eq!(tally.left_behind, Vec::<String>::new(), "half a file left behind");
    assert_eq!(tally.altered, Vec::<String>::new(), "no longer whose it was, or as it was");
}

/// The control: what writes as most programs do loses the text, and the matrix sees it.
#[test]
fn a_writer_that_truncates_is_caught() {
    let (old, new) = texts();
    let tally = Writer { program: &["cp", "new", "a.txt"], old, new }.try_faults();
    println!("crash matrix of cp: {} faults, {} lost", tally.faults, tally.lost.len());
    assert!(!tally.lost.is_empty());
}
