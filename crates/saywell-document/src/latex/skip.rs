//! Parts of LaTeX that are not read as they stand: mathematics, options, code, accents, environments without prose.

use super::{Next, Reader};
use crate::paragraphs::REACH;

/// The longest optional argument, `[…]`, in bytes.
const LONGEST_OPTION: usize = 1000;

impl<'t> Reader<'t> {
    /// Mathematics: one mask from one dollar sign to the next in the same paragraph.
    pub(super) fn dollar(&mut self) {
        self.next = Next::Nothing;
        let start = self.at;
        let sign = if self.text[start..].starts_with("$$") { "$$" } else { "$" };
        self.at += sign.len();
        self.skip_math(start, sign);
    }

    /// Masks what stands between `start` and `end`, which is looked for from here to the end of the paragraph.
    pub(super) fn skip_math(&mut self, start: usize, end: &'static str) {
        match self.math_end(end) {
            Some(found) => {
                self.at = found;
                self.mask(start);
            }
            None if self.is_read() && end.starts_with('$') => self.blocks.push(start..self.at),
            None => {}
        }
    }

    /// Where mathematics ends that ends with `end`; none if the paragraph ends before.
    fn math_end(&mut self, end: &'static str) -> Option<usize> {
        if self.barren.get(end).is_some_and(|&until| self.at < until) {
            return None;
        }
        let text = self.text;
        let mut at = self.at;
        while let Some(found) =
            memchr::memchr3(b'\\', end.as_bytes()[0], b'\n', &text.as_bytes()[at..])
        {
            at += found;
            let here = &text[at..];
            if here.starts_with(end) {
                return Some(at + end.len());
            }
            let blank = |line: &str| line.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            if here.strip_prefix('\n').is_some_and(blank) {
                break;
            }
            // A backslash, and the sign after it, which is not to be taken for an end.
            let next = here[1..].chars().next().map_or(0, char::len_utf8);
            at += 1 + if here.starts_with('\\') { next } else { 0 };
        }
        self.barren.insert(end, at.max(self.at + 1));
        None
    }

    /// The length of an optional argument that starts `skip` bytes from here.
    pub(super) fn option(&self, skip: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[self.at + skip..];
        let window = &rest[..rest.len().min(LONGEST_OPTION)];
        let mut depth = 0_usize;
        for (at, byte) in window.iter().enumerate() {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return None,
                b']' if depth == 1 => return Some(skip + at + 1),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    pub(super) fn verb(&mut self, start: usize) {
        if let Some(len) = self.option(0) {
            self.at += if self.text[self.at..].starts_with('[') { len } else { 0 };
        }
        let rest = &self.text[self.at..];
        let Some(sign) = rest.chars().next() else { return };
        let end = if sign == '{' { '}' } else { sign };
        let near = &rest[..rest.floor_char_boundary(rest.len().min(REACH))];
        let line = &near[..near.find(['\n', '\r']).unwrap_or(near.len())];
        let Some(found) = line.get(sign.len_utf8()..).and_then(|inner| inner.find(end)) else {
            return;
        };
        self.at += sign.len_utf8() + found + end.len_utf8();
        self.mask(start);
    }

    /// A letter with an accent: `\'e`, `\'{e}`, `\c c`.
    pub(super) fn accent(&mut self, start: usize, mark: char) {
        let rest = &self.text[self.at..];
        let bare = rest.trim_start_matches([' ', '\t']);
        let inner = bare.strip_prefix('{').unwrap_or(bare);
        let dotless =
            inner.strip_prefix('\\').filter(|after| after.starts_with(['i', 'j'])).unwrap_or(inner);
        let Some(letter) = dotless.chars().next().filter(|c| c.is_alphabetic()) else { return };
        let mut end = self.text.len() - dotless.len() + letter.len_utf8();
        if inner.len() < bare.len() {
            if !self.text[end..].starts_with('}') {
                return;
            }
            end += 1;
        }
        self.at = start;
        let mut accented = String::from(letter);
        match unicode_normalization::char::compose(letter, mark) {
            Some(composed) => accented = composed.to_string(),
            None => accented.push(mark),
        }
        self.written(&accented, end - start);
    }

    /// The name in braces here, and moves behind it.
    pub(super) fn environment_name(&mut self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let inner = rest.trim_start_matches([' ', '\t']).strip_prefix('{')?;
        let window = &inner.as_bytes()[..inner.len().min(100)];
        let name = &inner[..memchr::memchr2(b'}', b'\n', window)?];
        self.at = self.text.len() - inner.len() + name.len() + 1;
        Some(name)
    }

    pub(super) fn skip_environment(&mut self, name: &'t str) {
        let start = self.at;
        let inline = name == "math";
        if !inline {
            self.close();
        }
        if self.endless.contains(name) {
            return;
        }
        let end = format!("\\end{{{name}}}");
        match memchr::memmem::find(&self.text.as_bytes()[self.at..], end.as_bytes()) {
            Some(found) => self.at += found + end.len(),
            None => {
                self.endless.insert(name);
            }
        }
        if inline {
            self.mask(start);
        }
    }
}
