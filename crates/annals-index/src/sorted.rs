//! Sorted keys, and how many of them are below a given key.
//!
//! A directory narrows each search to the few keys worth comparing, so that it touches few cache lines
//! however many keys there are. [`Order`] is the sorted order of keys that are stored in another one.

use super::moments::Key;
use super::rank_bitmap::RankBitmap;

/// The sizes of directory entries and tree nodes. Tests use smaller ones, to get many levels from few keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Granularity {
    /// Keys per directory entry, if they are evenly distributed.
    pub(super) keys_per_entry: usize,
    /// Each tree node has 2^`children` children.
    pub(super) children: u32,
}

impl Granularity {
    /// Four cache lines per entry and per node, with four-byte keys.
    pub(super) const DEFAULT: Self = Self {
        keys_per_entry: 64,
        children: 6,
    };
}

/// Maximum number of directory entries: 256 KiB, which stays in the cache.
const MAX_ENTRIES: usize = 1 << 16;
/// Minimum number of directory entries; a smaller directory would save nothing.
const MIN_ENTRIES: usize = 4;

/// Keys in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sorted<K> {
    keys: Box<[K]>,
    directory: Option<Directory>,
}

impl<K: Key> Sorted<K> {
    /// Takes keys that are in ascending order.
    pub(super) fn new(keys: Vec<K>, granularity: Granularity) -> Self {
        let directory = Directory::new(&keys, granularity);
        Self {
            keys: keys.into_boxed_slice(),
            directory,
        }
    }

    /// Returns the keys.
    pub(super) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Returns the number of keys below another.
    pub(super) fn below(&self, cut: K) -> usize {
        let (from, to) = self
            .directory
            .as_ref()
            .map_or((0, self.keys.len()), |directory| {
                directory.around(cut.coarse(), self.keys.len())
            });
        from + self.keys[from..to].partition_point(|&key| key < cut)
    }
}

/// If keys are sampled, every 2^4th is stored: the positions between two samples fill a cache line.
const SAMPLE_STEP: u32 = 4;

/// The sorted order of keys that are stored by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order<K> {
    positions: Positions,
    /// All keys in that order, or every sixteenth, so that a search looks up few others.
    keys: Box<[K]>,
    /// Every 2^`step`th key is stored.
    step: u32,
    directory: Option<Directory>,
}

/// Positions in ascending order of keys, equal keys by position. The index of a position is its rank.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Positions {
    /// The difference between each position and its rank. Ends come in nearly the same order as starts unless
    /// some events are much longer than others.
    Near(Box<[i16]>),
    Far(Box<[u32]>),
}

impl Positions {
    fn new(positions: Vec<u32>) -> Self {
        let ahead = positions
            .iter()
            .zip(0_i64..)
            .map(|(&position, rank)| i16::try_from(i64::from(position) - rank).ok());
        let near: Option<Box<[i16]>> = ahead.collect();
        near.map_or_else(|| Self::Far(positions.into_boxed_slice()), Self::Near)
    }

    fn get(&self, rank: usize) -> usize {
        match self {
            Self::Near(ahead) => rank.saturating_add_signed(isize::from(ahead[rank])),
            Self::Far(positions) => positions[rank] as usize,
        }
    }
}

impl<K: Key> Order<K> {
    /// Sorts keys. With `keep`, and if their positions take little space, the keys are stored in sorted order too, which
    /// makes searches as fast as possible.
    pub(super) fn new(values: &[K], keep: bool, granularity: Granularity) -> Self {
        let mut pairs: Vec<(K, u32)> = values.iter().copied().zip(0_u32..).collect();
        K::sort(&mut pairs);
        let (keys, positions): (Vec<K>, Vec<u32>) = pairs.into_iter().unzip();
        let positions = Positions::new(positions);
        let step = match positions {
            Positions::Near(_) if keep => 0,
            _ => SAMPLE_STEP,
        };
        Self {
            positions,
            directory: Directory::new(&keys, granularity),
            keys: keys.into_iter().step_by(1 << step).collect(),
            step,
        }
    }

    /// Returns the position at a rank.
    pub(super) fn position(&self, rank: usize) -> usize {
        self.positions.get(rank)
    }

    /// Returns the ranks of some positions.
    pub(super) fn ranks(&self, positions: &RankBitmap) -> RankBitmap {
        match &self.positions {
            Positions::Near(ahead) => {
                let mut rank = 0_usize;
                RankBitmap::of_list(ahead, |&ahead| {
                    let position = rank.saturating_add_signed(isize::from(ahead));
                    rank += 1;
                    positions.contains(position)
                })
            }
            Positions::Far(all) => RankBitmap::of_list(all, |&at| positions.contains(at as usize)),
        }
    }

