//! Bad inputs: every case of the tables in `tests/bad-input` is run with the real command, bounded in time and memory,
//! as an ordinary user, in a folder of its own. See the page there for what a case says.
//!
//! `SAYWELL=FILE` runs another build of the command; a name as argument runs the cases whose names hold it.

// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[cfg(unix)]
mod case;
#[cfg(unix)]
mod judge;
#[cfg(unix)]
mod package;
#[cfg(unix)]
mod run;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};
    let mut arguments = Arguments::from_args();
    // Each case is a process or more, and some work for as long as they may.
    arguments.test_threads.get_or_insert(2);
    let bench = run::Bench::new();
    let bench: &'static run::Bench = Box::leak(Box::new(bench));
    let trials = case::all().into_iter().map(|case| {
        let name = format!("{} {}", case.id, case.about);
        let lacking = case.needs.as_ref().is_some_and(|probe| !bench.can(probe));
        Trial::test(name, move || judge::judge(bench, &case).map_err(Into::into))
            .with_ignored_flag(lacking)
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    println!(
        "bad inputs: {} passed, {} failed, {} skipped",
        conclusion.num_passed, conclusion.num_failed, conclusion.num_ignored
    );
    bench.clear();
    conclusion.exit_code()
}

/// The cases are made by a Unix shell.
#[cfg(not(unix))]
fn main() {}
