//! Changes to the source of a part. A run is cut where a change or a comment starts or ends inside it; both halves keep
//! the run's formatting.

use super::places::{Site, Slice};
use crate::flow::{Part, Run};
use crate::mark::{AUTHOR, Way, escaped};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The changes to one part.
pub(super) struct Splices<'a> {
    part: &'a Part,
    way: &'a Way,
    /// What is put between two halves of the part's source, by place.
    cuts: BTreeMap<usize, Cut>,
    /// Stretches of runs that are deleted, by their start.
    deleted: BTreeMap<usize, usize>,
    /// Stretches of source that are replaced, by their start.
    replaced: BTreeMap<usize, (usize, String)>,
    /// Holders whose white space must count from now on.
    keep_space: BTreeSet<usize>,
    /// The last number given to a tracked change.
    last_id: u64,
    /// How names of elements and attributes are written.
    element: String,
    attribute: String,
    /// What declares the attribute's prefix where the part does not.
    declared: String,
}

/// A place at which the source is cut.
#[derive(Default)]
struct Cut {
    /// The run that is cut, and whether inside one of its texts; none between runs.
    inside: Option<(usize, bool)>,
    inserted: String,
    comment_ends: String,
    comment_starts: String,
}

impl<'a> Splices<'a> {
    pub(super) fn new(part: &'a Part, way: &'a Way, last_id: u64) -> Self {
        let first = part.prefixes.first().cloned().unwrap_or_default();
        // An attribute without a prefix is in no namespace.
        let named = part.prefixes.iter().find(|prefix| !prefix.is_empty());
        let declared = match named {
            Some(_) => String::new(),
            None => format!(" xmlns:w=\"{}\"", part.namespace),
        };
        let with_colon =
            |prefix: &str| if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
        Self {
            part,
            way,
            cuts: BTreeMap::new(),
            deleted: BTreeMap::new(),
            replaced: BTreeMap::new(),
            keep_space: BTreeSet::new(),
            // Numbers of tracked changes need not differ between parts.
            last_id,
            element: with_colon(&first),
            attribute: with_colon(named.map_or("w", String::as_str)),
            declared,
        }
    }

    /// Plans to put `replacement` in the place of a site's text. Says whether it can be done.
    pub(super) fn edit(&mut self, site: &Site<'_>, replacement: &str) -> bool {
        match self.way {
            Way::Tracked(_) => self.track(site, replacement),
            Way::Accepted(_) => self.replace(site, replacement),
        }
        true
    }

    /// Plans a comment with this number on a site's text.
    pub(super) fn comment(&mut self, site: &Site<'_>, id: u64) {
        let (Some(first), Some(last)) = (site.slices.first(), site.slices.last()) else { return };
        let (start, end) = (self.cut_before(first), self.cut_after(last));
        let (e, a, d) = (&self.element, &self.attribute, &self.declared);
        let starts = format!("<{e}commentRangeStart{d} {a}id=\"{id}\"/>");
        let ends = format!(
            "<{e}commentRangeEnd{d} {a}id=\"{id}\"/><{e}r><{e}commentReference{d} {a}id=\"{id}\"/></{e}r>"
        );
        self.cuts.entry(start).or_default().comment_starts.push_str(&starts);
        self.cuts.entry(end).or_default().comment_ends.push_str(&ends);
    }

    /// Deletes the words run by run, and inserts the new ones, formatted as the first of the old, behind the last.
    fn track(&mut self, site: &Site<'_>, replacement: &str) {
        let mut end = 0;
        for of_run in site.slices.chunk_by(|one, other| one.origin.run == other.origin.run) {
            let (Some(first), Some(last)) = (of_run.first(), of_run.last()) else { continue };
            let start = self.cut_before(first);
            end = self.cut_after(last);
            self.deleted.insert(start, end);
        }
        if replacement.is_empty() {
            return;
        }
        let first = site.slices.first().and_then(|slice| self.part.runs.get(slice.origin.run));
        let formatting = first.map(|run| without_tracked(self.properties(run))).unwrap_or_default();
        let (open, close) = self.change("ins");
        let e = &self.element;
        let run = format!(
            "{open}<{e}r>{formatting}<{e}t xml:space=\"preserve\">{}</{e}t></{e}r>{close}",
            escaped(replacement)
        );
        self.cuts.entry(end).or_default().inserted.push_str(&run);
    }

