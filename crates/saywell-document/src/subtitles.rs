//! Reads subtitles: SubRip (`.srt`) and WebVTT (`.vtt`).
//!
//! Numbers, times and tags are not prose. A sentence that goes on in the next cue is read as one, unless somebody else
//! speaks there or the screen was empty in between. Places are named by the time at which their cue appears.

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::{BlockKind, Span, directive, html, source_lines, speaker};
use std::ops::Range;

/// A pause longer than this, in milliseconds, ends a sentence.
const PAUSE: u64 = 3000;

/// A sentence longer than this, in bytes, is none: nobody ends sentences here.
const LONGEST: usize = 2000;

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 200;

/// The prose of subtitles.
///
/// In WebVTT what stands before no time is a note, a style sheet or a region. SubRip knows none of these: there it is a
/// cue's text after an empty line that does not belong there.
pub(crate) fn read(text: &str, web: bool) -> Prose {
    let mut reader = Reader {
        blocks: Blocks::new(text),
        web,
        until: 0,
        start: 0,
        end: 0,
        ended: true,
        part: Part::Start,
    };
    let mut lines = source_lines::lines(text).peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().map_or("", |next| &text[next.clone()]);
        reader.line(line, next);
    }
    reader.blocks.finish()
}

/// What the line before belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing: the next line may be a cue's name or time.
    Start,
    /// The text of a cue.
    Cue,
    /// A note, a style sheet, a region.
    Aside,
}

struct Reader<'t> {
    blocks: Blocks<'t>,
    web: bool,
    /// When the last cue disappeared, in milliseconds.
    until: u64,
    /// Where the open block starts.
    start: usize,
    /// Where the last line of a cue ended.
    end: usize,
    /// Whether the sentence that was read is over.
    ended: bool,
    part: Part,
}

impl Reader<'_> {
    fn line(&mut self, range: Range<usize>, next: &str) {
        let text = self.blocks.text();
        let line = text[range.clone()].trim();
        if let Some((from, to)) = times(line) {
            return self.cue(range.start, from, to);
        }
        match self.part {
            _ if line.is_empty() => self.part = Part::Start,
            Part::Cue if is_number(line) && times(next.trim()).is_some() => {}
            Part::Cue => self.words(range),
            Part::Aside => self.note(line, range),
            // A cue's name or number stands before its time.
            Part::Start if times(next.trim()).is_some() => {}
            Part::Start if self.web || is_number(line) => {
                self.part = Part::Aside;
                self.note(line.strip_prefix("NOTE").unwrap_or(line), range);
            }
            Part::Start => self.words(range),
        }
    }

    /// A note may hold a directive, which stands before the next cue.
    fn note(&mut self, line: &str, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        let line = line.trim();
        let site =
            directive::parse_html(line, range.start).map(|site| directive::Site { span, ..site });
        let site = site.or_else(|| directive::parse(line, span));
        if site.is_some() {
            self.end_sentence();
        }
        self.blocks.site(site);
    }

    fn cue(&mut self, start: usize, from: u64, to: u64) {
        if from > self.until.saturating_add(PAUSE) {
            self.end_sentence();
        }
        self.until = to;
        self.part = Part::Cue;
        self.blocks.place(start, clock(from));
    }

    fn end_sentence(&mut self) {
        self.blocks.close();
        self.ended = true;
    }

    /// Reads a line of a cue.
    fn words(&mut self, range: Range<usize>) {
        let text = self.blocks.text();
        let line =
            text[range.clone()].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let start = range.end - line.len();
        let line = line.trim_end();
        let range = start..start + line.len();
        if let Some(site) = directive::parse_html(line, start) {
            self.end_sentence();
            return self.blocks.site(Some(site));
        }
        let shown = line.trim_start_matches("...").trim_start_matches('…');
        let goes_on = shown.len() < line.len() || line.starts_with(|c: char| c.is_lowercase());
        let turn = dash(line).is_some() || speaks(line) || line.contains('♪');
        if turn || (self.ended && !goes_on) || range.end - self.start > LONGEST {
            self.blocks.close();
        }
        if !self.blocks.is_open() {
            self.blocks.open(BlockKind::Paragraph, Span::new(start, start));
            self.start = start;
        } else {
            self.blocks.space(Span::new(self.end, start));
        }
        self.end = range.end;
        let dash = dash(line).unwrap_or(0);
        self.push(start + dash..range.end);
        self.ended = ends_sentence(line) || line.contains('♪');
    }

    /// Adds the text of a line without its tags.
    fn push(&mut self, range: Range<usize>) {
        let text = self.blocks.text();
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            if let Some(len) = tag(rest) {
                self.voice(at, &rest[..len]);
                at += len;
                continue;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let plain = rest[first..].find(['<', '{']).map_or(rest.len(), |found| found + first);
            for (decoded, piece) in html::pieces(text, at..at + plain) {
                match decoded {
                    Some(decoded) => self.blocks.push_as(&decoded, piece),
                    None => self.blocks.push(piece.range()),
                }
            }
            at += plain;
        }
    }

    /// A voice tag, `<v Ada>`, is read as a speaker's label.
    fn voice(&mut self, at: usize, tag: &str) {
        let inner = &tag[1..tag.len() - 1];
        let name = inner.strip_prefix('v').and_then(|rest| rest.split_once([' ', '\t']));
        let Some((_, name)) = name.filter(|(class, _)| class.is_empty() || class.starts_with('.'))
        else {
            return;
        };
        let start = at + tag.len() - 1 - name.len();
        self.blocks.push(start..start + name.len());
        self.blocks.push_as(": ", Span::new(start + name.len(), at + tag.len()));
    }
}

