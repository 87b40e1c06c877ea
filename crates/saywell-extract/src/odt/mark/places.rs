//! Where a stretch of text stands in the parts, and whether it can be changed or commented on there.

use crate::flow::{BySource, Origin, Story};
use crate::odt::OpenText;
use crate::odt::layout::{InlineKind, Layout};
use std::ops::Range;

/// The places of a document.
pub(super) struct Sites<'a> {
    old: &'a OpenText,
    by_source: BySource,
}

/// A stretch of text in one part.
pub(super) struct Site<'a> {
    /// Index of the part.
    pub(super) part: usize,
    /// Where it stands in the document's text.
    text: Range<usize>,
    /// In the order of the text; never empty.
    pub(super) slices: Vec<Slice<'a>>,
}

/// What of a stretch of text stands in one place.
pub(super) struct Slice<'a> {
    pub(super) origin: &'a Origin,
    /// Where it stands in the part's source.
    pub(super) source: Range<usize>,
    /// The element that is meant as a whole, since its words cannot be told apart: a field, a picture, a shape.
    whole: Option<Range<usize>>,
}

impl Site<'_> {
    /// Where it stands in the part's source, with what is meant as a whole.
    pub(super) fn source(&self) -> Range<usize> {
        let of = |slice: &Slice<'_>| slice.whole.clone().unwrap_or_else(|| slice.source.clone());
        let start = self.slices.iter().map(|slice| of(slice).start).min();
        let end = self.slices.iter().map(|slice| of(slice).end).max();
        start.unwrap_or(0)..end.unwrap_or(0)
    }
}

impl<'a> Sites<'a> {
    pub(super) fn new(old: &'a OpenText) -> Self {
        Self { old, by_source: BySource::new(&old.taken.parts, &old.taken.origins) }
    }

    /// The place of this text, if it can be changed word by word.
    pub(super) fn editable(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let site = self.site(text)?;
        let layout = &self.old.layouts[site.part];
        let part = &self.old.taken.parts[site.part];
        let between = |pair: &[Slice<'_>]| {
            part.source.get(pair[0].source.end..pair[1].source.start).is_some_and(only_styles)
        };
        let free = |slice: &Slice<'_>| {
            slice.whole.is_none()
                && !layout.is_inserted(&slice.source)
                && (part.story != Story::Body || !is_silent(layout, slice.origin.run))
        };
        let editable = site.slices.iter().all(free)
            && site.slices.iter().any(|slice| slice.origin.holder.is_some())
            && site.slices.windows(2).all(between);
        editable.then_some(site)
    }

    /// The place of this text, if comments can be set there.
    pub(super) fn commentable(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let site = self.site(text)?;
        let layout = &self.old.layouts[site.part];
        let body = self.old.taken.parts[site.part].story == Story::Body;
        let silent = site.slices.iter().any(|slice| is_silent(layout, slice.origin.run));
        let in_order = site.source().start < site.source().end;
        (body && !silent && in_order).then_some(site)
    }

    /// The text that a comment at a site is on.
    pub(super) fn shown(&self, site: &Site<'_>) -> Range<usize> {
        let has_whole = site.slices.iter().any(|slice| slice.whole.is_some());
        let whole = has_whole.then(|| self.by_source.text(site.part, &site.source())).flatten();
        whole.unwrap_or_else(|| site.text.clone())
    }

    fn site(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let origins = self.old.taken.origins_of(text)?;
        let part = origins.first()?.part;
        let layout = self.old.layouts.get(part)?;
        let slice = |origin: &'a Origin| Slice {
            origin,
            source: origin.source_of(text),
            whole: whole(layout, origin.run),
        };
        Some(Site { part, text: text.clone(), slices: origins.iter().map(slice).collect() })
    }
}

/// The outermost element around this one whose words cannot be told apart.
fn whole(layout: &Layout, element: usize) -> Option<Range<usize>> {
    let chain = layout.chain(element).map(|(_, element)| element);
    let outermost = chain.filter(|element| element.kind == InlineKind::Whole).last()?;
    Some(outermost.start_tag.start..outermost.end_tag.end)
}

/// Whether no comments can be set in this element.
fn is_silent(layout: &Layout, element: usize) -> bool {
    layout.elements.get(element).is_none_or(|element| element.silent)
}

/// Whether nothing but the ends and starts of styled stretches stands here, so that words before and behind can be taken
/// away together.
fn only_styles(between: &str) -> bool {
    between.split('<').enumerate().all(|(index, tag)| {
        let (name, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let name = name.trim_start_matches('/').trim_end_matches('/');
        let name = name.split_whitespace().next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default();
        match index {
            0 => tag.is_empty(),
            _ => rest.is_empty() && matches!(local, "span" | "a" | "s" | "tab" | "line-break"),
        }
    })
}