    /// Replaces the words where they stand: the first place gets the new ones, the others nothing.
    fn replace(&mut self, site: &Site<'_>, replacement: &str) {
        let mut rest = Some(escaped(replacement));
        for slice in &site.slices {
            let new = match slice.origin.holder {
                Some(holder) => {
                    self.keep_space.insert(holder);
                    rest.take().unwrap_or_default()
                }
                None => String::new(),
            };
            self.replaced.insert(slice.source.start, (slice.source.end, new));
        }
    }

    /// The place to cut at so that this text and what follows stands behind it.
    fn cut_before(&mut self, slice: &Slice<'_>) -> usize {
        if let Some(whole) = &slice.whole {
            return whole.start;
        }
        let run = &self.part.runs[slice.origin.run];
        let content = run.properties.as_ref().unwrap_or(&run.start_tag).end;
        let at = slice.source.start;
        let holder = slice.origin.holder.map(|holder| &self.part.holders[holder]);
        let outside = match holder {
            Some(holder) if self.is_blank(holder.start_tag.end..at, &holder.start_tag) => {
                holder.start_tag.start
            }
            Some(_) => return self.cut_in(at, slice.origin.run, slice.origin.holder),
            None => at,
        };
        if self.is_blank(content..outside, &(0..0)) {
            run.start_tag.start
        } else {
            self.cut_in(outside, slice.origin.run, None)
        }
    }

    /// The place to cut at so that this text and what comes before stands ahead of it.
    fn cut_after(&mut self, slice: &Slice<'_>) -> usize {
        if let Some(whole) = &slice.whole {
            return whole.end;
        }
        let run = &self.part.runs[slice.origin.run];
        let at = slice.source.end;
        let holder = slice.origin.holder.map(|holder| &self.part.holders[holder]);
        let outside = match holder {
            Some(holder) if self.is_blank(at..holder.end_tag.start, &holder.start_tag) => {
                holder.end_tag.end
            }
            Some(_) => return self.cut_in(at, slice.origin.run, slice.origin.holder),
            None => at,
        };
        if self.is_blank(outside..run.end_tag.start, &(0..0)) {
            run.end_tag.end
        } else {
            self.cut_in(outside, slice.origin.run, None)
        }
    }

    fn cut_in(&mut self, at: usize, run: usize, holder: Option<usize>) -> usize {
        self.keep_space.extend(holder);
        self.cuts.entry(at).or_default().inside = Some((run, holder.is_some()));
        at
    }

    /// Whether nothing that counts stands there; in a text with this start tag white space may count.
    fn is_blank(&self, at: Range<usize>, tag: &Range<usize>) -> bool {
        let between = self.part.source.get(at).unwrap_or_default();
        between.is_empty()
            || between.trim().is_empty() && !self.part.source[tag.clone()].contains("preserve")
    }

