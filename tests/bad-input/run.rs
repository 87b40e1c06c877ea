//! Runs scripts bounded in time and memory, as an ordinary user.

use crate::case::{self, Case};
use crate::package;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The user and group that run the command where root runs the tests: to root nothing is closed.
const NOBODY: u32 = 65_534;

/// How much slower an unoptimized build is.
const SLOWER: u64 = if cfg!(debug_assertions) { 12 } else { 1 };

/// How much longer than its processor time a case may take; other work may keep the processor busy.
const PATIENCE: u32 = 12;

/// The most memory that a process may take, in KiB.
const MEMORY: u64 = 512 << 10;

/// Where cases are run.
pub(crate) struct Bench {
    folder: Option<TempDir>,
    bin: PathBuf,
    as_nobody: bool,
    slower: u64,
}

/// How a script ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code, as shells have it; none where it did not end in time.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) stdout: Vec<u8>,
    /// What it complained of.
    pub(crate) stderr: Vec<u8>,
}

impl Bench {
    /// A bench with the command on its path.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).expect("a folder");
        let given = std::env::var_os("SAYWELL").map(PathBuf::from);
        let slower = if given.is_some() { 1 } else { SLOWER };
        let command = given.unwrap_or_else(|| env!("CARGO_BIN_EXE_saywell").into());
        // An ordinary user may not reach where it was built.
        fs::copy(command, bin.join("saywell")).expect("the command is there");
        let house = case::folder().join("../cli/desk/house.toml");
        fs::copy(house, bin.join("house.toml")).expect("the small pack of tests/cli");
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
        let as_nobody = fs::metadata(&bin).expect("it is there").uid() == 0;
        Self { folder: Some(folder), bin, as_nobody, slower }
    }

    /// Removes what is left.
    pub(crate) fn clear(&self) {
        if let Some(folder) = &self.folder {
            // What a case has closed is opened again for those that are not root.
            let _ = Command::new("chmod").args(["-R", "u+rwX"]).arg(folder.path()).status();
            let _ = fs::remove_dir_all(folder.path());
        }
    }

    /// Whether a script succeeds here.
    pub(crate) fn can(&self, probe: &str) -> bool {
        let place = self.place("probe");
        self.script(&place, probe, 10).code == Some(0)
    }

    /// A new empty folder for a case, which stands in a folder of its own.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        let outer = self.folder.as_ref().expect("not cleared").path().join(name);
        let place = outer.join("here");
        fs::create_dir_all(&place).expect("a folder");
        for folder in [&outer, &place] {
            fs::set_permissions(folder, Permissions::from_mode(0o755)).expect("it is ours");
            if self.as_nobody {
                chown(folder, Some(NOBODY), Some(NOBODY)).expect("root may do that");
            }
        }
        place
    }

    /// Makes a case's input.
    pub(crate) fn make(&self, place: &Path, case: &Case) {
        if let Some(package) = &case.package {
            package::build(package, place);
        }
        let ran = self.script(place, &case.make, 60);
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.code, Some(0), "the input cannot be made: {said}");
    }

    /// Runs a case.
    pub(crate) fn run(&self, place: &Path, case: &Case) -> Ran {
        self.script(place, &case.run, case.seconds * self.slower)
    }

    /// Runs a script in a folder; `seconds` of processor time are the most that each process in it may take.
    pub(crate) fn script(&self, place: &Path, script: &str, seconds: u64) -> Ran {
        let outer = place.parent().expect("it stands in a folder");
        let (out, err) = (outer.join("stdout"), outer.join("stderr"));
        let tools = case::folder().join("tools.sh");
        let tools = fs::read_to_string(tools).expect("the tools");
        let script =
            format!("ulimit -c 0; ulimit -t {seconds}; ulimit -v {MEMORY}\n{tools}\n{script}\n");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).current_dir(place).stdin(Stdio::null());
        command.stdout(File::create(&out).expect("ours")).stderr(File::create(&err).expect("ours"));
        let path = std::env::var("PATH").unwrap_or_default();
        command.env_clear().env("PATH", format!("{}:{path}", self.bin.display()));
        command.env("HOME", outer).env("LANG", "C.UTF-8").env("TMPDIR", outer);
        command.process_group(0);
        if self.as_nobody {
            command.uid(NOBODY).gid(NOBODY);
        }
        let code = wait(command, Duration::from_secs(seconds) * PATIENCE);
        let read = |path: &Path| fs::read(path).expect("it was written");
        Ran { code, stdout: read(&out), stderr: read(&err) }
    }
}

/// The exit code, or none where it takes longer; then it is ended with all that it started.
fn wait(mut command: Command, most: Duration) -> Option<i32> {
    let mut child = command.spawn().expect("a shell");
    let started = Instant::now();
    while started.elapsed() < most {
        if let Some(status) = child.try_wait().expect("it is ours") {
            return Some(as_shells_have_it(status));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = child.wait();
    None
}

fn as_shells_have_it(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}
