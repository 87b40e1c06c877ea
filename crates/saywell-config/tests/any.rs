//! Whatever the file says: nothing panics, errors lie inside it, and what is chosen is explained in good TOML.

use proptest::prelude::*;
use saywell_config::{Resolved, parse};
use std::path::Path;

/// Files of lines that are right, nearly right and wrong.
fn file() -> impl Strategy<Value = String> {
    let lines = prop::sample::select(vec![
        "packs = [\"a\", \"./b.toml\"]",
        "packs = []",
        "audience = \"to\"",
        "fail-on = \"never\"",
        "fail-on = 3",
        "exclude = [\"a/**\", \"*.md\"]",
        "exclude = [\"[\"]",
        "max-file-size = \"1kB\"",
        "max-file-size = 99999999999999999999",
        "require-reason = true",
        "[rules]",
        "labels = \"off\"",
        "\"a/b\" = { severity = \"info\", reason = \"x\" }",
        "\"\\u001B\\n\" = \"error\"",
        "a.b = \"off\"",
        "ignore-words = [\"Ann\", { phrase = \"Bo\", reason = \"x\" }]",
        "ignore-words = [3, { phrase = 1 }]",
        "[speakers]",
        "professional = [\"Dr. O\"]",
        "subject = \"x\"",
        "[style]",
        "person = \"victim\"",
        "identity = \"x\"",
        "[[file]]",
        "paths = [\"a/**\"]",
        "paths = []",
        "[file.rules]",
        "[file.style]",
        "style = { person = \"survivor\" }",
        "# é\r",
        "\u{FEFF}",
        "x = 1979-05-27",
    ]);
    let line = prop_oneof![8 => lines.prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn no_file_breaks_it(text in file()) {
        let lines = text.matches(['\n', '\r']).count() + 1;
        match parse("saywell.toml", &text) {
            Err(errors) => {
                prop_assert!(!errors.0.is_empty());
                for error in errors.0 {
                    let (line, column) = error.place.unwrap_or((0, 0));
                    prop_assert!((1..=lines).contains(&line) && column >= 1, "{}", error);
                    prop_assert!(!error.to_string().contains(char::is_control));
                }
            }
            Ok(config) => {
                let Ok(resolved) = Resolved::new(vec![config]) else { return Ok(()) };
                let explained = resolved.explain();
                let again = parse("saywell.toml", &explained);
                prop_assert!(again.is_ok(), "{explained}\n{again:?}");
                let again = again.and_then(|config| Resolved::new(vec![config]));
                for path in ["a/b.md", "b.md"] {
                    let settings = again.as_ref().map(|again| again.settings_for(Path::new(path)));
                    prop_assert_eq!(settings.ok(), Some(resolved.settings_for(Path::new(path))));
                }
            }
        }
    }
}
