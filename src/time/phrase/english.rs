//! The dates of English.

use super::language::Meaning as M;
use super::language::{Language, Row, noted, row};

pub(super) const ENGLISH: Language = Language {
    months: MONTHS,
    seasons: &[
        ("spring", 21),
        ("summer", 22),
        ("autumn", 23),
        ("fall", 23),
        ("winter", 24),
    ],
    ordinals: ORDINALS,
    ordinal_endings: &["st", "nd", "rd", "th"],
    before_christ: &["bc", "bce"],
    anno_domini: &["ad", "ce"],
    dates: DATES,
    spans: SPANS,
};

const MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("twentyfirst", 21),
];

const SEASON: &str = "Seasons are northern, by whole months: spring is March to May, winter December \
                      to February of the next year.";
const CENTURY: &str = "A century is read as the hundred years with the same first digits: the 19th \
                       is 1800 to 1899.";
const MILLENNIUM: &str = "A millennium is read as the thousand years with the same first digit: the \
                          2nd is 1000 to 1999.";
const AGO: &str = "Only the digits given count, and thousands of years are counted back from 1950.";
const THIRD: &str = "Early, mid and late are read as thirds, with soft edges.";
const BEFORE: &str = "Before a date is read as until the year, month or day that comes before it.";
const AFTER: &str = "After a date is read as from the year, month or day that follows it.";
const BY: &str = "By a date is read as until that date, the date included.";

/// One date. The first row that fits is taken.
const DATES: &[Row] = &[
    row("{month} {year}", M::Calendar),
    row("{month} of {year}", M::Calendar),
    row("{year} {month}", M::Calendar),
    row("the? {day} of? {month} {year}", M::Calendar),
    row("{day} - {month} - {year}", M::Calendar),
    row("{month} the? {day} {year}", M::Calendar),
    row("{year} {month} {day}", M::Calendar),
    row("the? year {year}", M::Calendar),
    row("{era}", M::Calendar),
    noted("{season} of? {year}", M::Season, SEASON),
    noted("{year} -? {season}", M::Season, SEASON),
    row("q {number} of? /|-? {year}", M::Quarter),
    row("{year} -|/? q {number}", M::Quarter),
    row("the? {ordinal} quarter of? {year}", M::Quarter),
    row("h {number} of? /|-? {year}", M::Half),
    row("{year} -|/? h {number}", M::Half),
    row("the? {ordinal} half of? {year}", M::Half),
    row("the? {number} s", M::Decade),
    noted(
        "the? {ordinal} -? century|centuries|cent|c bc|bce",
        M::CenturyBc,
        CENTURY,
    ),
    noted(
        "the? {ordinal} -? century|centuries|cent|c ad|ce?",
        M::Century,
        CENTURY,
    ),
    noted(
        "the? {ordinal} -? millennium bc|bce",
        M::MillenniumBc,
        MILLENNIUM,
    ),
    noted(
        "the? {ordinal} -? millennium ad|ce?",
        M::Millennium,
        MILLENNIUM,
    ),
    noted("{number} ka|kya ago|bp?", M::YearsAgo(3), AGO),
    noted("{number} ma|mya ago|bp?", M::YearsAgo(6), AGO),
    noted("{number} ga|gya|bya ago|bp?", M::YearsAgo(9), AGO),
    noted("{number} thousand years ago", M::YearsAgo(3), AGO),
    noted("{number} million years ago", M::YearsAgo(6), AGO),
    noted("{number} billion years ago", M::YearsAgo(9), AGO),
    noted("{number} thousand million years ago", M::YearsAgo(9), AGO),
    noted("{number} years ago", M::YearsAgo(0), AGO),
    noted("{number} years? bp", M::BeforePresent, AGO),
    row(
        "circa|ca|c|about|around|approximately|approx|roughly|~ {date}",
        M::Approximate,
    ),
    row("{date} approximately|approx", M::Approximate),
    row("{date} or so", M::Approximate),
    row("{date} -? ish", M::Approximate),
    row("possibly|probably|perhaps|maybe {date}", M::Uncertain),
    row("{date} uncertain", M::Uncertain),
    row("{date} ?", M::Uncertain),
    noted("early|start|beginning -? in|of? {date}", M::Early, THIRD),
    noted("mid|middle -? in|of? {date}", M::Middle, THIRD),
    noted("late|end -? in|of? {date}", M::Late, THIRD),
    row(
        "in|on|during|within|the|at|throughout|dated {date}",
        M::Same,
    ),
    row("sometime|some time? in|on|during? {date}", M::Same),
];

