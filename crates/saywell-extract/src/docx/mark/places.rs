//! Where a stretch of text stands in the parts, and whether it can be changed or commented on there.

use crate::flow::{BySource, Origin, Part, Story, Taken};
use std::ops::Range;

/// The places of a document.
pub(super) struct Sites<'a> {
    taken: &'a Taken,
    by_source: BySource,
}

/// A stretch of text in one part.
pub(super) struct Site<'a> {
    /// Index of the part.
    pub(super) part: usize,
    /// Where it stands in the document's text.
    pub(super) text: Range<usize>,
    /// In the order of the text; never empty.
    pub(super) slices: Vec<Slice<'a>>,
}

/// What of a stretch of text stands in one place.
#[derive(Clone)]
pub(super) struct Slice<'a> {
    pub(super) origin: &'a Origin,
    /// Where it stands in the part's source.
    pub(super) source: Range<usize>,
    /// The run that is meant as a whole, where the text is not among its words: that of a text box or of a picture.
    pub(super) whole_run: Option<usize>,
}

impl<'a> Sites<'a> {
    pub(super) fn new(taken: &'a Taken) -> Self {
        Self { taken, by_source: BySource::new(&taken.parts, &taken.origins) }
    }

    /// The place of this text, if it can be changed word by word.
    pub(super) fn editable(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let site = self.site(text)?;
        let part = &self.taken.parts[site.part];
        let open =
            |slice: &Slice<'_>| part.runs.get(slice.origin.run).is_some_and(|run| !run.fixed);
        let editable = part.story != Story::Comments
            && site.slices.iter().all(|slice| slice.whole_run.is_none() && open(slice))
            && site.slices.iter().any(|slice| slice.origin.holder.is_some())
            && site.slices.windows(2).all(|pair| only_text_between(part, &pair[0], &pair[1]));
        editable.then_some(site)
    }

    /// The place of this text, if Word takes comments there.
    pub(super) fn commentable(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let site = self.site(text)?;
        let part = &self.taken.parts[site.part];
        let in_runs = site.slices.iter().all(|slice| slice.origin.run < part.runs.len());
        (part.story == Story::Body && in_runs).then_some(site)
    }

    /// The text that a comment at a site is on: of a text box all that stands in it.
    pub(super) fn shown(&self, site: &Site<'_>) -> Range<usize> {
        let mut text = site.text.clone();
        for run in site.slices.iter().filter_map(|slice| slice.whole_run) {
            let run = &self.taken.parts[site.part].runs[run];
            let source = run.start_tag.start..run.end_tag.end;
            if let Some(whole) = self.by_source.text(site.part, &source) {
                text = text.start.min(whole.start)..text.end.max(whole.end);
            }
        }
        text
    }

    fn site(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let origins = self.taken.origins_of(text)?;
        let slices: Vec<Slice<'a>> =
            origins.iter().map(|origin| self.slice(origin, text)).collect();
        let part = slices.first()?.origin.part;
        Some(Site { part, text: text.clone(), slices })
    }

    fn slice(&self, origin: &'a Origin, text: &Range<usize>) -> Slice<'a> {
        let runs = &self.taken.parts[origin.part].runs;
        let mut host = runs.get(origin.run).and_then(|run| run.host);
        while let Some(outer) = host.and_then(|run| runs[run].host) {
            host = Some(outer);
        }
        let described = (origin.source.is_empty() && origin.run < runs.len()).then_some(origin.run);
        Slice { origin, source: origin.source_of(text), whole_run: host.or(described) }
    }
}

/// Whether nothing but text stands between two places of one run: a note's mark between them would be deleted with the
/// words around it.
fn only_text_between(part: &Part, one: &Slice<'_>, other: &Slice<'_>) -> bool {
    if one.origin.run != other.origin.run {
        return true;
    }
    let between = part.source.get(one.source.end..other.source.start).unwrap_or("<?");
    between.split('<').skip(1).all(|tag| {
        let name = tag
            .trim_start_matches('/')
            .split([' ', '>', '/', '\n', '\t', '\r'])
            .next()
            .unwrap_or_default();
        matches!(name.rsplit(':').next(), Some("t" | "lastRenderedPageBreak"))
    })
}
