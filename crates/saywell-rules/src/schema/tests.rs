//! The written schema is current, and says what the loader knows.

use super::schema;
use crate::load::keys;
use serde_json::Value;
use snapbox::{Data, assert_data_eq};
use std::collections::BTreeSet;
use std::path::Path;

/// `SNAPSHOTS=overwrite` writes it.
#[test]
fn the_written_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/pack.schema.json");
    assert_data_eq!(schema(), Data::read_from(&path, None).raw());
}

#[test]
fn the_schema_has_the_keys_of_the_loader() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let tables = [
        ("Head", keys::PACK),
        ("StyleSwitch", keys::STYLE),
        ("Source", keys::SOURCE),
        ("Rule", keys::RULE),
        ("Citation", keys::CITATION),
        ("Term", keys::TERM),
        ("Alternative", keys::ALTERNATIVE),
        ("Condition", keys::CONDITION),
        ("Examples", keys::EXAMPLES),
        ("FlagExample", keys::FLAG_EXAMPLE),
    ];
    assert_eq!(properties(&schema), keys::FILE.iter().copied().collect());
    for (name, keys) in tables {
        assert_eq!(
            properties(&schema["definitions"][name]),
            keys.iter().copied().collect(),
            "{name}"
        );
    }
}

#[test]
fn the_schema_has_the_choices_of_the_loader() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let choices = |name: &str| {
        let variants = schema["definitions"][name]["oneOf"].as_array().unwrap();
        variants
            .iter()
            .map(|variant| variant["const"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(choices("Severity"), names(keys::SEVERITIES));
    assert_eq!(choices("Audience"), names(keys::AUDIENCES));
    assert_eq!(choices("Mode"), names(keys::MODES));
    assert_eq!(choices("Quotation"), names(keys::QUOTATIONS));
    assert_eq!(choices("Status"), names(keys::STATUSES));
}

fn names<T>(choices: &[(&str, T)]) -> Vec<String> {
    choices.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The keys of a table, or of all the tables that may stand in its place; each refuses other keys.
fn properties(schema: &Value) -> BTreeSet<&str> {
    let variants = schema["anyOf"]
        .as_array()
        .map_or_else(|| vec![schema], |variants| variants.iter().collect());
    let tables = variants.into_iter().filter(|variant| variant["type"] == "object");
    tables
        .flat_map(|table| {
            assert_eq!(table["additionalProperties"], false);
            table["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str())
        })
        .collect()
}
