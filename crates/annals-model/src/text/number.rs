//! Formats numbers for people.

/// Formats a number with thousands separators from 10,000 on: `310`, `9999`, `10,000`, `1,249,674`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Formats a count with its noun: `1 event`, `3 events`, `10,000 events`.
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn one_is_singular() {
        let words = [0, 1, 2, 10_000].map(|number| counted(number, "event"));
        assert_eq!(words, ["0 events", "1 event", "2 events", "10,000 events"]);
    }

    #[test]
    fn thousands_are_separated() {
        let numbers = [0, 21, 9_999, 10_000, 999_999, 1_249_674, usize::MAX];
        let texts = [
            "0",
            "21",
            "9999",
            "10,000",
            "999,999",
            "1,249,674",
            "18,446,744,073,709,551,615",
        ];
        assert_eq!(numbers.map(grouped), texts);
    }
}
