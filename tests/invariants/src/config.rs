//! Configuration: whatever the file says, errors lie inside it, and what is chosen is explained in good TOML.

use saywell_config::{Resolved, parse};
use std::path::Path;

/// Reads the bytes as a `saywell.toml`.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let lines = text.matches(['\n', '\r']).count() + 1;
    match parse("saywell.toml", text) {
        Err(errors) => {
            assert!(!errors.0.is_empty(), "an error says something");
            for error in errors.0 {
                let (line, column) = error.place.expect("an error has a place");
                assert!((1..=lines).contains(&line) && column >= 1, "{error}");
                assert!(!error.to_string().contains(char::is_control), "{error:?}");
            }
        }
        Ok(config) => {
            if let Ok(resolved) = Resolved::new(vec![config]) {
                check_explained(&resolved);
            }
        }
    }
}

/// What is explained is read as the same choices.
fn check_explained(resolved: &Resolved) {
    let explained = resolved.explain();
    let again = parse("saywell.toml", &explained).and_then(|config| Resolved::new(vec![config]));
    let again = again.expect("the explanation is a good file");
    for path in ["a/b.md", "b.md", "c.txt"] {
        let path = Path::new(path);
        assert_eq!(again.settings_for(path), resolved.settings_for(path), "{explained}");
        assert_eq!(again.excludes(path), resolved.excludes(path), "{explained}");
    }
}