    /// Returns the number of keys below another. `values` have to be those it was made from.
    pub(super) fn below(&self, values: &[K], cut: K) -> usize {
        let count = values.len();
        let around = |directory: &Directory| directory.around(cut.coarse(), count);
        let (mut from, mut to) = self.directory.as_ref().map_or((0, count), around);
        let up = |rank: usize| (rank + (1 << self.step) - 1) >> self.step;
        let first = up(from);
        let keys = &self.keys[first..up(to).max(first)];
        let next = first + keys.partition_point(|&key| key < cut);
        // The last stored key that is below, and all keys before it, are below.
        if next > first {
            from = ((next - 1) << self.step) + 1;
        }
        to = to.min(next << self.step);
        while from < to {
            let middle = from.midpoint(to);
            if values[self.position(middle)] < cut {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

/// A directory: divides the range of coarse key values into equal intervals and stores the first key of each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Directory {
    /// The coarse value of the first key.
    base: u64,
    /// Each interval is 2^`shift` long.
    shift: u32,
    /// The rank of the first key of each interval, and at the end the number of keys.
    firsts: Box<[u32]>,
}

impl Directory {
    fn new<K: Key>(keys: &[K], granularity: Granularity) -> Option<Self> {
        let wanted = (keys.len() / granularity.keys_per_entry).min(MAX_ENTRIES);
        if wanted < MIN_ENTRIES {
            return None;
        }
        let base = keys.first()?.coarse();
        let reach = keys.last()?.coarse() - base;
        let wanted = u64::try_from(wanted).ok()?;
        let shift = (0..u64::BITS).find(|&shift| reach >> shift < wanted)?;
        let intervals = usize::try_from(reach >> shift).ok()? + 1;
        let mut firsts = Vec::with_capacity(intervals + 1);
        for (rank, key) in keys.iter().enumerate() {
            let interval = usize::try_from((key.coarse() - base) >> shift).ok()?;
            while firsts.len() <= interval {
                firsts.push(u32::try_from(rank).ok()?);
            }
        }
        firsts.push(u32::try_from(keys.len()).ok()?);
        Some(Self {
            base,
            shift,
            firsts: firsts.into_boxed_slice(),
        })
    }

    /// Returns the range of ranks that contains the first key not below a coarse value.
    fn around(&self, coarse: u64, count: usize) -> (usize, usize) {
        let Some(distance) = coarse.checked_sub(self.base) else {
            return (0, 0);
        };
        let entry = |interval: usize| self.firsts.get(interval).map(|&first| first as usize);
        let bounds = usize::try_from(distance >> self.shift)
            .ok()
            .and_then(|interval| entry(interval).zip(entry(interval.checked_add(1)?)));
        bounds.unwrap_or((count, count))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_directory_is_proportional_to_its_keys() {
        let entries = |count: u32| {
            let sorted = Sorted::new(
                (0..count).map(|key| key * 7).collect(),
                Granularity::DEFAULT,
            );
            sorted
                .directory
                .map_or(0, |directory| directory.firsts.len())
        };
        assert_eq!(entries(0), 0);
        assert_eq!(entries(200), 0, "small tracks have none");
        assert!((64..=130).contains(&entries(8_192)), "{}", entries(8_192));
    }

    #[test]
    fn positions_far_from_their_ranks_are_stored_in_full() {
        let mut keys: Vec<u32> = (0..40_000).collect();
        let order = Order::new(&keys, true, Granularity::DEFAULT);
        assert_eq!((order.step, order.position(39_999)), (0, 39_999));
        keys[0] = 50_000;
        let order = Order::new(&keys, true, Granularity::DEFAULT);
        assert_eq!((order.step, order.position(39_999)), (SAMPLE_STEP, 0));
        assert!((0..50).all(
            |n| order.below(&keys, n * 997) == (n * 997).min(40_000).saturating_sub(1) as usize
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

    /// Even keys, keys in a few heaps, and one far from all others.
        #[test]
        fn counts_below_agree_with_a_scan(
            mut keys in prop::collection::vec(prop_oneof![4 => 0_u64..400, 2 => 90_000_u64..90_010, 1 => any::<u64>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0_u64..420, 89_990_u64..90_020, any::<u64>()], 1..20),
            keys_per_entry in 1_usize..6,
        ) {
            keys.sort_unstable();
            let sorted = Sorted::new(keys.clone(), Granularity { keys_per_entry, children: 6 });
            for cut in cuts.into_iter().chain(keys.first().copied()).chain(keys.last().copied()) {
                prop_assert_eq!(sorted.below(cut), keys.iter().filter(|&&key| key < cut).count());
            }
        }

        #[test]
        fn the_order_agrees_with_a_stable_sort(
            keys in prop::collection::vec(prop_oneof![3 => 0_u32..40, 1 => any::<u32>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0_u32..42, any::<u32>()], 1..20),
            (keep, is_near) in any::<(bool, bool)>(),
            keys_per_entry in prop_oneof![1_usize..6, 10_usize..60],
        ) {
            let mut order = Order::new(&keys, keep, Granularity { keys_per_entry, children: 6 });
            let mut expected: Vec<u32> = (0..).take(keys.len()).collect();
            expected.sort_by_key(|&at| keys[at as usize]);
            prop_assert!(matches!(order.positions, Positions::Near(_)));
            if !is_near {
                order.positions = Positions::Far(expected.clone().into());
            }
            let positions: Vec<usize> = expected.iter().map(|&at| at as usize).collect();
            prop_assert!((0..keys.len()).map(|rank| order.position(rank)).eq(positions.iter().copied()));
            let odd = RankBitmap::of_list(&keys, |key| key % 2 == 1);
            let ranks = order.ranks(&odd);
            for (rank, &position) in positions.iter().enumerate() {
                prop_assert_eq!(ranks.contains(rank), odd.contains(position));
            }
            for cut in cuts.into_iter().chain(keys.first().copied()) {
                prop_assert_eq!(order.below(&keys, cut), keys.iter().filter(|&&key| key < cut).count());
            }
        }
    }
}