/// Stretches, choices, and what is no date. The first row that fits is taken.
const SPANS: &[Row] = &[
    row(
        "undated|unknown|unspecified|none|nd|na|tba|tbd|null|nil",
        M::Undated,
    ),
    row("no|without a? date", M::Undated),
    row("not dated|known|given", M::Undated),
    row("date|year not given|known", M::Undated),
    row("date|year unknown|uncertain|missing", M::Undated),
    row("n / a", M::Undated),
    row("?", M::Undated),
    row("-", M::Undated),
    row(
        "today|now|yesterday|tomorrow|tonight|present|currently|nowadays|recently|lately|soon",
        M::Clock,
    ),
    row(
        "the? this|last|next|past|current year|month|week|decade|century",
        M::Clock,
    ),
    row("this|last|next {month}", M::Clock),
    row("this|last|next {season}", M::Clock),
    row(
        "{number} centuries|decades|months|weeks|days|hours|minutes ago",
        M::Clock,
    ),
    row(
        "a few|couple? of? centuries|decades|years|months|weeks|days ago",
        M::Clock,
    ),
    row("the? {day} of? {month}", M::NoYear),
    row("{month} the? {day}", M::NoYear),
    row("in? {month}", M::NoYear),
    row("in? {season}", M::NoYear),
    row(
        "from|since|starting|beginning {date} on|onward|onwards|forward|forwards",
        M::From,
    ),
    row("{date} on|onward|onwards|forward|forwards", M::From),
    row("since|from {date}", M::From),
    row(
        "starting|beginning|started|begun -? from|in|on|with? {date}",
        M::From,
    ),
    row("as of {date}", M::From),
    row(
        "from|since? {date} to|until|till|through|- present|now|today|date|ongoing",
        M::From,
    ),
    row(
        "from|since? {date} to|until|till|through|- the present",
        M::From,
    ),
    row("{date} or later|after", M::From),
    row("{date} -", M::From),
    row("until|till|to|through|ending|ended {date}", M::Until),
    row("up to|until {date}", M::Until),
    row("up to and including {date}", M::Until),
    noted("by {date}", M::Until, BY),
    row("no|not later|after than? {date}", M::Until),
    row("{date} or earlier|before", M::Until),
    noted("before|pre -? {date}", M::Before, BEFORE),
    noted("earlier than {date}", M::Before, BEFORE),
    noted("prior to {date}", M::Before, BEFORE),
    noted("after|post -? {date}", M::After, AFTER),
    noted("later than {date}", M::After, AFTER),
    row("no earlier than {date}", M::From),
    row("not before {date}", M::From),
    row(
        "between|from {day} and|to|until|- {day} {month} {year}",
        M::CalendarRange,
    ),
    row("{day} to|until|- {day} {month} {year}", M::CalendarRange),
    row(
        "from? {month} {day} to|until|- {day} {year}",
        M::CalendarRange,
    ),
    row(
        "between|from? {day} {month} and|to|until|- {day} {month} {year}",
        M::CalendarRange,
    ),
    row(
        "between|from? {month} {day} and|to|until|- {month} {day} {year}",
        M::CalendarRange,
    ),
    row(
        "between|from {month} and|to|until|- {month} {year}",
        M::CalendarRange,
    ),
    row("{month} to|until|- {month} {year}", M::CalendarRange),
    row("from? {number} to|until|- {era}", M::SharedEra),
    row("between {number} and {era}", M::SharedEra),
    noted(
        "{number} -|/ {number}",
        M::ShortRange,
        "The second number is read as the last digits of a year.",
    ),
    row(
        "from? {date} to|until|till|through|thru|- {date}",
        M::Interval,
    ),
    row("between {date} and|to|- {date}", M::Interval),
    row("either? {date} or {date}", M::OneOf),
    row("one of {date} or {date}", M::OneOf),
    row("both? {date} and {date}", M::AllOf),
];
