//! What is wrong with a file, as it is told: `tests/errors/NAME.toml` gives `NAME.txt`.

#![allow(clippy::expect_used, reason = "a test stops where something is missing")]

use saywell_config::{Config, ConfigErrors, Resolved, parse};
use snapbox::{Data, assert_data_eq};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

fn parse_case(name: &str) -> Result<Config, ConfigErrors> {
    let text = std::fs::read_to_string(folder().join(name)).expect("the case is there");
    parse(name, &text)
}

#[test]
fn cases() {
    let entries = std::fs::read_dir(folder()).expect("the cases are there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a case").file_name().into_string().expect("UTF-8"))
        .collect();
    names.retain(|name| name.ends_with(".toml"));
    assert!(names.len() >= 5);
    for name in names {
        let errors =
            parse_case(&name).err().or_else(|| Some(resolve_case(&name))).expect("an error");
        let expected = folder().join(Path::new(&name).with_extension("txt"));
        assert_data_eq!(format!("{errors}\n"), Data::read_from(&expected, None).raw());
    }
}

/// The errors of a file that is good by itself.
fn resolve_case(name: &str) -> ConfigErrors {
    let config = parse_case(name).expect("a file that is good by itself");
    Resolved::new(vec![config]).expect_err("an error")
}
