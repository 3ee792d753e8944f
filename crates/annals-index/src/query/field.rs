//! [`Field`]: what can come before a colon, and [`Part`]: what `has:` can test.

/// A field of the query language: what can come before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// An actor who takes part.
    Actor,
    /// The role of an actor.
    Role,
    /// A theme.
    Theme,
    /// The status.
    Status,
    /// The kind of one of its actors.
    Kind,
    /// A cited document.
    Source,
    /// The account.
    Account,
    /// May hold in a time.
    Date,
    /// Ends before a time.
    Before,
    /// Starts after a time.
    After,
    /// Is inside a time.
    During,
    /// Overlaps a time.
    Overlaps,
    /// Has a link of a kind, in either direction.
    Links,
    /// Has a [`Part`].
    Has,
    /// The id.
    Id,
}

impl Field {
    /// All fields, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        Self::Actor,
        Self::Role,
        Self::Theme,
        Self::Status,
        Self::Date,
        Self::Before,
        Self::After,
        Self::During,
        Self::Overlaps,
        Self::Kind,
        Self::Source,
        Self::Links,
        Self::Has,
        Self::Account,
        Self::Id,
    ];

    /// Returns the text before the colon.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Role => "role",
            Self::Theme => "theme",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Account => "layer",
            Self::Date => "date",
            Self::Before => "before",
            Self::After => "after",
            Self::During => "during",
            Self::Overlaps => "overlaps",
            Self::Links => "links",
            Self::Has => "has",
            Self::Id => "id",
        }
    }

    /// Returns a short description for help texts.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Actor => "an actor who takes part: id, name or alias",
            Self::Role => "a role that an actor has",
            Self::Theme => "what it is about",
            Self::Status => "the kind of statement",
            Self::Kind => "what one of its actors is, such as a person",
            Self::Source => "a document that says so",
            Self::Account => "the account it is in",
            Self::Date => "may hold in that time: 2020, 2020..2021, 2020-05..",
            Self::Before => "ends before that time",
            Self::After => "starts after that time",
            Self::During => "lies inside that time",
            Self::Overlaps => "shares time with that time",
            Self::Links => "has a link of that kind, from it or to it",
            Self::Has => "has something: a date, links, actors, notes",
            Self::Id => "the event of that id",
        }
    }

    /// Whether its values are dates.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Date | Self::Before | Self::After | Self::During | Self::Overlaps
        )
    }

    /// Finds a field by name, ignoring case.
    pub(super) fn find(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

/// Something an event can have, tested with `has:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A date.
    Date,
    /// A summary.
    Summary,
    /// An actor.
    Actors,
    /// A theme.
    Themes,
    /// Evidence.
    Evidence,
    /// A link in either direction.
    Links,
    /// Notes for the presenter.
    Notes,
}

impl Part {
    /// All parts, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        Self::Date,
        Self::Summary,
        Self::Actors,
        Self::Themes,
        Self::Evidence,
        Self::Links,
        Self::Notes,
    ];

    /// Returns the text after `has:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Summary => "summary",
            Self::Actors => "actors",
            Self::Themes => "themes",
            Self::Evidence => "evidence",
            Self::Links => "links",
            Self::Notes => "notes",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_name() {
        for &field in Field::ALL {
            assert_eq!(Field::find(field.name()), Some(field));
            assert_eq!(Field::find(&field.name().to_uppercase()), Some(field));
        }
        assert_eq!(Field::find("actors"), None);
    }
}
