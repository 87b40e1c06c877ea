//! Rich Text Format, as Microsoft's specification 1.9.1 has it.
//!
//! Read are paragraphs, lists, tables, footnotes, comments, text boxes, headers and footers. Left out are deleted,
//! struck-out and hidden words, pictures, properties, and what a field is made of (its result is read). Groups are kept
//! on a stack of our own, so that no depth of them exhausts the program's.

mod header;
mod paragraphs;
#[cfg(test)]
mod tests;
mod token;
mod words;

use crate::ExtractError;
use encoding_rs::{Encoding, WINDOWS_1252};
use header::Header;
use paragraphs::{Paragraphs, Properties};
use saywell_document::{Document, Format, Taking};
use token::{Token, Tokens};
use words::Group;

/// Groups deeper than programs nest them.
const DEEPEST: usize = 10_000;

/// Reads an RTF file.
///
/// # Errors
///
/// If its groups are nested more deeply than any program nests them.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.token(token);
        if reader.stack.len() > DEEPEST {
            let why = format!("a damaged file: groups nested more than {DEEPEST} deep");
            return Err(ExtractError::refused(why));
        }
    }
    Ok(reader.finish().finish(Format::Rtf)?)
}

/// Whether a file starts as RTF does.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// What holds until the group ends.
#[derive(Clone, Copy, Debug)]
struct State {
    holds: Holds,
    /// The encoding of the font; none for a font of symbols.
    encoding: Option<&'static Encoding>,
    /// How many characters stand after each `\u` for readers without Unicode (`\uc`).
    fallback: usize,
    hidden: bool,
    deleted: bool,
    struck: bool,
    /// Windows' number for the language.
    language: i32,
    style: i32,
    /// The outline level that the paragraph itself gives, from 0.
    outline: Option<i32>,
    in_table: bool,
    in_list: bool,
}

/// What the text of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Prose,
    Nothing,
    Fonts,
    Styles,
    /// Text that is given again, in Unicode.
    Variants,
}

struct Reader {
    header: Header,
    paragraphs: Paragraphs,
    state: State,
    stack: Vec<State>,
    /// Text in the encoding of `state`, not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character beyond U+FFFF.
    half: Option<u16>,
    /// How many characters are still to be passed over after `\u`.
    pass: usize,
    /// Whether `\*` was just met.
    starred: bool,
}

impl Default for Reader {
    fn default() -> Self {
        let state = State {
            holds: Holds::Prose,
            encoding: Some(WINDOWS_1252),
            fallback: 1,
            hidden: false,
            deleted: false,
            struck: false,
            language: 0,
            style: 0,
            outline: None,
            in_table: false,
            in_list: false,
        };
        Self {
            header: Header::default(),
            paragraphs: Paragraphs::default(),
            state,
            stack: Vec::new(),
            bytes: Vec::new(),
            half: None,
            pass: 0,
            starred: false,
        }
    }
}

impl Reader {
    fn token(&mut self, token: Token<'_>) {
        if self.passes_over(token) {
            return;
        }
        match token {
            Token::Text(bytes) => self.bytes.extend_from_slice(bytes),
            Token::Hex(byte) => self.bytes.push(byte),
            Token::Open => {
                self.decode();
                self.stack.push(self.state);
            }
            Token::Close => {
                self.decode();
                self.close();
            }
            Token::Symbol(symbol) => {
                self.decode();
                self.symbol(symbol);
                return;
            }
            Token::Word(name, value) => {
                self.decode();
                self.word(name, value);
            }
        }
        self.starred = false;
    }

    /// Whether the token belongs to what `\u` gives for readers without Unicode; text may do so in part.
    fn passes_over(&mut self, token: Token<'_>) -> bool {
        if self.pass == 0 {
            return false;
        }
        match token {
            Token::Open | Token::Close => self.pass = 0,
            Token::Text(bytes) => {
                let passed = self.pass.min(bytes.len());
                self.pass -= passed;
                self.bytes.extend_from_slice(&bytes[passed..]);
                return true;
            }
            // Not a fallback: a writer that left it out.
            Token::Word("u" | "par" | "cell" | "row", _) => self.pass = 0,
            Token::Hex(_) | Token::Symbol(_) | Token::Word(..) => {
                self.pass -= 1;
                return true;
            }
        }
        false
    }

