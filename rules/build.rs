//! Lists the files of every pack folder, so that a new file of rules needs no change of code.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = String::from("&[\n");
    for folder in entries(&root)?.into_iter().filter(|path| path.join("pack.toml").is_file()) {
        println!("cargo:rerun-if-changed={}", folder.display());
        _ = writeln!(code, "EmbeddedPack {{ id: {:?}, files: &[", name(&folder));
        for file in entries(&folder)?
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        {
            let path = format!("{}/{}", name(&folder), name(file));
            _ = writeln!(code, "({path:?}, include_str!({:?})),", file.display().to_string());
        }
        code.push_str("] },\n");
    }
    code.push(']');
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("packs.rs"), code)
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
