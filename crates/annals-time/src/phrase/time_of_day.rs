//! A time of day inside a phrase: `14:30`, `3:05 pm`, `14h30`, `14.30 Uhr`.

use super::super::error::DateError;
use super::super::iso::{TimeOfDay, UtcOffset};
use super::grammar::Piece;
use super::token::Number;

/// A time of day, with the offset where it is in UTC.
pub(super) type ZonedTime = (TimeOfDay, Option<UtcOffset>);

/// Reads a time of day. `None` if the pieces are no time; an error if no day has that time.
pub(super) fn read(pieces: &[Piece<'_>], has_halves: bool) -> Option<Result<ZonedTime, DateError>> {
    let (rest, zone) = match pieces.split_last()? {
        (last, rest) if matches!(last.token.word(), Some("z" | "utc" | "gmt")) => {
            (rest, Some(UtcOffset::UTC))
        }
        _ => (pieces, None),
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
        [hour] if half.is_some() => ClockFigures::of(&number(hour)?, None, None),
        [hour, word] if is_hour(word) => ClockFigures::of_figures(&number(hour)?),
        [hour, word, minute] if is_hour(word) => {
            ClockFigures::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute] if is_colon(colon) => {
            ClockFigures::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute, word] if is_colon(colon) && is_hour(word) => {
            ClockFigures::of(&number(hour)?, Some(&number(minute)?), None)
        }
        [hour, colon, minute, other, second] if is_colon(colon) && is_colon(other) => {
            ClockFigures::of(
                &number(hour)?,
                Some(&number(minute)?),
                Some(&number(second)?),
            )
        }
        _ => None,
    }?;
    let time = clock.time(half).transpose()?;
    Some(time.map(|time| (time, zone)))
}

/// Reads an hour in figures, with a point before the minutes: `14`, `14.30`.
pub(super) fn of_figures(figures: &Number) -> Option<TimeOfDay> {
    ClockFigures::of_figures(figures)?.time(None).ok()?
}

/// The figures of a time of day.
struct ClockFigures {
    hour: u32,
    /// `None` for an hour alone, which is no more precise than that.
    minute: Option<u32>,
    /// Two figures, and decimals if there are any.
    second: Option<String>,
}

impl ClockFigures {
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

    /// `14` or `14.30`.
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

    /// The time of day; `None` if its second or fraction is none.
    fn time(self, half: Option<&str>) -> Result<Option<TimeOfDay>, DateError> {
        let hour = match half {
            None => Some(self.hour).filter(|hour| *hour <= 23),
            Some(half) => Some(self.hour)
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
        if self.minute.is_some_and(|minute| minute > 59) {
            return Err(DateError::new("minutes go from 00 to 59."));
        }
        // What follows is read as ISO 8601 has it.
        let minute = self.minute.map(|minute| format!(":{minute:02}"));
        let second = self.second.map(|second| format!(":{second}"));
        let text = [Some(format!("{hour:02}")), minute, second];
        let text: String = text.into_iter().flatten().collect();
        Ok(TimeOfDay::parse(&text).ok())
    }
}
