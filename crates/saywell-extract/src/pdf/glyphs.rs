//! The letters on a page and where they stand, as the page's drawing instructions put them there.

use crate::guard;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use std::time::Instant;

/// More letters than a page has: what comes after them is not read.
const MOST: usize = 2_000_000;

/// Units of a font's own space to its size.
const UNITS: f64 = 1000.0;

/// A letter on a page. Lengths are points from the page's upper left corner as it is read; turned pages are turned back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) letter: char,
    /// Where it starts and ends in the direction of reading.
    pub(super) start: f32,
    pub(super) end: f32,
    /// Its base line.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
}

/// After so many steps of drawing the clock is looked at.
const STEPS: u32 = 64;

/// Collects the letters of a page. If that takes too long, the attempt to read it is given up.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    /// The letters of each direction of reading, in the order of drawing: as the page is held, and turned by a quarter,
    /// half and three quarters.
    pub(super) layers: [Vec<Glyph>; 4],
    /// Letters whose fonts do not tell what they are.
    pub(super) unknown: usize,
    pub(super) images: usize,
    /// Width and height of the page.
    pub(super) width: f32,
    pub(super) height: f32,
    /// How many marked stretches of the page are open.
    marked: usize,
    /// The text that the page gives for a marked stretch, until it is written, and how many are open with it.
    replaced: Option<(usize, String)>,
    /// When the page is given up.
    until: Option<Instant>,
    /// Steps of drawing since the clock was looked at.
    steps: u32,
}

impl Glyphs {
    /// For a page of this width and height, which is given up then.
    pub(super) fn new((width, height): (f32, f32), until: Instant) -> Self {
        Self { width, height, until: Some(until), ..Self::default() }
    }

    /// Counts a step of drawing.
    fn step(&mut self) {
        self.steps += 1;
        if self.steps == STEPS {
            self.steps = 0;
            if self.until.is_some_and(|until| Instant::now() > until) {
                guard::give_up();
            }
        }
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> usize {
        self.layers.iter().map(Vec::len).sum()
    }

    fn add(&mut self, glyph: &Drawn<'_>, at: Affine) {
        let text = match &mut self.replaced {
            Some((_, text)) => std::mem::take(text),
            None => match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => String::from(char::REPLACEMENT_CHARACTER),
            },
        };
        let width = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let from = at * Point::ZERO;
        let to = at * Point::new(f64::from(width.unwrap_or(0.0)), 0.0);
        let along = at * Point::new(UNITS, 0.0) - from;
        let size = (at * Point::new(0.0, UNITS) - from).hypot();
        if !(from.is_finite() && to.is_finite() && size.is_finite()) || self.is_outside(from) {
            return;
        }
        let quarter = quarter(along.x, along.y);
        let ((start, base), (end, _)) = (turned(from, quarter), turned(to, quarter));
        self.add_text(&text, Glyph { letter: ' ', start, end, base, size: narrow(size) }, quarter);
    }

    /// Adds each letter of `text` with its share of the place of `whole`.
    fn add_text(&mut self, text: &str, whole: Glyph, quarter: usize) {
        let letters = text.chars().filter(|c| !c.is_control() || c.is_whitespace());
        let count = letters.clone().count();
        #[expect(clippy::cast_precision_loss, reason = "a handful of letters")]
        let step = (whole.end - whole.start) / count.max(1) as f32;
        if let (0, Some(last)) = (count, self.layers[quarter].last_mut()) {
            // What a letter before it stands for as well.
            last.end = last.end.max(whole.end);
        }
        let mut start = whole.start;
        for letter in letters {
            let private = matches!(letter, '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER);
            self.unknown += usize::from(private);
            let letter = if private { char::REPLACEMENT_CHARACTER } else { letter };
            self.layers[quarter].push(Glyph { letter, start, end: start + step, ..whole });
            start += step;
        }
    }

    fn is_outside(&self, at: Point) -> bool {
        let (x, y) = (narrow(at.x), narrow(at.y));
        x < -1.0 || y < -1.0 || x > self.width + 1.0 || y > self.height + 1.0
    }
}

/// How many quarters of a turn the direction of reading is off, clockwise.
fn quarter(x: f64, y: f64) -> usize {
    match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    }
}

/// A place seen with the page turned so that the text stands upright: along the line, and down the page.
fn turned(at: Point, quarter: usize) -> (f32, f32) {
    let (x, y) = (narrow(at.x), narrow(at.y));
    match quarter {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a hundred-thousandth of a point is near enough"
)]
fn narrow(length: f64) -> f32 {
    length as f32
}

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        // Letters that are filled and stroked come twice.
        let again = matches!(mode, DrawMode::Stroke(_)) && self.drew_last(run, &props);
        if again || self.len() > MOST {
            return;
        }
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step();
        self.images += 1;
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.step();
        self.marked += 1;
        // Inside a stretch with a text of its own, no other one counts.
        if self.replaced.is_none() {
            let text = properties.and_then(|it| it.get::<PdfString<'_>>(b"ActualText"));
            self.replaced = text.map(|text| (self.marked, decode(text.as_bytes())));
        }
    }

    fn end_marked_content(&mut self) {
        self.replaced.take_if(|(marked, _)| *marked == self.marked);
        self.marked = self.marked.saturating_sub(1);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Glyphs {
    /// Whether the last letter added stands where the last one of `run` does.
    fn drew_last(&self, run: &GlyphRun<'_, '_>, props: &DrawProps<'_>) -> bool {
        let Some(glyph) = run.glyphs().last() else { return true };
        let at = props.transform * glyph.transform();
        let along = at * Point::new(UNITS, 0.0) - at * Point::ZERO;
        let quarter = quarter(along.x, along.y);
        let (start, base) = turned(at * Point::ZERO, quarter);
        let last = self.layers[quarter].last();
        last.is_some_and(|last| (last.start - start).abs() < 0.1 && (last.base - base).abs() < 0.1)
    }
}

/// A text string of a PDF: UTF-16 or UTF-8 after a mark that says so, else bytes of which those of ASCII are certain.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // PDFDocEncoding: 0xAD is not in it, and programs write it for a soft hyphen.
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
