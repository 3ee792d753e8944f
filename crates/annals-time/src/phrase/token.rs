//! Cuts a text into words, numbers and signs, regardless of case and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The kinds of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters, in lower case, without accents and full stops: `B.C.` is `bc`, `é` is `e`. An
    /// apostrophe ends a word: `l'été` is two.
    Word(String),
    /// A number, without the signs that group its digits.
    Number(Number),
    /// Any other character; all dashes are a hyphen.
    Sign(char),
}

/// Which sign a language writes before the decimals of a number; the other one groups its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `12,000` and `2.5`
    Point,
    /// `12.000` and `2,5`
    Comma,
}

/// A number of digits, perhaps with a decimal point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// All digits, the decimal ones too.
    pub digits: String,
    /// How many of them stand after the point.
    pub decimals: usize,
}

impl Number {
    /// Its value, if it has no decimals.
    pub(super) fn whole(&self) -> Option<i64> {
        if self.decimals == 0 {
            self.digits.parse().ok()
        } else {
            None
        }
    }
}

/// A piece of the text, and its range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) const fn number(&self) -> Option<&Number> {
        match &self.kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }
}

/// Cuts a text into tokens. Spaces, commas, apostrophes and round brackets are separators and no tokens.
pub(super) fn tokens(text: &str, decimal: Decimal) -> Vec<Token> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| characters.get(index).map(|(_, character)| *character);
    let byte = |index: usize| characters.get(index).map_or(text.len(), |(byte, _)| *byte);
    let mut tokens = Vec::new();
    let mut index = 0;
    while let Some(character) = at(index) {
        let start = index;
        let kind = if character.is_ascii_digit() {
            let (number, next) = number(&at, index, decimal);
            index = next;
            TokenKind::Number(number)
        } else if character.is_alphabetic() {
            let (word, next) = word(&at, index);
            index = next;
            TokenKind::Word(word)
        } else {
            index += 1;
            match character {
                ',' | '(' | ')' | '\'' | '\u{2019}' => continue,
                other if other.is_whitespace() => continue,
                '\u{2010}'..='\u{2015}' | '\u{2212}' => TokenKind::Sign('-'),
                other => TokenKind::Sign(other),
            }
        };
        tokens.push(Token {
            kind,
            start: byte(start),
            end: byte(index),
        });
    }
    tokens
}

fn number(
    at: &impl Fn(usize) -> Option<char>,
    mut index: usize,
    decimal: Decimal,
) -> (Number, usize) {
    let is_digit = |index: usize| at(index).is_some_and(|next| next.is_ascii_digit());
    let grouping = match decimal {
        Decimal::Point => ',',
        Decimal::Comma => '.',
    };
    let mut number = Number {
        digits: String::new(),
        decimals: 0,
    };
    let mut in_decimals = false;
    loop {
        // Digits are grouped by three, and no group follows more than three.
        let groups = (1..=3).all(|ahead| is_digit(index + ahead)) && !is_digit(index + 4);
        match at(index) {
            Some(digit) if digit.is_ascii_digit() => {
                number.digits.push(digit);
                number.decimals += usize::from(in_decimals);
            }
            Some(sign) if sign == grouping && !in_decimals && groups => {}
            Some('.') if !in_decimals && is_digit(index + 1) => in_decimals = true,
            Some(',') if decimal == Decimal::Comma && !in_decimals && is_digit(index + 1) => {
                in_decimals = true;
            }
            _ => return (number, index),
        }
        index += 1;
    }
}

fn word(at: &impl Fn(usize) -> Option<char>, mut index: usize) -> (String, usize) {
    let mut word = String::new();
    loop {
        match at(index) {
            Some(letter) if letter.is_ascii_alphabetic() => word.push(letter.to_ascii_lowercase()),
            Some(letter) if letter.is_alphabetic() => fold(letter, &mut word),
            Some('.') => {}
            Some(mark) if is_combining_mark(mark) => {}
            _ => return (word, index),
        }
        index += 1;
    }
}

/// Adds a letter in lower case and without accents.
fn fold(letter: char, word: &mut String) {
    for part in letter.nfkd().filter(|part| !is_combining_mark(*part)) {
        match part {
            '\u{df}' | '\u{1e9e}' => word.push_str("ss"),
            '\u{e6}' | '\u{c6}' => word.push_str("ae"),
            '\u{153}' | '\u{152}' => word.push_str("oe"),
            _ => word.extend(
                part.to_lowercase()
                    .filter(|small| !is_combining_mark(*small)),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn shown(text: &str) -> String {
        cut(text, Decimal::Point)
    }

    fn cut(text: &str, decimal: Decimal) -> String {
        let parts: Vec<String> = tokens(text, decimal)
            .into_iter()
            .map(|token| match token.kind {
                TokenKind::Word(word) => word,
                TokenKind::Number(number) => format!("{}/{}", number.digits, number.decimals),
                TokenKind::Sign(sign) => format!("<{sign}>"),
            })
            .collect();
        parts.join(" ")
    }

    #[rstest]
    #[case("44 B.C.", "44/0 bc")]
    #[case("c.1200", "c 1200/0")]
    #[case("the 1990's", "the 1990/0 s")]
    #[case("19th Century", "19/0 th century")]
    #[case("Q3 2021", "q 3/0 2021/0")]
    #[case("April 12, 1985", "april 12/0 1985/0")]
    #[case("12,000 years", "12000/0 years")]
    #[case("12,0000", "12/0 0000/0")]
    #[case("2.5 Ma", "25/1 ma")]
    #[case("1936\u{2013}39", "1936/0 <-> 39/0")]
    #[case("Äpril\0", "april <\0>")]
    #[case("av. J.-C.", "av j <-> c")]
    #[case("l'\u{c9}TE\u{301}", "l ete")]
    #[case("aujourd\u{2019}hui", "aujourd hui")]
    #[case("1\u{ba} de AÑO", "1/0 o de ano")]
    #[case("DREISSIG dreißig drei\u{1e9e}ig", "dreissig dreissig dreissig")]
    #[case("19. Jh.", "19/0 <.> jh")]
    fn texts_are_cut_into_tokens(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(shown(text), expected);
    }

    #[rstest]
    #[case("2,5 Ma", "25/1 ma")]
    #[case("2.5 Ma", "25/1 ma")]
    #[case("12.000 a.C.", "12000/0 ac")]
    #[case("12.000.000", "12000000/0")]
    #[case("12.0000", "120000/4")]
    #[case("3. Mai 1968, 14:30", "3/0 <.> mai 1968/0 14/0 <:> 30/0")]
    fn a_comma_may_precede_decimals(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(cut(text, Decimal::Comma), expected);
    }

    #[test]
    fn tokens_have_their_bytes_in_the_text() {
        let tokens = tokens("é 1985", Decimal::Point);
        assert_eq!((tokens[1].start, tokens[1].end), (3, 7));
    }
}
