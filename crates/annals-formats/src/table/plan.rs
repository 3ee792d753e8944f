//! [`Plan`]: the columns of a table and what each of them means.
//!
//! Columns get their roles from the mapping that a person gave, from a preset, from their names, and at last
//! from the values of the first row. What the cells of a row then say is read in `cells` and `row_date`.

use std::collections::HashMap;

use super::column_names::COLUMN_NAMES;
use super::date_style::DateStyle;
use super::mapping::{ColumnRole, DayOrder, Mapping, Preset};
use super::own_columns;
use super::presets;
use crate::limits::COLUMNS_OF_A_ROLE;
use annals_model::text::{Clean, nearest};
use annals_time::When;

/// The columns of a table with their roles.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// The name of each column, for people.
    pub(super) names: Vec<Clean>,
    /// The names as they are written.
    keys: Vec<Box<str>>,
    roles: Vec<Option<ColumnRole>>,
    /// For columns of actors: the role in which their actors take part.
    pub(super) actor_roles: HashMap<usize, Clean>,
    /// The columns by their folded names, in order.
    folded: HashMap<String, Vec<usize>>,
    /// The index of each column by its name as written.
    indices: HashMap<Box<str>, usize>,
    /// The columns of each role, in the order in which they are read.
    columns: [Vec<usize>; ColumnRole::COUNT],
    /// How the dates of start and end are written; `None` before the first value.
    pub(super) styles: [Option<DateStyle>; 2],
    pub(super) order: Option<DayOrder>,
    pub(super) preset: Option<Preset>,
    /// Whether year, month and day have columns of their own.
    pub(super) has_date_parts: bool,
    /// Roles for which the person named columns; no other columns are added to them.
    pub(super) given: Vec<ColumnRole>,
}

/// Returns a name for comparison: its letters and digits in lower case.
pub(super) fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

impl Plan {
    /// Plans a table with columns of these names.
    ///
    /// # Errors
    ///
    /// A sentence, if the mapping names a column that does not exist.
    pub(super) fn new(names: &[String], mapping: &Mapping) -> Result<Self, Clean> {
        let mut plan = Self {
            order: mapping.order,
            preset: mapping.preset.or_else(|| presets::recognise(names)),
            ..Self::default()
        };
        for (index, name) in names.iter().enumerate() {
            let known = match plan.preset {
                Some(Preset::Gdelt2) => presets::GDELT2_COLUMNS.get(index).copied(),
                _ => None,
            };
            let name = known.map_or(name.as_str(), |name| name).trim();
            let shown = if name.is_empty() {
                format!("column {}", index + 1)
            } else {
                name.to_owned()
            };
            plan.folded.entry(folded(&shown)).or_default().push(index);
            plan.names.push(Clean::line(&shown));
            plan.keys.push(name.into());
            plan.roles.push(None);
            plan.indices.entry(name.into()).or_insert(index);
        }
        for (role, column) in &mapping.columns {
            let index = plan.column_named_by_person(column)?;
            plan.given.push(*role);
            plan.assign(*role, index);
        }
        match plan.preset {
            Some(preset) => presets::assign(&mut plan, preset),
            None => plan.assign_by_names(),
        }
        Ok(plan)
    }

    /// Returns the index of the column that a person means by a name or a number from 1.
    fn column_named_by_person(&self, column: &str) -> Result<usize, Clean> {
        let wanted = folded(column);
        let names = || self.names.iter().map(Clean::raw);
        let exact = names().position(|name| name == column);
        let alike = || names().position(|name| folded(name) == wanted && !wanted.is_empty());
        let numbered = || {
            let number: usize = column.parse().ok()?;
            (1..=self.names.len()).contains(&number).then(|| number - 1)
        };
        exact.or_else(alike).or_else(numbered).ok_or_else(|| {
            let hint = nearest(column, names()).map_or_else(
                || {
                    format!(
                        "The columns are {}.",
                        names().take(30).collect::<Vec<_>>().join(", ")
                    )
                },
                |near| format!("Did you mean \"{near}\"?"),
            );
            Clean::line(&format!("There is no column \"{column}\". {hint}"))
        })
    }

