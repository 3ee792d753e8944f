//! Finds out what the columns of a query result mean, by their names and by their content.

use std::collections::HashSet;

use annals_model::ActorKind;

static ITEM_NAMES: &[&str] = &[
    "item", "event", "entity", "subject", "thing", "person", "human", "battle", "work", "s",
];
static POINT_NAMES: &[&str] = &[
    "date",
    "time",
    "pointintime",
    "when",
    "timestamp",
    "day",
    "year",
];
static START_NAMES: &[&str] = &[
    "start",
    "starttime",
    "startdate",
    "begin",
    "begindate",
    "beginning",
    "from",
    "inception",
    "founded",
    "birth",
    "birthdate",
    "dateofbirth",
    "dob",
    "born",
];
static END_NAMES: &[&str] = &[
    "end",
    "endtime",
    "enddate",
    "to",
    "until",
    "dissolved",
    "dissolution",
    "abolished",
    "death",
    "deathdate",
    "dateofdeath",
    "dod",
    "died",
];
static TITLE_NAMES: &[&str] = &["label", "title", "name", "headline"];
static DESCRIPTION_NAMES: &[&str] = &["description", "desc", "summary"];
static THEME_NAMES: &[&str] = &[
    "type",
    "class",
    "instance",
    "instanceof",
    "kind",
    "category",
    "genre",
    "topic",
    "theme",
    "occupation",
    "field",
];

/// The content of the sampled cells of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnContent {
    pub(super) name: String,
    pub(super) has_items: bool,
    pub(super) has_dates: bool,
}

/// A column of dates and those that say how they are meant.
#[derive(Debug, Clone)]
pub(super) struct DateColumn {
    pub(super) name: String,
    pub(super) precision: Option<String>,
    pub(super) calendar: Option<String>,
}

/// The meaning of each column.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) item: Option<String>,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) point: Option<DateColumn>,
    pub(super) start: Option<DateColumn>,
    pub(super) end: Option<DateColumn>,
    /// Columns that are used up, and become no field.
    pub(super) used: HashSet<String>,
}

/// A name in small letters without the signs that separate words.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The variable that a column with `Label` at its end is the label of.
pub(super) fn base_of(name: &str) -> Option<&str> {
    let base = name
        .strip_suffix("Label")
        .or_else(|| name.strip_suffix("_label"))?;
    (!base.is_empty()).then_some(base)
}

impl Columns {
    /// Finds the meaning of columns, given in the order of the result.
    pub(super) fn find(seen: &[ColumnContent]) -> Self {
        let named = |names: &[&str]| {
            let mut columns = seen.iter();
            columns
                .find(|column| names.contains(&plain(&column.name).as_str()))
                .map(|column| column.name.clone())
        };
        let items = || seen.iter().filter(|column| column.has_items);
        let preferred = ITEM_NAMES
            .iter()
            .find_map(|name| items().find(|column| plain(&column.name) == *name));
        let item = preferred
            .or_else(|| items().next())
            .map(|column| column.name.clone());
        let exists = |name: &str| seen.iter().any(|column| column.name == name);
        let of_item = |endings: [&str; 2]| {
            let item = item.as_ref()?;
            endings
                .into_iter()
                .map(|ending| format!("{item}{ending}"))
                .find(|name| exists(name))
        };
        let any_label = || {
            seen.iter()
                .find(|column| base_of(&column.name).is_some())
                .map(|column| column.name.clone())
        };
        let label = of_item(["Label", "_label"])
            .or_else(|| named(TITLE_NAMES))
            .or_else(|| {
                // Without an item some label has to stand for the event.
                if item.is_none() { any_label() } else { None }
            });
        let description =
            of_item(["Description", "_description"]).or_else(|| named(DESCRIPTION_NAMES));
        let mut columns = Self {
            item,
            label,
            description,
            ..Self::default()
        };
        columns.find_dates(seen);
        let columns_of_dates = [&columns.point, &columns.start, &columns.end]
            .into_iter()
            .flatten();
        let mut used: HashSet<String> = columns_of_dates
            .flat_map(|dates| {
                let name = &dates.name;
                // The label of a date is the date once more.
                let label = [format!("{name}Label"), format!("{name}_label")];
                [
                    Some(name.clone()),
                    dates.precision.clone(),
                    dates.calendar.clone(),
                ]
                .into_iter()
                .flatten()
                .chain(label)
            })
            .collect();
        used.extend(
            [&columns.item, &columns.label, &columns.description]
                .into_iter()
                .flatten()
                .cloned(),
        );
        columns.used = used;
        columns
    }

