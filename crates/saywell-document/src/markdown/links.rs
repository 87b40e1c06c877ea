//! Links and images: link text is read where it stands; titles and descriptions are captions, after their block.

use super::Reader;
use crate::{Block, BlockBuilder, BlockKind, Span};
use pulldown_cmark::LinkType;

/// The images around the place, and the captions found in the open block.
#[derive(Default)]
pub(super) struct Images {
    depth: usize,
    source: Span,
    builder: BlockBuilder,
    pub(super) captions: Vec<(Block, Span)>,
}

impl Images {
    /// The builder of the description of the image around the place, if there is one.
    pub(super) fn builder(&mut self) -> Option<&mut BlockBuilder> {
        (self.depth > 0).then_some(&mut self.builder)
    }
}

impl Reader<'_> {
    pub(super) fn start_link(&mut self, link_type: LinkType, title: &str, span: Span) {
        let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if bare {
            self.mask(span);
            self.skip += 1;
        } else {
            self.inline(span);
            self.caption_from_title(title, span);
        }
        self.links.push(bare);
    }

    pub(super) fn start_image(&mut self, title: &str, span: Span) {
        if self.images.depth == 0 {
            self.mask(span);
            self.images.source = span;
        }
        self.caption_from_title(title, span);
        self.images.depth += 1;
    }

    pub(super) fn end_image(&mut self) {
        self.images.depth -= 1;
        if self.images.depth == 0 {
            let source = self.images.source;
            let caption = self.images.builder.finish(BlockKind::Caption);
            self.images.captions.extend(caption.map(|block| (block, source)));
        }
    }

    /// Keeps a title that stands in the link itself, word for word.
    fn caption_from_title(&mut self, title: &str, link: Span) {
        if title.is_empty() || self.skip > 0 {
            return;
        }
        // The parser tells no place. The title is the link's last part; only there is looked, so that nested images
        // are not searched again and again.
        let source = &self.text[link.range()];
        let tail = source.len().saturating_sub(title.len() + "\"  )".len());
        let found = source.get(tail..).and_then(|tail| tail.rfind(title));
        let Some(start) = found.map(|found| link.start + tail + found) else { return };
        let mut builder = BlockBuilder::new();
        builder.push(title, start);
        let source = Span::new(start, start + title.len());
        let caption = builder.finish(BlockKind::Caption);
        self.images.captions.extend(caption.map(|block| (block, source)));
    }
}
