//! What a language says about dates: tables of words and of phrases.
//!
//! Owns the form of the tables and the meanings that a phrase can have. A new phrase is a new row; a
//! new language is a new table beside `english`.

/// The words and phrases of one language, all in lower case.
#[derive(Debug)]
pub(super) struct Language {
    /// Names of months, and their numbers.
    pub months: &'static [(&'static str, u8)],
    /// Names of seasons, and their codes 21 to 24.
    pub seasons: &'static [(&'static str, u8)],
    /// Ordinals in words, hyphens left out: `twentyfirst`.
    pub ordinals: &'static [(&'static str, u32)],
    /// What follows the figures of an ordinal.
    pub ordinal_endings: &'static [&'static str],
    /// Words for years before 1, such as `bc`.
    pub before_christ: &'static [&'static str],
    /// Words for years from 1 on, such as `ad`.
    pub anno_domini: &'static [&'static str],
    /// Phrases for one date.
    pub dates: &'static [Row],
    /// Phrases for a stretch, a choice or no date; they may hold dates.
    pub spans: &'static [Row],
}

/// One phrase.
///
/// The template is a list of words and signs with spaces between them: `a|b` is either, a `?` behind
/// it means that it may be missing. In braces stand `{date}`, `{year}` (with or without an era),
/// `{era}` (a year with its era), `{month}`, `{day}`, `{season}`, `{ordinal}` and `{number}`.
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
    Season,
    Quarter,
    Half,
    Decade,
    Century,
    CenturyBc,
    Millennium,
    MillenniumBc,
    /// That many times ten to this power years ago.
    YearsAgo(u32),
    /// Years before 1950, as radiocarbon dates are given.
    BeforePresent,
    Approximate,
    Uncertain,
    /// The first, second or last third.
    Early,
    Middle,
    Late,
    /// An open end after the date.
    From,
    /// An open start before the end of the date.
    Until,
    /// An open start before the start of the date.
    Before,
    /// An open end after the end of the date.
    After,
    Interval,
    /// Two years with one era: `49-44 BC`.
    SharedEra,
    /// `1936-39`
    ShortRange,
    OneOf,
    AllOf,
    /// There is no date.
    Undated,
    /// A day, month or season of no year.
    NoYear,
    /// Depends on the day on which it is read.
    Clock,
}
