//! `saywell text`: the prose that is taken from a file, to see what rules get to read.

use crate::args::{ReadArgs, RuleArgs};
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::reading::{ReadChoice, bytes};
use crate::session::Session;
use crate::streams::{Output, complain_of};
use clap::Args;
use saywell_config::Flags;
use saywell_engine::document::{Block, BlockKind, Document, LineIndex};
use saywell_report::visible;
use saywell_rulebook::folder_of;
use std::io::Write;
use std::path::PathBuf;

/// Print the prose that is taken from a file, block by block
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  saywell text letter.md")]
pub(crate) struct ShowText {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Print the document's text itself: what lines, columns and bytes in reports count in
    #[arg(long)]
    raw: bool,

    #[command(flatten)]
    reading: ReadArgs,
}

/// The largest file that is shown, in bytes.
const LARGEST: u64 = 256 << 20;

impl ShowText {
    /// Prints each block with its line and its kind.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let choice = ReadChoice::from(&self.reading);
        let flags = Flags {
            columns: self.reading.columns.clone(),
            keys: self.reading.keys.clone(),
            ..Flags::default()
        };
        let session = Session::new(RuleArgs::default(), flags);
        let selection = session.resolved(folder_of(&self.file))?.selection_for(&self.file);
        let document = bytes(&self.file, LARGEST)
            .and_then(|bytes| choice.document(bytes, &self.file, &selection))
            .map_err(|problem| Trouble::about(&self.file, &problem))?;
        if self.raw {
            let _ = write_raw(out, &document.text);
            return Ok(ExitStatus::Clean);
        }
        let lines = LineIndex::new(&document.text);
        for block in &document.blocks {
            let _ = show_block(out, &document, &lines, block);
        }
        for unread in &document.unread {
            let _ = out.flush();
            complain_of(&self.file, "not read", unread);
        }
        Ok(if document.incomplete { ExitStatus::Trouble } else { ExitStatus::Clean })
    }
}

/// Programs get the bytes as they are, a terminal nothing that acts on it.
fn write_raw(out: &mut Output, text: &str) -> std::io::Result<()> {
    if out.is_terminal() {
        return text.lines().try_for_each(|line| writeln!(out, "{}", visible(line)));
    }
    out.write_all(text.as_bytes())
}

fn show_block(
    out: &mut impl Write,
    document: &Document,
    lines: &LineIndex,
    block: &Block,
) -> std::io::Result<()> {
    let line = lines.position(&document.text, block.whole().start).line;
    let quotation = if block.block_quote { ", quotation" } else { "" };
    let speaker =
        block.speaker().map(|name| format!(", {} speaks", visible(name))).unwrap_or_default();
    let place = document.place(block.whole().start).unwrap_or_default();
    let place = if place.is_empty() { String::new() } else { format!(" ({})", visible(place)) };
    writeln!(out, "{line}: {}{quotation}{speaker}{place}", kind_name(block.kind))?;
    writeln!(out, "    {}", visible(&block.text(&document.text)))
}

fn kind_name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Paragraph => "paragraph".to_owned(),
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::ListItem => "list item".to_owned(),
        BlockKind::Cell { header: true, .. } => "table heading".to_owned(),
        BlockKind::Cell { header: false, .. } => "table cell".to_owned(),
        BlockKind::Footnote => "footnote".to_owned(),
        BlockKind::Caption => "caption".to_owned(),
    }
}
