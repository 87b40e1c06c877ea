//! Embeds every pack folder, as it stands and compiled, so that a new file of rules needs no change of code and a start
//! needs no reading of rules.

use saywell_engine::Ruleset;
use saywell_engine::rules::{Pack, PackFile, load};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = String::from("&[\n");
    let mut packs = Vec::new();
    for folder in entries(&root)?.into_iter().filter(|path| path.join("pack.toml").is_file()) {
        println!("cargo:rerun-if-changed={}", folder.display());
        let files = toml_files(&folder)?;
        _ = writeln!(code, "EmbeddedPack {{ id: {:?}, files: &[", name(&folder));
        for file in &files {
            let path = format!("{}/{}", name(&folder), name(file));
            _ = writeln!(code, "({path:?}, include_str!({:?})),", file.display().to_string());
        }
        code.push_str("] },\n");
        packs.push(pack(&files)?);
    }
    code.push(']');
    fs::write(out.join("packs.rs"), code)?;
    fs::write(out.join("ruleset.bin"), Ruleset::new(&packs).to_bytes())?;
    Ok(())
}

/// Reads a pack. Its mistakes, each at its place, are what the build fails with.
fn pack(files: &[PathBuf]) -> Result<Pack, Box<dyn Error>> {
    let read = |path: &PathBuf| {
        Ok(PackFile { name: path.display().to_string(), text: fs::read_to_string(path)? })
    };
    let files: Vec<PackFile> = files.iter().map(read).collect::<io::Result<_>>()?;
    Ok(load(&files)?)
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    Ok(files)
}

/// What stands in a folder, sorted by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