    fn properties(&self, run: &Run) -> &'a str {
        run.properties.clone().and_then(|at| self.part.source.get(at)).unwrap_or_default()
    }

    /// The tags of a tracked change with this name.
    fn change(&mut self, name: &str) -> (String, String) {
        self.last_id += 1;
        let (e, a, d, id, date) =
            (&self.element, &self.attribute, &self.declared, self.last_id, self.way.date());
        let open =
            format!("<{e}{name}{d} {a}id=\"{id}\" {a}author=\"{AUTHOR}\" {a}date=\"{date}\">");
        (open, format!("</{e}{name}>"))
    }

    /// The part's new source; none if nothing is to be changed.
    pub(super) fn spliced(mut self) -> Option<String> {
        if self.cuts.is_empty() && self.deleted.is_empty() && self.replaced.is_empty() {
            return None;
        }
        for (start, end) in self.deleted.clone() {
            self.cuts.entry(start).or_default();
            self.cuts.entry(end).or_default();
        }
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        for (at, cut) in std::mem::take(&mut self.cuts) {
            changes.push((at..at, self.at_cut(at, &cut)));
        }
        changes.extend(self.renamed());
        changes.extend(
            std::mem::take(&mut self.replaced)
                .into_iter()
                .map(|(start, (end, new))| (start..end, new)),
        );
        changes.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(self.part.source.len() + changes.len() * 200);
        let mut from = 0;
        for (at, new) in changes {
            out.push_str(self.part.source.get(from..at.start)?);
            out.push_str(&new);
            from = at.end;
        }
        out.push_str(self.part.source.get(from..)?);
        Some(out)
    }

    /// What stands at a cut: the end of the half before it, what is put there, and the beginning of the half after it.
    fn at_cut(&mut self, at: usize, cut: &Cut) -> String {
        let before = self.deleted.range(..at).next_back().is_some_and(|(_, end)| *end >= at);
        let after = self.deleted.range(..=at).next_back().is_some_and(|(_, end)| *end > at);
        let text = |deleted: bool| if deleted { "delText" } else { "t" };
        let e = self.element.clone();
        let mut out = String::new();
        if let Some((_, in_text)) = cut.inside {
            if in_text {
                out.push_str(&format!("</{e}{}>", text(before)));
            }
            out.push_str(&format!("</{e}r>"));
        }
        if before {
            out.push_str(&format!("</{e}del>"));
        }
        for part in [&cut.inserted, &cut.comment_ends, &cut.comment_starts] {
            out.push_str(part);
        }
        if after {
            out.push_str(&self.change("del").0);
        }
        if let Some((run, in_text)) = cut.inside {
            let run = &self.part.runs[run];
            out.push_str(&self.part.source[run.start_tag.clone()]);
            let properties = self.properties(run);
            out.push_str(&self.renumbered(properties));
            if in_text {
                out.push_str(&format!("<{e}{} xml:space=\"preserve\">", text(after)));
            }
        }
        out
    }

    /// Formatting for the second half of a run: the tracked change in it, if there is one, gets a number of its own.
    fn renumbered(&mut self, properties: &str) -> String {
        let mut out = String::with_capacity(properties.len());
        let mut rest = properties;
        while let Some(at) = rest.find(":id=\"").map(|at| at + ":id=\"".len()) {
            let end = rest[at..].find('"').map_or(rest.len(), |end| at + end);
            self.last_id += 1;
            out.push_str(&rest[..at]);
            out.push_str(&self.last_id.to_string());
            rest = &rest[end..];
        }
        out + rest
    }

    /// Deleted text stands in `w:delText` in place of `w:t`; and white space that a cut leaves at an end must count.
    fn renamed(&self) -> Vec<(Range<usize>, String)> {
        let mut changes = Vec::new();
        let mut at_name = |tag: usize, holder: usize, new: &str| {
            let source = &self.part.source;
            let name = &source[tag..self.part.holders[holder].end_tag.end.max(tag)];
            let length = name.find(['>', ' ', '\t', '\r', '\n', '/']).unwrap_or(name.len());
            let local = name[..length].rfind(':').map_or(0, |colon| colon + 1);
            changes.push((tag + local..tag + length, new.to_owned()));
        };
        for (&start, &end) in &self.deleted {
            let first = self.part.holders.partition_point(|holder| holder.end_tag.end <= start);
            for (index, holder) in self.part.holders.iter().enumerate().skip(first) {
                if holder.start_tag.start >= end {
                    break;
                }
                if holder.start_tag.start >= start {
                    let keep = self.keep_space.contains(&index) && self.lets_space_go(index);
                    at_name(
                        holder.start_tag.start + 1,
                        index,
                        if keep { "delText xml:space=\"preserve\"" } else { "delText" },
                    );
                }
                if holder.end_tag.end <= end {
                    at_name(holder.end_tag.start + 2, index, "delText");
                }
            }
        }
        for &index in self.keep_space.iter().filter(|index| self.lets_space_go(**index)) {
            let start = self.part.holders[index].start_tag.start;
            let inside =
                self.deleted.range(..=start).next_back().is_some_and(|(_, end)| *end > start);
            if !inside {
                at_name(start + 1, index, "t xml:space=\"preserve\"");
            }
        }
        changes
    }

    /// Whether white space at the ends of a text is dropped so far, and none stands at its start.
    fn lets_space_go(&self, holder: usize) -> bool {
        let holder = &self.part.holders[holder];
        let tag = &self.part.source[holder.start_tag.clone()];
        !tag.contains("preserve")
            && !self.part.source[holder.start_tag.end..].starts_with(char::is_whitespace)
    }
}

/// Formatting without the note of how it was before somebody's tracked change.
fn without_tracked(properties: &str) -> String {
    let mut kept = String::new();
    let mut rest = properties;
    while let Some(at) = rest.find("rPrChange") {
        let Some(start) = rest[..at].rfind('<') else { break };
        let Some(end) =
            rest[at + 1..].find("rPrChange>").map(|end| at + 1 + end + "rPrChange>".len())
        else {
            break;
        };
        kept.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    kept + rest
}
