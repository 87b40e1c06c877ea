//! The JSON schema of `saywell.toml`, made from the types that read it.

use crate::file::{
    ConfigFile, IgnoreWord, LongIgnoreWord, LongRuleSetting, RuleSetting, StyleTable,
};
use crate::placed::{Entries, Placed};
use crate::style::SWITCHES;
use crate::values::{Level, Size};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The JSON schema of `saywell.toml`, as text.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<ConfigFile>();
    schema.insert("title".to_owned(), "saywell.toml".into());
    let mut text = format!("{:#}", schema.as_value());
    text.push('\n');
    text
}

/// What may be left out need not be null, which TOML does not have.
fn without_null(schema: &mut Schema) {
    let null = Value::from("null");
    let kept = |mut kinds: Vec<Value>| {
        kinds.retain(|kind| *kind != null && kind.get("type") != Some(&null));
        kinds
    };
    if let Some(Value::Array(kinds)) = schema.get_mut("type")
        && let [only] = kept(std::mem::take(kinds)).as_slice()
    {
        schema.insert("type".to_owned(), only.clone());
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("anyOf") {
        *kinds = kept(std::mem::take(kinds));
        if let [_] = kinds.as_slice() {
            let only = schema.remove("anyOf").unwrap_or_default();
            schema.insert("allOf".to_owned(), only);
        }
    }
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
        let properties: serde_json::Map<String, Value> = SWITCHES.iter().map(switch).collect();
        json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

#[cfg(test)]
mod tests {
    use super::schema;
    use serde_json::Value;
    use snapbox::{Data, assert_data_eq};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn in_workspace(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
    }

    /// `SNAPSHOTS=overwrite` writes it.
    #[test]
    fn the_written_schema_is_current() {
        let written = Data::read_from(&in_workspace("schema/config.schema.json"), None);
        assert_data_eq!(schema(), written.raw());
    }

    #[test]
    fn every_key_is_documented() {
        let page = std::fs::read_to_string(in_workspace("docs/configuration.md")).unwrap();
        let mut keys = BTreeSet::new();
        collect_keys(&serde_json::from_str(&schema()).unwrap(), &mut keys);
        assert!(keys.contains("fail-on") && keys.contains("sex-trade") && keys.contains("phrase"));
        let missing: Vec<_> =
            keys.iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
        assert_eq!(missing, Vec::<&String>::new());
    }

    /// The keys of every `properties`.
    fn collect_keys(value: &Value, keys: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    keys.extend(properties.keys().cloned());
                }
                object.values().for_each(|value| collect_keys(value, keys));
            }
            Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
            _ => {}
        }
    }
}
