//! Fitting a template to the tokens of a phrase.
//!
//! Owns the search through templates with optional words and slots of several tokens. What a slot
//! stands for is decided by the caller.

use super::token::Token;

/// Tries every way in which a template covers all tokens, until one is accepted.
pub(super) struct Fit<'a, V> {
    /// The value of a slot, if the tokens make one.
    pub slot: &'a dyn Fn(Slot, &[Token]) -> Option<V>,
    /// Whether the values make sense together.
    pub accept: &'a mut dyn FnMut(&[V]) -> bool,
}

/// The slots of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Date,
    Year,
    Era,
    Month,
    Day,
    Season,
    Ordinal,
    Number,
}

impl Slot {
    fn named(part: &str) -> Option<Self> {
        Some(match part {
            "{date}" => Self::Date,
            "{year}" => Self::Year,
            "{era}" => Self::Era,
            "{month}" => Self::Month,
            "{day}" => Self::Day,
            "{season}" => Self::Season,
            "{ordinal}" => Self::Ordinal,
            "{number}" => Self::Number,
            _ => return None,
        })
    }

    /// The most tokens that it can take.
    const fn most(self) -> usize {
        match self {
            Self::Date => usize::MAX,
            Self::Ordinal => 3,
            Self::Year | Self::Era | Self::Day => 2,
            Self::Month | Self::Season | Self::Number => 1,
        }
    }
}

impl<V> Fit<'_, V> {
    /// Whether the template covers the tokens in an acceptable way.
    pub(super) fn template(&mut self, template: &str, tokens: &[Token]) -> bool {
        let parts: Vec<&str> = template.split(' ').collect();
        self.parts(&parts, tokens, &mut Vec::new())
    }

    fn parts(&mut self, parts: &[&str], tokens: &[Token], values: &mut Vec<V>) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return tokens.is_empty() && (self.accept)(values);
        };
        if let Some(slot) = Slot::named(part) {
            return self.slot(slot, rest, tokens, values);
        }
        let (literal, optional) = literal(part);
        if let Some((first, after)) = tokens.split_first()
            && literal.split('|').any(|word| first.is(word))
            && self.parts(rest, after, values)
        {
            return true;
        }
        optional && self.parts(rest, tokens, values)
    }

    fn slot(&mut self, slot: Slot, rest: &[&str], tokens: &[Token], values: &mut Vec<V>) -> bool {
        // The last part has to take all that is left.
        let fewest = if rest.is_empty() {
            tokens.len().max(1)
        } else {
            1
        };
        for count in fewest..=slot.most().min(tokens.len()) {
            let Some((taken, after)) = tokens.split_at_checked(count) else {
                break;
            };
            // Look ahead before the slot is read, which may take long.
            if !may_follow(rest, after) {
                continue;
            }
            let Some(value) = (self.slot)(slot, taken) else {
                continue;
            };
            values.push(value);
            if self.parts(rest, after, values) {
                return true;
            }
            values.pop();
        }
        false
    }
}

/// A word or sign of a template, and whether it may be missing.
fn literal(part: &str) -> (&str, bool) {
    match part.strip_suffix('?') {
        Some(literal) if !literal.is_empty() => (literal, true),
        _ => (part, false),
    }
}

/// Whether the first part of what is left of a template can stand at the start of the tokens.
fn may_follow(parts: &[&str], tokens: &[Token]) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return tokens.is_empty();
    };
    if Slot::named(part).is_some() {
        return !tokens.is_empty();
    }
    let (literal, optional) = literal(part);
    tokens
        .first()
        .is_some_and(|first| literal.split('|').any(|word| first.is(word)))
        || (optional && may_follow(rest, tokens))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;
    use rstest::rstest;

    /// Fits with slots that take any tokens, and shows how many each took.
    fn fitted(template: &str, text: &str) -> Option<Vec<usize>> {
        let mut found = None;
        let slot = |_: Slot, tokens: &[Token]| Some(tokens.len());
        let mut accept = |values: &[usize]| {
            found = Some(values.to_vec());
            true
        };
        Fit {
            slot: &slot,
            accept: &mut accept,
        }
        .template(template, &tokens(text));
        found
    }

    #[rstest]
    #[case("since {date}", "since May 2020", Some(vec![2]))]
    #[case("since {date}", "since", None)]
    #[case("the? {number} s", "1990s", Some(vec![1]))]
    #[case("the? {number} s", "the 1990s", Some(vec![1]))]
    #[case("{date} to|- {date}", "a b - c", Some(vec![2, 1]))]
    #[case("from|since {date} on?", "from 2023", Some(vec![1]))]
    #[case("?", "?", Some(vec![]))]
    #[case("{month} {year}", "May 2020 or so", None)]
    fn templates(#[case] template: &str, #[case] text: &str, #[case] taken: Option<Vec<usize>>) {
        assert_eq!(fitted(template, text), taken);
    }
}
