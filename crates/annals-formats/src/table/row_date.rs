//! [`RowDate`]: the date of a row, put together from its cells.
//!
//! A date in a usual form is packed from the bytes of its cells ([`Plan::exact_date`]), which costs some
//! 50 ns; any other is put together as a text that [`When`] parses ([`Plan::date`]).

use std::borrow::Cow;

use super::cells::Record;
use super::date_column::PackedDate;
use super::date_style::DateStyle;
use super::mapping::ColumnRole;
use super::plan::Plan;
use annals_time::{ExactDate, Extent, When};

/// The date of a row as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RowDate<'a> {
    /// The row has no date.
    None,
    /// One date.
    Single(Cow<'a, str>),
    /// From one date to another; either may be empty.
    Interval(Cow<'a, str>, Cow<'a, str>),
    /// The cell of a column cannot be read, for this reason.
    Unreadable(usize, String),
}

impl RowDate<'_> {
    /// Returns the date as one text.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::None | Self::Unreadable(..) => None,
            Self::Single(text) => Some(Cow::Borrowed(text)),
            Self::Interval(start, end) => Some(Cow::Owned(format!("{start}/{end}"))),
        }
    }

    /// Returns the start of an interval, for an interval that cannot be parsed.
    pub(super) fn start_only(&self) -> Option<&str> {
        match self {
            Self::Interval(start, _) if !start.is_empty() => Some(start),
            _ => None,
        }
    }

    /// Returns the extent of the date on the axis.
    ///
    /// # Errors
    ///
    /// A sentence, if the text cannot be parsed as a date.
    pub(super) fn extent(&self) -> Result<Option<Extent>, String> {
        if let Self::Unreadable(_, reason) = self {
            return Err(reason.clone());
        }
        let Some(text) = self.text() else {
            return Ok(None);
        };
        match When::parse(&text) {
            Ok(when) => Ok(when.map(|when| when.extent())),
            Err(error) => Err(format!("\"{}\": {error}", text.trim())),
        }
    }
}

impl Plan {
    /// Settles how the dates of the columns are written by the first row that has some.
    pub(super) fn settle_styles<R: Record + ?Sized>(&mut self, row: &R) {
        for (index, role) in [ColumnRole::Start, ColumnRole::End].into_iter().enumerate() {
            if self.styles[index].is_none()
                && !self.has_date_parts
                && let Some(&column) = self.columns(role).first()
                && let Some(text) = self.text(row, column)
            {
                self.styles[index] = Some(DateStyle::of(&text, self.order));
            }
        }
    }

    /// Returns the packed date of a row, if the bytes of its cells are dates in usual forms.
    pub(super) fn exact_date<R: Record + ?Sized>(&self, row: &R) -> Option<PackedDate> {
        if self.has_date_parts {
            return None;
        }
        if let Some(&column) = self.columns(ColumnRole::Date).first() {
            let date = self.plain(row, column)?;
            if !date.is_empty() {
                return ExactDate::read(date).as_ref().map(PackedDate::single);
            }
        }
        let [start_style, end_style] = self.styles.map(|style| style.unwrap_or(DateStyle::Written));
        let cell = |role: ColumnRole| match *self.columns(role) {
            [] => Some(&[][..]),
            [column] => self.plain(row, column),
            // Several columns are joined as text.
            _ => None,
        };
        match (cell(ColumnRole::Start)?, cell(ColumnRole::End)?) {
            ([], []) => Some(PackedDate::NONE),
            ([], _) => None,
            (start, []) => start_style.exact(start).as_ref().map(PackedDate::single),
            // Whether the two are the same is only known of their texts.
            _ if start_style != end_style => None,
            (start, end) => {
                let style = start_style;
                let dates = (style.exact(start)?, style.exact(end)?);
                let is_same = start == end || style != DateStyle::Written && dates.0 == dates.1;
                if is_same {
                    Some(PackedDate::single(&dates.0))
                } else {
                    PackedDate::interval(&dates.0, &dates.1)
                }
            }
        }
    }

    /// Returns the date of a row.
    pub(super) fn date<'r, R: Record + ?Sized>(&self, row: &'r R) -> RowDate<'r> {
        let date = self.columns(ColumnRole::Date).first();
        if let Some(text) = date.and_then(|&column| self.text(row, column)) {
            return RowDate::Single(text);
        }
        let sides = [ColumnRole::Start, ColumnRole::End];
        let mut read = [None, None];
        for ((role, style), read) in sides.into_iter().zip(self.styles).zip(&mut read) {
            let style = style.unwrap_or(DateStyle::Written);
            match self.joined_date(row, self.columns(role), style) {
                Ok(text) => *read = text,
                Err((column, reason)) => return RowDate::Unreadable(column, reason),
            }
        }
        match read {
            [None, None] => RowDate::None,
            [Some(start), None] => RowDate::Single(start),
            [None, Some(end)] => RowDate::Interval(Cow::Borrowed(""), end),
            [Some(start), Some(end)] if start == end => RowDate::Single(start),
            [Some(start), Some(end)] => RowDate::Interval(start, end),
        }
    }

    /// Joins the cells of some columns to one date: year, month and day; or a date, a time of day and a zone.
    ///
    /// # Errors
    ///
    /// The column that cannot be read, and a sentence.
    fn joined_date<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        columns: &[usize],
        style: DateStyle,
    ) -> Result<Option<Cow<'r, str>>, (usize, String)> {
        let Some((&first, others)) = columns.split_first() else {
            return Ok(None);
        };
        let Some(text) = self.text(row, first) else {
            return Ok(None);
        };
        let mut date = match text {
            Cow::Borrowed(text) => style.dated(text),
            Cow::Owned(text) => style.dated(&text).map(|it| Cow::Owned(it.into_owned())),
        }
        .map_err(|reason| (first, reason))?;
        for &column in others {
            let Some(more) = self.text(row, column) else {
                if self.has_date_parts {
                    break;
                }
                continue;
            };
            let joined = if self.has_date_parts {
                match more.parse::<u8>() {
                    Ok(number) => format!("{date}-{number:02}"),
                    Err(_) => return Err((column, format!("\"{more}\" is no number."))),
                }
            } else if ["UTC", "GMT", "Z"].contains(&more.to_uppercase().as_str()) {
                format!("{date}Z")
            } else if more.contains(':') {
                format!("{date} {more}")
            } else {
                continue;
            };
            date = Cow::Owned(joined);
        }
        Ok(Some(date))
    }
}
