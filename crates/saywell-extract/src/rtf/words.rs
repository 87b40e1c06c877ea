//! What RTF's control words mean to somebody who only reads.

use encoding_rs::Encoding;

/// What a group holds, where that is not the text that its surroundings hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Nothing to read: pictures, properties, field instructions.
    Skipped,
    /// The number or bullet of a list's item.
    Bullet,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// Text of its own that stands apart from the paragraph around it.
    Apart(Apart),
    /// The same text twice, for old readers and new: [`Group::Newer`] is read.
    Variants,
    /// The one of two variants that is in Unicode.
    Newer,
}

/// Text that stands apart from the paragraph in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    Footnote,
    Comment,
    TextBox,
    Header,
    Footer,
}

/// What the group holds that starts with this control word; none if the word starts no such group.
///
/// A `starred` word (`\*`) that is not known says that its group may be skipped.
pub(super) fn group(name: &str, starred: bool) -> Option<Group> {
    Some(match name {
        "fonttbl" => Group::Fonts,
        "stylesheet" => Group::Styles,
        "listtext" | "pntext" => Group::Bullet,
        "footnote" => Group::Apart(Apart::Footnote),
        "annotation" => Group::Apart(Apart::Comment),
        "shptxt" | "dptxbxtext" => Group::Apart(Apart::TextBox),
        "header" | "headerl" | "headerr" | "headerf" => Group::Apart(Apart::Header),
        "footer" | "footerl" | "footerr" | "footerf" => Group::Apart(Apart::Footer),
        "upr" => Group::Variants,
        "ud" => Group::Newer,
        "colortbl" | "info" | "pict" | "fldinst" | "xe" | "tc" | "tcn" | "rxe" | "txe" | "sp"
        | "shprslt" | "nonesttables" | "nonshppict" | "ftnsep" | "ftnsepc" | "ftncn"
        | "aftnsep" | "aftnsepc" | "aftncn" | "objdata" | "filetbl" | "revtbl" | "mmath"
        | "formfield" | "datafield" => Group::Skipped,
        // What is readable stands in groups inside these.
        "shpinst" | "do" => return None,
        _ if starred => Group::Skipped,
        _ => return None,
    })
}

/// The text that a control word stands for.
pub(super) fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "line" | "softline" => "\n",
        "emdash" => "\u{2014}",
        "endash" => "\u{2013}",
        "emspace" | "enspace" | "qmspace" => " ",
        "bullet" => "\u{2022}",
        "lquote" => "\u{2018}",
        "rquote" => "\u{2019}",
        "ldblquote" => "\u{201C}",
        "rdblquote" => "\u{201D}",
        _ => return None,
    })
}

/// The encoding of a font's character set (`\fcharset`): none for symbols. Sets 0 and 1 are the document's own.
pub(super) fn of_charset(charset: i32, document: &'static Encoding) -> Option<&'static Encoding> {
    Some(match charset {
        2 => return None,
        77 => encoding_rs::MACINTOSH,
        128 => encoding_rs::SHIFT_JIS,
        129 | 130 => encoding_rs::EUC_KR,
        134 => encoding_rs::GBK,
        136 => encoding_rs::BIG5,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        163 => encoding_rs::WINDOWS_1258,
        177 => encoding_rs::WINDOWS_1255,
        178 => encoding_rs::WINDOWS_1256,
        186 => encoding_rs::WINDOWS_1257,
        204 => encoding_rs::WINDOWS_1251,
        222 => encoding_rs::WINDOWS_874,
        238 => encoding_rs::WINDOWS_1250,
        _ => document,
    })
}

/// The encoding of a Windows code page (`\ansicpg`, `\cpg`). DOS code pages that no library here knows are read as
/// Windows' western one: their letters of English are the same.
pub(super) fn of_code_page(page: i32) -> &'static Encoding {
    match page {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 => encoding_rs::MACINTOSH,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}
