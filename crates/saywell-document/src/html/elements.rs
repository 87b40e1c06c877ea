//! What HTML's elements and attributes are to a reader of prose.

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A heading of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell {
        /// Whether it is one of a header.
        header: bool,
    },
    /// A row of a table.
    Row,
    /// Somebody else's words, as blocks.
    BlockQuote,
    /// Any other element before and after which a text does not go on.
    Block,
    /// The end of a line.
    Break,
    /// An image or a field, which has no text.
    Thing,
    /// Somebody else's words, or the name of a work, inside a sentence.
    Quote,
    /// Code and the like: one mask stands for it.
    Code,
    /// Something that nobody reads, or is struck out.
    Unread,
    /// Anything else: text goes on through it.
    Inline,
}

/// What the element with this name, in lower case, does.
pub(super) fn element(name: &str) -> Element {
    match name {
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        // The document's own title.
        "title" => Element::Heading(1),
        "li" => Element::Item,
        "td" => Element::Cell { header: false },
        "th" => Element::Cell { header: true },
        "tr" => Element::Row,
        "blockquote" => Element::BlockQuote,
        "br" => Element::Break,
        "img" | "input" | "area" => Element::Thing,
        "q" | "cite" => Element::Quote,
        "code" | "kbd" | "samp" | "tt" | "math" => Element::Code,
        // The small figures of references to notes are no part of a sentence.
        "sup" | "rt" | "rp" => Element::Unread,
        "del" | "s" | "strike" => Element::Unread,
        "pre" | "listing" | "plaintext" | "script" | "style" | "svg" | "template" | "textarea"
        | "xmp" | "iframe" | "noscript" | "noembed" | "noframes" | "object" => Element::Unread,
        _ if BLOCKS.binary_search(&name).is_ok() => Element::Block,
        _ => Element::Inline,
    }
}

#[rustfmt::skip] // a word a line is no list to read
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "head", "header", "hgroup", "hr",
    "html", "label", "legend", "main", "menu", "nav", "ol", "optgroup", "option", "p", "search", "section", "select",
    "summary", "table", "tbody", "tfoot", "thead", "ul",
];

/// Elements that stand outside any paragraph, so that their text is left out as a whole.
pub(super) fn stands_alone(name: &str) -> bool {
    !matches!(name, "sup" | "rt" | "rp" | "del" | "s" | "strike" | "svg")
        && element(name) == Element::Unread
}

/// Elements that never have an end.
pub(super) fn is_void(name: &str) -> bool {
    #[rustfmt::skip]
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ];
    VOID.binary_search(&name).is_ok()
}

/// Whether an attribute holds words that are shown or read out.
pub(super) fn is_prose(attribute: &str) -> bool {
    matches!(
        attribute,
        "alt" | "title" | "aria-label" | "aria-description" | "placeholder" | "summary"
    )
}

/// Whether `content` of a `meta` element with this name is prose.
pub(super) fn is_description(meta: &str) -> bool {
    let name = meta.to_ascii_lowercase();
    let name = name.rsplit([':', '.']).next().unwrap_or_default();
    matches!(name, "description" | "title" | "abstract")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(BLOCKS.is_sorted());
    }
}
