//! Paragraphs become blocks: what each is, where it stands, and where its words came from.

use super::comments::{Anchors, BySource, OpenComment, OwnComment};
use super::map::{Origin, Part, Taken};
use super::paragraph::{Paragraph, PieceKind};
use super::places::Places;
use crate::ExtractError;
use crate::mark::AUTHOR;
use saywell_document::{BlockKind, Format, Span, Taking};
use std::ops::Range;

/// What paragraphs stand in.
#[derive(Clone, Debug)]
pub(crate) enum Frame {
    /// A table, counted from 1; its row, from 1; the column, from 0; whether the row is one of headings.
    Table { number: usize, row: usize, column: u16, header: bool },
    /// A text box, note, comment, header or footer with this name.
    Named(String),
}

/// Collects the text of a document, part by part.
pub(crate) struct Taker {
    taking: Taking,
    pub(crate) places: Places,
    pub(crate) frames: Vec<Frame>,
    parts: Vec<Part>,
    origins: Vec<Origin>,
    foreign: usize,
    pub(crate) anchors: Anchors,
    /// The comment that is being read.
    comment: Option<OpenComment>,
    /// Comments that hold directives: where they stand in the text, and their names.
    directives: Vec<(Span, String)>,
    /// Comments that saywell set itself: their names, and what they say.
    own: Vec<(String, String)>,
}

impl Taker {
    pub(crate) fn new() -> Self {
        Self {
            taking: Taking::new(),
            places: Places::default(),
            frames: Vec::new(),
            parts: Vec::new(),
            origins: Vec::new(),
            foreign: 0,
            anchors: Anchors::default(),
            comment: None,
            directives: Vec::new(),
            own: Vec::new(),
        }
    }

    /// Index of the part that is being read.
    pub(crate) fn part(&self) -> usize {
        self.parts.len()
    }

    /// Ends a part; what is taken from here on belongs to the next one.
    pub(crate) fn end_part(&mut self, part: Part) {
        self.frames.clear();
        self.parts.push(part);
    }

    /// Notes that something was left out.
    pub(crate) fn leave_out(&mut self, what: String) {
        self.taking.leave_out(what);
    }

    /// Makes a block of a paragraph that has ended.
    pub(crate) fn end_paragraph(&mut self, paragraph: &Paragraph) {
        if !paragraph.has_words() {
            return;
        }
        if self.comment.as_mut().is_some_and(|comment| comment.takes(&paragraph.text())) {
            return;
        }
        if paragraph.is_foreign() {
            self.foreign += 1;
            self.taking.leave_out_foreign();
            return;
        }
        let (kind, place) = self.kind_and_place(paragraph);
        self.taking.place(place);
        self.taking.set_block_quote(paragraph.style.quote);
        let (start, origins) = (self.taking.len(), self.origins.len());
        for piece in &paragraph.pieces {
            let text = match piece.kind {
                PieceKind::Mask => self.taking.push_mask(&piece.text),
                PieceKind::Prose | PieceKind::Foreign => self.taking.push(&piece.text),
            };
            let (source, part) = (piece.source.clone(), self.parts.len());
            self.origins.push(Origin { text, source, part, run: piece.run, holder: piece.holder });
        }
        self.end_block(kind, start, origins);
    }

    /// Starts a comment, which stands in the frame with this name.
    pub(crate) fn open_comment(&mut self, frame: String, comment: OpenComment) {
        self.frames.push(Frame::Named(frame));
        self.comment = Some(comment);
    }

    /// Ends the comment that is being read, and its frame. A directive is kept as one.
    pub(crate) fn close_comment(&mut self) {
        let frame = self.frames.pop();
        let (Some(comment), Some(Frame::Named(place))) = (self.comment.take(), frame) else {
            return;
        };
        if comment.own {
            self.own.push((comment.name, comment.said));
        } else if !comment.said.is_empty() {
            self.taking.place(place);
            let stands = self.taking.push_directive(&comment.said);
            self.directives.extend(stands.map(|at| (at, comment.name)));
        }
    }

    /// Says who wrote the comment that is being read.
    pub(crate) fn comment_by(&mut self, author: &str) {
        if let Some(comment) = &mut self.comment {
            comment.own = author == AUTHOR;
        }
    }

    /// Makes a block of the description of a picture in this run. It stands there in the part, or somewhere in the run
    /// if that is empty.
    pub(crate) fn describe_picture(&mut self, description: &str, source: Range<usize>, run: usize) {
        let place = self.places.next_picture();
        self.taking.place(place);
        self.taking.set_block_quote(false);
        let (start, origins) = (self.taking.len(), self.origins.len());
        let text = self.taking.push(description);
        self.origins.push(Origin { text, source, part: self.parts.len(), run, holder: None });
        self.end_block(BlockKind::Caption, start, origins);
    }

    fn end_block(&mut self, kind: BlockKind, start: usize, origins: usize) {
        self.taking.end_block(kind);
        // Nothing to read but addresses, say: the text was taken back.
        if self.taking.len() <= start {
            self.origins.truncate(origins);
        }
    }

    fn kind_and_place(&mut self, paragraph: &Paragraph) -> (BlockKind, String) {
        let named = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Named(name) => Some(name.clone()),
            Frame::Table { .. } => None,
        });
        match self.frames.last() {
            Some(Frame::Table { number, row, column, header }) => {
                let place = named.unwrap_or_else(|| format!("table {number}, row {row}"));
                (BlockKind::Cell { header: *header, column: *column }, place)
            }
            Some(Frame::Named(name))
                if name.starts_with("footnote") || name.starts_with("endnote") =>
            {
                (BlockKind::Footnote, name.clone())
            }
            Some(Frame::Named(name)) => (paragraph.kind(), name.clone()),
            None => {
                let kind = paragraph.kind();
                let place = match kind {
                    BlockKind::Heading(_) => self.places.heading(&paragraph.text()),
                    _ => self.places.paragraph(),
                };
                (kind, place)
            }
        }
    }

    /// The document and where its text came from.
    ///
    /// # Errors
    ///
    /// If there is more text than positions can tell.
    pub(crate) fn finish(mut self, format: Format) -> Result<Taken, ExtractError> {
        match self.own.len() {
            0 => {}
            1 => self.taking.leave_out("1 comment by saywell"),
            count => self.taking.leave_out(format!("{count} comments by saywell")),
        }
        let text = BySource::new(&self.parts, &self.origins);
        for (directive, name) in &self.directives {
            if let Some(words) = text.about(&self.anchors, name) {
                self.taking.set_subject(*directive, words);
            }
        }
        let own = self.own.into_iter().filter_map(|(name, said)| {
            let about = text.about(&self.anchors, &name)?.range();
            Some(OwnComment { about, said })
        });
        let own_comments = own.collect();
        let document = self.taking.finish(format)?;
        let Self { foreign, parts, origins, .. } = self;
        Ok(Taken { document, foreign, parts, origins, own_comments })
    }
}
