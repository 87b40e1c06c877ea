//! The one list of house-style switches. A new switch is a row here; rule packs say what it does.

use crate::nearest::hint;

/// A question on which good sources differ, and which a house answers for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its key in `[style]`.
    pub name: &'static str,
    /// Its values, the default first.
    pub values: &'static [&'static str],
    /// The question.
    pub about: &'static str,
}

/// Every switch, in the order of the documentation.
pub const SWITCHES: &[Switch] = &[
    Switch {
        name: "person",
        values: &["either", "survivor", "victim", "victim-survivor", "person-first"],
        about: "the word for a person who was exploited or otherwise harmed",
    },
    Switch {
        name: "sex-trade",
        values: &["neutral", "sex-work", "abolitionist"],
        about: "the words for adults who sell sex",
    },
    Switch {
        name: "identity",
        values: &["either", "person-first", "identity-first"],
        about: "“people with …” or “… people”",
    },
];

/// Whether the switch and its value are known; if not, what is wrong: with the name, or with the value.
pub(crate) fn check(name: &str, value: &str) -> Result<(), StyleError> {
    let Some(switch) = SWITCHES.iter().find(|switch| switch.name == name) else {
        let names: Vec<&str> = SWITCHES.iter().map(|switch| switch.name).collect();
        return Err(StyleError::Name(format!(
            "unknown style switch `{name}`{}",
            hint(name, &names)
        )));
    };
    if switch.values.contains(&value) {
        return Ok(());
    }
    Err(StyleError::Value(format!(
        "unknown value `{value}` of `{name}`{}",
        hint(value, switch.values)
    )))
}

/// What is wrong with a switch, and which half of it.
pub(crate) enum StyleError {
    Name(String),
    Value(String),
}
