//! What dates say beyond their span, in one byte each.
//!
//! The track of all events knows the span of each date. Within it, most dates of a timeline share a few
//! *forms*: a single date, or an interval whose start and end are precise to the minute, to the month. Span
//! and form together give the whole date as far as filters need it. Dates without a form are read from the
//! timeline.

use std::collections::HashMap;

use super::columns::Span;
use annals_time::{Bound, Extent, Member, Region, Shape, Time};

/// Maximum number of forms. Dates of further forms are read from the timeline.
const MAX_FORMS: usize = 254;

/// The region of a start or end, relative to its outer bound: the earliest start, the latest end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    /// The inner bound is this many nanoseconds after the outer one; negative for an end.
    Within(i128),
    /// The inner bound is open or unknown.
    Half(Bound),
    /// Neither bound is a time.
    Loose(Region),
}

/// What is known about a date besides its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A single date: the event is somewhere within the span.
    Somewhere,
    /// An interval.
    Interval(Member),
    /// No form: the date has to be read from the timeline.
    Other,
}

const SOMEWHERE: u8 = 0;
const OTHER: u8 = u8::MAX;

/// Collects the forms of dates, in file order.
#[derive(Debug, Default)]
pub(super) struct FormsBuilder {
    codes: Vec<u8>,
    intervals: Vec<(Edge, Edge)>,
    known: HashMap<(Edge, Edge), u8>,
    /// The last form and its code; often the next date has the same.
    last: Option<((Edge, Edge), u8)>,
    /// Whether a date names the first or the last time of the axis, which in spans mean open and unknown.
    reaches_edge: bool,
}

impl FormsBuilder {
    /// Adds the next date.
    pub(super) fn add(&mut self, date: &Extent) {
        let (from, to) = date.whole.hull();
        self.reaches_edge |= from == Bound::At(Time::MIN) || to == Bound::At(Time::MAX);
        let code = match date.shape {
            Shape::Span | Shape::Instant | Shape::SomeWithin => SOMEWHERE,
            Shape::Interval => self.interval(&date.whole).unwrap_or(OTHER),
            Shape::OneOf | Shape::AllOf => OTHER,
        };
        self.codes.push(code);
    }

    fn interval(&mut self, whole: &Member) -> Option<u8> {
        let (start, end) = (whole.start, whole.end);
        let form = (
            edge(start, start.earliest, start.latest)?,
            edge(end, end.latest, end.earliest)?,
        );
        if let Some((last, code)) = self.last
            && last == form
        {
            return Some(code);
        }
        let code = match self.known.get(&form) {
            Some(&code) => code,
            None if self.intervals.len() == MAX_FORMS => return None,
            None => {
                self.intervals.push(form);
                let code = u8::try_from(self.intervals.len()).ok()?;
                self.known.insert(form, code);
                code
            }
        };
        self.last = Some((form, code));
        Some(code)
    }
}

fn edge(region: Region, outer: Bound, inner: Bound) -> Option<Edge> {
    match (outer, inner) {
        (Bound::At(outer), Bound::At(inner)) => Some(Edge::Within(inner.nanos_since(outer))),
        (Bound::At(_), inner) => Some(Edge::Half(inner)),
        (_, Bound::At(_)) => None,
        _ => Some(Edge::Loose(region)),
    }
}

/// The form of each dated event.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    /// By position on the track of everything.
    codes: Box<[u8]>,
    intervals: Box<[(Edge, Edge)]>,
    reaches_edge: bool,
}

impl Dates {
    /// Reorders the forms: `positions` has the file position of each position on the track.
    pub(super) fn new(notes: FormsBuilder, positions: &[u32]) -> Self {
        let codes = positions
            .iter()
            .map(|&position| notes.codes[position as usize]);
        Self {
            codes: codes.collect(),
            intervals: notes.intervals.into_boxed_slice(),
            reaches_edge: notes.reaches_edge,
        }
    }

    /// Whether open and unknown bounds can be recognized in spans.
    pub(super) const fn spans_are_plain(&self) -> bool {
        !self.reaches_edge
    }

