//! Names of files as other tools want them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// What stands for itself in a path of a URI: RFC 3986, “unreserved”, and the slash.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The name with `/` between folders and without `./` at the start.
pub(crate) fn slashed(path: &str) -> Cow<'_, str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    if cfg!(windows) { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) }
}

/// The name as a reference in a SARIF file: relative as it is, or a `file:` URI.
pub(crate) fn uri(path: &str) -> String {
    let path = slashed(path);
    let encoded = utf8_percent_encode(&path, KEPT);
    match path.as_bytes() {
        [b'/', ..] => format!("file://{encoded}"),
        [drive, b':', b'/', ..] if cfg!(windows) && drive.is_ascii_alphabetic() => {
            format!("file:///{encoded}")
        }
        _ => encoded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_become_references() {
        let cases = [
            ("drafts/raid.md", "drafts/raid.md"),
            ("./a b#c?d%41é.md", "a%20b%23c%3Fd%2541%C3%A9.md"),
            ("/srv/x.md", "file:///srv/x.md"),
            ("<stdin>", "%3Cstdin%3E"),
            ("a:b", "a%3Ab"),
            ("../x\n", "../x%0A"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }
}
