//! The JSON schema of `saywell.toml`, made from the types that read it.

use crate::file::{
    ConfigFile, IgnoreWord, LongIgnoreWord, LongRuleSetting, RuleSetting, StyleTable,
};
use crate::placed::{Entries, Placed};
use crate::style::SWITCHES;
use crate::values::{Level, Size};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The JSON schema of `saywell.toml`, as text.
#[must_use]
pub fn schema() -> String {
    let mut schema =
        SchemaSettings::draft07().into_generator().into_root_schema_for::<ConfigFile>();
    schema.insert("title".to_owned(), "saywell.toml".into());
    let mut text = format!("{:#}", schema.as_value());
    text.push('\n');
    text
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<V: JsonSchema> JsonSchema for Entries<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, V>::json_schema(generator)
    }
}

impl JsonSchema for RuleSetting {
    fn schema_name() -> Cow<'static, str> {
        "RuleSetting".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let short = generator.subschema_for::<Level>();
        let long = generator.subschema_for::<LongRuleSetting>();
        json_schema!({ "anyOf": [short, long] })
    }
}

impl JsonSchema for IgnoreWord {
    fn schema_name() -> Cow<'static, str> {
        "IgnoreWord".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let short = generator.subschema_for::<String>();
        let long = generator.subschema_for::<LongIgnoreWord>();
        json_schema!({ "anyOf": [short, long] })
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": 1 },
                { "type": "string", "pattern": "^ *[0-9]+ *([kKmMgG]?[bB]|[kKmMgG][iI][bB])? *$" },
            ]
        })
    }
}

impl JsonSchema for StyleTable {
    fn schema_name() -> Cow<'static, str> {
        "Style".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let switch = |switch: &crate::Switch| {
            let schema = serde_json::json!({ "description": switch.about, "enum": switch.values });
            (switch.name.to_owned(), schema)
        };
        let properties: serde_json::Map<String, serde_json::Value> =
            SWITCHES.iter().map(switch).collect();
        json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}
