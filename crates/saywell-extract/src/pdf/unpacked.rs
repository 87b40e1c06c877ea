//! How much a PDF file unpacks to, measured before its reader unpacks it: a few thousand bytes can stand for gigabytes.

use crate::ExtractError;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Bytes that one stream may unpack to.
const MOST: u64 = 256 * 1024 * 1024;

/// Bytes that all streams may unpack to: a long scan has many pictures.
const MOST_IN_ALL: u64 = 4 * 1024 * 1024 * 1024;

/// Checks that the streams of a file do not unpack to more than the limits.
///
/// Deflate is measured, also twice over: other packings gain little, or are rare.
///
/// # Errors
///
/// If they do.
pub(super) fn check(bytes: &[u8]) -> Result<(), ExtractError> {
    check_to(bytes, MOST, MOST_IN_ALL)
}

fn check_to(bytes: &[u8], most: u64, most_in_all: u64) -> Result<(), ExtractError> {
    let mut all = 0;
    for start in memchr::memmem::find_iter(bytes, b"stream") {
        let data = &bytes[start + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let once = measure(ZlibDecoder::new(data), most);
        let twice = measure(ZlibDecoder::new(ZlibDecoder::new(data)), most);
        all += once + twice;
        if once > most || twice > most || all > most_in_all {
            let limit = if all > most_in_all { most_in_all } else { most };
            let megabytes = limit / (1024 * 1024);
            let why = format!("it unpacks to more than {megabytes} MB, as no document does");
            return Err(ExtractError::refused(why));
        }
    }
    Ok(())
}

/// How many bytes a stream holds, as far as it can be read; no more than one beyond `most`.
fn measure(stream: impl Read, most: u64) -> u64 {
    let mut stream = stream.take(most + 1);
    let mut buffer = [0; 16 * 1024];
    let mut all = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        all += count as u64;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::check_to;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn measures_what_streams_unpack_to() {
        let stream =
            |data: Vec<u8>| [b"<<>> stream\r\n".as_slice(), &data, b"\nendstream"].concat();
        let once = stream(packed(&[0; 100_000]));
        let twice = stream(packed(&packed(&[0; 100_000])));
        for bytes in [&once, &twice] {
            assert!(check_to(bytes, 200_000, 1_000_000).is_ok());
            assert!(check_to(bytes, 99_999, 1_000_000).is_err());
        }
        assert!(check_to(&[once.as_slice(), &once].concat(), 200_000, 150_000).is_err());
        assert!(check_to(b"stream stream\n endstream", 10, 10).is_ok());
    }
}
