//! Bytes to text and back.
//!
//! Nothing is guessed and nothing is replaced: bytes that do not fit are an error, and what was decoded encodes to the
//! same bytes, so that a file that is written back differs only where it was edited.

use std::fmt;

/// How a file's bytes are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian, with a byte order mark.
    Utf16Le,
    /// UTF-16, big endian, with a byte order mark.
    Utf16Be,
    /// Another encoding, asked for by name.
    Other(&'static encoding_rs::Encoding),
}

/// Text, decoded, and the encoding it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A byte order mark is kept as U+FEFF.
    pub text: String,
    /// How the bytes were encoded.
    pub encoding: Encoding,
}

/// Why bytes could not be decoded. Offsets are in bytes from the start of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A byte sequence that is not valid in the encoding.
    Invalid {
        /// The first byte that does not fit.
        offset: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The file holds NUL bytes: it is not text.
    Binary {
        /// The first NUL byte.
        offset: usize,
    },
}

impl Encoding {
    /// The encoding with this name: a label of the WHATWG Encoding Standard, letter case ignored, such as `utf-8`,
    /// `windows-1252`, `latin1`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes())?;
        Some(match encoding.name() {
            "UTF-8" => Self::Utf8,
            "UTF-16LE" => Self::Utf16Le,
            "UTF-16BE" => Self::Utf16Be,
            _ => Self::Other(encoding),
        })
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Other(encoding) => encoding.name(),
        }
    }

    /// The bytes of `text`; none if a character has no place in the encoding. A byte order mark is written where the
    /// text has one (U+FEFF).
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            // A byte order mark is none in these encodings; `encode` turns UTF-16 into UTF-8, but that is not here.
            Self::Other(encoding) => {
                let (bytes, _, lossy) = encoding.encode(text);
                (!lossy).then(|| bytes.into_owned())
            }
        }
    }
}

/// The text in `bytes`: in the encoding that a byte order mark tells, else in `encoding`, else in UTF-8.
///
/// # Errors
///
/// If the bytes are not valid in that encoding, or hold NUL bytes where it is not UTF-16.
pub fn decode(bytes: Vec<u8>, encoding: Option<Encoding>) -> Result<Decoded, DecodeError> {
    let encoding = match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] => {
            return Err(DecodeError::Invalid { offset: 0, encoding: "UTF-32LE" });
        }
        [0, 0, 0xFE, 0xFF, ..] => {
            return Err(DecodeError::Invalid { offset: 0, encoding: "UTF-32BE" });
        }
        [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8,
        [0xFF, 0xFE, ..] => Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => Encoding::Utf16Be,
        _ => encoding.unwrap_or(Encoding::Utf8),
    };
    let text = match encoding {
        Encoding::Utf16Le => decode_utf16(&bytes, encoding, u16::from_le_bytes)?,
        Encoding::Utf16Be => decode_utf16(&bytes, encoding, u16::from_be_bytes)?,
        Encoding::Utf8 => {
            refuse_nul(&bytes)?;
            String::from_utf8(bytes)
                .map_err(|error| invalid(encoding, error.utf8_error().valid_up_to()))?
        }
        Encoding::Other(other) => {
            refuse_nul(&bytes)?;
            decode_other(&bytes, other)?
        }
    };
    Ok(Decoded { text, encoding })
}

fn refuse_nul(bytes: &[u8]) -> Result<(), DecodeError> {
    memchr::memchr(0, bytes).map_or(Ok(()), |offset| Err(DecodeError::Binary { offset }))
}

fn invalid(encoding: Encoding, offset: usize) -> DecodeError {
    DecodeError::Invalid { offset, encoding: encoding.name() }
}

fn decode_utf16(
    bytes: &[u8],
    encoding: Encoding,
    unit: fn([u8; 2]) -> u16,
) -> Result<String, DecodeError> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut at = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let c = decoded.map_err(|_| invalid(encoding, at))?;
        text.push(c);
        at += 2 * c.len_utf16();
    }
    if rest.is_empty() { Ok(text) } else { Err(invalid(encoding, at)) }
}

