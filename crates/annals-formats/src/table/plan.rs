//! [`Plan`]: what each column of a table means.
//!
//! Owns the names by which columns are known, the presets, and what a row's cells come to: its date, its
//! title, who takes part. It does not know how cells are written.

use std::borrow::Cow;
use std::collections::HashMap;

use super::dates::Packed;
use super::ids::Ids;
use super::mapping::{DayOrder, Mapping, Preset, Role};
use super::moment::Style;
use super::names::{CAMEO_ROOTS, GDELT2, NAMES, OWN};
use annals_model::text::{Clean, nearest};
use annals_time::{ExactDate, Extent, When};

/// The cells of one row.
pub(super) trait Record {
    /// The bytes of a column, where they are what the cell says: without blanks around them, quotes or
    /// escapes. Empty where the row has nothing there, `None` where [`Self::text`] has to be asked.
    fn plain(&self, column: usize) -> Option<&[u8]>;

    /// Whether such bytes may list several things.
    fn is_list(&self, plain: &[u8]) -> bool;

    /// The text of a column; `None` where the row has nothing there.
    fn text(&self, column: usize) -> Option<Cow<'_, str>>;

    /// The things that a column lists, each with a detail, such as a role or a place, that may be empty.
    fn items(&self, column: usize, found: &mut dyn FnMut(&str, &str));
}

/// What each column means.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// What each column is called.
    pub(super) names: Vec<Clean>,
    /// The same as they are written.
    keys: Vec<Box<str>>,
    roles: Vec<Option<Role>>,
    /// The role in which those of a column take part.
    parts: Vec<Clean>,
    /// The columns of names, where rows name them.
    places: HashMap<Box<str>, usize>,
    /// The columns of each role, in the order in which they are read.
    columns: [Vec<usize>; Role::COUNT],
    /// How the dates of start and end are written, once a value was seen.
    styles: [Option<Style>; 2],
    order: Option<DayOrder>,
    preset: Option<Preset>,
    /// Year, month and day stand in columns of their own.
    has_parts: bool,
    /// Roles that a person gave columns to: nothing else is added to them.
    given: Vec<Role>,
}

/// What came of the dates of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Dated<'a> {
    /// There is none.
    Never,
    /// One date, as [`When`] reads it.
    At(Cow<'a, str>),
    /// From one date to another, either of which may be empty.
    Between(Cow<'a, str>, Cow<'a, str>),
    /// The value of a column cannot be read, for this reason.
    Unreadable(usize, String),
}

impl Dated<'_> {
    /// The date as one text.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Never | Self::Unreadable(..) => None,
            Self::At(text) => Some(Cow::Borrowed(text)),
            Self::Between(start, end) => Some(Cow::Owned(format!("{start}/{end}"))),
        }
    }

    /// The start alone, where the date is an interval that cannot be read as one.
    pub(super) fn start_alone(&self) -> Option<&str> {
        match self {
            Self::Between(start, _) if !start.is_empty() => Some(start),
            _ => None,
        }
    }

    /// Where it lies on the axis.
    ///
    /// # Errors
    ///
    /// A sentence, where the text cannot be read as a date.
    pub(super) fn extent(&self) -> Result<Option<Extent>, String> {
        match self {
            Self::Never => return Ok(None),
            Self::Unreadable(_, reason) => return Err(reason.clone()),
            // What is usual was read by its bytes.
            Self::At(_) | Self::Between(..) => {}
        }
        let text = self.text().unwrap_or_default();
        match When::parse(&text) {
            Ok(when) => Ok(when.map(|when| when.extent())),
            Err(error) => Err(format!("\"{}\": {error}", text.trim())),
        }
    }
}

/// A name as it is compared: its letters and digits in lower case.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

