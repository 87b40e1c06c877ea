//! What an RTF file says before its text: code page, fonts, styles.

use super::words::{of_charset, of_code_page};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use std::collections::HashMap;

/// The outline level that says “body text”.
const BODY: i32 = 9;

/// The file's tables and defaults.
#[derive(Debug)]
pub(super) struct Header {
    encoding: &'static Encoding,
    /// The language of text that is marked with none.
    pub(super) language: i32,
    fonts: HashMap<i32, Option<&'static Encoding>>,
    default_font: i32,
    /// The font whose entry is being read.
    font: i32,
    styles: HashMap<i32, Style>,
    /// The style whose entry is being read, and its number.
    style: (i32, Style),
}

/// What a style says about its paragraphs.
#[derive(Clone, Debug, Default)]
struct Style {
    outline: Option<i32>,
    name: String,
}

impl Default for Header {
    fn default() -> Self {
        Self {
            encoding: WINDOWS_1252,
            language: 0,
            fonts: HashMap::new(),
            default_font: 0,
            font: 0,
            styles: HashMap::new(),
            style: (0, Style::default()),
        }
    }
}

impl Header {
    /// Takes in a control word that is about the whole file; says whether it was one.
    pub(super) fn word(&mut self, name: &str, value: i32) -> bool {
        match name {
            "ansicpg" => self.encoding = of_code_page(value),
            "mac" => self.encoding = MACINTOSH,
            "deff" => self.default_font = value,
            "deflang" => self.language = value,
            _ => return false,
        }
        true
    }

    /// Takes in a control word of the table of fonts.
    pub(super) fn font_word(&mut self, name: &str, value: i32) {
        match name {
            "f" => self.font = value,
            "fcharset" => {
                self.fonts.insert(self.font, of_charset(value, self.encoding));
            }
            "cpg" => {
                self.fonts.insert(self.font, Some(of_code_page(value)));
            }
            _ => {}
        }
    }

    /// Takes in a control word of the table of styles.
    pub(super) fn style_word(&mut self, name: &str, value: i32) {
        match name {
            "s" => self.style.0 = value,
            "outlinelevel" => self.style.1.outline = Some(value),
            _ => {}
        }
    }

    /// Takes in a part of the name of the style whose entry is being read.
    pub(super) fn style_name(&mut self, text: &str) {
        self.style.1.name.push_str(text);
    }

    /// Ends a style's entry.
    pub(super) fn end_style(&mut self) {
        let (number, style) = std::mem::take(&mut self.style);
        if !style.name.is_empty() {
            self.styles.insert(number, style);
        }
    }

    /// The encoding of a font; none if it holds symbols.
    pub(super) fn encoding(&self, font: i32) -> Option<&'static Encoding> {
        self.fonts.get(&font).copied().unwrap_or(Some(self.encoding))
    }

    /// The encoding of text that names no font.
    pub(super) fn default_encoding(&self) -> Option<&'static Encoding> {
        self.encoding(self.default_font)
    }

    /// The level of a heading in this style, from 1, where the paragraph itself may give an outline level.
    pub(super) fn heading(&self, style: i32, outline: Option<i32>) -> Option<u8> {
        let style = self.styles.get(&style);
        let level = outline.or(style.and_then(|style| style.outline));
        if let Some(level) = level.filter(|level| (0..BODY).contains(level)) {
            return u8::try_from(level + 1).ok();
        }
        let name = self.plain_name(style)?;
        if name == "title" {
            return Some(1);
        }
        name.strip_prefix("heading ")?
            .parse()
            .ok()
            .filter(|level| (1..=BODY).contains(&i32::from(*level)))
    }

    /// Whether paragraphs of this style are somebody else's words.
    pub(super) fn quotes(&self, style: i32) -> bool {
        let name = self.plain_name(self.styles.get(&style));
        name.is_some_and(|name| {
            matches!(
                name.as_str(),
                "quote" | "intense quote" | "quotations" | "block text" | "block quotation"
            )
        })
    }

    /// A style's name as it is compared.
    fn plain_name(&self, style: Option<&Style>) -> Option<String> {
        Some(style?.name.split(';').next()?.trim().to_lowercase())
    }
}
