//! [`Remembered`]: where a person was in a timeline, written and read as TOML.

use std::fmt::Write as _;
use std::ops::Range;

use toml::de::DeTable;

use super::reader::{Reader, Value, integer, list, quoted};
use annals_model::text::Clean;
use annals_model::{Grouping, Problem};
use annals_time::{Time, Window};
use annals_tui::actions::lanes::Resume;
use annals_tui::context::{KeptLanes, LaneOrder, Spot};

/// The maximal size of such a text in bytes; a larger one is neither read nor written.
pub const MAX_BYTES: usize = 256 << 10;

/// What is remembered of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// The timeline: its canonical path, or its name after an `@`.
    pub of: String,
    /// The theme chosen while it was open.
    pub theme: Option<String>,
    /// Where the person was.
    pub kept: Resume,
}

/// The names of the orders of lanes.
static ORDERS: &[(&str, LaneOrder)] = &[
    ("file", LaneOrder::File),
    ("first-event", LaneOrder::FirstEvent),
    ("name", LaneOrder::Name),
    ("events", LaneOrder::Weight),
];

impl Remembered {
    /// Writes the text that [`Remembered::from_toml`] reads. Times are seconds since 1970 and nanoseconds.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# Where you were in this timeline. annals wrote this; it can be deleted at any time.\n",
        );
        let mut line = |name: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name} = {value}");
        };
        line("of", &quoted(&self.of));
        if let Some(theme) = &self.theme {
            line("theme", &quoted(theme));
        }
        if let Some(event) = &self.kept.event {
            line("event", &quoted(event));
        }
        if let Some(window) = &self.kept.window {
            line("window", &span(window.start(), window.end()));
        }
        let marks = self.kept.marks.iter();
        let marks: Vec<_> = marks
            .map(|mark| {
                let name = quoted(mark.name.raw());
                format!("{{ name = {name}, span = {} }}", span(mark.start, mark.end))
            })
            .collect();
        if !marks.is_empty() {
            line("marks", &format!("[{}]", marks.join(", ")));
        }
        if let Some(lanes) = &self.kept.lanes {
            line("\n[lanes]\ngrouping", &quoted(lanes.grouping.name()));
            let order = ORDERS.iter().find(|(_, order)| *order == lanes.order);
            line("order", &quoted(order.map_or("file", |(name, _)| name)));
            for (name, lanes) in [
                ("hidden", &lanes.hidden),
                ("pinned", &lanes.pinned),
                ("collapsed", &lanes.collapsed),
                ("moved", &lanes.moved),
            ] {
                line(name, &list(lanes.iter().map(String::as_str)));
            }
        }
        text
    }

    /// Reads what [`Remembered::to_toml`] wrote. Unknown names are ignored: a later annals may have written them.
    ///
    /// # Errors
    ///
    /// The first [`Problem`], if anything in it is wrong: a part of it would lead to a place where the person never was.
    pub fn from_toml(text: &str) -> Result<Self, Problem> {
        let (mut reader, root) = Reader::parse(text);
        let remembered = Self::read(&mut reader, &root);
        match reader.finish().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(remembered),
        }
    }

    fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> Self {
        let text = |reader: &mut Reader<'_>, name: &str| {
            let text = root.get(name).and_then(|value| reader.text(value));
            text.map(ToOwned::to_owned)
        };
        let window = root.get("window").and_then(|value| {
            let (start, end) = times(reader, value)?;
            let window = Window::new(start, end);
            if window.is_none() {
                reader.error(value.span(), "The window is empty.");
            }
            window
        });
        let mut marks = Vec::new();
        if let Some(value) = root.get("marks") {
            for value in Reader::one_or_more(value) {
                marks.extend(mark(reader, value));
            }
        }
        Self {
            of: text(reader, "of").unwrap_or_default(),
            theme: text(reader, "theme"),
            kept: Resume {
                window,
                event: text(reader, "event"),
                lanes: root.get("lanes").and_then(|value| lanes(reader, value)),
                marks,
            },
        }
    }
}

fn span(start: Time, end: Time) -> String {
    format!(
        "[{}, {}, {}, {}]",
        start.seconds(),
        start.nanoseconds(),
        end.seconds(),
        end.nanoseconds()
    )
}

