//! The names of severities and audiences, as options, reports and packs write them.

use saywell_engine::rules::{Audience, Severity};

/// The severity's name.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The audience's name.
pub(crate) fn audience_name(audience: Audience) -> &'static str {
    match audience {
        Audience::About => "about",
        Audience::To => "to",
        Audience::Any => "any",
    }
}
