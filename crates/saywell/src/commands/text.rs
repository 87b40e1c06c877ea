//! `saywell text`: the prose that is taken from a file, to see what rules get to read.

use crate::args::ReadArgs;
use crate::exit::{CommandResult, ExitStatus, Trouble};
use crate::reading::{ReadChoice, bytes};
use crate::streams::Output;
use clap::Args;
use saywell_engine::document::{Block, BlockKind, Document, LineIndex};
use saywell_report::visible;
use std::io::Write;
use std::path::PathBuf;

/// Print the prose that is taken from a file, block by block
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  saywell text letter.md")]
pub(crate) struct ShowText {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    reading: ReadArgs,
}

/// The largest file that is shown, in bytes.
const LARGEST: u64 = 256 << 20;

impl ShowText {
    /// Prints each block with its line and its kind.
    pub(crate) fn run(&self, out: &mut Output) -> CommandResult {
        let choice = ReadChoice::from(&self.reading);
        let document = bytes(&self.file, LARGEST)
            .and_then(|bytes| choice.document(bytes, &self.file))
            .map_err(|problem| Trouble::about(&self.file, &problem))?;
        let lines = LineIndex::new(&document.text);
        for block in &document.blocks {
            let _ = show_block(out, &document, &lines, block);
        }
        Ok(ExitStatus::Clean)
    }
}

fn show_block(
    out: &mut impl Write,
    document: &Document,
    lines: &LineIndex,
    block: &Block,
) -> std::io::Result<()> {
    let line = lines.position(&document.text, block.whole().start).line;
    let quotation = if block.block_quote { ", quotation" } else { "" };
    let speaker = block
        .speaker
        .as_ref()
        .map(|name| format!(", {} speaks", visible(name)))
        .unwrap_or_default();
    writeln!(out, "{line}: {}{quotation}{speaker}", kind_name(block.kind))?;
    writeln!(out, "    {}", visible(&block.text))
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
