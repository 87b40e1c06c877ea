//! One part of a Word document, element by element. Elements are kept on a stack of their own, so that depth costs
//! memory, not the program's stack.

mod acts;
mod wholes;

use super::field::{self, Fields};
use super::styles::Styles;
use super::styles::{is_on, outline_level};
use crate::ExtractError;
use crate::flow::{Frame, Paragraph, Part, PieceKind, Side, Story, Taker};
use crate::xml::{Element, Node, Space, Xml};
use saywell_document::is_foreign;

/// Numbers from here on are somebody's hashes: they leave no room above them.
const MOST_IDS: u64 = 1 << 30;

/// What makes a control one whose words cannot be written freely.
const LIMITING: [&str; 6] =
    ["dataBinding", "showingPlcHdr", "text", "date", "dropDownList", "comboBox"];

/// What an open element means for what stands in it.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    Paragraph,
    /// `w:pPr` and what stands in it.
    ParagraphProps,
    NumberProps,
    MarkProps,
    Run,
    RunProps {
        start: usize,
    },
    /// `w:t`: the first of its pieces, and whether white space at its ends is to be dropped.
    Text {
        first: usize,
        trim: bool,
    },
    Instruction,
    Table,
    Row,
    RowProps,
    Cell,
    /// A text box, note, header or footer.
    Named,
    Comment,
    /// `mc:AlternateContent`: whether a choice was met.
    Alternate {
        chosen: bool,
    },
    /// What cannot be changed word by word: somebody's tracked insertion.
    Fixed,
    /// `w:sdt` or a simple field: where it starts, and whether its words cannot be written freely.
    Control {
        start: usize,
        limited: bool,
    },
    ControlProps,
    Other,
}

/// A run that is being read.
#[derive(Debug)]
struct OpenRun {
    index: usize,
    hidden: bool,
    foreign: bool,
}

struct Walk<'t> {
    taker: &'t mut Taker,
    styles: &'t Styles,
    side: Side,
    part: Part,
    stack: Vec<Open>,
    /// How many open elements are not read.
    skipped: usize,
    /// Paragraphs stand in each other by way of text boxes, and so do runs.
    paragraphs: Vec<Paragraph>,
    runs: Vec<OpenRun>,
    /// A paragraph that goes on in the next one.
    carried: Option<Paragraph>,
    fields: Fields,
    /// How many open elements make their text fixed.
    fixed: usize,
    /// Index of the outermost open field or control that is commented on as a whole.
    whole: Option<usize>,
    /// Where the paragraph starts that holds the outermost open field's start, if that is such a one.
    field: Option<usize>,
}

/// Reads a part.
///
/// # Errors
///
/// If it is no XML.
pub(super) fn walk(
    taker: &mut Taker,
    styles: &Styles,
    side: Side,
    mut part: Part,
) -> Result<(), ExtractError> {
    let (name, source) = (part.name.clone(), std::mem::take(&mut part.source));
    let mut xml = Xml::new(&source, &name);
    let mut walk = Walk {
        taker,
        styles,
        side,
        part,
        stack: Vec::new(),
        skipped: 0,
        paragraphs: Vec::new(),
        runs: Vec::new(),
        carried: None,
        fields: Fields::default(),
        fixed: 0,
        whole: None,
        field: None,
    };
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => walk.open(&element),
            Node::Close { at } => walk.close(at),
            Node::Text { text, at } => walk.text(&text, at),
        }
    }
    walk.flush();
    let Walk { taker, mut part, .. } = walk;
    part.source = source;
    taker.end_part(part);
    Ok(())
}

