//! Reads house-style switches, and what rules and alternatives ask of them.

use super::check::check_name;
use super::fields::{Fields, Text};
use super::keys;
use super::similar::did_you_mean;
use crate::{Style, StyleSwitch};
use std::collections::BTreeMap;

/// Reads `[styles.*]` of all files.
pub(super) fn read_switches(files: &[Fields<'_>]) -> BTreeMap<String, StyleSwitch> {
    let mut switches = BTreeMap::new();
    for fields in files {
        let table = fields.get("styles").and_then(|value| fields.file.table(value, "[styles]"));
        for (name, value) in table.into_iter().flatten() {
            let name = Text { value: name.get_ref(), span: name.span(), file: fields.file };
            check_name(&name);
            let Some(fields) = Fields::read(fields.file, value, "a style", keys::STYLE) else {
                continue;
            };
            fields.required("values");
            let values = fields.texts("values");
            values.iter().for_each(check_name);
            let about =
                fields.required_text("about").map_or_else(String::new, |about| about.prose());
            let switch = StyleSwitch { about, values: values.iter().map(Text::owned).collect() };
            if switches.insert(name.owned(), switch).is_some() {
                name.error(format!("there is a style “{}” already", name.value));
            }
        }
    }
    switches
}

/// Reads `style` of a rule or an alternative: for each switch the values in which it holds.
pub(super) fn read(owner: &Fields<'_>, switches: &BTreeMap<String, StyleSwitch>) -> Style {
    let table = owner.get("style").and_then(|value| owner.file.table(value, "“style”"));
    let mut style = Style::new();
    for (name, value) in table.into_iter().flatten() {
        let name = Text { value: name.get_ref(), span: name.span(), file: owner.file };
        let Some(switch) = switches.get(name.value) else {
            let message = format!("there is no style “{}”", name.value);
            let help = || did_you_mean(name.value, switches.keys().map(String::as_str));
            owner.file.report.add(&owner.file.place(name.span.clone()), &message, help);
            continue;
        };
        let items = owner.file.items(value, "what a style asks for");
        let values = items.iter().filter_map(|item| owner.file.text(item, "a style's value"));
        let values: Vec<Text<'_>> = values.collect();
        values.iter().for_each(|value| check_value(value, switch));
        style.insert(name.owned(), values.iter().map(Text::owned).collect());
    }
    style
}

fn check_value(value: &Text<'_>, switch: &StyleSwitch) {
    if !switch.values.iter().any(|known| known == value.value) {
        let one_of = || format!("it is one of {}", switch.values.join(", "));
        let known = switch.values.iter().map(String::as_str);
        let help = did_you_mean(value.value, known).unwrap_or_else(one_of);
        value.error_with_help(format!("the style cannot be “{}”", value.value), help);
    }
}