fn times(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<(Time, Time)> {
    let array = value.get_ref().as_array();
    let numbers: Option<Vec<i64>> = array.and_then(|array| array.iter().map(integer).collect());
    let times = numbers.and_then(|numbers| match numbers.as_slice() {
        &[start, start_nanos, end, end_nanos] => Some((
            Time::new(start, u32::try_from(start_nanos).ok()?)?,
            Time::new(end, u32::try_from(end_nanos).ok()?)?,
        )),
        _ => None,
    });
    if times.is_none() {
        reader.error(
            value.span(),
            "Expected seconds and nanoseconds of a start and an end.",
        );
    }
    times
}

fn mark(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spot> {
    let table = reader.table(value, "a mark")?;
    let name = table.get("name").and_then(|value| reader.text(value));
    let times = table.get("span").and_then(|value| times(reader, value));
    if let (Some(name), Some((start, end))) = (name, times)
        && start <= end
    {
        return Some(Spot {
            start,
            end,
            name: Clean::line(name),
        });
    }
    reader.error(value.span(), "A mark needs a name and a span.");
    None
}

fn lanes(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<KeptLanes> {
    let table = reader.table(value, "lanes")?;
    let span = value.span();
    let groupings = Grouping::ALL.iter().copied();
    let grouping = groupings.map(|grouping| (grouping.name(), grouping));
    let grouping = choice(reader, table, "grouping", &span, grouping);
    let order = choice(reader, table, "order", &span, ORDERS.iter().copied());
    let mut names = |name: &str| {
        let values = table.get(name).map(Reader::one_or_more).unwrap_or_default();
        let texts = values.into_iter().filter_map(|value| reader.text(value));
        texts.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    Some(KeptLanes {
        hidden: names("hidden"),
        pinned: names("pinned"),
        collapsed: names("collapsed"),
        moved: names("moved"),
        grouping: grouping?,
        order: order?,
    })
}

fn choice<T>(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    name: &str,
    span: &Range<usize>,
    mut all: impl Iterator<Item = (&'static str, T)>,
) -> Option<T> {
    let text = table.get(name).and_then(|value| value.get_ref().as_str());
    let found = all.find(|(known, _)| Some(*known) == text);
    if found.is_none() {
        reader.error(span.clone(), &format!("The lanes have no known {name}."));
    }
    found.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn time() -> impl Strategy<Value = Time> {
        (any::<i64>(), 0_u32..1_000_000_000)
            .prop_map(|(seconds, nanos)| Time::new(seconds, nanos).expect("a time"))
    }

    fn pair() -> impl Strategy<Value = (Time, Time)> {
        (time(), time()).prop_map(|(one, other)| (one.min(other), one.max(other)))
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(any::<String>(), 0..4)
    }

    fn kept_lanes() -> impl Strategy<Value = KeptLanes> {
        (
            prop::sample::select(Grouping::ALL),
            prop::sample::select(LaneOrder::ALL),
            names(),
            names(),
            names(),
            names(),
        )
            .prop_map(
                |(grouping, order, hidden, pinned, collapsed, moved)| KeptLanes {
                    grouping,
                    order,
                    hidden,
                    pinned,
                    collapsed,
                    moved,
                },
            )
    }

    fn remembered() -> impl Strategy<Value = Remembered> {
        (
            any::<String>(),
            prop::option::of(any::<String>()),
            prop::option::of(any::<String>()),
            prop::option::of(pair()),
            prop::option::of(kept_lanes()),
            prop::collection::vec((any::<String>(), pair()), 0..3),
        )
            .prop_map(|(of, theme, event, window, lanes, marks)| Remembered {
                of,
                theme,
                kept: Resume {
                    window: window.and_then(|(start, end)| Window::new(start, end)),
                    event,
                    lanes,
                    marks: marks
                        .into_iter()
                        .map(|(name, (start, end))| Spot {
                            start,
                            end,
                            name: Clean::line(&name),
                        })
                        .collect(),
                },
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn remembered_survives_a_round_trip(remembered in remembered()) {
            let text = remembered.to_toml();
            prop_assert_eq!(Remembered::from_toml(&text), Ok(remembered), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(of|window|event|marks|lanes|span|[ =.\"\\[\\]{},\n0-9-])*|\\PC*") {
            if let Ok(remembered) = Remembered::from_toml(&text) {
                prop_assert_eq!(Remembered::from_toml(&remembered.to_toml()), Ok(remembered));
            }
        }

        #[test]
        fn a_text_cut_short_is_read_or_refused(remembered in remembered(), at in any::<prop::sample::Index>()) {
            let text = remembered.to_toml();
            let cut: String = text.chars().take(at.index(text.chars().count() + 1)).collect();
            if let Ok(remembered) = Remembered::from_toml(&cut) {
                prop_assert_eq!(Remembered::from_toml(&remembered.to_toml()), Ok(remembered));
            }
        }
    }

    #[rstest]
    #[case::empty("", true)]
    #[case::later("of = 'a'\nsince = 2031", true)]
    #[case::no_toml("of = ", false)]
    #[case::wrong_type("event = 1", false)]
    #[case::backwards("window = [5, 0, 4, 0]", false)]
    #[case::too_long("window = [99999999999999999999, 0, 4, 0]", false)]
    #[case::nanos("window = [1, 1000000000, 4, 0]", false)]
    #[case::mark("marks = [{ name = 'a' }]", false)]
    #[case::lanes("lanes = { grouping = 'actor' }", false)]
    fn a_text_with_a_problem_is_refused_as_a_whole(#[case] text: &str, #[case] is_taken: bool) {
        let read = Remembered::from_toml(text);
        assert_eq!(read.is_ok(), is_taken, "{read:?}");
    }
}
