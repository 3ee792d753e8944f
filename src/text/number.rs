//! Numbers for people.

/// A number with its thousands set apart from 10,000 on: `310`, `9999`, `10,000`, `1,249,674`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
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
