//! Templates of phrases: what a row of a language's tables consists of.
//!
//! A row is written with the macro [`row!`], which builds its parts at compile time, so that a misspelt
//! slot, group or meaning does not compile:
//!
//! ```text
//! row!(from? {Month} <TO> {Month} of? {Year} => CalendarRange),
//! row!((week | wk) {Number} of? {Year} => Week, note::WEEK),
//! ```
//!
//! | part | what it takes |
//! | --- | --- |
//! | `from`, `-`, `"?"` | that word or sign |
//! | `(week \| wk)` | one of several |
//! | `<TO>` | one of the words of the constant `TO`, which many rows share; also inside `( )` |
//! | `{Month}` | a [`Slot`] |
//!
//! A `?` behind a part means that it may be missing. Words are in lower case and without accents, as
//! `token` cuts them. Behind `=>` stand the [`Meaning`] and, where the phrase takes something for
//! granted, a note.

/// A list of words or signs, of which a phrase has one.
pub(super) type Words = &'static [&'static str];

/// One phrase of a language: its parts in order, and what it means.
#[derive(Debug)]
pub(super) struct Row {
    pub template: &'static [TemplatePart],
    pub meaning: Meaning,
    /// What the phrase takes for granted, for the person to check.
    pub note: Option<&'static str>,
}

/// One part of a phrase.
#[derive(Debug)]
pub(super) struct TemplatePart {
    pub kind: TemplatePartKind,
    /// Whether it may be missing.
    pub is_optional: bool,
}

/// What a part of a phrase takes.
#[derive(Debug)]
pub(super) enum TemplatePartKind {
    Slot(Slot),
    /// One word or sign of any of these lists.
    Words(&'static [Words]),
}

/// A part of a phrase that has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A single date by any other phrase.
    Date,
    /// A year of three or four figures, or one with an era.
    Year,
    /// A year of any size with its era.
    Era,
    /// An era alone.
    Christ,
    /// A month by name.
    Month,
    /// A day of a month, in figures or as an ordinal.
    Day,
    /// A season by name.
    Season,
    /// A day of the week by name.
    Weekday,
    /// An ordinal, in figures or in words.
    Ordinal,
    /// An ordinal or a Roman numeral.
    Century,
    /// A decade by its name.
    Tens,
    /// A number.
    Number,
    /// A time of day.
    Time,
}

impl Slot {
    /// The most tokens that it can take.
    pub(super) const fn max_tokens(self) -> usize {
        match self {
            // A day of the week, a day in words, and a time to the second with its zone.
            Self::Date => 18,
            Self::Time | Self::Era => 8,
            Self::Christ | Self::Number => 4,
            Self::Year | Self::Ordinal | Self::Century | Self::Tens => 5,
            Self::Day => 3,
            Self::Month | Self::Season | Self::Weekday => 1,
        }
    }
}