/// The times on a cue's line, `00:01:12,345 --> 00:01:14,000`, in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    let to = to.split_whitespace().next()?;
    Some((time(from.trim())?, time(to)?))
}

/// `01:02:03,456`, `02:03.456`
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let mut seconds = 0;
    let parts = clock.split(':').count();
    if !(2..=3).contains(&parts) {
        return None;
    }
    for part in clock.split(':') {
        seconds = seconds * 60 + u64::from(part.trim().parse::<u32>().ok()?);
    }
    let digits = fraction.trim().bytes().take(3);
    let millis = digits.fold((0, 100), |(sum, weight), digit| {
        (sum + u64::from(digit.wrapping_sub(b'0')) * weight, weight / 10)
    });
    let millis = millis.0;
    fraction.trim().bytes().all(|byte| byte.is_ascii_digit()).then_some(seconds * 1000 + millis)
}

/// A time as people read it: `00:01:12`.
fn clock(millis: u64) -> String {
    let seconds = millis / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn is_number(line: &str) -> bool {
    line.bytes().all(|byte| byte.is_ascii_digit())
}

/// How long the dash is with which a line of another speaker starts.
fn dash(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['-', '–', '—', '‐'])?;
    let words = rest.trim_start();
    words
        .starts_with(|c: char| c.is_alphanumeric() || "\"'“‘[(<¿¡…♪".contains(c))
        .then(|| line.len() - words.len())
}

fn speaks(line: &str) -> bool {
    line.starts_with("<v") || speaker::label(line).is_some()
}

/// The length of a tag at the start of `text`: `<i>`, `<c.loud>`, `<00:01:12.000>`, `{\an8}`.
fn tag(text: &str) -> Option<usize> {
    let close = match text.as_bytes() {
        [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/', ..] => b'>',
        [b'{', b'\\' | b'a'..=b'z' | b'A'..=b'Z', ..] => b'}',
        _ => return None,
    };
    // No tag is so long; the bound keeps the time linear where many open and none ends.
    let window = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
    memchr::memchr(close, window).map(|found| found + 1)
}

/// Whether a line ends a sentence. Three dots end none by themselves.
fn ends_sentence(line: &str) -> bool {
    let mut line = line.trim_end();
    while line.ends_with('>')
        && let Some(start) = line.rfind('<')
    {
        line = line[..start].trim_end();
    }
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    line.ends_with(['.', '!', '?', '…', '♪'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        assert_eq!(times("00:01:12,345 --> 01:00:00,000 X1:1"), Some((72_345, 3_600_000)));
        assert_eq!(times("01:12.5 --> 01:13.000 align:start"), Some((72_500, 73_000)));
        assert_eq!(times("a --> b"), None);
        assert_eq!(times(&format!("{}1 --> 2:3", "9:".repeat(50))), None);
        assert_eq!(clock(3_723_000), "01:02:03");
    }
}
