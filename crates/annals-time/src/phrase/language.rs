//! What a language says about dates: tables of words and of phrases.
//!
//! Owns the form of the tables and the meanings that a phrase can have. A new phrase is a new row; a
//! new language is a new table beside `english`, and one line in `phrase`.

use super::token::Decimal;

/// The words and phrases of one language, all in lower case and without accents.
#[derive(Debug)]
pub(super) struct Language {
    /// Its name in English, for messages.
    pub name: &'static str,
    /// How it writes decimals.
    pub decimal: Decimal,
    /// Whether dates in figures always have the day first where it is spoken.
    pub day_first: bool,
    /// Names of months, and their numbers.
    pub months: &'static [(&'static str, u8)],
    /// Names of seasons, and their codes 21 to 24.
    pub seasons: &'static [(&'static str, u8)],
    /// Names of the days of the week, Monday being 1.
    pub weekdays: &'static [(&'static str, u8)],
    /// Ordinals in words, hyphens and spaces left out: `twentyfirst`.
    pub ordinals: &'static [(&'static str, u32)],
    /// What follows the figures of an ordinal.
    pub ordinal_endings: &'static [&'static str],
    /// Decades by their name: `nineties` is 90.
    pub tens: &'static [(&'static str, u32)],
    /// Words for years before 1, such as `bc` or `av j - c`, with spaces between their tokens.
    pub before_christ: &'static [&'static str],
    /// Words for years from 1 on, such as `ad`.
    pub anno_domini: &'static [&'static str],
    /// What stands behind or between the figures of an hour: `uhr`, `h`.
    pub hours: &'static [&'static str],
    /// Whether `am` and `pm` tell the halves of the day.
    pub halves_of_day: bool,
    /// What may stand before a date with a colon and only says that one follows: `date`, `start`.
    pub labels: &'static [&'static str],
    /// Lists of words that many rows share: `<of>` stands for them in a template.
    pub groups: &'static [(&'static str, &'static str)],
    /// Phrases for one date.
    pub dates: &'static [Row],
    /// Phrases for a stretch, a choice or no date; they may hold dates.
    pub spans: &'static [Row],
}

/// Stands in a list of ordinals for the last one, of however many there are.
pub(super) const LAST: u32 = u32::MAX;

/// One phrase.
///
/// The template is a list of words and signs with spaces between them: `a|b` is either, a `?` behind
/// it means that it may be missing. `<name>` is one of the words of a group. In braces stand:
///
/// | slot | what it takes |
/// | --- | --- |
/// | `{date}` | a single date by any other phrase |
/// | `{year}` | a year of three or four figures, or one with an era |
/// | `{era}` | a year of any size with its era |
/// | `{christ}` | an era alone |
/// | `{month}`, `{season}`, `{weekday}` | one of them by name |
/// | `{day}` | a day of a month in figures or as an ordinal |
/// | `{ordinal}` | an ordinal in figures or in words |
/// | `{century}` | the same, or a Roman numeral |
/// | `{tens}` | a decade by its name |
/// | `{number}` | a number |
/// | `{time}` | a time of day |
#[derive(Debug)]
pub(super) struct Row {
    pub template: &'static str,
    pub meaning: Meaning,
    /// What the phrase takes for granted, for the person to check.
    pub note: Option<&'static str>,
}

/// A phrase that takes nothing for granted.
pub(super) const fn row(template: &'static str, meaning: Meaning) -> Row {
    Row {
        template,
        meaning,
        note: None,
    }
}

/// A phrase with a note on how it is read.
pub(super) const fn noted(template: &'static str, meaning: Meaning, note: &'static str) -> Row {
    Row {
        template,
        meaning,
        note: Some(note),
    }
}

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
    /// This EDTF, whatever the values.
    Fixed(&'static str),
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
