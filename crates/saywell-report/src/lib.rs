//! Ways to write findings out: for people at a terminal, and for programs.
//!
//! A [`Writer`] takes files one by one, in the order in which they are to stand, and writes each out before the next:
//! the text of one file is in memory at a time. (Where counts stand first, what is written is kept until the end.) One
//! [`Style`], one module; the formats that programs read have types
//! of their own, which do not change when the engine's do.
//!
//! This crate prints nothing and opens no file: it writes into what it is given.

mod advice;
mod checkstyle;
mod closing;
mod comment;
mod concise;
mod excerpt;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod line_hash;
mod locus;
mod mark;
mod markdown;
mod markup;
mod path;
mod quiet;
mod rdjson;
mod region;
mod sarif;
mod statistics;
mod style;
mod summary;
mod visible;
mod wrap;
mod writer;

pub use comment::comment;
pub use mark::is_report;
pub use style::{Options, Style};
pub use summary::Summary;
pub use visible::visible;
pub use wrap::wrap;
pub use writer::{FileReport, Outcome, Writer, write};
