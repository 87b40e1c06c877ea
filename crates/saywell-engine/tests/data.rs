//! Fixing data: whatever the values, the file still parses, to the same structure, and only strings that were fixed have
//! changed.

// A test fails by panicking.
#![allow(clippy::expect_used)]

use csv_core::{ReadRecordResult, Reader};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use saphyr_parser::{Event, Parser};
use saywell_engine::document::{Format, read_text};
use saywell_engine::rules::{PackFile, load};
use saywell_engine::{Linter, Settings, apply, safe_edits};
use serde_json::{Map, Value};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let text = include_str!("house.toml").to_owned();
    let pack = load(&[PackFile { name: "house.toml".to_owned(), text }]).expect("it is valid");
    Linter::new(&[pack], &Settings::default()).expect("there are no settings")
});

/// The text with its safe fixes made, until there are none.
fn fixed(text: &str, format: Format) -> String {
    let mut text = text.to_owned();
    for _ in 0..10 {
        let document = read_text(text.clone(), format).expect("what was made can be read");
        text = apply(&text, &safe_edits(&LINTER.lint(&document).findings));
    }
    text
}

/// A string that holds what rules find, and what formats write in ways of their own.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a hooker".to_owned()),
        Just("the hookers' call girl".to_owned()),
        "[ \"'\\\\:#,;|{}\\[\\]&*!%@`<>~^?-]{1,3}",
        "[a-z]{1,6} ?",
        "[é\u{1F600}\u{2028}\u{feff}\n\t]{1,2}",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        string().prop_map(Value::String),
        string().prop_map(Value::String),
        any::<i32>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((string(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A string as it should be after a fix, read as JSON reads it.
fn is_fix_of(new: &str, old: &str) -> bool {
    new == old || old.contains("hooker") && new.contains("exploited")
}

/// Whether two structures are the same but for strings that were fixed.
fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::String(old), Value::String(new)) => is_fix_of(new, old),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|((key, old), (same_key, new))| key == same_key && same(old, new))
        }
        _ => old == new,
    }
}

/// What a YAML text holds, with the texts of scalars apart.
fn yaml(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut shape, mut scalars) = (Vec::new(), Vec::new());
    for event in Parser::new_from_str(text) {
        match event.expect("it is YAML").0 {
            Event::Scalar(value, style, ..) => {
                shape.push(format!("{style:?}"));
                scalars.push(value.into_owned());
            }
            other => shape.push(format!("{other:?}")),
        }
    }
    (shape, scalars)
}

/// The strings as a YAML list, in the style that the number asks for where it can be.
fn as_yaml(strings: &[(u8, String)]) -> String {
    let item = |(style, string): &(u8, String)| {
        let is_simple =
            !string.contains(|c: char| c.is_control() || "\u{2028}\u{feff}".contains(c));
        match style % 4 {
            0 if is_simple => format!("'{}'", string.replace('\'', "''")),
            1 if is_simple => format!("|\n    x {string}"),
            2 if is_simple => format!(">-\n    x {string}\n    {}", string.trim()),
            _ => Value::String(string.clone()).to_string(),
        }
    };
    strings.iter().map(|string| format!("- key: {}\n", item(string))).collect()
}

/// The rows of a CSV text.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = Reader::new();
    let (mut bytes, mut rows) = (text.as_bytes(), Vec::new());
    let (mut field, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 1]);
    loop {
        let (result, read, _, count) = reader.read_record(bytes, &mut field, &mut ends);
        bytes = &bytes[read..];
        match result {
            ReadRecordResult::End => return rows,
            ReadRecordResult::Record => {
                let mut start = 0;
                let cell = |end: &usize| {
                    let cell = String::from_utf8_lossy(&field[start..*end]).into_owned();
                    start = *end;
                    cell
                };
                rows.push(ends[..count].iter().map(cell).collect());
            }
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn json_stays_json(value in value(), pretty: bool) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let new = fixed(&text, Format::Json);
        let new = serde_json::from_str(&new).expect("it is still JSON");
        assert!(same(&value, &new), "{value}\n{new}");
        // JSON is YAML.
        let new = fixed(&text, Format::Yaml);
        let new = serde_json::from_str(&new).expect("it is still JSON");
        assert!(same(&value, &new), "{value}\n{new}");
    }

    #[test]
    fn yaml_stays_yaml(strings in proptest::collection::vec((any::<u8>(), string()), 1..6)) {
        let text = as_yaml(&strings);
        let ((shape, old), (new_shape, new)) = (yaml(&text), yaml(&fixed(&text, Format::Yaml)));
        assert_eq!(shape, new_shape);
        assert_eq!(old.len(), new.len());
        for (old, new) in old.iter().zip(&new) {
            assert!(is_fix_of(new, old), "{old:?} became {new:?}");
        }
    }

    #[test]
    fn csv_stays_csv(cells in proptest::collection::vec((any::<bool>(), string()), 1..12), width in 1_usize..4) {
        let cell = |(quoted, cell): &(bool, String)| {
            let must = cell.contains(['"', ',', '\n', '\r']) || cell.is_empty();
            if *quoted || must { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        let lines = cells.chunks(width).map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
        let text = format!("a,b,c\n{}\n", lines.collect::<Vec<_>>().join("\n"));
        let (old, new) = (rows(&text), rows(&fixed(&text, Format::Csv)));
        assert_eq!(old.len(), new.len());
        for (old, new) in old.iter().zip(&new) {
            assert_eq!(old.len(), new.len());
            for (old, new) in old.iter().zip(new) {
                assert!(is_fix_of(new, old), "{old:?} became {new:?}");
            }
        }
    }
}

#[test]
fn data_is_fixed_at_all() {
    for (text, format, expected) in [
        (r#"{"a": "A hooker came."}"#, Format::Json, r#"{"a": "An exploited person came."}"#),
        ("a: 'A hooker came.'\n", Format::Yaml, "a: 'An exploited person came.'\n"),
        ("a,b\n1,\"A hooker came.\"\n", Format::Csv, "a,b\n1,\"An exploited person came.\"\n"),
    ] {
        assert_eq!(fixed(text, format), expected);
    }
}