    fn find_dates(&mut self, seen: &[ColumnContent]) {
        let is_free = |column: &&ColumnContent| column.has_dates && !column.has_items;
        let dates = || seen.iter().filter(is_free);
        let named = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| dates().find(|column| plain(&column.name) == *name))
        };
        let (start, end) = (named(START_NAMES), named(END_NAMES));
        let is_side = |column: &ColumnContent| {
            let sides = [start, end];
            sides
                .into_iter()
                .flatten()
                .any(|side| side.name == column.name)
        };
        let other = || dates().find(|column| !is_side(column));
        let point = named(POINT_NAMES).or_else(|| if start.is_none() { other() } else { None });
        // An end without any beginning is all that is known.
        let (point, end) = match (point, start) {
            (None, None) => (end, None),
            (point, _) => (point, end),
        };
        let main = point.or(start).map(|column| column.name.clone());
        let of = |column: &ColumnContent| {
            let own = plain(&column.name);
            let short = own
                .trim_end_matches("date")
                .trim_end_matches("time")
                .to_owned();
            let is_main = main.as_ref() == Some(&column.name);
            let companion = |endings: &[&str]| {
                let fits = |name: &str| {
                    endings.iter().any(|ending| {
                        let with = |base: &str| name.strip_prefix(base) == Some(*ending);
                        with(&own)
                            || (!short.is_empty() && with(&short))
                            || (is_main && (name == *ending || with("date") || with("time")))
                    })
                };
                let found = seen
                    .iter()
                    .find(|other| other.name != column.name && fits(&plain(&other.name)));
                found.map(|other| other.name.clone())
            };
            DateColumn {
                name: column.name.clone(),
                precision: companion(&["precision", "prec"]),
                calendar: companion(&["calendar", "calendarmodel"]),
            }
        };
        self.point = point.map(of);
        self.start = start.map(of);
        self.end = end.map(of);
    }

    /// Whether the items of a column are what an event is about, and not who takes part.
    pub(super) fn is_theme(name: &str) -> bool {
        THEME_NAMES.contains(&plain(name).as_str())
    }

    /// The part that the items of a column have, in words: `placeOfBirth` is "place of birth".
    pub(super) fn role(name: &str) -> String {
        let mut words = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            if letter == '_' {
                words.push(' ');
            } else {
                words.extend(letter.to_lowercase());
            }
        }
        words
    }

    /// What the items of a column are, if its name says so.
    pub(super) fn kind(name: &str) -> Option<ActorKind> {
        match plain(name).as_str() {
            "person" | "human" | "author" | "creator" | "composer" | "painter" | "writer" => {
                Some(ActorKind::Person)
            }
            "place" | "location" | "city" | "country" | "region" | "placeofbirth"
            | "placeofdeath" => Some(ActorKind::Place),
            "company" | "business" => Some(ActorKind::Company),
            "government" => Some(ActorKind::Government),
            "organization" | "organisation" | "group" | "party" => Some(ActorKind::Group),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(columns: &[(&str, &str)]) -> Vec<ColumnContent> {
        let column = |(name, holds): &(&str, &str)| ColumnContent {
            name: (*name).to_owned(),
            has_items: *holds == "item",
            has_dates: *holds == "date",
        };
        columns.iter().map(column).collect()
    }

    fn name(dates: Option<&DateColumn>) -> Option<&str> {
        dates.map(|dates| dates.name.as_str())
    }

    #[test]
    fn columns_are_found_by_name_and_content() {
        let columns = Columns::find(&seen(&[
            ("country", "item"),
            ("event", "item"),
            ("when", "date"),
            ("precision", ""),
            ("eventLabel", ""),
            ("countryLabel", ""),
            ("whenLabel", ""),
        ]));
        assert_eq!(columns.item.as_deref(), Some("event"));
        assert_eq!(columns.label.as_deref(), Some("eventLabel"));
        let point = columns.point.unwrap();
        assert_eq!(
            (point.name.as_str(), point.precision.as_deref()),
            ("when", Some("precision"))
        );
        assert!(columns.used.contains("whenLabel") && !columns.used.contains("countryLabel"));
    }

    #[test]
    fn a_start_and_an_end_belong_together() {
        let columns = Columns::find(&seen(&[
            ("start", "date"),
            ("end", "date"),
            ("startPrecision", ""),
            ("end_precision", ""),
            ("published", "date"),
        ]));
        let (start, end) = (columns.start.unwrap(), columns.end.unwrap());
        assert_eq!(
            (start.precision.as_deref(), end.precision.as_deref()),
            (Some("startPrecision"), Some("end_precision"))
        );
        assert_eq!(name(columns.point.as_ref()), None);
        assert!(!columns.used.contains("published"));
    }

    #[test]
    fn any_date_column_is_used_if_none_is_named() {
        let columns = Columns::find(&seen(&[
            ("x", "item"),
            ("launched", "date"),
            ("endTime", "date"),
        ]));
        assert_eq!(name(columns.point.as_ref()), Some("launched"));
        assert_eq!(name(columns.end.as_ref()), Some("endTime"));
        let columns = Columns::find(&seen(&[("endTime", "date")]));
        assert_eq!(
            (name(columns.point.as_ref()), name(columns.end.as_ref())),
            (Some("endTime"), None)
        );
    }

    #[test]
    fn roles_are_words() {
        assert_eq!(Columns::role("placeOfBirth"), "place of birth");
        assert_eq!(Columns::role("head_of_state"), "head of state");
    }
}
