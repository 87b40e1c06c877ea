//! The kinds of value that the file knows.

use saywell_engine::AddressedTo;
use saywell_engine::rules::Severity;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

/// Whom documents address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Audience {
    /// Told from the text.
    Auto,
    /// The people concerned.
    To,
    /// Others.
    About,
}

impl From<Audience> for AddressedTo {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Auto => Self::Auto,
            Audience::To => Self::To,
            Audience::About => Self::About,
        }
    }
}

/// The audience with this name: `auto`, `to` or `about`.
#[must_use]
pub fn audience_from_name(name: &str) -> Option<AddressedTo> {
    [AddressedTo::Auto, AddressedTo::To, AddressedTo::About]
        .into_iter()
        .find(|one| audience_name(*one) == name)
}

pub(crate) fn audience_name(audience: AddressedTo) -> &'static str {
    match audience {
        AddressedTo::Auto => "auto",
        AddressedTo::To => "to",
        AddressedTo::About => "about",
    }
}

/// From which severity on findings make a check fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Only errors.
    Error,
    /// Errors and warnings.
    #[default]
    Warning,
    /// Every finding.
    Info,
    /// No finding.
    Never,
}

impl FailOn {
    /// The least severity that makes a check fail, if any does.
    #[must_use]
    pub fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }

    /// Its name in the file and in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }

    /// The value with this name, as [`FailOn::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Info, Self::Never]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// How loudly rules speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// Not at all.
    Off,
    /// As a note.
    Info,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

impl Level {
    /// The engine's severity; none is off.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

pub(crate) fn level_name(severity: Option<Severity>) -> &'static str {
    match severity {
        None => "off",
        Some(Severity::Info) => "info",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    }
}

/// A number of bytes, as a number or with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of bytes or a size such as \"10MB\"")
            }

            fn visit_i64<E: de::Error>(self, bytes: i64) -> Result<Size, E> {
                u64::try_from(bytes)
                    .map_err(|_| E::custom("a size cannot be less than 0"))
                    .and_then(|bytes| self.visit_u64(bytes))
            }

            fn visit_u64<E: de::Error>(self, bytes: u64) -> Result<Size, E> {
                if bytes == 0 {
                    Err(E::custom("with a size of 0 no file would be checked"))
                } else {
                    Ok(Size(bytes))
                }
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                parse_size(text).map_err(E::custom).and_then(|bytes| self.visit_u64(bytes))
            }
        }

        deserializer.deserialize_any(Bytes)
    }
}

/// The number of bytes that a text such as `10MB`, `512 KiB` or `4096` says. kB, MB and GB are powers of 1000; KiB, MiB
/// and GiB are powers of 1024; letter case does not matter.
///
/// # Errors
///
/// What is wrong with it, in a sentence.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text[digits.len()..].trim().to_ascii_lowercase();
    let factor = match unit.as_str() {
        "" | "b" => Some(1),
        "kb" => Some(1_000),
        "mb" => Some(1_000_000),
        "gb" => Some(1_000_000_000),
        "kib" => Some(1 << 10),
        "mib" => Some(1 << 20),
        "gib" => Some(1 << 30),
        _ => None,
    };
    let number: Option<u64> = digits.parse().ok();
    number.zip(factor).and_then(|(number, factor)| number.checked_mul(factor)).ok_or_else(|| {
        format!("`{text}` is not a size; write bytes, or a number with kB, MB, GB, KiB, MiB or GiB")
    })
}