impl Plan {
    /// The plan of a table with columns of these names.
    ///
    /// # Errors
    ///
    /// A sentence, where the mapping names a column that there is not.
    pub(super) fn new(names: &[String], mapping: &Mapping) -> Result<Self, Clean> {
        let mut plan = Self {
            order: mapping.order,
            preset: mapping.preset.or_else(|| recognised(names)),
            ..Self::default()
        };
        for (place, name) in names.iter().enumerate() {
            let known = match plan.preset {
                Some(Preset::Gdelt2) => GDELT2.get(place).copied(),
                _ => None,
            };
            let name = known.map_or(name.as_str(), |name| name).trim();
            let shown = if name.is_empty() {
                format!("column {}", place + 1)
            } else {
                name.to_owned()
            };
            plan.names.push(Clean::line(&shown));
            plan.keys.push(name.into());
            plan.roles.push(None);
            plan.places.entry(name.into()).or_insert(place);
        }
        for (role, column) in &mapping.columns {
            let place = plan.place(column)?;
            plan.given.push(*role);
            plan.give(*role, place);
        }
        match plan.preset {
            Some(preset) => plan.preset(preset),
            None => plan.guess(),
        }
        Ok(plan)
    }

    /// The column of a name or number.
    fn place(&self, column: &str) -> Result<usize, Clean> {
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

    fn give(&mut self, role: Role, column: usize) {
        if let Some(known) = self.roles.get_mut(column)
            && known.is_none()
        {
            *known = Some(role);
            if role == Role::Actors {
                let parts = self.names.iter().map(part);
                self.parts = parts.collect();
            }
            self.columns[role as usize].push(column);
        }
    }

    /// Whether some column has a role.
    fn has(&self, role: Role) -> bool {
        !self.columns(role).is_empty()
    }

    fn find(&self, name: &str) -> Option<usize> {
        let mut names = self.names.iter().zip(&self.roles);
        names.position(|(known, role)| role.is_none() && folded(known.raw()) == name)
    }

    /// Gives a role to the columns of these names, in this order, unless the person gave it to others.
    fn give_named(&mut self, role: Role, names: &[&str]) {
        if self.given.contains(&role) {
            return;
        }
        for name in names {
            if let Some(place) = self.find(name) {
                self.give(role, place);
            }
        }
    }

    fn preset(&mut self, preset: Preset) {
        match preset {
            Preset::Timesketch | Preset::Plaso => {
                self.give_named(Role::Title, &["message"]);
                if self.find("datetime").is_some() {
                    self.give_named(Role::Start, &["datetime"]);
                    // It says the same in microseconds.
                    self.give_named(Role::Ignored, &["timestamp"]);
                } else {
                    self.give_named(Role::Start, &["timestamp"]);
                }
                self.give_named(Role::Summary, &["timestampdesc"]);
                self.give_named(Role::Themes, &["tag", "source", "datatype"]);
                self.give_named(Role::Actors, &["username", "user", "hostname", "host"]);
            }
            Preset::L2tcsv => {
                self.order = self.order.or(Some(DayOrder::MonthFirst));
                self.give_named(Role::Start, &["date", "time", "timezone"]);
                self.give_named(Role::Title, &["short"]);
                self.give_named(Role::Summary, &["desc"]);
                self.give_named(Role::Themes, &["source", "type"]);
                self.give_named(Role::Actors, &["user", "host"]);
            }
            Preset::Gdelt2 => {
                self.give_named(Role::Id, &["globaleventid"]);
                self.give_named(Role::Start, &["sqldate"]);
                self.give_named(Role::Ignored, &["monthyear", "year", "fractiondate"]);
                self.give_named(Role::Actors, &["actor1name", "actor2name"]);
                self.give_named(Role::Themes, &["eventrootcode"]);
                self.give_named(Role::Source, &["sourceurl"]);
            }
        }
    }

    /// Finds out by the names what the columns mean.
    fn guess(&mut self) {
        let has = |plan: &Self, names: &[&str]| names.iter().all(|name| plan.find(name).is_some());
        // What annals writes itself says some things twice.
        if has(self, &["edtf", "precision"]) {
            self.give_named(Role::Date, &["date"]);
            self.give_named(Role::Ignored, OWN);
        }
        if has(self, &["id", "start", "end", "date", "title", "status"]) {
            // Start and end are for people there.
            self.give_named(Role::Date, &["date"]);
            self.give_named(Role::Ignored, OWN);
            self.give_named(Role::Parts, &["roles"]);
            self.give_named(Role::Places, &["places"]);
            self.give_named(Role::Addresses, &["addresses"]);
        }
        if has(self, &["date", "time"]) && !self.given.contains(&Role::Date) {
            self.give_named(Role::Start, &["date", "time"]);
        }
        if has(self, &["year", "month"]) && !self.given.contains(&Role::Start) {
            self.has_parts = true;
            self.give_named(Role::Start, &["year", "month", "day"]);
        }
        for (role, names) in NAMES {
            let is_list = matches!(role, Role::Actors | Role::Themes | Role::Source);
            if is_list {
                self.give_named(*role, names);
            } else if !self.given.contains(role) && !self.has(*role) {
                let found = names.iter().find_map(|name| self.find(name));
                if let Some(place) = found {
                    self.give(*role, place);
                }
            }
        }
        let is_dated = [Role::Date, Role::Start, Role::End];
        if !is_dated.iter().any(|role| self.has(*role)) && has(self, &["year"]) {
            self.has_parts = true;
            self.give_named(Role::Start, &["year"]);
        }
    }

    /// Fills roles by what stands in the first row, where names say nothing.
    pub(super) fn guess_by_values(&mut self, row: &[String]) {
        let is_date = |text: &String| {
            let style = Style::of(text, self.order);
            let dated = style.dated(text);
            !text.is_empty()
                && dated.is_ok_and(|text| When::parse(&text).is_ok_and(|it| it.is_some()))
        };
        let dates: Vec<_> = (0..row.len())
            .filter(|&place| self.roles.get(place) == Some(&None) && is_date(&row[place]))
            .collect();
        let is_dated = [Role::Date, Role::Start];
        if !is_dated.iter().any(|role| self.has(*role)) {
            for (role, place) in [Role::Start, Role::End].into_iter().zip(dates) {
                if !self.has(role) {
                    self.give(role, place);
                }
            }
        }
        if !self.has(Role::Title) && self.preset != Some(Preset::Gdelt2) {
            // The longest text among those that are no number and no address.
            let texts = row.iter().enumerate().filter(|(place, text)| {
                self.roles.get(*place) == Some(&None)
                    && text.chars().any(char::is_alphabetic)
                    && !text.starts_with("http")
            });
            // Of equals the first.
            let longest = texts.rev().max_by_key(|(_, text)| text.chars().count());
            if let Some((place, _)) = longest {
                self.give(Role::Title, place);
            }
        }
    }

    /// The column of a name in rows that name their columns, which is probably `likely`; made where it is new.
    pub(super) fn column(&mut self, name: &str, likely: usize) -> usize {
        // Most rows name their columns in the same order.
        if self.keys.get(likely).is_some_and(|known| **known == *name) {
            return likely;
        }
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let place = self.names.len();
        self.names.push(Clean::line(name));
        self.keys.push(name.into());
        self.roles.push(None);
        self.places.insert(name.into(), place);
        let wanted = folded(name);
        let role = NAMES.iter().find(|(role, names)| {
            let is_list = matches!(role, Role::Actors | Role::Themes | Role::Source);
            let is_free = is_list || !self.has(*role);
            is_free && !self.given.contains(role) && names.contains(&wanted.as_str())
        });
        if let (Some((role, _)), None) = (role, self.preset) {
            self.give(*role, place);
        }
        place
    }

    /// The column of a name, if it is known.
    pub(super) fn known_column(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The columns of a role.
    pub(super) fn columns(&self, role: Role) -> &[usize] {
        &self.columns[role as usize]
    }

    /// Columns that have no role, to be kept as they are.
    pub(super) fn others(&self) -> impl Iterator<Item = usize> {
        let roles = self.roles.iter().enumerate();
        roles
            .filter(|(_, role)| role.is_none())
            .map(|(place, _)| place)
    }

    /// Sentences on how the table is understood.
    pub(super) fn remarks(&self) -> Vec<Clean> {
        let mut remarks = Vec::new();
        if let Some(preset) = self.preset {
            let name = Preset::NAMED.iter().find(|(_, known)| *known == preset);
            let name = name.map_or("", |(name, _)| name);
            remarks.push(Clean::line(&format!(
                "The columns are read as those of {name}."
            )));
        }
        for (role, style) in [Role::Start, Role::End].into_iter().zip(self.styles) {
            if let (Some(&column), Some(remark)) =
                (self.columns(role).first(), style.and_then(Style::remark))
            {
                let name = &self.names[column];
                remarks.push(Clean::line(&format!("The column \"{name}\" is {remark}.")));
            }
        }
        let meanings: Vec<_> = Role::NAMED
            .iter()
            .filter(|(_, role)| *role != Role::Ignored)
            .filter_map(|(meaning, role)| {
                let columns = self.columns(*role).iter();
                let names: Vec<_> = columns.map(|&it| self.names[it].to_string()).collect();
                (!names.is_empty()).then(|| format!("{meaning} = {}", names.join(" + ")))
            })
            .collect();
        if !meanings.is_empty() {
            remarks.push(Clean::line(&format!(
                "Columns are understood as {}; --map says otherwise.",
                meanings.join(", ")
            )));
        }
        remarks
    }

    /// Whether a cell without blanks around it says nothing.
    fn is_empty(&self, text: &[u8]) -> bool {
        text.is_empty()
            || (self.preset.is_some() && (text == b"-" || text == b"Not set"))
            || text.starts_with(b"0000-00-00")
    }

    /// What a column says, if that can be told by its bytes; empty where it says nothing.
    fn plain<'r, R: Record + ?Sized>(&self, row: &'r R, column: usize) -> Option<&'r [u8]> {
        let bytes = row.plain(column)?;
        Some(if self.is_empty(bytes) { &[] } else { bytes })
    }

