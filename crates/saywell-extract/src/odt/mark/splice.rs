//! Changes to the source of a part.

use super::places::{Site, Slice};
use crate::mark::{AUTHOR, Way, escaped};
use crate::odt::layout::{Changes, Inline, InlineKind, Layout};
use std::collections::BTreeMap;
use std::ops::Range;

/// The changes to one part.
pub(super) struct Splices<'a> {
    source: &'a str,
    layout: &'a Layout,
    way: &'a Way,
    /// What is put in, by place.
    cuts: BTreeMap<usize, Cut>,
    /// Stretches that are replaced, by their start.
    replaced: BTreeMap<usize, (usize, String)>,
    /// What is added to the lists of tracked changes, by their index.
    listed: BTreeMap<usize, String>,
    /// The last number given to a change or comment.
    last: u64,
}

/// What is put in at a place.
#[derive(Default)]
struct Cut {
    comment_ends: String,
    comment_starts: String,
    change: String,
}

/// White space as OpenDocument counts it.
const WHITE: [char; 4] = [' ', '\t', '\r', '\n'];

impl<'a> Splices<'a> {
    pub(super) fn new(source: &'a str, layout: &'a Layout, way: &'a Way) -> Self {
        Self {
            source,
            layout,
            way,
            cuts: BTreeMap::new(),
            replaced: BTreeMap::new(),
            listed: BTreeMap::new(),
            last: last_number(source),
        }
    }

    /// Plans to put `replacement` in the place of a site's text. Says whether it can be done.
    pub(super) fn edit(&mut self, site: &Site<'_>, replacement: &str) -> bool {
        let (Some(first), Some(last)) = (site.slices.first(), site.slices.last()) else {
            return false;
        };
        let (start, end) = (first.source.start, last.source.end);
        let new = spelt(replacement, &self.layout.spelling.text);
        let put_in = match self.way {
            Way::Accepted(_) => new,
            Way::Tracked(_) => match self.layout.list_for(start) {
                Some(list) => self.tracked(list, site, &new),
                None => return false,
            },
        };
        self.cuts.entry(start).or_default().change.push_str(&put_in);
        for slice in &site.slices {
            self.replaced.insert(slice.source.start, (slice.source.end, String::new()));
        }
        if replacement.is_empty() {
            self.keep_space(end);
        }
        true
    }

    /// Plans a comment on a site's text.
    pub(super) fn comment(&mut self, site: &Site<'_>, comment: &str) {
        let name = self.next_name();
        let spelling = &self.layout.spelling;
        let (o, t, signature) = (&spelling.office, &spelling.text, self.signature());
        let paragraphs: String =
            comment.lines().map(|line| format!("<{t}p>{}</{t}p>", spelt(line, t))).collect();
        let starts =
            format!("<{o}annotation {o}name=\"{name}\">{signature}{paragraphs}</{o}annotation>");
        let ends = format!("<{o}annotation-end {o}name=\"{name}\"/>");
        let Range { start, end } = site.source();
        self.cuts.entry(start).or_default().comment_starts.push_str(&starts);
        self.cuts.entry(end).or_default().comment_ends.push_str(&ends);
    }

    /// The marks of a tracked change, which is listed.
    fn tracked(&mut self, list: usize, site: &Site<'_>, new: &str) -> String {
        let t = &self.layout.spelling.text;
        let deleted: String = site.slices.iter().map(|slice| self.taken_away(slice)).collect();
        let deleted = match deleted.strip_prefix(WHITE) {
            Some(rest) => format!("<{t}s/>{rest}"),
            None => deleted,
        };
        let style = self.style_of(site.slices.first().map_or(0, |slice| slice.origin.run));
        let deletion = self.list(list, "deletion", &format!("<{t}p{style}>{deleted}</{t}p>"));
        let mut marks = format!("<{t}change {t}change-id=\"{deletion}\"/>");
        if !new.is_empty() {
            let insertion = self.list(list, "insertion", "");
            marks.push_str(&format!(
                "<{t}change-start {t}change-id=\"{insertion}\"/>{new}<{t}change-end {t}change-id=\"{insertion}\"/>"
            ));
        }
        marks
    }

    /// Adds a change to a list; gives its name.
    fn list(&mut self, list: usize, kind: &str, content: &str) -> String {
        let name = self.next_name();
        let spelling = &self.layout.spelling;
        let (o, t, signature) = (&spelling.office, &spelling.text, self.signature());
        let id = if spelling.has_ids { format!(" xml:id=\"{name}\"") } else { String::new() };
        self.listed.entry(list).or_default().push_str(&format!(
            "<{t}changed-region{id} {t}id=\"{name}\"><{t}{kind}><{o}change-info>{signature}</{o}change-info>{content}</{t}{kind}></{t}changed-region>"
        ));
        name
    }

    /// What is deleted at a place, in the styles that it stands in.
    fn taken_away(&self, slice: &Slice<'_>) -> String {
        let mut out = self.source.get(slice.source.clone()).unwrap_or_default().to_owned();
        let chain = self.layout.chain(slice.origin.run).map(|(_, element)| element);
        for span in chain.take_while(|element| element.kind == InlineKind::Span) {
            let tag = self.source.get(span.start_tag.clone()).unwrap_or_default();
            out = format!("{tag}{out}</{}>", name_in(tag));
        }
        out
    }

