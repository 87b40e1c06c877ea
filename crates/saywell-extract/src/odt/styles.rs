//! Styles of an OpenDocument text: which paragraphs are titles and quotations, and which text is hidden or in another
//! language (OpenDocument 1.3 part 3, 16).

use crate::ExtractError;
use crate::flow::Style;
use crate::xml::{Element, Node, Space, Xml};
use std::collections::HashMap;

/// How many styles may build on each other.
const LONGEST_CHAIN: usize = 20;

/// The styles of a document, by family and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(HashMap<(String, String), Entry>);

#[derive(Clone, Debug, Default)]
struct Entry {
    based_on: Option<String>,
    own: Style,
}

impl Styles {
    /// What holds in a style of this family (`paragraph`, `text`), with all that it builds on.
    pub(super) fn style(&self, family: &str, name: Option<String>) -> Style {
        let mut whole = Style::default();
        let mut next = name;
        for _ in 0..LONGEST_CHAIN {
            let Some(name) = next else { break };
            let Some(entry) = self.0.get(&(family.to_owned(), name)) else { break };
            whole.build_on(&entry.own);
            next = entry.based_on.clone();
        }
        whole
    }

    /// Adds the styles of a part.
    ///
    /// # Errors
    ///
    /// If it is no XML.
    pub(super) fn read(&mut self, source: &str, part: &str) -> Result<(), ExtractError> {
        let mut xml = Xml::new(source, part);
        let mut open: Option<(String, String)> = None;
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            match (element.space, element.local()) {
                (Space::Office, "body" | "master-styles") => break,
                (Space::Style, "style") => open = self.open(&element),
                // Of default styles nothing is taken: they tell the computer's language more than the text's.
                (Space::Style, "default-style") => open = None,
                (Space::Style, "text-properties" | "properties") => {
                    if let Some(entry) = open.as_ref().and_then(|key| self.0.get_mut(key)) {
                        entry.set(&element);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, style: &Element<'_>) -> Option<(String, String)> {
        let key = (style.attribute("family")?, style.attribute("name")?);
        let mut entry =
            Entry { based_on: style.attribute("parent-style-name"), own: Style::default() };
        match key.1.as_str() {
            "Title" => entry.own.level = Some(1),
            "Quotations" | "Quote" | "Block_20_Text" => entry.own.quote = true,
            _ => {}
        }
        self.0.insert(key.clone(), entry);
        Some(key)
    }
}

impl Entry {
    fn set(&mut self, properties: &Element<'_>) {
        if let Some(language) = properties.attribute("language") {
            let country = properties.attribute("country").unwrap_or_default();
            self.own.language = Some(if language == "none" {
                String::new()
            } else {
                format!("{language}-{country}")
            });
        }
        if let Some(display) = properties.attribute("display") {
            self.own.hidden = Some(display == "none");
        }
    }
}