    /// Whether a row says something in a column of a role.
    pub(super) fn says<R: Record + ?Sized>(&self, row: &R, role: Role) -> bool {
        let mut columns = self.columns(role).iter();
        columns.any(|&column| match self.plain(row, column) {
            Some(bytes) => !bytes.is_empty(),
            None => self.said(row, column).is_some(),
        })
    }

    /// A name among those that a cell lists, unless it says nothing.
    pub(super) fn named<'t>(&self, name: &'t str) -> Option<&'t str> {
        (!self.is_empty(trimmed(name).as_bytes())).then_some(name)
    }

    /// The text of a column, trimmed, unless it says nothing.
    pub(super) fn said<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        column: usize,
    ) -> Option<Cow<'r, str>> {
        let text = row.text(column)?;
        if self.is_empty(trimmed(&text).as_bytes()) {
            return None;
        }
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
            Cow::Owned(text) => Cow::Owned(trimmed(&text).to_owned()),
        })
    }

    /// What the first column of a role that says something says.
    pub(super) fn first_said<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        role: Role,
    ) -> Option<Cow<'r, str>> {
        let mut columns = self.columns(role).iter();
        columns.find_map(|&column| self.said(row, column))
    }

    /// Whether a row has no id, or one that comes after those before it and is taken now.
    pub(super) fn takes_in_order<R: Record + ?Sized>(&self, row: &R, ids: &mut Ids) -> bool {
        match *self.columns(Role::Id) {
            [] => true,
            [column] => self
                .plain(row, column)
                .is_some_and(|id| id.is_empty() || ids.take_in_order(id)),
            _ => false,
        }
    }

    /// Notes how the dates of the columns are written, by the first row that has some.
    pub(super) fn learn<R: Record + ?Sized>(&mut self, row: &R) {
        for (place, role) in [Role::Start, Role::End].into_iter().enumerate() {
            if self.styles[place].is_none()
                && !self.has_parts
                && let Some(&column) = self.columns(role).first()
                && let Some(text) = self.said(row, column)
            {
                self.styles[place] = Some(Style::of(&text, self.order));
            }
        }
    }

    /// The date of a row as it is packed, where that can be told by the bytes of its cells.
    pub(super) fn quick_date<R: Record + ?Sized>(&self, row: &R) -> Option<Packed> {
        if self.has_parts {
            return None;
        }
        if let Some(&column) = self.columns(Role::Date).first() {
            let date = self.plain(row, column)?;
            if !date.is_empty() {
                return ExactDate::read(date).as_ref().map(Packed::at);
            }
        }
        let [start_style, end_style] = self.styles.map(|style| style.unwrap_or(Style::Written));
        let cell = |role: Role| match *self.columns(role) {
            [] => Some(&[][..]),
            [column] => self.plain(row, column),
            // More columns are joined with care.
            _ => None,
        };
        match (cell(Role::Start)?, cell(Role::End)?) {
            ([], []) => Some(Packed::NEVER),
            ([], _) => None,
            (start, []) => start_style.quick(start).as_ref().map(Packed::at),
            // Whether the two say the same is seen once both are written alike.
            _ if start_style != end_style => None,
            (start, end) => {
                let style = start_style;
                let dates = (style.quick(start)?, style.quick(end)?);
                let is_same = start == end || style != Style::Written && dates.0 == dates.1;
                if is_same {
                    Some(Packed::at(&dates.0))
                } else {
                    Packed::between(&dates.0, &dates.1)
                }
            }
        }
    }

    /// The date of a row.
    pub(super) fn date<'r, R: Record + ?Sized>(&self, row: &'r R) -> Dated<'r> {
        let date = self.columns(Role::Date).first();
        if let Some(text) = date.and_then(|&column| self.said(row, column)) {
            return Dated::At(text);
        }
        let sides = [Role::Start, Role::End].into_iter().zip(self.styles);
        let mut read = [None, None];
        for ((role, style), read) in sides.zip(&mut read) {
            match self.moment(row, self.columns(role), style.unwrap_or(Style::Written)) {
                Ok(text) => *read = text,
                Err((column, reason)) => return Dated::Unreadable(column, reason),
            }
        }
        match read {
            [None, None] => Dated::Never,
            [Some(start), None] => Dated::At(start),
            [None, Some(end)] => Dated::Between(Cow::Borrowed(""), end),
            [Some(start), Some(end)] if start == end => Dated::At(start),
            [Some(start), Some(end)] => Dated::Between(start, end),
        }
    }

    fn moment<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        columns: &[usize],
        style: Style,
    ) -> Result<Option<Cow<'r, str>>, (usize, String)> {
        let Some((&first, others)) = columns.split_first() else {
            return Ok(None);
        };
        let Some(text) = self.said(row, first) else {
            return Ok(None);
        };
        let mut date = match text {
            Cow::Borrowed(text) => style.dated(text),
            Cow::Owned(text) => style.dated(&text).map(|it| Cow::Owned(it.into_owned())),
        }
        .map_err(|reason| (first, reason))?;
        for &column in others {
            let Some(more) = self.said(row, column) else {
                if self.has_parts {
                    break;
                }
                continue;
            };
            let joined = if self.has_parts {
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

    /// What a row is called; empty if it says nothing.
    pub(super) fn title(&self, row: &dyn Record) -> String {
        if self.preset == Some(Preset::Gdelt2) && !self.given.contains(&Role::Title) {
            return self.gdelt_title(row);
        }
        self.joined(row, Role::Title, " – ")
    }

    /// What is said of a row.
    pub(super) fn summary(&self, row: &dyn Record) -> String {
        self.joined(row, Role::Summary, "\n\n")
    }

    fn joined(&self, row: &dyn Record, role: Role, between: &str) -> String {
        let said = self.columns(role).iter();
        let said: Vec<_> = said.filter_map(|&it| self.said(row, it)).collect();
        said.join(between)
    }

    fn gdelt_title(&self, row: &dyn Record) -> String {
        let named = |name: &str| {
            let column = self.known_column(name)?;
            self.said(row, column).map(Cow::into_owned)
        };
        let code = named("EventRootCode");
        let what = code.as_deref().map_or("an event", cameo);
        let who = [named("Actor1Name"), named("Actor2Name")];
        match who {
            [Some(one), Some(other)] => format!("{one} → {other}: {what}"),
            [Some(one), None] | [None, Some(one)] => format!("{one}: {what}"),
            [None, None] => what.to_owned(),
        }
    }

    /// A theme as it is shown: codes of GDELT in words.
    pub(super) fn theme<'t>(&self, text: &'t str) -> &'t str {
        if self.preset == Some(Preset::Gdelt2) {
            cameo(text)
        } else {
            text
        }
    }

    /// Who takes part in a row, each with a role that may be empty.
    pub(super) fn actors<R: Record + ?Sized>(
        &self,
        row: &R,
        found: &mut dyn FnMut(usize, &str, &str),
    ) {
        let roles = self.listed(row, Role::Parts);
        for &column in self.columns(Role::Actors) {
            let part = self.parts.get(column).map_or("", Clean::raw);
            if let Some(bytes) = self.plain(row, column)
                && roles.is_empty()
                && !row.is_list(bytes)
                && let Ok(name) = std::str::from_utf8(bytes)
            {
                if !name.is_empty() {
                    found(column, name, part);
                }
                continue;
            }
            let mut place = 0;
            row.items(column, &mut |name, detail| {
                let role = roles.get(place).map_or(detail, String::as_str);
                place += 1;
                if let Some(name) = self.named(name) {
                    let role = if role.is_empty() { part } else { role };
                    found(column, name, role);
                }
            });
        }
    }

    /// What says what a row says: the key of a document and the place in it, which may be empty. The key is
    /// the title, and behind a tab the address where the row gives one.
    pub(super) fn sources<R: Record + ?Sized>(&self, row: &R, found: &mut dyn FnMut(&str, &str)) {
        if self.columns(Role::Source).is_empty() {
            return;
        }
        let places = self.listed(row, Role::Places);
        let addresses = self.listed(row, Role::Addresses);
        for &column in self.columns(Role::Source) {
            let mut place = 0;
            row.items(column, &mut |name, detail| {
                let at = places.get(place).map_or(detail, String::as_str);
                let address = addresses.get(place).filter(|address| !address.is_empty());
                place += 1;
                if let Some(name) = self.named(name) {
                    match address {
                        Some(address) => found(&format!("{name}\t{address}"), at),
                        None => found(name, at),
                    }
                }
            });
        }
    }

    /// What the columns of a role list.
    fn listed<R: Record + ?Sized>(&self, row: &R, role: Role) -> Vec<String> {
        let mut all = Vec::new();
        for &column in self.columns(role) {
            row.items(column, &mut |item, _| all.push(item.to_owned()));
        }
        all
    }
}

