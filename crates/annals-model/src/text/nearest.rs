//! The known name that was probably meant.
//!
//! Owns how alike two names have to be for a hint. What names there are is known to whoever asks.

/// How alike two names are at least, from 0 to 1, for a hint to be worth giving.
const LIKE_ENOUGH: f64 = 0.8;
/// A misspelt name is short, in bytes; comparing something long with every id would take for ever.
const LONGEST: usize = 64;

/// The known name most like this one (Jaro-Winkler), if one is like enough.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    most_alike(name, &mut known.into_iter())
}

/// The same for names that come from anywhere; compiled once.
fn most_alike<'k>(name: &str, known: &mut dyn Iterator<Item = &'k str>) -> Option<&'k str> {
    if name.len() > LONGEST {
        return None;
    }
    known
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > LIKE_ENOUGH)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_far_off() {
        let known = ["summary", "status", "actors"];
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest(&"summary".repeat(20), known), None);
    }
}
