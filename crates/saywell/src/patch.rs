//! Changes as a patch, in the form that `git apply` and `patch` take: the bytes of the file, line by line.

use crate::fix::Change;
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, capture_diff_slices_deadline, group_diff_ops};
use std::path::Path;
use std::time::{Duration, Instant};

/// How many lines around a change are shown.
const AROUND: usize = 3;

/// How long lines are compared. After that the patch still holds, but may be longer than it need be.
const PATIENCE: Duration = Duration::from_secs(5);

/// The change of a file as a patch.
///
/// Lines end with LF alone; a CR before it belongs to the line. A file in UTF-16 is no text to git: its patch is for
/// people, in UTF-8.
pub(crate) fn patch(path: &Path, change: &Change) -> Vec<u8> {
    let (old, new) = if change.old.contains(&0) {
        (change.old_text.as_bytes(), change.new_text.as_bytes())
    } else {
        (change.old.as_slice(), change.new.as_slice())
    };
    let (old, new) = (lines(old), lines(new));
    let mut out = head(path).into_bytes();
    let deadline = Some(Instant::now() + PATIENCE);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    for hunk in group_diff_ops(ops, AROUND) {
        out.extend(format!("{}\n", UnifiedHunkHeader::new(&hunk)).bytes());
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            push_line(&mut out, change.tag(), change.value());
        }
    }
    out
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

fn push_line(out: &mut Vec<u8>, tag: ChangeTag, line: &[u8]) {
    out.push(match tag {
        ChangeTag::Equal => b' ',
        ChangeTag::Delete => b'-',
        ChangeTag::Insert => b'+',
    });
    out.extend(line);
    if !line.ends_with(b"\n") {
        out.extend(b"\n\\ No newline at end of file\n");
    }
}

fn head(path: &Path) -> String {
    let (old, new) = (name("a", path), name("b", path));
    // Without the tab, what stands behind a space would not count as part of the name.
    let end = if old.contains(' ') && !old.starts_with('"') { "\t" } else { "" };
    format!("diff --git {old} {new}\n--- {old}{end}\n+++ {new}{end}\n")
}

/// A file's name behind `a/` or `b/`, in quotation marks where it holds what would break the line or act on a terminal.
fn name(side: &str, path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes: Vec<u8> = bytes
        .iter()
        .map(|byte| if cfg!(windows) && *byte == b'\\' { b'/' } else { *byte })
        .collect();
    let start = bytes.iter().position(|byte| *byte != b'/').unwrap_or(0);
    let bytes = &bytes[start..];
    let plain = |text: &str| saywell_report::visible(text) == text && !text.contains(['"', '\\']);
    match str::from_utf8(bytes) {
        Ok(text) if plain(text) => format!("{side}/{text}"),
        _ => format!("\"{side}/{}\"", bytes.iter().map(|byte| escaped(*byte)).collect::<String>()),
    }
}

/// A byte as git writes it in a quoted name.
fn escaped(byte: u8) -> String {
    match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    }
}