    /// Gives a column a role, unless it has one.
    fn assign(&mut self, role: ColumnRole, column: usize) {
        let columns = &mut self.columns[role as usize];
        if let Some(known) = self.roles.get_mut(column)
            && known.is_none()
            && columns.len() < COLUMNS_OF_A_ROLE
        {
            *known = Some(role);
            if role == ColumnRole::Actors {
                self.actor_roles
                    .insert(column, actor_role(&self.names[column]));
            }
            columns.push(column);
        }
    }

    /// Whether some column has a role.
    fn has(&self, role: ColumnRole) -> bool {
        !self.columns(role).is_empty()
    }

    /// Returns the first column of a folded name that has no role yet.
    pub(super) fn unassigned(&self, name: &str) -> Option<usize> {
        let mut columns = self.folded.get(name)?.iter().copied();
        columns.find(|&column| self.roles.get(column) == Some(&None))
    }

    /// Gives a role to the columns of these folded names, in this order, unless the person gave it to others.
    pub(super) fn assign_named(&mut self, role: ColumnRole, names: &[&str]) {
        if self.given.contains(&role) {
            return;
        }
        for name in names {
            if let Some(column) = self.unassigned(name) {
                self.assign(role, column);
            }
        }
    }

    fn assign_by_names(&mut self) {
        let has =
            |plan: &Self, names: &[&str]| names.iter().all(|name| plan.unassigned(name).is_some());
        // In tables of annals itself start and end repeat the date.
        if has(self, &own_columns::OF_JSON_LINES) {
            self.assign_named(ColumnRole::Date, &[own_columns::DATE]);
            self.assign_named(ColumnRole::Ignored, own_columns::REPEATED);
            self.assign_named(ColumnRole::Missing, &[own_columns::MISSING]);
            self.assign_named(ColumnRole::Refs, &[own_columns::REFS]);
        }
        if has(self, &own_columns::OF_CSV) {
            self.assign_named(ColumnRole::Date, &[own_columns::DATE]);
            self.assign_named(ColumnRole::Ignored, own_columns::REPEATED);
            self.assign_named(ColumnRole::ActorRoles, &[own_columns::ROLES]);
            self.assign_named(ColumnRole::Locators, &[own_columns::LOCATORS]);
            self.assign_named(ColumnRole::Addresses, &[own_columns::ADDRESSES]);
            self.assign_named(ColumnRole::Missing, &[own_columns::MISSING]);
            self.assign_named(ColumnRole::Refs, &[own_columns::REFS]);
        }
        if has(self, &["date", "time"]) && !self.given.contains(&ColumnRole::Date) {
            self.assign_named(ColumnRole::Start, &["date", "time"]);
        }
        if has(self, &["year", "month"]) && !self.given.contains(&ColumnRole::Start) {
            self.has_date_parts = true;
            self.assign_named(ColumnRole::Start, &["year", "month", "day"]);
        }
        for (role, names) in COLUMN_NAMES {
            if role.takes_several() {
                self.assign_named(*role, names);
            } else if !self.given.contains(role) && !self.has(*role) {
                let found = names.iter().find_map(|name| self.unassigned(name));
                if let Some(column) = found {
                    self.assign(*role, column);
                }
            }
        }
        if !self.is_dated() && has(self, &["year"]) {
            self.has_date_parts = true;
            self.assign_named(ColumnRole::Start, &["year"]);
        }
    }

    /// Gives roles that no name has settled to columns by the values of the first row.
    pub(super) fn assign_by_values(&mut self, row: &[String]) {
        let is_date = |text: &String| {
            let style = DateStyle::of(text, self.order);
            let dated = style.dated(text);
            !text.is_empty()
                && dated.is_ok_and(|text| When::parse(&text).is_ok_and(|it| it.is_some()))
        };
        let dates: Vec<_> = (0..row.len())
            .filter(|&column| self.roles.get(column) == Some(&None) && is_date(&row[column]))
            .collect();
        if !self.has(ColumnRole::Date) && !self.has(ColumnRole::Start) {
            let roles = [ColumnRole::Start, ColumnRole::End];
            for (role, column) in roles.into_iter().zip(dates) {
                if !self.has(role) {
                    self.assign(role, column);
                }
            }
        }
        if !self.has(ColumnRole::Title) && self.preset != Some(Preset::Gdelt2) {
            // The title is the longest text that is no number and no address.
            let texts = row.iter().enumerate().filter(|(column, text)| {
                self.roles.get(*column) == Some(&None)
                    && text.chars().any(char::is_alphabetic)
                    && !text.starts_with("http")
            });
            // `max_by_key` returns the last of equals; the first is wanted.
            let longest = texts.rev().max_by_key(|(_, text)| text.chars().count());
            if let Some((column, _)) = longest {
                self.assign(ColumnRole::Title, column);
            }
        }
    }

