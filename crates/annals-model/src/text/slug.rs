//! Makes ids from titles.

/// Returns a title as an id: its letters and digits in lower case, with hyphens between words. `None` if it
/// has neither.
///
/// ```
/// use annals_model::text::slug;
///
/// assert_eq!(slug("The bridge opens!"), Some("the-bridge-opens".to_owned()));
/// ```
pub fn slug(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let words: Vec<_> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn letters_and_digits_are_kept() {
        assert_eq!(
            slug("The  Bridge, 1932!").as_deref(),
            Some("the-bridge-1932")
        );
        assert_eq!(slug("马云").as_deref(), Some("马云"));
        assert_eq!(slug("… — !"), None);
    }
}
