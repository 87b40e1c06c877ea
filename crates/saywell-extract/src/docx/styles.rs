//! Styles: which paragraphs are headings, lists and quotations, and which text is hidden or in another language
//! (ECMA-376 part 1, 17.7).

use crate::ExtractError;
use crate::flow::Style;
use crate::xml::{Element, Node, Space, Xml};
use std::collections::HashMap;

/// How many styles may build on each other.
const LONGEST_CHAIN: usize = 20;

/// A style, and the one that it builds on.
#[derive(Debug, Default)]
struct Entry {
    based_on: Option<String>,
    own: Style,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Entry>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

impl Styles {
    /// What holds in the style with this id, with all that it builds on.
    pub(super) fn style(&self, id: Option<&str>) -> Style {
        let mut whole = Style::default();
        let mut next = id.or(self.usual.as_deref());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            whole.build_on(&style.own);
            next = style.based_on.as_deref();
        }
        whole
    }
}

/// Reads the part with the styles.
///
/// # Errors
///
/// If it is no XML.
pub(super) fn read(source: &str, part: &str) -> Result<Styles, ExtractError> {
    let mut xml = Xml::new(source, part);
    let mut styles = Styles::default();
    let mut open: Option<(String, Entry)> = None;
    let mut depth = 0usize;
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => {
                depth += 1;
                if element.space != Space::Word {
                    continue;
                }
                if element.local() == "style" {
                    open = element.attribute("styleId").map(|id| (id, Entry::default()));
                    if is_usual(&element) {
                        styles.usual = element.attribute("styleId");
                    }
                } else if let Some((_, style)) = &mut open {
                    style.set(&element);
                }
            }
            Node::Close { .. } => {
                depth = depth.saturating_sub(1);
                // Styles stand right below the root.
                if depth == 1 {
                    styles.by_id.extend(open.take());
                }
            }
            Node::Text { .. } => {}
        }
    }
    Ok(styles)
}

fn is_usual(style: &Element<'_>) -> bool {
    let paragraph = style.attribute("type").is_some_and(|kind| kind == "paragraph");
    paragraph && style.attribute("default").is_some_and(|value| is_on(Some(&value)))
}

impl Entry {
    fn set(&mut self, element: &Element<'_>) {
        let value = element.attribute("val");
        match element.local() {
            "name" => self.set_name(&value.unwrap_or_default().to_ascii_lowercase()),
            "basedOn" => self.based_on = value,
            "outlineLvl" => self.own.level = value.as_deref().and_then(outline_level),
            "numId" => self.own.list = Some(value.as_deref() != Some("0")),
            "vanish" => self.own.hidden = Some(is_on(value.as_deref())),
            "lang" => self.own.language = value,
            _ => {}
        }
    }

    /// Built-in styles have the same names in every language.
    fn set_name(&mut self, name: &str) {
        let heading = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
        self.own.level = self.own.level.or(heading.filter(|level| (1..=9).contains(level)));
        match name {
            "title" => self.own.level = Some(1),
            "quote" | "intense quote" | "quotations" | "block text" | "block quote"
            | "block quotation" => {
                self.own.quote = true;
            }
            _ => {}
        }
    }
}

/// The level that a value of `w:outlineLvl` means, counted from 1; 0 is body text.
pub(super) fn outline_level(value: &str) -> Option<u8> {
    let level: u8 = value.parse().ok()?;
    Some(if level < 9 { level + 1 } else { 0 })
}

/// Whether a switch with this value is on; one without a value is.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}
