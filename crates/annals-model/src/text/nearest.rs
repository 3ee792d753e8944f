//! Finds the known name most similar to a misspelt one.

/// Minimum similarity of a suggestion, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;
/// Maximum length of a name that is compared, in bytes: comparing a long text with every id is slow.
const MAX_LENGTH: usize = 64;

/// Returns the most similar known name (Jaro-Winkler), if one is similar enough to be suggested.
///
/// ```
/// use annals_model::text::nearest;
///
/// assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
/// assert_eq!(nearest("weather", ["title", "date"]), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    most_alike(name, &mut known.into_iter())
}

/// The same without generics, so that it is compiled once.
fn most_alike<'k>(name: &str, known: &mut dyn Iterator<Item = &'k str>) -> Option<&'k str> {
    if name.len() > MAX_LENGTH {
        return None;
    }
    known
        .filter(|candidate| candidate.len() <= MAX_LENGTH)
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > MIN_SIMILARITY)
        // Of equals the first in the alphabet, whatever order they come in.
        .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(left.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_names_are_found_and_others_are_not() {
        let known = ["summary", "status", "actors"];
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest(&"summary".repeat(20), known), None);
    }
}
