//! Running text of word processors: paragraphs in tables, boxes, notes and margins, taken block by block, each with its
//! place and with where its words came from.

mod comments;
mod map;
mod paragraph;
mod places;
mod taker;

pub(crate) use comments::{BySource, OpenComment, OwnComment};
pub(crate) use map::{Holder, Origin, Part, Run, Side, Taken, Whole};
pub(crate) use paragraph::{Paragraph, Piece, PieceKind, Style};
pub(crate) use places::Story;
pub(crate) use taker::{Frame, Taker};
