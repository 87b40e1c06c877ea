//! Files that are archives of parts (zip), opened without trust: parts are unpacked one by one, within limits.

use crate::ExtractError;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The most bytes that one part may unpack to.
const LARGEST_PART: u64 = 256 << 20;

/// The most bytes that all parts read may unpack to together.
const LARGEST_TOTAL: u64 = 512 << 20;

/// A part beyond this size that unpacks to more than [`RATIO`] times its packed size is there to do harm: XML of real
/// documents stays below a tenth of that.
const SUSPECT: u64 = 16 << 20;

/// See [`SUSPECT`].
const RATIO: u64 = 300;

/// The most parts.
const MOST_PARTS: usize = 1 << 16;

/// An archive of parts.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// By their names in lower case: names of parts are the same in any letter case.
    index: HashMap<String, usize>,
    /// How many more bytes may be unpacked.
    room: u64,
}

impl<'a> Archive<'a> {
    /// Opens the archive in these bytes.
    ///
    /// # Errors
    ///
    /// If it is none, cut short, has too many parts or two of the same name.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ExtractError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            ExtractError::refused(
                "damaged or cut short: the archive that it consists of does not open",
            )
        })?;
        if zip.len() > MOST_PARTS {
            return Err(ExtractError::refused("an archive of too many parts"));
        }
        let mut index = HashMap::with_capacity(zip.len());
        for at in 0..zip.len() {
            // A name in an unknown encoding is none that is looked for.
            let Some(Ok(name)) = zip.name_for_index(at) else { continue };
            if index.insert(key(&name), at).is_some() {
                return Err(twice(&name));
            }
        }
        let archive = Self { bytes, zip, index, room: LARGEST_TOTAL };
        archive.refuse_doubles()?;
        Ok(archive)
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index.contains_key(&key(name))
    }

    /// Whether there is a part in the folder of this name (with its slash).
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.index.keys().any(|name| name.starts_with(folder))
    }

    /// The content of a part; none if there is no such part.
    ///
    /// # Errors
    ///
    /// If the part is damaged, locked with a password, or goes beyond the limits.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ExtractError> {
        let Some(&at) = self.index.get(&key(name)) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|error| unreadable(name, &error))?;
        let fair = file.compressed_size().saturating_mul(RATIO).max(SUSPECT);
        let limit = LARGEST_PART.min(self.room).min(fair);
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(1 << 20)).unwrap_or(0));
        // One byte more tells a part that goes on from one that ends at the limit.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged(name))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(ExtractError::refused(format!(
                "its part {name} unpacks to too much (over {limit} bytes)"
            )));
        }
        self.room -= size;
        Ok(Some(bytes))
    }

    /// The archive with these parts' content in place of what was there, or added. Other parts are copied as they are
    /// packed.
    ///
    /// # Errors
    ///
    /// If a part cannot be copied.
    pub(crate) fn rewritten(
        mut self,
        mut changed: HashMap<String, Vec<u8>>,
    ) -> Result<Vec<u8>, ExtractError> {
        let mut writer =
            ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len() + (1 << 12))));
        let unwritten = |_| ExtractError::refused("its parts cannot be copied");
        for at in 0..self.zip.len() {
            let file = self.zip.by_index_raw(at).map_err(unwritten)?;
            let name = file.name().map(Cow::into_owned).unwrap_or_default();
            match changed.remove(&name) {
                Some(content) => {
                    drop(file);
                    add(&mut writer, &name, &content)?;
                }
                None => writer.raw_copy_file(file).map_err(unwritten)?,
            }
        }
        let mut added: Vec<_> = changed.into_iter().collect();
        added.sort();
        for (name, content) in added {
            add(&mut writer, &name, &content)?;
        }
        Ok(writer.finish().map_err(unwritten)?.into_inner())
    }

    /// Of two entries of one name the library keeps the last and says nothing; another program may read the first. So
    /// the entries of the central directory are counted.
    fn refuse_doubles(&self) -> Result<(), ExtractError> {
        let start = usize::try_from(self.zip.central_directory_start()).unwrap_or(usize::MAX);
        let mut rest = self.bytes.get(start..).unwrap_or_default();
        let mut entries = 0;
        let length_at =
            |entry: &[u8], at: usize| usize::from(u16::from_le_bytes([entry[at], entry[at + 1]]));
        while rest.len() >= 46 && rest.starts_with(b"PK\x01\x02") {
            entries += 1;
            let length = 46 + length_at(rest, 28) + length_at(rest, 30) + length_at(rest, 32);
            rest = rest.get(length..).unwrap_or_default();
        }
        if entries > self.zip.len() { Err(twice("")) } else { Ok(()) }
    }
}

fn add(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
) -> Result<(), ExtractError> {
    let unwritten = || ExtractError::refused(format!("its part {name} cannot be written"));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file(name, options).map_err(|_| unwritten())?;
    writer.write_all(content).map_err(|_| unwritten())
}

/// Some programs write `\` between the parts of a name.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

fn twice(name: &str) -> ExtractError {
    let what = if name.is_empty() { "a part" } else { name };
    ExtractError::refused(format!("damaged: {what} is in it twice"))
}

fn damaged(name: &str) -> ExtractError {
    ExtractError::refused(format!("damaged: its part {name} does not unpack"))
}

fn unreadable(name: &str, error: &ZipError) -> ExtractError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            ExtractError::refused("locked with a password")
        }
        ZipError::UnsupportedArchive(_) => ExtractError::refused(format!(
            "its part {name} is packed in a way that saywell does not know"
        )),
        _ => damaged(name),
    }
}
