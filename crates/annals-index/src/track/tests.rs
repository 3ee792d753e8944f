//! Property tests of tracks: every query is compared with a scan over all events.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::columns::Span;
use crate::moments::MomentRange;
use crate::naive::Naive;
use crate::sorted::Granularity;

/// A track of spans, sorted as the index sorts them. The events are numbered as they come.
fn track(spans: &[Span], granularity: Granularity) -> Track {
    let mut survey = MomentRange::default();
    for &(start, end) in spans {
        survey.add(start);
        survey.add(end);
    }
    let (spans, slots) = Spans::sorted(&survey, granularity, spans);
    let events = slots.iter().map(|&slot| EventIndex::new(slot as usize));
    Track::everything(Events::own(events.collect()), spans)
}

/// What moments of a track are made of: the unit they are counted in, and how far they go.
static WORLDS: [(i128, i128); 6] = [
    (1_000_000_000, 40),
    (86_400_000_000_000, 400),
    (1, 30),
    (1_000_000, 1_000_000_000_000_000),
    (31_556_952_000_000_000, 13_800_000_000),
    (1, 4_000_000_000_000_000_000_000_000_000),
];

fn moment(world: usize) -> impl Strategy<Value = Time> {
    let (unit, reach) = WORLDS[world];
    let far = (-reach..reach).prop_map(move |count| Time::from_total_nanos(count * unit));
    let near = (-9_i128..9).prop_map(move |count| Time::from_total_nanos(count * unit));
    prop_oneof![2 => far, 1 => near]
}

fn span(world: usize) -> impl Strategy<Value = Span> {
    let known = || moment(world);
    prop_oneof![
        8 => (known(), known()).prop_map(|(one, other)| (one.min(other), one.max(other))),
        3 => known().prop_map(|start| (start, start)),
        1 => known().prop_map(|end| (Time::MIN, end)),
        1 => known().prop_map(|start| (start, Time::MAX)),
        1 => Just((Time::MIN, Time::MAX)),
        1 => prop_oneof![Just(Time::MIN), Just(Time::MAX)].prop_map(|end| (end, end)),
    ]
}

fn asked(world: usize) -> impl Strategy<Value = Time> {
    let beside = (moment(world), -2_i128..=2);
    prop_oneof![
        8 => beside.prop_map(|(time, by)| time.saturating_add_nanos(by)),
        1 => Just(Time::MIN),
        1 => Just(Time::MAX),
    ]
}

fn granularity() -> impl Strategy<Value = Granularity> {
    (1_usize..5, 1_u32..4).prop_map(|(keys_per_entry, children)| Granularity {
        keys_per_entry,
        children,
    })
}

type Case = (Vec<Span>, Vec<Time>, usize, Granularity);

fn case() -> impl Strategy<Value = Case> {
    (0..WORLDS.len()).prop_flat_map(|world| {
        let spans = prop::collection::vec(span(world), 0..60);
        let times = prop::collection::vec(asked(world), 6);
        (spans, times, 0_usize..12, granularity())
    })
}

/// Asks everything of both.
fn agree(track: &Track, naive: &Naive, times: &[Time], most: usize) -> Result<(), TestCaseError> {
    prop_assert_eq!(track.rows(), naive.row_count);
    for position in 0..naive.spans.len() {
        prop_assert_eq!(track.event(position).index(), naive.slots[position]);
        prop_assert_eq!(track.row(position), naive.rows[position]);
    }
    agree_in_time(track, naive, times, most)
}

