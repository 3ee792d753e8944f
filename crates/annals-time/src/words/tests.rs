//! Tests of wording, in full and in short.

use super::super::moment::Time;
use super::super::when::When;
use super::DateHeading;
use proptest::prelude::*;
use rstest::rstest;

fn when(text: &str) -> When {
    When::parse(text).unwrap().unwrap()
}

#[rstest]
#[case("2021", "2021")]
#[case("0079", "AD 79")]
#[case("-0043", "44 BC")]
#[case("Y-12000", "12,001 BC")]
#[case("Y-65E6", "65 million years ago")]
#[case("Y-17E7", "170 million years ago")]
#[case("Y-170000002", "170,000,003 BC")]
#[case("Y170000002", "the year 170,000,002")]
#[case("65 Ma", "about 65 million years ago")]
#[case("13.8 Ga", "about 13.8 billion years ago")]
#[case("12,000 years ago", "about 12,000 years ago")]
#[case("1985-04", "April 1985")]
#[case("1985-04-12", "12 April 1985")]
#[case("-0043-03-15", "15 March 44 BC")]
#[case("2001-21", "spring 2001")]
#[case("2001-24", "winter 2001 to 2002")]
#[case("2001-26", "northern summer 2001")]
#[case("2001-30", "southern summer 2001 to 2002")]
#[case("2021-35", "the third quarter of 2021")]
#[case("2021-37", "January to April 2021")]
#[case("2021-37~", "early 2021")]
#[case("2021-38%", "mid 2021, uncertain")]
#[case("2021-41", "the second half of 2021")]
#[case("199X-21", "spring of some year in the 1990s")]
#[case("1984?", "1984, uncertain")]
#[case("2019~", "around 2019")]
#[case("2019%", "around 2019, uncertain")]
#[case("199X~", "the 1990s, approximately")]
#[case("2004-06~-11", "11 June 2004 (year and month approximate)")]
#[case("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)")]
#[case("2004-%06-11", "11 June 2004 (month uncertain and approximate)")]
#[case("199X", "the 1990s")]
#[case("190X", "some year from 1900 to 1909")]
#[case("19XX", "the 20th century")]
#[case("-01XX", "the 2nd century BC")]
#[case("-2XXX", "the 3rd millennium BC")]
#[case("1XX3", "some year from 1003 to 1993 (1XX3)")]
#[case("1950S2", "about 1950, between 1900 and 1999")]
#[case("2004-XX", "some month in 2004")]
#[case("1984-1X", "October, November or December 1984")]
#[case("1985-0X", "some month from January to September 1985")]
#[case("1560-X2", "February or December 1560")]
#[case("1XXX-12", "December of some year in the 2nd millennium")]
#[case("1XXX-XX", "some month in the 2nd millennium")]
#[case("XXXX-12-25", "25 December of an unknown year")]
#[case("1985-04-XX", "some day in April 1985")]
#[case("1985-XX-XX", "some day in 1985")]
#[case("1985-04-1X", "some day from 10 to 19 April 1985")]
#[case("1985-02-X5", "5, 15 or 25 February 1985")]
#[case("1985-XX-12", "the 12th of some month in 1985")]
#[case("156X-12-25", "25 December of some year in the 1560s")]
#[case("15XX-12-XX", "some day in December of some year in the 16th century")]
#[case("1985-04-12T23:20:30", "12 April 1985, 23:20:30")]
#[case("1985-04-12T23:20:30-04", "13 April 1985, 03:20:30 UTC")]
#[case("2021-04-12 14:30:05.250Z", "12 April 2021, 14:30:05.250 UTC")]
#[case("2021-04-12 14:30", "12 April 2021, 14:30")]
#[case("1964/2008", "from 1964 to 2008")]
#[case("2023/..", "from 2023, end open")]
#[case("1985/", "from 1985, end unknown")]
#[case("1984-06-02?/", "from 2 June 1984, uncertain; end unknown")]
#[case("../2019~", "until 2019, approximately; start not given")]
#[case("/1985", "until 1985; start unknown")]
#[case("1984~/2004-06?", "from around 1984 to June 2004 (uncertain)")]
#[case(
    "..2004-06-01/2004-06-20..",
    "from 1 June 2004 or earlier to 20 June 2004 or later"
)]
#[case("[1667,1668]", "one of 1667, 1668")]
#[case("[1667,1668,1670..1672]", "one of 1667, 1668, 1670 to 1672")]
#[case("[..1760-12-03]", "3 December 1760 or earlier")]
#[case("[..2019]", "before 2020")]
#[case("[..-0044]", "before 44 BC")]
#[case("[..2019~]", "before 2020, approximately")]
#[case("[..199X]", "before 2000")]
#[case("[1760-12..]", "December 1760 or later")]
#[case("{1960,1961-12}", "all of 1960, December 1961")]
#[case("{..1984}", "all of 1984 and earlier")]
#[case("{1984}", "1984")]
fn dates_in_full(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(when(text).words(), expected);
}