fn decode_other(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
) -> Result<String, DecodeError> {
    let own = Encoding::Other(encoding);
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| invalid(own, first_malformed(bytes, encoding)))?
        .into_owned();
    if encoding.is_single_byte() {
        return Ok(text);
    }
    // Some encodings of several bytes can write one character in two ways. A file that uses the rarer one cannot be
    // written back as it was; it is refused rather than changed behind the writer's back.
    let again = own.encode(&text).unwrap_or_default();
    if again == bytes {
        return Ok(text);
    }
    let same = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    Err(invalid(own, same))
}

/// The first byte of the first sequence that is not valid.
fn first_malformed(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = [0; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut out, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return at,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return at.saturating_sub(usize::from(bad) + usize::from(after));
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { offset, encoding } => {
                write!(f, "not valid {encoding} at byte {offset}")
            }
            Self::Binary { offset } => write!(f, "not text: a NUL byte at byte {offset}"),
        }
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], name: Option<&str>, expected: Result<(&str, &str), (usize, &str)>) {
        let encoding = name.map(|name| Encoding::from_name(name).unwrap());
        let found = decode(bytes.to_vec(), encoding);
        let seen = match &found {
            Ok(decoded) => Ok((decoded.text.as_str(), decoded.encoding.name())),
            Err(DecodeError::Invalid { offset, encoding }) => Err((*offset, *encoding)),
            Err(DecodeError::Binary { offset }) => Err((*offset, "binary")),
        };
        assert_eq!(seen, expected);
        if let Ok(decoded) = found {
            assert_eq!(decoded.encoding.encode(&decoded.text).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn decodes() {
        check(b"", None, Ok(("", "UTF-8")));
        check("café".as_bytes(), None, Ok(("café", "UTF-8")));
        check(b"\xEF\xBB\xBFa", Some("latin1"), Ok(("\u{FEFF}a", "UTF-8")));
        check(b"\xFF\xFEa\0=\xD8\x69\xDC", None, Ok(("\u{FEFF}a👩", "UTF-16LE")));
        check(b"\xFE\xFF\0a\xD8=\xDC\x69", None, Ok(("\u{FEFF}a👩", "UTF-16BE")));
        check(b"a\0", Some("utf-16le"), Ok(("a", "UTF-16LE")));
        check(b"caf\xE9 \x93x\x94", Some("Latin1"), Ok(("café “x”", "windows-1252")));
        check(b"\x82\xA0", Some("shift_jis"), Ok(("あ", "Shift_JIS")));
    }

    #[test]
    fn refuses() {
        check(b"caf\xE9 x", None, Err((3, "UTF-8")));
        check(b"ab\0c", None, Err((2, "binary")));
        check(b"\xE9\0", None, Err((1, "binary")));
        check(b"\xFF\xFE\0\0", None, Err((0, "UTF-32LE")));
        check(b"\0\0\xFE\xFF", None, Err((0, "UTF-32BE")));
        check(b"\xFF\xFEa\0\x69\xDC", None, Err((4, "UTF-16LE")));
        check(b"\xFF\xFEa\0=\xD8", None, Err((4, "UTF-16LE")));
        check(b"\xFF\xFEa\0b", None, Err((4, "UTF-16LE")));
        check(b"ab\x82", Some("shift_jis"), Err((2, "Shift_JIS")));
        // NEC's and IBM's codes of one character: only one of them can be written back.
        check(b"a\xED\x40", Some("shift_jis"), Err((1, "Shift_JIS")));
    }

    #[test]
    fn knows_names() {
        assert_eq!(Encoding::from_name("UTF8"), Some(Encoding::Utf8));
        assert_eq!(Encoding::from_name("hz-gb-2312"), None);
        assert_eq!(Encoding::from_name("klingon"), None);
    }

    #[test]
    fn writes_every_byte_back() {
        let bytes: Vec<u8> = (1..=255).collect();
        let labels = [
            "windows-1250",
            "windows-1252",
            "windows-1251",
            "iso-8859-2",
            "iso-8859-15",
            "koi8-r",
            "macintosh",
        ];
        for label in labels {
            let encoding = Encoding::from_name(label);
            let decoded = decode(bytes.clone(), encoding).unwrap();
            assert_eq!(decoded.encoding.encode(&decoded.text), Some(bytes.clone()), "{label}");
        }
        assert_eq!(Encoding::from_name("windows-1252").unwrap().encode("日"), None);
    }
}
