//! [`Field`]: what can stand before a colon, and [`Part`]: what an event can have.
//!
//! Owns their names and what is said of them to people.

/// What can stand before a colon in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// An actor that takes part.
    Actor,
    /// In which role somebody takes part.
    Role,
    /// What it is about.
    Theme,
    /// What kind of statement it is.
    Status,
    /// What some actor is that takes part.
    Kind,
    /// A document that says so.
    Source,
    /// The timeline that it is in.
    Layer,
    /// Overlaps a stretch of time.
    Date,
    /// Ends before it.
    Before,
    /// Starts after it.
    After,
    /// Lies inside it.
    During,
    /// Shares time with it.
    Overlaps,
    /// Has a link of a kind, from it or to it.
    Links,
    /// Has something.
    Has,
    /// Is the event of that id.
    Id,
}

impl Field {
    /// Every field, in the order in which they are explained to people.
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
        Self::Layer,
        Self::Id,
    ];

    /// What is written before the colon.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Role => "role",
            Self::Theme => "theme",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Layer => "layer",
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

    /// What it asks, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Actor => "an actor who takes part: id, name or alias",
            Self::Role => "a role that somebody has",
            Self::Theme => "what it is about",
            Self::Status => "the kind of statement",
            Self::Kind => "what one of its actors is, such as a person",
            Self::Source => "a document that says so",
            Self::Layer => "the timeline it is in",
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

    /// The field of that name, in any case.
    pub(super) fn find(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

/// What an event can have, asked by `has:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A date.
    Date,
    /// A summary.
    Summary,
    /// Somebody who takes part.
    Actors,
    /// A theme.
    Themes,
    /// A document that says so.
    Evidence,
    /// A link to another event, or one from another.
    Links,
    /// Notes for the presenter.
    Notes,
}

impl Part {
    /// Every part, in the order in which they are explained to people.
    pub const ALL: &'static [Self] = &[
        Self::Date,
        Self::Summary,
        Self::Actors,
        Self::Themes,
        Self::Evidence,
        Self::Links,
        Self::Notes,
    ];

    /// What is written after `has:`.
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