impl Walk<'_> {
    fn open(&mut self, element: &Element<'_>) {
        self.note_id(element);
        self.note_anchor(element);
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let opened = match element.space {
            Space::Word => self.open_word(element),
            Space::Compatibility => self.open_alternate(element.local()),
            Space::Math if element.local() == "oMath" => {
                self.sign("\u{FFFC}", element.at.clone(), PieceKind::Mask);
                None
            }
            Space::WordDrawing if element.local() == "docPr" => {
                self.describe(element);
                None
            }
            _ => Some(Open::Other),
        };
        match opened {
            Some(open) => self.stack.push(open),
            None => self.skipped = 1,
        }
    }

    /// Keeps the highest number in use, and at the root the prefixes.
    fn note_id(&mut self, element: &Element<'_>) {
        if self.stack.is_empty() && self.skipped == 0 {
            let bound = element.bound_prefixes(Space::Word);
            self.part.namespace = bound.first().map(|(_, name)| name.clone()).unwrap_or_default();
            self.part.prefixes = bound.into_iter().map(|(prefix, _)| prefix).collect();
        }
        let numbered = element.space == Space::Word && !matches!(element.local(), "t" | "r" | "p");
        if let Some(id) = numbered.then(|| element.attribute("id")).flatten() {
            self.part.last_id =
                self.part.last_id.max(id.parse().ok().filter(|id| *id < MOST_IDS).unwrap_or(0));
        }
    }

    /// Keeps where the words stand that a comment is about, also where they are not read.
    fn note_anchor(&mut self, element: &Element<'_>) {
        let local = element.local();
        if element.space != Space::Word || !local.starts_with("comment") {
            return;
        }
        let Some(id) = element.attribute("id") else { return };
        let (part, at) = (self.taker.part(), element.at.start);
        match local {
            "commentRangeEnd" => self.taker.anchors.end(&id, part, at),
            "commentRangeStart" | "commentReference" => {
                let paragraph = self.paragraphs.last().map_or(at, |paragraph| paragraph.start);
                self.taker.anchors.start(id, part, paragraph, at);
            }
            _ => {}
        }
    }

    /// What a WordprocessingML element means; none if it is not read.
    fn open_word(&mut self, element: &Element<'_>) -> Option<Open> {
        match self.stack.last() {
            Some(Open::ParagraphProps | Open::NumberProps | Open::MarkProps) => {
                self.open_in_paragraph_props(element)
            }
            Some(Open::RunProps { .. }) => self.open_in_run_props(element),
            Some(Open::RowProps) => {
                if let (true, Some(Frame::Table { header, .. })) =
                    (element.local() == "tblHeader", self.taker.frames.last_mut())
                {
                    *header = is_on(element.attribute("val").as_deref());
                }
                None
            }
            Some(Open::ControlProps) => {
                if LIMITING.contains(&element.local()) {
                    self.limit_control();
                }
                None
            }
            Some(Open::Run) => self.open_in_run(element),
            _ => self.open_outside_runs(element),
        }
    }

    fn open_in_paragraph_props(&mut self, element: &Element<'_>) -> Option<Open> {
        let paragraph = self.paragraphs.last_mut()?;
        let value = element.attribute("val");
        match (self.stack.last()?, element.local()) {
            (Open::ParagraphProps, "pStyle") => {
                paragraph.style = self.styles.style(value.as_deref());
            }
            (Open::ParagraphProps, "outlineLvl") => {
                paragraph.level = value.as_deref().and_then(outline_level);
            }
            (Open::ParagraphProps, "numPr") => return Some(Open::NumberProps),
            (Open::ParagraphProps, "rPr") => return Some(Open::MarkProps),
            (Open::NumberProps, "numId") => paragraph.list = Some(value.as_deref() != Some("0")),
            (Open::MarkProps, local) => paragraph.goes_on |= is_gone(local, self.side),
            _ => {}
        }
        None
    }

    fn open_in_run_props(&mut self, element: &Element<'_>) -> Option<Open> {
        let run = self.runs.last_mut()?;
        let value = element.attribute("val");
        match element.local() {
            "vanish" => run.hidden = is_on(value.as_deref()),
            "lang" => run.foreign = value.as_deref().map_or(run.foreign, is_foreign),
            "rStyle" => {
                let style = self.styles.style(value.as_deref());
                run.hidden = style.hidden.unwrap_or(run.hidden);
                run.foreign = style.language.as_deref().map_or(run.foreign, is_foreign);
            }
            _ => {}
        }
        None
    }

    fn open_in_run(&mut self, element: &Element<'_>) -> Option<Open> {
        let at = element.at.clone();
        match element.local() {
            "rPr" => return Some(Open::RunProps { start: at.start }),
            "t" => return self.open_text(element),
            "delText" if self.side == Side::Before => return self.open_text(element),
            "tab" | "ptab" => self.sign("\t", at, PieceKind::Prose),
            "br" | "cr" => self.sign("\n", at, PieceKind::Prose),
            "noBreakHyphen" => self.sign("\u{2011}", at, PieceKind::Prose),
            "softHyphen" => self.sign("\u{AD}", at, PieceKind::Prose),
            "sym" => self.symbol(element),
            "fldChar" => self.mark_field(&element.attribute("fldCharType").unwrap_or_default()),
            "instrText" => return Some(Open::Instruction),
            "footnoteReference" => self.refer(Story::Footnotes, element),
            "endnoteReference" => self.refer(Story::Endnotes, element),
            "commentReference" => self.refer(Story::Comments, element),
            // The reading above a word: a second spelling of it.
            "rt" | "rubyPr" => {}
            _ => return Some(Open::Other),
        }
        None
    }

    fn open_outside_runs(&mut self, element: &Element<'_>) -> Option<Open> {
        Some(match element.local() {
            "p" => self.open_paragraph(element),
            "pPr" => Open::ParagraphProps,
            "r" => self.open_run(element),
            "tbl" => self.open_table(),
            "tr" => {
                if let Some(Frame::Table { row, column, header, .. }) = self.taker.frames.last_mut()
                {
                    (*row, *column, *header) = (*row + 1, 0, false);
                }
                Open::Row
            }
            "trPr" => Open::RowProps,
            "tc" => Open::Cell,
            "txbxContent" => {
                let name = self.taker.places.next_box();
                self.open_named(name)
            }
            "footnote" | "endnote" | "comment" => return self.open_note(element),
            "hdr" => self.open_named("header".to_owned()),
            "ftr" => self.open_named("footer".to_owned()),
            "fldSimple" if field::repeats(&element.attribute("instr").unwrap_or_default()) => {
                return None;
            }
            "ins" | "moveTo" | "del" | "moveFrom" if is_gone(element.local(), self.side) => {
                return None;
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                self.fixed += 1;
                Open::Fixed
            }
            "fldSimple" => {
                self.enclose(element.at.start, true);
                Open::Control { start: element.at.start, limited: true }
            }
            "sdt" => Open::Control { start: element.at.start, limited: false },
            "sdtPr" => Open::ControlProps,
            "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "rt" | "rubyPr" => return None,
            _ => Open::Other,
        })
    }
}

/// Whether what stands in a tracked change of this name is not there on this side.
fn is_gone(change: &str, side: Side) -> bool {
    match side {
        Side::After => matches!(change, "del" | "moveFrom"),
        Side::Before => matches!(change, "ins" | "moveTo"),
    }
}