/// The role in which the actors of a column take part: nothing where the column is only called actors.
fn part(name: &Clean) -> Clean {
    let plain = ["actor", "actors", "who", "participants", "people", "person"];
    if plain.contains(&folded(name.raw()).as_str()) {
        Clean::default()
    } else {
        name.clone()
    }
}

/// A text without the blanks around it. Most cells have none, and show it by their first and last bytes.
pub(super) fn trimmed(text: &str) -> &str {
    let is_ink = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_ink(bytes.first()) && is_ink(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

/// The words for a root code of CAMEO, or the code itself.
fn cameo(code: &str) -> &str {
    let known = CAMEO_ROOTS.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, words)| words)
}

/// The preset whose columns these are.
fn recognised(names: &[String]) -> Option<Preset> {
    let known: Vec<_> = names.iter().map(|name| folded(name)).collect();
    let has = |wanted: &[&str]| wanted.iter().all(|name| known.iter().any(|it| it == name));
    if has(&["macb", "sourcetype", "short", "desc"]) {
        Some(Preset::L2tcsv)
    } else if has(&["datetime", "timestampdesc", "parser", "displayname"]) {
        Some(Preset::Plaso)
    } else if has(&["message", "timestampdesc"]) && (has(&["datetime"]) || has(&["timestamp"])) {
        Some(Preset::Timesketch)
    } else {
        None
    }
}
