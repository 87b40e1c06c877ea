//! Offers the name that somebody probably meant.

/// A help line with the known name nearest to a wrong one, if one is near.
pub(super) fn did_you_mean<'a>(
    wrong: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<String> {
    nearest(wrong, known).map(|name| format!("did you mean “{name}”?"))
}

fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = wrong.chars().count();
    if letters > 64 {
        return None;
    }
    let wrong = wrong.to_lowercase().replace('_', "-");
    let near = |name: &str| match strsim::damerau_levenshtein(&wrong, name) {
        _ if letters > 2 && name.starts_with(&wrong) => Some(0),
        distance => Some(distance).filter(|&distance| distance <= 1.max(letters / 3)),
    };
    known.filter_map(|name| Some((near(name)?, name))).min().map(|(_, name)| name)
}