/// Asks everything of both but for rows and for which events they are.
fn agree_in_time(
    track: &Track,
    naive: &Naive,
    times: &[Time],
    most: usize,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(track.len(), naive.spans.len());
    for (position, &span) in naive.spans.iter().enumerate() {
        prop_assert_eq!(track.span(position), span);
    }
    let extent = track.extent().map(|extent| (extent.start(), extent.end()));
    prop_assert_eq!(extent, naive.extent());
    for &time in times {
        prop_assert_eq!(track.starting_before(time), naive.starting_before(time));
        prop_assert_eq!(track.over_by(time), naive.over_by(time));
        prop_assert_eq!(track.open_at(time, most), naive.open_at(time, most));
        prop_assert_eq!(
            track.open_at(time, usize::MAX),
            naive.open_at(time, usize::MAX)
        );
        let nearest = track.nearest(time).map(|at| track.span(at).0);
        prop_assert_eq!(nearest, naive.nearest(time));
    }
    for pair in times.windows(2) {
        let Some(window) = Window::new(pair[0].min(pair[1]), pair[0].max(pair[1])) else {
            continue;
        };
        let held = naive.within(&window, usize::MAX);
        prop_assert_eq!(&track.within(&window, usize::MAX), &held);
        prop_assert_eq!(track.within(&window, most), naive.within(&window, most));
        prop_assert_eq!(track.longest(&window, most), naive.longest(&window, most));
        prop_assert_eq!(
            track.longest(&window, usize::MAX),
            naive.longest(&window, usize::MAX)
        );
        let starting = naive.starting_before(window.start())..naive.starting_before(window.end());
        prop_assert_eq!(track.starting_in(&window), starting);
        for columns in [1, 2, 7] {
            let scale = Scale::new(window, columns).unwrap();
            prop_assert_eq!(track.counts(&scale), naive.counts(&scale));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_query_agrees_with_a_scan((spans, times, most, granularity) in case()) {
        agree(&track(&spans, granularity), &Naive::new(&spans), &times, most)?;
    }
}

/// Holds what is left of a track to a walk over what passes. Each event has to stay in its row.
fn agree_where_some_pass(
    spans: &[Span],
    passes: impl Fn(usize) -> bool,
    times: &[Time],
    most: usize,
    granularity: Granularity,
) -> Result<(), TestCaseError> {
    let (track, all) = (track(spans, granularity), Naive::new(spans));
    let (passing, slots): (Vec<Span>, Vec<usize>) = (0..spans.len())
        .filter(|&slot| passes(slot))
        .map(|slot| (spans[slot], slot))
        .unzip();
    let naive = Naive::new(&passing);
    track.rows();
    let chosen = RankBitmap::of_list(track.events.as_slice(), |event| passes(event.index()));
    let lane = Track {
        spans: track.spans.some(0..track.len()),
        ..track.clone()
    };
    for only in [
        track.filtered(chosen.clone()),
        lane.filtered(chosen.clone()),
        lane.only_at(chosen),
    ] {
        agree_in_time(&only, &naive, times, most)?;
        prop_assert_eq!(only.rows(), all.row_count);
        for (position, &slot) in naive.slots.iter().enumerate() {
            let event = only.event(position);
            prop_assert_eq!(event.index(), slots[slot]);
            let before = all.slots.iter().position(|&slot| slot == event.index());
            prop_assert_eq!(only.row(position), all.rows[before.unwrap()]);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_filtered_track_answers_like_a_track_of_its_events(
        (spans, times, most, granularity) in case(),
        passes in prop::collection::vec(any::<bool>(), 60),
    ) {
        agree_where_some_pass(&spans, |slot| passes[slot], &times, most, granularity)?;
    }
}

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn time(&mut self, seconds: u64) -> Time {
        Time::new(i64::try_from(self.below(seconds)).unwrap() - 4_000, 0).unwrap()
    }
}

/// Enough events for directories and trees of the usual granularity: most of them short, a few long.
#[rstest]
#[case::evenly_spread(9_000, 2_000_000)]
#[case::many_at_the_same_moment(5_000, 300)]
fn queries_agree_with_a_scan_for_thousands_of_events(#[case] count: usize, #[case] seconds: u64) {
    let mut numbers = Numbers(count as u64);
    let spans: Vec<Span> = (0..count)
        .map(|slot| {
            let start = numbers.time(seconds);
            let length = numbers.below(if slot % 500 == 0 { seconds } else { 20 });
            match slot % 997 {
                13 => (Time::MIN, start),
                14 => (start, Time::MAX),
                _ => (
                    start,
                    start.saturating_add_nanos(i128::from(length) * 1_000_000_000),
                ),
            }
        })
        .collect();
    let (track, naive) = (track(&spans, Granularity::DEFAULT), Naive::new(&spans));
    let mut times: Vec<Time> = (0..8).map(|_| numbers.time(seconds)).collect();
    times.extend([
        Time::MIN,
        times[0],
        times[0].saturating_add_nanos(9_000_000_000),
    ]);
    agree(&track, &naive, &times, 40).unwrap();
    for passes in [
        |_| true,
        |_| false,
        |slot: usize| slot % 7 == 3,
        |slot: usize| !(1_000..1_900).contains(&slot),
    ] {
        agree_where_some_pass(&spans, passes, &times, 40, Granularity::DEFAULT).unwrap();
    }
}

#[test]
fn one_distant_event_does_not_make_close_ones_inexact() {
    let at = |nanos| Time::from_total_nanos(nanos);
    let big_bang = Time::new(-435_494_880_000_000_000, 0).unwrap();
    let mut spans: Vec<Span> = (0..40).map(|nanos| (at(nanos), at(nanos + 2))).collect();
    spans.push((big_bang, Time::new(-435_494_879_999_999_999, 0).unwrap()));
    let track = track(&spans, Granularity::DEFAULT);
    assert!(matches!(track.spans, Spans::Full(_)));
    assert_eq!(track.span(0).0, big_bang);
    assert_eq!((track.starting_before(at(7)), track.over_by(at(7))), (8, 7));
    assert_eq!(track.open_at(at(7), 9), [7]);
}