/// Builds a [`Row`] from its template: see the module.
macro_rules! row {
    // All parts are read: the meaning follows.
    (@parts [$($parts:tt)*] => $meaning:ident $(($argument:expr))? $(, $note:expr)?) => {
        $crate::phrase::template::Row {
            template: &[$($parts)*],
            meaning: $crate::phrase::template::Meaning::$meaning $(($argument))?,
            note: row!(@note $($note)?),
        }
    };
    (@note) => { None };
    (@note $note:expr) => { Some($note) };

    // One part, with or without a question mark.
    (@parts [$($parts:tt)*] {$slot:ident}? $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@slot $slot, true),] $($rest)*)
    };
    (@parts [$($parts:tt)*] {$slot:ident} $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@slot $slot, false),] $($rest)*)
    };
    (@parts [$($parts:tt)*] <$words:ident>? $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@words [$words,], true),] $($rest)*)
    };
    (@parts [$($parts:tt)*] <$words:ident> $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@words [$words,], false),] $($rest)*)
    };
    (@parts [$($parts:tt)*] ($($choice:tt)*)? $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@choice [] true; $($choice)*),] $($rest)*)
    };
    (@parts [$($parts:tt)*] ($($choice:tt)*) $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@choice [] false; $($choice)*),] $($rest)*)
    };
    (@parts [$($parts:tt)*] $word:tt ? $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@words [&[row!(@word $word)],], true),] $($rest)*)
    };
    (@parts [$($parts:tt)*] $word:tt $($rest:tt)*) => {
        row!(@parts [$($parts)* row!(@words [&[row!(@word $word)],], false),] $($rest)*)
    };

    // The words of a choice.
    (@choice [$($lists:tt)*] $optional:literal; <$words:ident> $(| $($rest:tt)*)?) => {
        row!(@choice [$($lists)* $words,] $optional; $($($rest)*)?)
    };
    (@choice [$($lists:tt)*] $optional:literal; $word:tt $(| $($rest:tt)*)?) => {
        row!(@choice [$($lists)* &[row!(@word $word)],] $optional; $($($rest)*)?)
    };
    (@choice [$($lists:tt)*] $optional:literal;) => { row!(@words [$($lists)*], $optional) };

    // A sign that is no token of Rust, or would be read as a question mark, is a string.
    (@word -) => { "-" };
    (@word $word:literal) => { $word };
    (@word $word:tt) => { stringify!($word) };

    (@slot $slot:ident, $optional:literal) => {
        $crate::phrase::template::TemplatePart {
            kind: $crate::phrase::template::TemplatePartKind::Slot($crate::phrase::template::Slot::$slot),
            is_optional: $optional,
        }
    };
    (@words [$($lists:tt)*], $optional:literal) => {
        $crate::phrase::template::TemplatePart {
            kind: $crate::phrase::template::TemplatePartKind::Words(&[$($lists)*]),
            is_optional: $optional,
        }
    };

    ($($row:tt)*) => { row!(@parts [] $($row)*) };
}
pub(super) use row;

/// What a phrase means. Values are taken in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The date itself.
    Same,
    /// A year, month or day from the fields given, in any order.
    Calendar,
    /// From one day or month to another; fields given once hold for both.
    CalendarRange,
    /// A day that names its day of the week too.
    Weekday,
    /// A day with a time of day, or the fields of both.
    Moment,
    /// A day with two times of day.
    MomentRange,
    /// A week by its number in a year, as ISO 8601 counts them.
    Week,
    Season,
    /// The winter from one year to the next: `winter 1914/15`.
    Winter,
    /// A quarter of a year, or of a longer date.
    Quarter,
    /// A half.
    Half,
    /// A third.
    Third,
    /// Ten years by their first year, or without their century.
    Decade,
    /// Ten years of a century: `the nineties of the 19th century`.
    DecadeOfCentury,
    /// Ten years of this century.
    DecadeIn(u32),
    /// A century, with or without its era.
    Century,
    /// From one century to another, with or without an era for both.
    CenturyRange,
    /// A thousand years, with or without their era.
    Millennium,
    /// A century by a name of its own: `ottocento` is the 19th.
    NamedCentury(u32),
    /// That many times ten to this power years ago.
    YearsAgo(u32),
    /// Years before 1950, as radiocarbon dates are given.
    BeforePresent,
    Approximate,
    /// From one year to another, both approximate.
    ApproximateRange,
    Uncertain,
    /// The first, second or last third, with soft edges.
    Early,
    Middle,
    Late,
    /// An open end after the date.
    From,
    /// There is an end, and it is unknown.
    FromToUnknown,
    /// There is a start, and it is unknown.
    UnknownUntil,
    /// An open start before the end of the date.
    Until,
    /// An open start before the start of the date.
    Before,
    /// An open end after the end of the date.
    After,
    Interval,
    /// Two years with one era: `49-44 BC`, `AD 14-37`.
    SharedEra,
    /// `1936-39`
    ShortRange,
    OneOf,
    AllOf,
    /// There is no date.
    Undated,
    /// A day, month or season of no year.
    NoYear,
    /// A year of two figures.
    ShortYear,
    /// The turn of a century.
    Turn,
    /// Depends on the day on which it is read.
    Clock,
}