    /// Returns the form of the date at a position. `span` returns its span.
    pub(super) fn form(&self, position: usize, span: impl FnOnce() -> Span) -> Form {
        let code = self.codes[position];
        if code == SOMEWHERE {
            return Form::Somewhere;
        }
        let Some(&(start, end)) = self.intervals.get(usize::from(code) - 1) else {
            return Form::Other;
        };
        let span = span();
        let inner = |outer: Time, length: i128| Bound::At(outer.saturating_add_nanos(length));
        let start = match start {
            Edge::Loose(region) => region,
            Edge::Half(latest) => Region {
                earliest: Bound::At(span.0),
                latest,
            },
            Edge::Within(length) => Region {
                earliest: Bound::At(span.0),
                latest: inner(span.0, length),
            },
        };
        let end = match end {
            Edge::Loose(region) => region,
            Edge::Half(earliest) => Region {
                earliest,
                latest: Bound::At(span.1),
            },
            Edge::Within(length) => Region {
                earliest: inner(span.1, length),
                latest: Bound::At(span.1),
            },
        };
        Form::Interval(Member { start, end })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use annals_time::When;

    fn dates(texts: &[&str]) -> (Vec<When>, Dates) {
        let mut notes = FormsBuilder::default();
        let mut all = Vec::new();
        for text in texts {
            let when = When::parse(text).unwrap().unwrap();
            notes.add(&when.extent());
            all.push(when);
        }
        let positions: Vec<u32> = (0_u32..).take(all.len()).collect();
        (all, Dates::new(notes, &positions))
    }

    #[rstest]
    #[case("2020", false)]
    #[case("2020-05-03T12:00:00Z", false)]
    #[case("1985-04-XX", false)]
    #[case("2020/2021", true)]
    #[case("2020-05-03T12:00:00Z/2020-05-03T13:00:00.5Z", true)]
    #[case("2020-05/..", true)]
    #[case("2021/", true)]
    #[case("../2020", true)]
    #[case("/2020", true)]
    fn form_and_span_give_the_whole_date(#[case] text: &str, #[case] interval: bool) {
        // With another before it, so that codes differ.
        let (all, dates) = dates(&["1066/1087-09", text, text]);
        let member = all[1].members()[0];
        let expected = if interval {
            Form::Interval(member)
        } else {
            Form::Somewhere
        };
        for (position, when) in all.iter().enumerate().skip(1) {
            assert_eq!(dates.form(position, || when.reach()), expected);
        }
    }

    #[test]
    fn sets_of_dates_have_no_form() {
        let (all, sets) = dates(&["[1667,1668]", "{1960,1961-12}"]);
        for (position, when) in all.iter().enumerate() {
            assert_eq!(sets.form(position, || when.reach()), Form::Other);
        }
    }

    #[test]
    fn forms_beyond_the_maximum_are_other() {
        // Days, months, quarters, halves, years, decades, centuries, of several lengths.
        let parts = |common: u32, leap: u32, others: [&str; 3]| {
            let forms = [
                "-01-01", "-01", "-02", "-04", "-33", "-34", "-35", "-37", "-38", "-40", "-41", "",
            ];
            let years = [common, leap].into_iter();
            let known = years.flat_map(|year| forms.map(|form| format!("{year}{form}")));
            known.chain(others.map(str::to_owned)).collect::<Vec<_>>()
        };
        let starts = parts(2019, 2020, ["200X", "198X", "18XX"]);
        let ends = parts(2023, 2024, ["203X", "205X", "22XX"]);
        let start = starts.iter();
        let texts: Vec<String> = start
            .flat_map(|start| ends.iter().map(move |end| format!("{start}/{end}")))
            .collect();
        let (all, dates) = dates(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let mut left = 0;
        for (position, when) in all.iter().enumerate() {
            match dates.form(position, || when.reach()) {
                Form::Interval(member) => assert_eq!(member, when.members()[0]),
                Form::Other => left += 1,
                Form::Somewhere => panic!("{when:?} is an interval"),
            }
        }
        assert!(left > 0 && dates.intervals.len() == MAX_FORMS, "{left}");
    }

    #[test]
    fn spans_are_not_plain_where_a_date_reaches_the_end_of_the_axis() {
        assert!(dates(&["2020/..", "/2020"]).1.spans_are_plain());
        assert!(!dates(&["Y-292277022657"]).1.spans_are_plain());
        assert!(!dates(&["Y292277026596"]).1.spans_are_plain());
    }
}
