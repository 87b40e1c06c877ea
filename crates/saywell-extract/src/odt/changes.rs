//! Tracked changes (OpenDocument 1.3 part 3, 5.5): a list of them at the start, and marks in the text where each took
//! place. What was deleted stands in the list, what was inserted in the text.

use super::walk::{Open, Walk};
use crate::flow::Side;
use crate::xml::{Element, Space};

impl Walk<'_> {
    /// One of the list's elements, or a mark in the text.
    pub(super) fn open_change(&mut self, element: &Element<'_>) -> Option<Open> {
        let at = &element.at;
        let name = || element.attribute("change-id").unwrap_or_default();
        match element.local() {
            "changed-region" => {
                self.tracked.region = element.attribute("id").unwrap_or_default();
                return Some(Open::Region);
            }
            "insertion" => _ = self.tracked.insertions.insert(self.tracked.region.clone()),
            "deletion" if self.side == Side::Before => {
                self.tracked.deleting = true;
                return Some(Open::Deletion);
            }
            "change" => {
                if let Some(text) = self.tracked.deleted.get(&name()).cloned() {
                    self.text(&text, at.clone());
                }
            }
            "change-start" if self.tracked.insertions.contains(&name()) => {
                if self.tracked.open == 0 {
                    self.tracked.since = at.start;
                }
                self.tracked.open += 1;
            }
            "change-end" if self.tracked.insertions.contains(&name()) => {
                self.tracked.open = self.tracked.open.saturating_sub(1);
                if self.tracked.open == 0 {
                    self.layout.inserted.push(self.tracked.since..at.end);
                }
            }
            _ => {}
        }
        None
    }

    /// What was deleted is kept as text alone, in which only the words matter.
    pub(super) fn open_deleted(&mut self, element: &Element<'_>) -> Option<Open> {
        let told = element.space == Space::Office && element.local() == "change-info";
        (!told).then_some(Open::Other)
    }

    /// Whether what stands here is not there on the side that is read.
    pub(super) fn is_gone(&self) -> bool {
        self.side == Side::Before && self.tracked.open > 0
    }
}
