//! What the client sets, beside the configuration in folders.

use crate::places::unit_named;
use saywell_config::{Flags, audience_from_name};
use saywell_engine::AddressedTo;
use saywell_engine::document::ColumnUnit;
use saywell_rulebook::Overrides;
use serde_json::Value;
use std::path::PathBuf;

/// How findings reach the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// They are sent until the client asks for the first time, and from then on when it asks.
    #[default]
    Auto,
    /// They are always sent.
    Push,
    /// They are only given when the client asks.
    Pull,
}

/// The client's settings. What is left out has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientSettings {
    /// Whether anything is checked.
    pub(crate) enable: bool,
    /// A configuration that is laid over the nearest `saywell.toml`.
    pub(crate) config: Option<PathBuf>,
    /// Whom documents address, over what configurations say.
    pub(crate) audience: Option<AddressedTo>,
    /// Whether findings of severity info are shown, and those in quotations.
    pub(crate) notes: bool,
    /// How findings reach the client.
    pub(crate) delivery: Delivery,
    /// What columns count, for clients that count otherwise than they say; read when the server starts.
    pub(crate) columns: Option<ColumnUnit>,
    /// Whether the client may ask for the findings of whole folders; read when the server starts.
    pub(crate) workspace_diagnostics: bool,
    /// Whether the client shows what `saywell.explain` returns, so that the server need not.
    pub(crate) shows_explanations: bool,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            enable: true,
            config: None,
            audience: None,
            notes: true,
            delivery: Delivery::Auto,
            columns: None,
            workspace_diagnostics: true,
            shows_explanations: false,
        }
    }
}

impl ClientSettings {
    /// These settings with those of `value` laid over them, and what is wrong with `value`. A table `saywell` in it is
    /// meant, or else it is that table itself; `null` says nothing. Settings that are not known are left alone, since
    /// editors add their own.
    pub(crate) fn with(&self, value: &Value) -> (Self, Vec<String>) {
        let mut settings = self.clone();
        let mut wrong = Vec::new();
        let table = value.get("saywell").unwrap_or(value);
        for (name, value) in table.as_object().into_iter().flatten() {
            if !value.is_null() && settings.set(name, value).is_none() {
                wrong.push(format!("the setting saywell.{name} cannot be {value}"));
            }
        }
        (settings, wrong)
    }

    /// What they choose over configurations.
    pub(crate) fn overrides(&self) -> Overrides {
        let flags = Flags { audience: self.audience, ..Flags::default() };
        Overrides { config: self.config.clone(), flags, ..Overrides::default() }
    }

    fn set(&mut self, name: &str, value: &Value) -> Option<()> {
        match name {
            "enable" => self.enable = value.as_bool()?,
            "notes" => self.notes = value.as_bool()?,
            "workspaceDiagnostics" => self.workspace_diagnostics = value.as_bool()?,
            "showsExplanations" => self.shows_explanations = value.as_bool()?,
            "config" => self.config = path(value.as_str()?),
            "audience" => self.audience = audience(value.as_str()?)?,
            "columns" => self.columns = Some(unit_named(value.as_str()?)?),
            "diagnostics" => self.delivery = delivery(value.as_str()?)?,
            _ => {}
        }
        Some(())
    }
}

/// A path; none where it is empty.
fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| PathBuf::from(text))
}

/// An audience; none where the name leaves it to configurations, which an empty one does.
fn audience(name: &str) -> Option<Option<AddressedTo>> {
    if name.is_empty() { Some(None) } else { audience_from_name(name).map(Some) }
}

fn delivery(name: &str) -> Option<Delivery> {
    match name {
        "auto" => Some(Delivery::Auto),
        "push" => Some(Delivery::Push),
        "pull" => Some(Delivery::Pull),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_laid_over_each_other() {
        let (settings, wrong) = ClientSettings::default()
            .with(&json!({ "saywell": { "audience": "to", "diagnostics": "push", "other": 1 } }));
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(settings.audience, Some(AddressedTo::To));
        assert_eq!(settings.delivery, Delivery::Push);
        let (settings, wrong) =
            settings.with(&json!({ "audience": "them", "notes": false, "config": "" }));
        assert_eq!(wrong, ["the setting saywell.audience cannot be \"them\""]);
        assert_eq!(settings.audience, Some(AddressedTo::To));
        assert!(!settings.notes);
        assert_eq!(settings.config, None);
        for nothing in [json!(null), json!({}), json!({ "saywell": null }), json!([1]), json!("x")]
        {
            assert_eq!(settings.with(&nothing), (settings.clone(), Vec::new()));
        }
    }
}
