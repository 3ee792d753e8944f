//! [`Mapping`]: the meaning of columns as a person gives it with `--map`.

use annals_model::text::{Clean, nearest};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnRole {
    /// The id of the event.
    Id,
    /// The whole date, as EDTF or as people write it.
    Date,
    /// The start of the event; several columns are joined to one date and time.
    Start,
    /// The end of the event; several columns are joined to one date and time.
    End,
    /// The title of the event; several columns are joined.
    Title,
    /// The summary of the event; several columns are joined.
    Summary,
    /// The actors of the event, in the role that the column is named after.
    Actors,
    /// The themes of the event.
    Themes,
    /// The status of the event.
    Status,
    /// The sources of the event, by address or title.
    Source,
    /// The roles of the actors, in the same order.
    ActorRoles,
    /// The locators in the sources, in the same order.
    Locators,
    /// The addresses of the sources, in the same order.
    Addresses,
    /// What the sources leave out.
    Missing,
    /// The numbers of the event in a list outside of the table.
    Refs,
    /// Notes for the presenter.
    Notes,
    /// Nothing that is kept, as it repeats another column.
    Ignored,
}

impl ColumnRole {
    /// The number of roles.
    pub(super) const COUNT: usize = Self::Ignored as usize + 1;

    /// The roles of columns with dates.
    pub(super) const DATES: [Self; 3] = [Self::Date, Self::Start, Self::End];

    /// Whether all columns that are known by a name of this role have it, not only the first.
    pub(super) const fn takes_several(self) -> bool {
        matches!(self, Self::Actors | Self::Themes | Self::Source)
    }

    /// The roles that a person can give, by name.
    pub const NAMED: [(&'static str, Self); 12] = [
        ("id", Self::Id),
        ("date", Self::Date),
        ("start", Self::Start),
        ("end", Self::End),
        ("title", Self::Title),
        ("summary", Self::Summary),
        ("actors", Self::Actors),
        ("themes", Self::Themes),
        ("status", Self::Status),
        ("source", Self::Source),
        ("notes", Self::Notes),
        ("ignore", Self::Ignored),
    ];
}

/// The order of day, month and year in dates of figures alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

/// A program whose columns are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Timesketch, with `message`, `datetime` and `timestamp_desc`.
    Timesketch,
    /// The dynamic output of psort of plaso.
    Plaso,
    /// The seventeen columns of log2timeline.
    L2tcsv,
    /// The events of GDELT 2, in files without a header.
    Gdelt2,
}

impl Preset {
    /// The presets by name.
    pub const NAMED: [(&'static str, Self); 4] = [
        ("timesketch", Self::Timesketch),
        ("plaso", Self::Plaso),
        ("l2tcsv", Self::L2tcsv),
        ("gdelt2", Self::Gdelt2),
    ];
}

/// What a person says about the columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Roles, each with the name of a column or its number from 1.
    pub columns: Vec<(ColumnRole, String)>,
    /// The order of day and month in dates of figures alone.
    pub order: Option<DayOrder>,
    /// The program whose columns they are.
    pub preset: Option<Preset>,
}

impl Mapping {
    /// Parses pairs such as `start=Begin,title=Headline`: a role, and the name of a column or its number
    /// from 1. A name with a comma stands in quotes. `preset=timesketch` names a program; `dates=dmy` and
    /// `dates=mdy` give the order of day and month in 02/03/2024.
    ///
    /// # Errors
    ///
    /// A sentence that names the wrong pair and what was expected.
    pub fn parse(text: &str) -> Result<Self, Clean> {
        let mut mapping = Self::default();
        for pair in pairs(text) {
            let Some((name, value)) = pair.split_once('=') else {
                return Err(Clean::line(&format!(
                    "\"{pair}\" is no pair: expected meaning=column, as in start=Begin,title=Headline."
                )));
            };
            let (name, value) = (name.trim().to_lowercase(), value.trim());
            if value.is_empty() {
                return Err(Clean::line(&format!(
                    "\"{name}\" names no column: expected its name or its number, as in {name}=3."
                )));
            }
            match name.as_str() {
                "preset" => mapping.preset = Some(choice("preset", value, &Preset::NAMED)?),
                "dates" => {
                    let orders = [("dmy", DayOrder::DayFirst), ("mdy", DayOrder::MonthFirst)];
                    mapping.order = Some(choice("order of dates", value, &orders)?);
                }
                _ => {
                    let role = choice("meaning", &name, &ColumnRole::NAMED)?;
                    mapping.columns.push((role, value.to_owned()));
                }
            }
        }
        Ok(mapping)
    }

    /// Adds another mapping, which takes precedence.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.columns.extend(other.columns);
        Self {
            order: other.order.or(self.order),
            preset: other.preset.or(self.preset),
            columns: self.columns,
        }
    }
}

fn choice<T: Copy>(noun: &str, text: &str, all: &[(&str, T)]) -> Result<T, Clean> {
    let wanted = text.to_lowercase();
    let found = all.iter().find(|(name, _)| *name == wanted);
    found.map(|&(_, value)| value).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|&(name, _)| name).collect();
        let hint = nearest(&wanted, names.iter().copied())
            .map_or(String::new(), |near| format!(" Did you mean {near}?"));
        Clean::line(&format!(
            "There is no {noun} \"{text}\": expected one of {}.{hint}",
            names.join(", ")
        ))
    })
}

/// Splits a text at commas outside of quotes, and removes the quotes.
fn pairs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => all.push(String::new()),
            letter => {
                if let Some(last) = all.last_mut() {
                    last.push(letter);
                }
            }
        }
    }
    all.retain(|pair| !pair.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn pairs_are_read() {
        let mapping = Mapping::parse("start=Begin, title=\"Name, short\",actors=4,dates=dmy");
        let mapping = mapping.unwrap();
        let columns = [
            (ColumnRole::Start, "Begin".to_owned()),
            (ColumnRole::Title, "Name, short".to_owned()),
            (ColumnRole::Actors, "4".to_owned()),
        ];
        assert_eq!(mapping.columns, columns);
        assert_eq!(mapping.order, Some(DayOrder::DayFirst));
        let preset = Mapping::parse("preset=GDELT2").unwrap();
        assert_eq!(mapping.with(preset).preset, Some(Preset::Gdelt2));
    }

    #[rstest]
    #[case("Begin", "\"Begin\" is no pair")]
    #[case(
        "titel=Name",
        "There is no meaning \"titel\": expected one of id, date, start, end, title, summary, actors, themes, status, source, notes, ignore. Did you mean title?"
    )]
    #[case("start=", "\"start\" names no column")]
    #[case("dates=ymd", "expected one of dmy, mdy")]
    fn wrong_pairs_are_refused(#[case] text: &str, #[case] reported: &str) {
        let error = Mapping::parse(text).unwrap_err();
        assert!(error.as_str().contains(reported), "{error}");
    }
}
