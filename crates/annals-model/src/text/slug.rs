//! Names that ids are made of.

/// A title as an id: its letters and digits in lower case, with hyphens between the words. `None` where
/// it has neither.
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
    fn letters_and_digits_stay() {
        assert_eq!(
            slug("The  Bridge, 1932!").as_deref(),
            Some("the-bridge-1932")
        );
        assert_eq!(slug("马云").as_deref(), Some("马云"));
        assert_eq!(slug("… — !"), None);
    }
}