    /// Returns the column of a key in rows that name their columns, adding it if it is new. `likely` is the
    /// column that it probably is: most rows have their keys in the same order.
    pub(super) fn column_of_key(&mut self, key: &str, likely: usize) -> usize {
        if self.keys.get(likely).is_some_and(|known| **known == *key) {
            return likely;
        }
        if let Some(&column) = self.indices.get(key) {
            return column;
        }
        let column = self.names.len();
        let wanted = folded(key);
        self.folded.entry(wanted.clone()).or_default().push(column);
        self.names.push(Clean::line(key));
        self.keys.push(key.into());
        self.roles.push(None);
        self.indices.insert(key.into(), column);
        let role = COLUMN_NAMES.iter().find(|(role, names)| {
            let is_free = role.takes_several() || !self.has(*role);
            is_free && !self.given.contains(role) && names.contains(&wanted.as_str())
        });
        if let (Some((role, _)), None) = (role, self.preset) {
            self.assign(*role, column);
        }
        column
    }

    /// Returns the column of a key.
    pub(super) fn known_column(&self, key: &str) -> Option<usize> {
        self.indices.get(key).copied()
    }

    /// Returns the columns of a role.
    pub(super) fn columns(&self, role: ColumnRole) -> &[usize] {
        &self.columns[role as usize]
    }

    /// Whether some column holds dates.
    pub(super) fn is_dated(&self) -> bool {
        ColumnRole::DATES.iter().any(|role| self.has(*role))
    }

    /// Whether a column has no role.
    pub(super) fn is_extra(&self, column: usize) -> bool {
        self.roles.get(column) == Some(&None)
    }

    /// Returns the columns without a role, which are kept as extra fields.
    pub(super) fn extra_columns(&self) -> impl Iterator<Item = usize> {
        let roles = self.roles.iter().enumerate();
        roles
            .filter(|(_, role)| role.is_none())
            .map(|(column, _)| column)
    }

    /// Describes in sentences how the table is understood.
    pub(super) fn notes(&self) -> Vec<Clean> {
        let mut notes = Vec::new();
        if let Some(preset) = self.preset {
            let name = Preset::NAMED.iter().find(|(_, known)| *known == preset);
            let name = name.map_or("", |(name, _)| name);
            notes.push(Clean::line(&format!(
                "The columns are read as those of {name}."
            )));
        }
        let sides = [ColumnRole::Start, ColumnRole::End];
        for (role, style) in sides.into_iter().zip(self.styles) {
            if let (Some(&column), Some(note)) =
                (self.columns(role).first(), style.and_then(DateStyle::note))
            {
                let name = &self.names[column];
                notes.push(Clean::line(&format!("The column \"{name}\" is {note}.")));
            }
        }
        let meanings: Vec<_> = ColumnRole::NAMED
            .iter()
            .filter(|(_, role)| *role != ColumnRole::Ignored)
            .filter_map(|(meaning, role)| {
                let columns = self.columns(*role).iter();
                let names: Vec<_> = columns.map(|&it| self.names[it].to_string()).collect();
                (!names.is_empty()).then(|| format!("{meaning} = {}", names.join(" + ")))
            })
            .collect();
        if !meanings.is_empty() {
            notes.push(Clean::line(&format!(
                "Columns are understood as {}; --map says otherwise.",
                meanings.join(", ")
            )));
        }
        notes
    }
}

/// Returns the role in which the actors of a column take part: its name, unless that only says that they
/// are actors.
fn actor_role(name: &Clean) -> Clean {
    let plain = ["actor", "actors", "who", "participants", "people", "person"];
    if plain.contains(&folded(name.raw()).as_str()) {
        Clean::default()
    } else {
        name.clone()
    }
}
