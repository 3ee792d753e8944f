//! Tests of wording, in full and in short.

use super::super::when::When;
use super::*;
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
#[case("[1760-12..]", "December 1760 or later")]
#[case("{1960,1961-12}", "all of 1960, December 1961")]
#[case("{..1984}", "all of 1984 and earlier")]
#[case("{1984}", "1984")]
fn full_wording(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(when(text).words(), expected);
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
fn how_well_it_is_known(#[case] text: &str, #[case] expected: &str) {
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
    "12 Apr 14:30",
    "12 Apr 14:30"
)]
#[case("[..1760-12]", "≤ Dec 1760", "<= Dec 1760")]
#[case("{1960,1961-12}", "1960 +1", "1960 +1")]
#[case("2021-04-12 14:30", "12 Apr 14:30", "12 Apr 14:30")]
#[case("2021-04-12 14:30:05", "14:30:05", "14:30:05")]
#[case("2021-04-12 14:30:05.123456", "14:30:05.123", "14:30:05.123")]
#[case("2021-04-12 10:00/2021-04-12 11:30", "10:00–11:30", "10:00-11:30")]
fn narrow_columns(#[case] text: &str, #[case] short: &str, #[case] ascii: &str) {
    assert_eq!(when(text).short(false), short);
    assert_eq!(when(text).short(true), ascii);
}

#[rstest]
#[case(Precision::Millisecond, "12 April 1985, 23:20:30.500")]
#[case(Precision::Second, "12 April 1985, 23:20:30")]
#[case(Precision::Minute, "12 April 1985, 23:20")]
#[case(Precision::Day, "12 April 1985")]
#[case(Precision::Month, "April 1985")]
#[case(Precision::Quarter, "Q2 1985")]
#[case(Precision::FourMonths, "January to April 1985")]
#[case(Precision::HalfYear, "the first half of 1985")]
#[case(Precision::Year, "1985")]
#[case(Precision::Decade, "the 1980s")]
#[case(Precision::Century, "the 20th century")]
#[case(Precision::Millennium, "1000 to 1999")]
fn moments_at_each_precision(#[case] precision: Precision, #[case] expected: &str) {
    let time = Time::new(482_196_030, 500_000_000).unwrap();
    assert_eq!(words_for_moment(time, precision), expected);
}

#[test]
fn moments_at_the_ends_of_the_axis_have_words() {
    for time in [Time::MIN, Time::MAX] {
        for precision in Precision::ALL {
            assert!(!words_for_moment(time, precision).is_empty());
        }
    }
    let deep = Time::from_date(-65_000_000, 1, 1).unwrap();
    assert_eq!(
        words_for_moment(deep, Precision::MillionYears),
        "about 65 million years ago"
    );
    let rome = Time::from_date(-150, 1, 1).unwrap();
    assert_eq!(
        words_for_moment(rome, Precision::Century),
        "the 2nd century BC"
    );
}