#[rstest]
#[case(
    "2010-01-01T00:11:42Z/2010-01-01T00:44:13Z",
    "1 January 2010, 00:11:42 to 00:44:13 UTC (32 min)",
    "1 Jan 2010, 00:11:42–00:44:13 UTC (32 min)"
)]
#[case(
    "2010-01-01T08:00/2010-01-01T10:05",
    "1 January 2010, 08:00 to 10:05 (2 h 5 min)",
    "1 Jan 2010, 08:00–10:05 (2 h 5 min)"
)]
#[case(
    "2010-01-01T08:00/2010-01-01T11:00",
    "1 January 2010, 08:00 to 11:00 (3 h)",
    "1 Jan 2010, 08:00–11:00 (3 h)"
)]
#[case(
    "2010-01-01T08:00:07Z/2010-01-01T08:00:07Z",
    "1 January 2010, 08:00:07 UTC",
    "1 Jan 2010, 08:00:07 UTC"
)]
#[case(
    "2010-01-01T08:00:07.250Z/2010-01-01T08:00:07.500Z",
    "1 January 2010, 08:00:07.250 to 08:00:07.500 UTC (250 ms)",
    "1 Jan 2010, 08:00:07.250–08:00:07.500 UTC (250 ms)"
)]
#[case(
    "2010-01-01T23:00Z/2010-01-02T01:00Z",
    "from 1 January 2010, 23:00 UTC to 2 January 2010, 01:00 UTC",
    "from 1 January 2010, 23:00 UTC to 2 January 2010, 01:00 UTC"
)]
#[case("2021", "2021", "2021")]
fn times_of_one_day_are_worded_together(
    #[case] text: &str,
    #[case] words: &str,
    #[case] heading: &str,
) {
    assert_eq!(when(text).words(), words);
    assert_eq!(when(text).heading_words(false), heading);
    assert_eq!(when(text).heading_words(true), heading.replace('–', "-"));
}

#[rstest]
#[case("2021", "some time in the year")]
#[case("1985-04", "some time in the month")]
#[case("199X", "some time in the decade")]
#[case("2021-37", "some time in these four months")]
#[case("1985-04-12", "")]
#[case("1912~", "")]
#[case("2021-04-12 14:30", "")]
#[case("2010-01-01T08:00/2010-01-01T10:05", "")]
#[case("1985-04-XX", "one day, known only to the month")]
#[case("1964/2008", "start and end known to the year")]
fn dates_are_explained_where_their_words_do_not_say_it_all(
    #[case] text: &str,
    #[case] expected: &str,
) {
    assert_eq!(when(text).explanation(), expected);
}

#[rstest]
#[case("2010-08-02T14:05:09Z", ["14:05:09", "2 Aug 14:05:09", "2 Aug 2010 14:05:09"])]
#[case("2010-08-02T14:05Z/2010-08-02T15:30Z", ["14:05–15:30", "2 Aug 14:05", "2 Aug 2010 14:05"])]
#[case("2010-08-02T14:05:01Z/2010-08-02T14:05:09Z", ["14:05:01", "2 Aug 14:05:01", "2 Aug 2010 14:05:01"])]
#[case("2010-08-02T14:05Z/2010-08-03T15:30Z", ["2–3 Aug 2010"; 3])]
#[case("2010-08-02T14:05Z/..", ["14:05 →", "2 Aug 14:05 →", "2 Aug 2010 14:05 →"])]
#[case("2024-01-31/2024-02-02", ["31 Jan–2 Feb 2024"; 3])]
#[case("2023-12-31/2024-01-02", ["31 Dec 2023–2 Jan 2024"; 3])]
#[case("2020-04-13/2020-04-19", ["13–19 Apr 2020"; 3])]
#[case("1985-04-12/..", ["12 Apr 1985 →"; 3])]
#[case("2020/2022", ["2020–22"; 3])]
#[case("2004-06/2006-08", ["Jun 2004–Aug 2006"; 3])]
fn rows_of_a_list_say_what_no_heading_says(#[case] text: &str, #[case] expected: [&str; 3]) {
    let headings = [DateHeading::Day, DateHeading::Year, DateHeading::None];
    assert_eq!(
        headings.map(|heading| when(text).listed(heading, false, 26)),
        expected
    );
}

proptest! {
    #[test]
    fn days_that_differ_look_different_in_a_list(
        (year, month, day) in (1_i64..3_000, 1_u8..=12, 1_u8..=28),
        (days, length) in (1_u8..40, 0_u8..40),
        time in prop::option::of((0_u8..24, 0_u8..60)),
        (is_open, max_width) in (any::<bool>(), 11_usize..30),
    ) {
        let start = Time::from_date(year, month, day).unwrap();
        let later = |days: u8| {
            let civil = start.saturating_add_nanos(i128::from(days) * 86_400_000_000_000).civil();
            let clock = time.map_or_else(String::new, |(hour, minute)| format!("T{hour:02}:{minute:02}Z"));
            format!("{:04}-{:02}-{:02}{clock}", civil.year, civil.month, civil.day)
        };
        let dates = [(0, length), (days, days + length)].map(|(from, to)| match (is_open, length) {
            (true, _) => when(&format!("{}/..", later(from))),
            (false, 0) => when(&later(from)),
            (false, _) => when(&format!("{}/{}", later(from), later(to))),
        });
        for ascii in [false, true] {
            let [one, other] = [0, 1].map(|place: usize| dates[place].listed(DateHeading::None, ascii, max_width));
            prop_assert_ne!(&one, &other);
            prop_assert!(!ascii || one.is_ascii());
        }
    }
}

