//! Baselines: whatever the file says, an error lies inside it, and what is written is read as it was.

use crate::lint::linted;
use crate::pieces;
use saywell_baseline::{Baseline, Key, Ledger, traces};

/// Reads the bytes after the first as the file of a baseline; and accepts what is found in a text made of them, in a file
/// with a name made of the first of them.
pub fn baseline(data: &[u8]) {
    if let Some(Ok(text)) = data.get(1..).map(std::str::from_utf8) {
        read(text);
    }
    let Some((document, linted)) = linted(data) else { return };
    let key = Key([data[0]; 16]);
    let name = pieces::text(data.get(1..9).unwrap_or_default());
    let found = traces(&key, &document, &linted.findings);
    let mut ledger = Ledger::new(Baseline::new(key), |_| true);
    assert_eq!(ledger.claim(&name, &found), vec![false; found.len()], "nothing is accepted yet");
    let accepted = ledger.renewed(true);
    let file = accepted.to_string();
    assert_eq!(read(&file).as_ref(), Some(&accepted), "{file}");
    let mut again = Ledger::new(accepted, |_| true);
    assert_eq!(again.claim(&name, &found), vec![true; found.len()], "{file}");
    assert!(again.gone().is_empty() && again.renewed(true).to_string() == file, "{file}");
}

/// The baseline that a file holds. What is written of it is read as the same.
fn read(text: &str) -> Option<Baseline> {
    match Baseline::parse(text) {
        Ok(baseline) => {
            assert_eq!(Baseline::parse(&baseline.to_string()), Ok(baseline.clone()));
            Some(baseline)
        }
        Err(error) => {
            assert!((1..=text.lines().count().max(1)).contains(&error.line), "{error:?}");
            assert!(!error.to_string().contains(char::is_control), "{error:?}");
            None
        }
    }
}
