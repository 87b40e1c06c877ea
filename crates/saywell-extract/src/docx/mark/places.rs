//! Where a stretch of text stands in the parts, and whether it can be changed or commented on there.

use crate::flow::{BySource, Origin, Part, Run, Story, Taken, Whole};
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
    /// What is meant as a whole, where the text is not among the words of a run or they cannot be told apart: the run
    /// of a text box or of a picture, a field, a control.
    pub(super) whole: Option<Range<usize>>,
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
            && site.slices.iter().all(|slice| slice.whole.is_none() && open(slice))
            && site.slices.iter().any(|slice| slice.origin.holder.is_some())
            && site.slices.windows(2).all(|pair| only_text_between(part, &pair[0], &pair[1]));
        editable.then_some(site)
    }

    /// The place of this text, if Word takes comments there.
    pub(super) fn commentable(&self, text: &Range<usize>) -> Option<Site<'a>> {
        let site = self.site(text)?;
        let part = &self.taken.parts[site.part];
        let takes_comments = |slice: &Slice<'_>| {
            let run = outermost(&part.runs, slice.origin.run).and_then(|run| part.runs.get(run));
            run.is_some_and(|run| whole_of(part, run).is_none_or(|whole| whole.inline))
        };
        (part.story == Story::Body && site.slices.iter().all(takes_comments)).then_some(site)
    }

    /// The text that a comment at a site is on: of a text box all that stands in it.
    pub(super) fn shown(&self, site: &Site<'_>) -> Range<usize> {
        let mut text = site.text.clone();
        for source in site.slices.iter().filter_map(|slice| slice.whole.as_ref()) {
            if let Some(whole) = self.by_source.text(site.part, source) {
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
        let part = &self.taken.parts[origin.part];
        let outermost = outermost(&part.runs, origin.run);
        let is_hosted = outermost != Some(origin.run) || origin.source.is_empty();
        let whole = outermost.and_then(|run| {
            let run = part.runs.get(run)?;
            let hosted = is_hosted.then_some(run.start_tag.start..run.end_tag.end);
            whole_of(part, run).map(|whole| whole.source.clone()).or(hosted)
        });
        Slice { origin, source: origin.source_of(text), whole }
    }
}

/// What a run stands in that is commented on as a whole.
fn whole_of<'p>(part: &'p Part, run: &Run) -> Option<&'p Whole> {
    run.whole.and_then(|whole| part.wholes.get(whole)).filter(|whole| !whole.source.is_empty())
}

/// The run that is not in a text box, and in which this one stands.
fn outermost(runs: &[Run], run: usize) -> Option<usize> {
    let found = runs.get(run)?;
    let hosts = std::iter::successors(found.host, |host| runs.get(*host)?.host);
    Some(hosts.last().unwrap_or(run))
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
