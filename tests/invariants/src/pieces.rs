//! Texts made of bytes so that a few of them already mean something: ASCII stands for itself, every other byte with the
//! one after it for a piece of markup or of Unicode that makes trouble, or for one of the rules' own examples.

use std::sync::LazyLock;

/// Pieces that mean something to a reader, to a terminal or to a program that reads reports. New ones go to the end, so
/// that inputs that are kept go on meaning what they meant.
const MARKS: &[&str] = &[
    "\r\n",
    "\r",
    "\n\n",
    "\u{FEFF}",
    "\u{AD}",
    "\u{200B}",
    "\u{200D}",
    "\u{A0}",
    "\u{FFFC}",
    "\0",
    "é",
    "e\u{301}",
    "İ",
    "ẞ",
    "ﬁ",
    "👩\u{200D}👧",
    "日本",
    "\u{202E}",
    "\u{2066}",
    "\u{85}",
    "\u{2028}",
    "\u{1b}[2J",
    "\u{9b}2J",
    "\u{7}",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "—",
    "…",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "# ",
    "## ",
    "\n===\n",
    "---\n",
    "+++\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "[^1]",
    "\n[^1]: ",
    "](",
    "](x \"title\")",
    "![",
    "<div>",
    "</div>",
    "<pre>",
    "<script>",
    "</script>",
    "<style>",
    "<br>",
    "<p lang=\"fr\">",
    "<!DOCTYPE html>",
    "<blockquote>",
    "&amp;",
    "&shy;",
    "&#x41;",
    "&#",
    "\\*",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "\n> [!NOTE]\n> ",
    "<!-- ",
    " -->",
    "<!-- saywell-ignore: known -->",
    "<!-- saywell-ignore-file exploitation: x -->",
    "\n<!-- saywell-off -->\n",
    "\n<!-- saywell-on -->\n",
    "<!-- saywell-audience to -->",
    "<!-- saywell-ingore labels -->",
    "\n# saywell-ignore labels: x\n",
    "---\nsaywell-audience: to\n---\n",
    "https://x.y/z",
    "a@b.org",
    "a/b.md",
    "snake_case",
    "f()",
    "0xff",
    "12:03 ",
    "\nQ: ",
    "\nA: ",
    "\n[Ada] ",
    "\nTHE COURT: ",
    "\n**Ada:** ",
    "Dear Ada,\n",
    "00:00:01.000 --> 00:00:02.000\n",
    "##[error]",
    "::error::",
    "]]>",
    "{\\b ",
    "\\par ",
    "%A\n",
    "@article{a, title = {",
    "\\emph{",
    "\\begin{itemize}\\item ",
    "\\verb|",
    "$x$",
    "From: a@b.org\nSubject: ",
    "BEGIN:VCARD\n",
    "msgid \"a\"\nmsgstr \"",
    "\"key\": \"",
    "key: |\n  ",
    "=== ",
    "'''",
    "//// ",
    ".. note::\n   ",
    "#+begin_src\n",
    "h1. ",
    "{{a|b}}",
    "[[a|b]]",
    "\n\n\n",
    "\t",
    "\" ",
    "' ",
    ". ",
    "? ",
    "<?php ",
    "?>",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    "<%= ",
    " %>",
    "<?xml version=\"1.0\"?>",
    "<code>",
    "<a title=\"",
    "\">",
    "<span hidden>",
    "<!-- saywell-subject sexual-violence -->",
];

/// The examples of the rules that come with saywell.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let packs = saywell_packs::load_all().expect("the packs are valid");
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    let flags = rules.flat_map(|rule| rule.examples.flag.iter().take(1));
    flags.map(|example| format!("{} ", example.text)).collect()
});

/// Adds what two bytes stand for, of which the first is not ASCII: an example if it is odd, else a piece, or where there
/// is none with that number, the character with it.
fn push_piece(out: &mut String, high: u8, low: u8) {
    if high % 2 == 1 {
        let number = usize::from(high & 0x7f) << 7 | usize::from(low);
        out.push_str(&EXAMPLES[number % EXAMPLES.len()]);
    } else if let Some(mark) = MARKS.get(usize::from(low)) {
        out.push_str(mark);
    } else {
        out.push(char::from(low));
    }
}

/// The text that the bytes stand for, of at most about 64 KiB.
pub(crate) fn text(data: &[u8]) -> String {
    let mut out = String::new();
    let mut bytes = data.iter();
    while let (Some(&byte), true) = (bytes.next(), out.len() < 1 << 16) {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            push_piece(&mut out, byte, bytes.next().copied().unwrap_or_default());
        }
    }
    out
}
