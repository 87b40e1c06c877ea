//! Finding and opening configuration files.

use crate::check::parse_in;
use crate::chosen::{Chosen, Config};
use crate::error::{ConfigError, ConfigErrors};
use crate::packs::PackChoice;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The name of a configuration file.
pub const FILE_NAME: &str = "saywell.toml";

/// A larger configuration file is refused, in bytes.
const LARGEST: u64 = 1 << 20;

/// The nearest `saywell.toml` in the folder or above it. The search ends at the root of the file system and nowhere
/// before.
///
/// # Errors
///
/// Where a folder cannot be looked into, so that it is not known whether a file is there.
pub fn find(folder: &Path) -> Result<Option<PathBuf>, ConfigErrors> {
    let whole = |path: &Path, error: &std::io::Error| {
        ConfigError::whole(&path.display().to_string(), error.to_string())
    };
    let start = std::path::absolute(folder).map_err(|error| whole(folder, &error))?;
    for folder in start.ancestors() {
        let path = folder.join(FILE_NAME);
        match fs::symlink_metadata(&path) {
            Ok(_) => return Ok(Some(path)),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(whole(&path, &error).into()),
        }
    }
    Ok(None)
}

/// Opens and reads a configuration file, and looks whether the packs that it names lie in its folder.
///
/// # Errors
///
/// Where it cannot be opened, is no regular file, is larger than 1 MiB or not UTF-8; and all that [`crate::parse`] tells.
pub fn load(path: &Path) -> Result<Config, ConfigErrors> {
    let name = path.display().to_string();
    let text = read_text(path).map_err(|message| ConfigError::whole(&name, message))?;
    let absolute =
        std::path::absolute(path).map_err(|error| ConfigError::whole(&name, error.to_string()))?;
    let folder = absolute.parent().unwrap_or(Path::new(""));
    let config = parse_in(&name, folder, &text)?;
    let packs = config.packs.iter().filter_map(|pack| pack_outside(pack, folder));
    let errors: Vec<ConfigError> = packs.chain(baseline_outside(&config, folder)).collect();
    if errors.is_empty() { Ok(config) } else { Err(ConfigErrors(errors)) }
}

/// The text of a configuration file, whatever it says.
///
/// # Errors
///
/// In words that follow the file's name: why it cannot be opened, or that it is no regular file, too large or not UTF-8.
pub fn read_text(path: &Path) -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("cannot be read: {error}");
    // Looked at before it is opened: opening a pipe would wait for ever.
    if !fs::metadata(path).map_err(cannot)?.is_file() {
        return Err("is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(cannot)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > LARGEST {
        return Err("is larger than 1 MiB".to_owned());
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// What is wrong with a pack's path once links are followed.
fn pack_outside(pack: &Chosen<PackChoice>, folder: &Path) -> Option<ConfigError> {
    let PackChoice::File(path) = &pack.value else { return None };
    let message = match stays_in(path, folder) {
        Ok(true) => return None,
        Ok(false) => LEADS_OUT.to_owned(),
        Err(error) => format!("this pack cannot be read: {error}"),
    };
    Some(pack.origin.error(message))
}

/// What is wrong with the baseline's path once links are followed. It need not be there yet.
fn baseline_outside(config: &Config, folder: &Path) -> Option<ConfigError> {
    let baseline = config.baseline.as_ref()?;
    let leads_out = stays_in(&baseline.value, folder).is_ok_and(|inside| !inside);
    leads_out.then(|| baseline.origin.error(LEADS_OUT.to_owned()))
}

const LEADS_OUT: &str = "this link leads out of the folder of this file";

fn stays_in(path: &Path, folder: &Path) -> std::io::Result<bool> {
    Ok(path.canonicalize()?.starts_with(folder.canonicalize()?))
}