    /// The attribute with the style of the paragraph around an element.
    fn style_of(&self, element: usize) -> String {
        let mut chain = self.layout.chain(element).map(|(_, element)| element);
        let paragraph = chain.find(|element| element.kind == InlineKind::Paragraph);
        let tag = |element: &Inline| self.source.get(element.start_tag.clone());
        let tag = paragraph.and_then(tag).unwrap_or_default();
        let attributes = tag.trim_end_matches(['>', '/']).split_whitespace();
        let key = format!("{}style-name=", self.layout.spelling.text);
        let style = attributes.into_iter().find(|attribute| attribute.starts_with(&key));
        style.map(|style| format!(" {style}")).unwrap_or_default()
    }

    /// A space behind a space is none, unless it is spelt as one.
    fn keep_space(&mut self, mut at: usize) {
        let rest = |at: usize| self.source.get(at..).unwrap_or_default();
        while rest(at).starts_with('<') {
            let Some(end) = rest(at).find('>') else { return };
            let name = name_in(rest(at).get(..=end).unwrap_or_default());
            if !matches!(name.rsplit(':').next(), Some("span" | "a")) {
                return;
            }
            at += end + 1;
        }
        let length = rest(at).len() - rest(at).trim_start_matches(WHITE).len();
        if length > 0 {
            let space = format!("<{}s/>", self.layout.spelling.text);
            self.replaced.entry(at).or_insert((at + length, space));
        }
    }

    fn next_name(&mut self) -> String {
        self.last += 1;
        format!("{AUTHOR}{}", self.last)
    }

    /// Who made a mark, and when.
    fn signature(&self) -> String {
        let (spelling, date) = (&self.layout.spelling, self.way.date());
        let (d, declared) = (&spelling.dublin, spelling.declared);
        format!("<{d}creator{declared}>{AUTHOR}</{d}creator><{d}date{declared}>{date}</{d}date>")
    }

    /// The part's new source; none if nothing is to be changed.
    pub(super) fn spliced(mut self) -> Option<String> {
        if self.cuts.is_empty() && self.replaced.is_empty() {
            return None;
        }
        for (list, listed) in std::mem::take(&mut self.listed) {
            self.write_list(list, &listed)?;
        }
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        for (at, Cut { comment_ends, comment_starts, change }) in self.cuts {
            changes.push((at..at, comment_ends + &comment_starts + &change));
        }
        changes.extend(self.replaced.into_iter().map(|(start, (end, new))| (start..end, new)));
        changes.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(self.source.len() + changes.len() * 200);
        let mut from = 0;
        for (at, new) in changes {
            out.push_str(self.source.get(from..at.start)?);
            out.push_str(&new);
            from = at.end;
        }
        out.push_str(self.source.get(from..)?);
        Some(out)
    }

    /// Puts the new changes into a list. None if there is no place for one.
    fn write_list(&mut self, list: usize, listed: &str) -> Option<()> {
        let t = &self.layout.spelling.text;
        let (at, new) = match self.layout.changes.get(list)? {
            Changes::There { start_tag, end_tag } if end_tag.is_empty() => {
                let tag = self.source.get(start_tag.clone())?;
                let open = tag.trim_end_matches(['>', '/']);
                (start_tag.clone(), format!("{open}>{listed}</{}>", name_in(tag)))
            }
            Changes::There { end_tag, .. } => (end_tag.start..end_tag.start, listed.to_owned()),
            Changes::Due(at) => {
                let open = format!("<{t}tracked-changes {t}track-changes=\"false\">");
                (*at..*at, format!("{open}{listed}</{t}tracked-changes>"))
            }
        };
        if at.is_empty() {
            self.cuts.entry(at.start).or_default().comment_ends.insert_str(0, &new);
        } else {
            self.replaced.insert(at.start, (at.end, new));
        }
        Some(())
    }
}

/// The name in a tag, with its prefix.
fn name_in(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// The highest number that a name of ours has in this source.
fn last_number(source: &str) -> u64 {
    let named = source.match_indices(AUTHOR).filter_map(|(at, _)| {
        let rest = &source[at + AUTHOR.len()..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest[..digits.min(18)].parse().ok()
    });
    named.max().unwrap_or(0)
}

/// Text as OpenDocument spells it, in which white space at the ends and in a row counts only if it is spelt out.
fn spelt(text: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut spaced = true;
    while let Some(c) = chars.next() {
        let is_last = chars.peek().is_none();
        match c {
            ' ' if spaced || is_last => out.push_str(&format!("<{prefix}s/>")),
            '\t' => out.push_str(&format!("<{prefix}tab/>")),
            '\n' => out.push_str(&format!("<{prefix}line-break/>")),
            c => out.push_str(&escaped(c.encode_utf8(&mut [0; 4]))),
        }
        spaced = c == ' ';
    }
    out
}
