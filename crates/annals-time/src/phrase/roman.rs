//! Roman numerals from 1 to 49, which many languages use for centuries.

/// The greatest number that is read; no century has a greater one.
const MAX: u32 = 49;

/// The value of a Roman numeral; `None` for any other word.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty()
        || word.len() > 7
        || !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l'))
    {
        return None;
    }
    let value = |letter: u8| match letter {
        b'i' => 1,
        b'v' => 5,
        b'x' => 10,
        _ => 50_u32,
    };
    let mut total = 0_u32;
    let mut greatest = 0;
    for letter in word.bytes().rev() {
        let value = value(letter);
        if value < greatest {
            total = total.checked_sub(value)?;
        } else {
            total += value;
            greatest = value;
        }
    }
    ((1..=MAX).contains(&total) && written(total) == word).then_some(total)
}

/// A number up to [`MAX`] as a Roman numeral.
fn written(number: u32) -> String {
    const TENS: [&str; 5] = ["", "x", "xx", "xxx", "xl"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let digit = |list: &[&'static str], place: u32| {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        list.get(place).copied().unwrap_or_default()
    };
    format!("{}{}", digit(&TENS, number / 10), digit(&ONES, number % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_read_as_it_is_written() {
        for number in 1..=MAX {
            assert_eq!(roman(&written(number)), Some(number));
        }
        assert_eq!(roman("xix"), Some(19));
    }

    #[test]
    fn other_words_are_not_read() {
        for word in [
            "",
            "iiii",
            "vx",
            "il",
            "l",
            "xixe",
            "mid",
            "iix",
            "xxxxxxxxx",
        ] {
            assert_eq!(roman(word), None, "{word}");
        }
    }
}