#[rstest]
#[case("2021", "known to the year")]
#[case("1985-04-12", "known to the day")]
#[case("2021-04-12 14:30", "known to the minute")]
#[case("2021-37~", "known to within four months")]
#[case("199X", "known to the decade")]
#[case("65 Ma", "known to within a million years")]
#[case("1985-04-XX", "one day, known only to the month")]
#[case("1985-XX-XX", "one day, known only to the year")]
#[case("156X-12-25", "one day, known only to the decade")]
#[case("1XX3", "one year, of which not all digits are known")]
#[case("1964/2008", "start and end known to the year")]
#[case("2005/2006-02", "start known to the year, end known to the month")]
#[case("2023/..", "start known to the year")]
#[case("/1985", "end known to the year")]
#[case("[1667,1668]", "one of several dates, known to the year")]
#[case("[..2019]", "neither start nor end given")]
fn dates_say_how_precisely_they_are_known(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(when(text).precision_words(), expected);
}

#[rstest]
#[case("2021", "2021", "2021")]
#[case("2023/..", "2023 →", "2023 ->")]
#[case("../2019~", "→ 2019~", "-> 2019~")]
#[case("1985-04", "Apr 1985", "Apr 1985")]
#[case("1985-04-12", "12 Apr 1985", "12 Apr 1985")]
#[case("1985-04-12%", "Apr 1985~?", "Apr 1985~?")]
#[case("-0043", "44 BC", "44 BC")]
#[case("-0043-03-15", "15 Mar 44 BC", "15 Mar 44 BC")]
#[case("-9998-03-15", "Mar 9999 BC", "Mar 9999 BC")]
#[case("2020/2022", "2020–22", "2020-2022")]
#[case("1964/2008", "1964–2008", "1964-2008")]
#[case("2004-06/2006-08", "2004–06", "2004-2006")]
#[case("1984~/2004-06", "1984~–2004", "1984~-2004")]
#[case("2020-04/2020-06", "Apr–Jun 2020", "Apr-Jun 2020")]
#[case("2020-04-03/2020-04-09", "3–9 Apr 2020", "3-9 Apr 2020")]
#[case("-0048/-0043", "49–44 BC", "49-44 BC")]
#[case("-0026/0014", "27 BC–AD 14", "27 BC-AD 14")]
#[case("1985-04-12/..", "Apr 1985 →", "Apr 1985 ->")]
#[case("1985/", "1985 → ?", "1985 -> ?")]
#[case("/1985", "? → 1985", "? -> 1985")]
#[case("199X", "1990s", "1990s")]
#[case("18XX?", "19th c.?", "19th c.?")]
#[case("-01XX", "2nd c. BC", "2nd c. BC")]
#[case("1985-XX-XX", "in 1985", "in 1985")]
#[case("1985-04-XX", "in Apr 1985", "in Apr 1985")]
#[case("156X-12-25", "25 Dec 156X", "25 Dec 156X")]
#[case("2020-23", "autumn 2020", "autumn 2020")]
#[case("2020-30", "S sum 2020", "S sum 2020")]
#[case("2021-35", "Q3 2021", "Q3 2021")]
#[case("2021-37", "Jan–Apr 2021", "Jan-Apr 2021")]
#[case("2021-37~", "early 2021", "early 2021")]
#[case("65 Ma", "c. 65 Ma", "c. 65 Ma")]
#[case("Y-65E6", "65 Ma", "65 Ma")]
#[case("1950S2", "c. 1950", "c. 1950")]
#[case("[1667,1668]", "1667 or 1668", "1667 or 1668")]
#[case("[1667,1668,1670]", "1667 or …", "1667 or ...")]
#[case(
    "2021-04-12T14:30:00Z/2021-04-12T14:30:05Z",
    "12 Apr 2021",
    "12 Apr 2021"
)]
#[case("[..1760-12]", "≤ Dec 1760", "<= Dec 1760")]
#[case("[..2019]", "< 2020", "< 2020")]
#[case("{1960,1961-12}", "1960 +1", "1960 +1")]
#[case("2021-04-12 14:30", "12 Apr 2021", "12 Apr 2021")]
#[case("2021-04-12 14:30:05", "12 Apr 2021", "12 Apr 2021")]
#[case("2021-04-12 14:30:05.123456", "12 Apr 2021", "12 Apr 2021")]
#[case("2021-04-12 10:00/2021-04-12 11:30", "12 Apr 2021", "12 Apr 2021")]
fn dates_in_narrow_columns(#[case] text: &str, #[case] short: &str, #[case] ascii: &str) {
    assert_eq!(when(text).short(false), short);
    assert_eq!(when(text).short(true), ascii);
}
