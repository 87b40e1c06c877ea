//! Languages as documents mark them.

/// Whether a language tag (BCP 47), such as `en-GB`, means another language than English. An empty tag, and those for
/// unknown or no language, mean none.
#[must_use]
pub fn is_foreign(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    !matches!(primary.as_str(), "" | "en" | "eng" | "und" | "zxx" | "mul" | "mis" | "x" | "i")
}

/// How to say that so many paragraphs were left out for their language; none were not.
pub(crate) fn left_out(paragraphs: usize) -> Option<String> {
    match paragraphs {
        0 => None,
        1 => Some("1 paragraph in another language".to_owned()),
        _ => Some(format!("{paragraphs} paragraphs in another language")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_english() {
        for tag in ["en", "en-GB", "EN_us", " en ", "", "und", "x-klingon", "eng"] {
            assert!(!is_foreign(tag), "{tag}");
        }
        for tag in ["fr", "de-CH", "enm", "es_MX"] {
            assert!(is_foreign(tag), "{tag}");
        }
    }
}