    /// Decodes the bytes met so far.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(encoding) = self.state.encoding {
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            self.push(&text);
        } else {
            self.push(" ");
        }
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn push(&mut self, text: &str) {
        self.half = None;
        let State { holds, hidden, deleted, struck, language, .. } = self.state;
        match holds {
            Holds::Prose if !(hidden || deleted || struck) => {
                self.paragraphs.push(text, is_foreign(language));
            }
            Holds::Styles => self.header.style_name(text),
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.paragraphs.apart_depth() == Some(self.stack.len()) {
            self.paragraphs.end_apart(self.properties());
        }
        if self.state.holds == Holds::Styles {
            self.header.end_style();
        }
        let read_fonts = self.state.holds == Holds::Fonts;
        // A `}` too many is passed over.
        self.state = self.stack.pop().unwrap_or(self.state);
        if read_fonts && self.state.holds != Holds::Fonts {
            self.state.encoding = self.header.default_encoding();
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.starred = symbol == b'*';
        match symbol {
            b'~' => self.push("\u{A0}"),
            b'_' => self.push("\u{2011}"),
            b'-' => self.push("\u{AD}"),
            b'\t' => self.push("\t"),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, name: &str, value: Option<i32>) {
        if let Some(group) = words::group(name, self.starred) {
            self.enter(group);
            return;
        }
        let number = value.unwrap_or(0);
        match self.state.holds {
            Holds::Prose => {}
            Holds::Fonts => return self.header.font_word(name, number),
            Holds::Styles => return self.header.style_word(name, number),
            Holds::Nothing | Holds::Variants => return,
        }
        if let Some(text) = words::character(name) {
            self.push(text);
        } else if self.header.word(name, number) {
            self.state.encoding = self.header.default_encoding();
            self.state.language = self.header.language;
        } else if !self.paragraph_word(name, number) {
            self.character_word(name, value);
        }
    }

    /// Takes in what the group holds that has just been opened.
    fn enter(&mut self, group: Group) {
        let reads = self.state.holds == Holds::Prose;
        self.state.holds = match group {
            Group::Newer if self.state.holds == Holds::Variants => Holds::Prose,
            Group::Apart(what) if reads => {
                self.paragraphs.start_apart(what, self.stack.len());
                // It has properties of its own.
                self.state = State { style: 0, outline: None, in_list: false, ..self.state };
                Holds::Prose
            }
            Group::Bullet if reads => {
                self.paragraphs.set_bullet();
                Holds::Nothing
            }
            Group::Fonts => Holds::Fonts,
            Group::Styles => Holds::Styles,
            Group::Variants if reads => Holds::Variants,
            _ => Holds::Nothing,
        };
    }

    /// A control word about paragraphs and tables; says whether it was one.
    fn paragraph_word(&mut self, name: &str, number: i32) -> bool {
        match name {
            "par" | "sect" | "page" => self.end_paragraph(),
            "cell" | "nestcell" => self.paragraphs.end_cell(self.properties()),
            "row" => self.paragraphs.end_row(),
            "trhdr" => self.paragraphs.set_header_row(),
            "pard" => {
                self.state.style = 0;
                self.state.outline = None;
                self.state.in_table = false;
                self.state.in_list = false;
            }
            "s" => self.state.style = number,
            "outlinelevel" => self.state.outline = Some(number),
            "intbl" => self.state.in_table = true,
            "ls" => self.state.in_list = number > 0,
            _ => return false,
        }
        true
    }

    /// A control word about characters.
    fn character_word(&mut self, name: &str, value: Option<i32>) {
        // Without a number, a switch is on.
        let on = value != Some(0);
        match name {
            "u" => self.unicode(value.unwrap_or(0)),
            "uc" => self.state.fallback = usize::try_from(value.unwrap_or(1)).unwrap_or(1),
            "f" => self.state.encoding = self.header.encoding(value.unwrap_or(0)),
            "lang" => self.state.language = value.unwrap_or(0),
            "v" => self.state.hidden = on,
            "deleted" | "mvf" => self.state.deleted = on,
            "strike" | "striked" => self.state.struck = on,
            "plain" => {
                self.state.encoding = self.header.default_encoding();
                self.state.language = self.header.language;
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.struck = false;
            }
            _ => {}
        }
    }

    /// `\u`: a UTF-16 code unit, as a signed number of sixteen bits.
    fn unicode(&mut self, number: i32) {
        self.pass = self.state.fallback;
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let units = self.half.take().into_iter().chain([unit]);
        for c in char::decode_utf16(units) {
            match c {
                // Symbol fonts have their signs in the private area.
                Ok('\u{E000}'..='\u{F8FF}') => self.push(" "),
                Ok(c) => self.push(c.encode_utf8(&mut [0; 4])),
                Err(half) => self.half = Some(half.unpaired_surrogate()),
            }
        }
    }

    fn end_paragraph(&mut self) {
        if self.state.holds == Holds::Prose {
            self.paragraphs.end(self.properties());
        }
    }

    fn properties(&self) -> Properties {
        let State { style, outline, in_table, in_list, .. } = self.state;
        let heading = self.header.heading(style, outline);
        Properties { heading, quoted: self.header.quotes(style), in_list, in_table }
    }

    fn finish(mut self) -> Taking {
        self.decode();
        let cut = !self.stack.is_empty();
        let properties = self.properties();
        let mut taking = self.paragraphs.finish(properties);
        if cut {
            taking.leave_out("what came after the end, where the file is cut off");
        }
        taking
    }
}

/// Whether Windows' number for a language names one, and not English. 0 and 0x400 name none, 0x7F any.
fn is_foreign(language: i32) -> bool {
    !matches!(language & 0x3FF, 0 | 0x09 | 0x7F)
}
