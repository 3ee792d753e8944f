//! A time of day inside a phrase: `14:30`, `3:05 pm`, `14h30`, `14.30 Uhr`.
//!
//! Owns what a time looks like and which times there are. It is read only beside a day.

use super::super::error::DateError;
use super::grammar::Piece;
use super::token::Number;

/// A time of day as EDTF writes it, perhaps without minutes and seconds, or with a zone: `14`,
/// `14:30`, `14:30:05Z`.
/// `None` if the pieces are none; an error if they are one that no day has.
pub(super) fn read(pieces: &[Piece<'_>], has_halves: bool) -> Option<Result<String, DateError>> {
    let (rest, zone) = match pieces.split_last()? {
        (last, rest) if matches!(last.token.word(), Some("z" | "utc" | "gmt")) => (rest, "Z"),
        _ => (pieces, ""),
    };
    let (rest, half) = match rest.split_last()? {
        (last, rest) if has_halves && matches!(last.token.word(), Some("am" | "pm")) => {
            (rest, last.token.word())
        }
        _ => (rest, None),
    };
    let is_hour = |piece: &Piece<'_>| piece.entry.is_hour;
    let is_colon = |piece: &Piece<'_>| piece.token.is_sign(':');
    let number = |piece: &Piece<'_>| piece.token.number().cloned();
    let clock = match rest {
        [hour] if half.is_some() => Clock::of(&number(hour)?, None, None),
        [hour, word] if is_hour(word) => Clock::of_figures(&number(hour)?),
        [hour, word, minute] if is_hour(word) => {
            Clock::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute] if is_colon(colon) => {
            Clock::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute, word] if is_colon(colon) && is_hour(word) => {
            Clock::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute, other, second] if is_colon(colon) && is_colon(other) => Clock::of(
            &number(hour)?,
            Some(&number(minute)?),
            Some(&number(second)?),
        ),
        _ => None,
    }?;
    Some(clock.written(half, zone))
}

/// A time of day in figures alone, with a point or without: `14`, `14.30`.
pub(super) fn of_figures(figures: &Number) -> Option<String> {
    Clock::of_figures(figures)?.written(None, "").ok()
}

/// The figures of a time of day.
struct Clock {
    hour: u32,
    /// The hour alone is no more exact than that.
    minute: Option<u32>,
    /// Two figures, and decimals if there are any.
    second: Option<String>,
}

impl Clock {
    fn of(hour: &Number, minute: Option<&Number>, second: Option<&Number>) -> Option<Self> {
        let two = |number: &Number| {
            (number.digits.len() == 2)
                .then(|| u32::try_from(number.whole()?).ok())
                .flatten()
        };
        let second = match second {
            None => None,
            Some(second) => {
                let (whole, decimals) = second
                    .digits
                    .split_at_checked(second.digits.len().checked_sub(second.decimals)?)?;
                if whole.len() != 2 {
                    return None;
                }
                let point = if decimals.is_empty() { "" } else { "." };
                Some(format!("{whole}{point}{decimals}"))
            }
        };
        if hour.digits.len() > 2 {
            return None;
        }
        Some(Self {
            hour: u32::try_from(hour.whole()?).ok()?,
            minute: match minute {
                None => None,
                Some(minute) => Some(two(minute)?),
            },
            second,
        })
    }

    /// `14` or `14.30` before the word for hours.
    fn of_figures(figures: &Number) -> Option<Self> {
        if figures.decimals == 0 {
            return Self::of(figures, None, None);
        }
        let part = |digits: &str| Number {
            digits: digits.to_owned(),
            decimals: 0,
        };
        let (hour, minute) = figures
            .digits
            .split_at_checked(figures.digits.len().checked_sub(figures.decimals)?)?;
        Self::of(&part(hour), Some(&part(minute)), None)
    }

    fn written(self, half: Option<&str>, zone: &str) -> Result<String, DateError> {
        let Self {
            hour,
            minute,
            second,
        } = self;
        let hour = match half {
            None => Some(hour).filter(|hour| *hour <= 23),
            Some(half) => Some(hour)
                .filter(|hour| (1..=12).contains(hour))
                .map(|hour| hour % 12 + if half == "pm" { 12 } else { 0 }),
        };
        let Some(hour) = hour else {
            return Err(DateError::new(if half.is_some() {
                "before am and pm, hours go from 1 to 12."
            } else {
                "hours go from 00 to 23. Midnight at the end of a day is 00:00 of the next."
            }));
        };
        if minute.is_some_and(|minute| minute > 59) {
            return Err(DateError::new("minutes go from 00 to 59."));
        }
        let minute = minute.map_or_else(String::new, |minute| format!(":{minute:02}"));
        let second = second.map_or_else(String::new, |second| format!(":{second}"));
        Ok(format!("{hour:02}{minute}{second}{zone}"))
    }
}
