//! [`Mapping`]: which columns of a table mean what, as a person says it.
//!
//! Owns the meanings that a column can have, their names, and the reading of `--map`. Which column has
//! which meaning where nobody says so is the business of `plan`.

use annals_model::text::{Clean, nearest};

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The id of the event.
    Id,
    /// The whole date, as EDTF or as people write it.
    Date,
    /// When it began; several columns are read as one date and time.
    Start,
    /// When it ended.
    End,
    /// What it is called; several columns are joined.
    Title,
    /// What is said; several columns are joined.
    Summary,
    /// Who takes part, in the role that the column is named after.
    Actors,
    /// What it is about.
    Themes,
    /// What kind of statement it is.
    Status,
    /// The address or name of what says so.
    Source,
    /// The roles of those who take part, in the same order.
    Parts,
    /// The places in what says so, in the same order.
    Places,
    /// The addresses of what says so, in the same order.
    Addresses,
    /// Notes for the presenter.
    Notes,
    /// Nothing that has to be kept: it says again what another column says.
    Ignored,
}

impl Role {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Ignored as usize + 1;

    /// Those that a person may name.
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

/// The usual columns of a program's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Timesketch: `message`, `datetime`, `timestamp_desc`.
    Timesketch,
    /// The dynamic output of plaso's psort.
    Plaso,
    /// The seventeen columns of log2timeline.
    L2tcsv,
    /// The events of GDELT 2, which come without names of columns.
    Gdelt2,
}

impl Preset {
    /// Every preset with its name.
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
    /// Meanings and the names, or numbers from 1, of their columns.
    pub columns: Vec<(Role, String)>,
    /// How dates of figures alone are meant.
    pub order: Option<DayOrder>,
    /// Whose columns they are.
    pub preset: Option<Preset>,
}

impl Mapping {
    /// Reads `start=Begin,title=Headline`: pairs of a meaning and the name of a column or its number from
    /// one. A name with a comma stands in quotes. `preset=timesketch` names usual columns, `dates=dmy` or
    /// `dates=mdy` says how 02/03/2024 is meant.
    ///
    /// # Errors
    ///
    /// A sentence that says which pair is wrong and what was expected.
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
                    let role = choice("meaning", &name, &Role::NAMED)?;
                    mapping.columns.push((role, value.to_owned()));
                }
            }
        }
        Ok(mapping)
    }

    /// Adds what another says; the later one counts where both name something once.
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

/// The parts between commas, with what stands in quotes kept together and the quotes taken off.
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
            (Role::Start, "Begin".to_owned()),
            (Role::Title, "Name, short".to_owned()),
            (Role::Actors, "4".to_owned()),
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
    fn what_is_wrong_is_told(#[case] text: &str, #[case] told: &str) {
        let error = Mapping::parse(text).unwrap_err();
        assert!(error.as_str().contains(told), "{error}");
    }
}
