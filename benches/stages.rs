//! How long each stage takes, inside one process: `cargo run --release -p saywell --example stages -- FILE…`
//!
//! Each stage is run several times on the whole file, and the median is printed. `callgrind` tells more about what
//! happens inside `lint`; see `docs/performance.md`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use saywell_engine::document::{Document, Format, ReadOptions, read};
use saywell_engine::{Linter, Settings, apply, safe_edits};
use saywell_report::{FileReport, Options, Outcome, Style, write};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const RUNS: usize = 7;

/// The median of several runs in seconds, and what the last gave.
fn timed<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut seconds = Vec::with_capacity(RUNS);
    let mut last = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let given = black_box(work());
        seconds.push(start.elapsed().as_secs_f64());
        last = Some(given);
    }
    seconds.sort_by(f64::total_cmp);
    (seconds[RUNS / 2], last.unwrap_or_else(&mut work))
}

fn row(stage: &str, bytes: usize, seconds: f64) {
    let speed =
        if bytes > 0 { format!("{:.0}", bytes as f64 / 1e6 / seconds) } else { "—".to_owned() };
    println!("| {stage} | {:.2} | {speed} |", seconds * 1e3);
}

fn stages(path: &Path, linter: &Linter) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let size = bytes.len();
    let options = ReadOptions { format: Format::from_path(path), ..ReadOptions::default() };
    println!(
        "\n**{}**, {:.3} MB\n\n| stage | ms | MB/s |\n|---|---|---|",
        name(path),
        size as f64 / 1e6
    );
    let (seconds, document) = timed(|| read(bytes.clone(), &options));
    let document: Document = document.map_err(|error| format!("{}: {error}", path.display()))?;
    row("read: the format, blocks, quotations", size, seconds);
    let (seconds, linted) = timed(|| linter.lint(&document));
    row(
        &format!("lint: match, resolve, suggest ({} findings)", linted.findings.len()),
        size,
        seconds,
    );
    let report =
        FileReport::new(name(path), Outcome::Checked { document: &document, linted: &linted });
    let report = [report];
    for style in [Style::Full, Style::Concise, Style::Json] {
        let write = || write(&mut std::io::sink(), style, Options::default(), &report).is_ok();
        row(&format!("report: {}", style.name()), size, timed(write).0);
    }
    let fix = || apply(&document.text, &safe_edits(&linted.findings));
    row("fix: safe changes", size, timed(fix).0);
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn run(paths: &[PathBuf]) -> Result<(), String> {
    println!("| stage | ms | MB/s |\n|---|---|---|");
    let start = Instant::now();
    let packs = saywell_rulebook::embedded();
    row("load the packs (once)", 0, start.elapsed().as_secs_f64());
    let (seconds, linter) = timed(|| Linter::new(packs, &Settings::default()));
    row("compile the rules", 0, seconds);
    let linter = linter.map_err(|error| error.messages.join("\n"))?;
    paths.iter().try_for_each(|path| stages(path, &linter))
}

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("stages: {message}");
            ExitCode::FAILURE
        }
    }
}
