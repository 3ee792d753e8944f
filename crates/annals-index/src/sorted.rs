//! Keys in rising order, and how many of them are below another.
//!
//! Owns the directory that leads a search to the few keys worth comparing, so that it touches few
//! cache lines however many keys there are; and the order of keys that are kept in another one.

use super::moments::Key;
use super::ranked::Ranked;

/// How finely directories and trees are cut. Tests cut more finely, to see many levels of few keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grain {
    /// The keys that share an entry of a directory, if they lie evenly.
    pub(super) keys_per_entry: usize,
    /// How many children a node of a tree has, as a power of two.
    pub(super) children: u32,
}

impl Grain {
    /// For four-byte keys, four cache lines an entry and four a node.
    pub(super) const USUAL: Self = Self {
        keys_per_entry: 64,
        children: 6,
    };
}

/// The most entries of a directory: a quarter of a mebibyte, which stays in the cache.
const MOST_ENTRIES: usize = 1 << 16;
/// With fewer entries than this a directory would spare nothing.
const FEWEST_ENTRIES: usize = 4;

/// Keys in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sorted<K> {
    keys: Box<[K]>,
    directory: Option<Directory>,
}

impl<K: Key> Sorted<K> {
    /// Takes keys that are in rising order already.
    pub(super) fn new(keys: Vec<K>, grain: Grain) -> Self {
        let directory = Directory::new(&keys, grain);
        Self {
            keys: keys.into_boxed_slice(),
            directory,
        }
    }

    /// The keys.
    pub(super) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// How many keys are below another.
    pub(super) fn below(&self, cut: K) -> usize {
        let (from, to) = self
            .directory
            .as_ref()
            .map_or((0, self.keys.len()), |directory| {
                directory.around(cut.coarse(), self.keys.len())
            });
        from + self.keys[from..to].partition_point(|&key| key < cut)
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.keys) + self.directory.as_ref().map_or(0, Directory::bytes)
    }
}

/// Where keys are not kept in order, one of so many is, as a power of two: the positions of those between
/// two fill a cache line.
const SAMPLED: u32 = 4;

/// The order of keys that are kept by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order<K> {
    positions: Positions,
    /// Every key of that order or every sixteenth, so that a search looks up few of the others.
    keys: Box<[K]>,
    /// Which of them, as a power of two: a search has no time for a division.
    step: u32,
    directory: Option<Directory>,
}

/// Positions by rising key, equals by position.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Positions {
    /// How much further each is than its place in this order: ends come in nearly the same order as
    /// starts where no event is much longer than the others.
    Near(Box<[i16]>),
    Far(Box<[u32]>),
}

impl Positions {
    fn new(positions: Vec<u32>) -> Self {
        let ahead = positions
            .iter()
            .zip(0_i64..)
            .map(|(&position, place)| i16::try_from(i64::from(position) - place).ok());
        let near: Option<Box<[i16]>> = ahead.collect();
        near.map_or_else(|| Self::Far(positions.into_boxed_slice()), Self::Near)
    }

    fn get(&self, place: usize) -> usize {
        match self {
            Self::Near(ahead) => place.saturating_add_signed(isize::from(ahead[place])),
            Self::Far(positions) => positions[place] as usize,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Near(ahead) => size_of_val(&**ahead),
            Self::Far(positions) => size_of_val(&**positions),
        }
    }
}

impl<K: Key> Order<K> {
    /// The order of some keys. Where it is asked for and their positions take little room, the keys
    /// are kept in this order too: a search is then as quick as can be.
    pub(super) fn new(values: &[K], keep: bool, grain: Grain) -> Self {
        let mut pairs: Vec<(K, u32)> = values.iter().copied().zip(0_u32..).collect();
        K::sort(&mut pairs);
        let (keys, positions): (Vec<K>, Vec<u32>) = pairs.into_iter().unzip();
        let positions = Positions::new(positions);
        let step = match positions {
            Positions::Near(_) if keep => 0,
            _ => SAMPLED,
        };
        Self {
            positions,
            directory: Directory::new(&keys, grain),
            keys: keys.into_iter().step_by(1 << step).collect(),
            step,
        }
    }

    /// The position that has so many before it.
    pub(super) fn position(&self, place: usize) -> usize {
        self.positions.get(place)
    }

    /// Which places of this order some positions have.
    pub(super) fn places(&self, positions: &Ranked) -> Ranked {
        match &self.positions {
            Positions::Near(ahead) => {
                let mut place = 0_usize;
                Ranked::places(ahead, |&ahead| {
                    let position = place.saturating_add_signed(isize::from(ahead));
                    place += 1;
                    positions.contains(position)
                })
            }
            Positions::Far(all) => Ranked::places(all, |&at| positions.contains(at as usize)),
        }
    }

    /// How many keys are below another. The values have to be those that it was made from.
    pub(super) fn below(&self, values: &[K], cut: K) -> usize {
        let count = values.len();
        let around = |directory: &Directory| directory.around(cut.coarse(), count);
        let (mut from, mut to) = self.directory.as_ref().map_or((0, count), around);
        let up = |place: usize| (place + (1 << self.step) - 1) >> self.step;
        let first = up(from);
        let keys = &self.keys[first..up(to).max(first)];
        let next = first + keys.partition_point(|&key| key < cut);
        // What is at the last of them that is below is below, and so is all before it.
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

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        self.positions.bytes()
            + size_of_val(&*self.keys)
            + self.directory.as_ref().map_or(0, Directory::bytes)
    }
}

/// Equal stretches of the coarse values of the keys, and the first key of each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Directory {
    /// The coarse value of the first key.
    base: u64,
    /// The length of a stretch, as a power of two.
    shift: u32,
    /// The place of the first key of each stretch; behind the last one, how many keys there are.
    firsts: Box<[u32]>,
}

impl Directory {
    fn new<K: Key>(keys: &[K], grain: Grain) -> Option<Self> {
        let wanted = (keys.len() / grain.keys_per_entry).min(MOST_ENTRIES);
        if wanted < FEWEST_ENTRIES {
            return None;
        }
        let base = keys.first()?.coarse();
        let reach = keys.last()?.coarse() - base;
        let wanted = u64::try_from(wanted).ok()?;
        let shift = (0..u64::BITS).find(|&shift| reach >> shift < wanted)?;
        let stretches = usize::try_from(reach >> shift).ok()? + 1;
        let mut firsts = Vec::with_capacity(stretches + 1);
        for (place, key) in keys.iter().enumerate() {
            let stretch = usize::try_from((key.coarse() - base) >> shift).ok()?;
            while firsts.len() <= stretch {
                firsts.push(u32::try_from(place).ok()?);
            }
        }
        firsts.push(u32::try_from(keys.len()).ok()?);
        Some(Self {
            base,
            shift,
            firsts: firsts.into_boxed_slice(),
        })
    }

    /// Between which places the first key lies that is not below one of that coarse value.
    fn around(&self, coarse: u64, count: usize) -> (usize, usize) {
        let Some(distance) = coarse.checked_sub(self.base) else {
            return (0, 0);
        };
        let entry = |stretch: usize| self.firsts.get(stretch).map(|&first| first as usize);
        let bounds = usize::try_from(distance >> self.shift)
            .ok()
            .and_then(|stretch| entry(stretch).zip(entry(stretch.checked_add(1)?)));
        bounds.unwrap_or((count, count))
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.firsts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_directory_is_in_proportion_to_its_keys() {
        let entries = |count: u32| {
            let sorted = Sorted::new((0..count).map(|key| key * 7).collect(), Grain::USUAL);
            sorted
                .directory
                .map_or(0, |directory| directory.firsts.len())
        };
        assert_eq!(entries(0), 0);
        assert_eq!(entries(200), 0, "small tracks have none");
        assert!((64..=130).contains(&entries(8_192)), "{}", entries(8_192));
    }

    #[test]
    fn positions_that_are_far_from_their_places_are_kept_in_full() {
        let mut keys: Vec<u32> = (0..40_000).collect();
        let order = Order::new(&keys, true, Grain::USUAL);
        assert_eq!((order.step, order.position(39_999)), (0, 39_999));
        keys[0] = 50_000;
        let order = Order::new(&keys, true, Grain::USUAL);
        assert_eq!((order.step, order.position(39_999)), (SAMPLED, 0));
        assert!((0..50).all(
            |n| order.below(&keys, n * 997) == (n * 997).min(40_000).saturating_sub(1) as usize
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

    /// Even keys, keys in a few heaps, and one far from all others.
        #[test]
        fn as_many_are_below_as_in_a_scan(
            mut keys in prop::collection::vec(prop_oneof![4 => 0_u64..400, 2 => 90_000_u64..90_010, 1 => any::<u64>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0_u64..420, 89_990_u64..90_020, any::<u64>()], 1..20),
            keys_per_entry in 1_usize..6,
        ) {
            keys.sort_unstable();
            let sorted = Sorted::new(keys.clone(), Grain { keys_per_entry, children: 6 });
            for cut in cuts.into_iter().chain(keys.first().copied()).chain(keys.last().copied()) {
                prop_assert_eq!(sorted.below(cut), keys.iter().filter(|&&key| key < cut).count());
            }
        }

        #[test]
        fn the_order_of_keys_is_that_of_a_stable_sort(
            keys in prop::collection::vec(prop_oneof![3 => 0_u32..40, 1 => any::<u32>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0_u32..42, any::<u32>()], 1..20),
            (keep, is_near) in any::<(bool, bool)>(),
            keys_per_entry in prop_oneof![1_usize..6, 10_usize..60],
        ) {
            let mut order = Order::new(&keys, keep, Grain { keys_per_entry, children: 6 });
            let mut expected: Vec<u32> = (0..).take(keys.len()).collect();
            expected.sort_by_key(|&at| keys[at as usize]);
            prop_assert!(matches!(order.positions, Positions::Near(_)));
            if !is_near {
                order.positions = Positions::Far(expected.clone().into());
            }
            let positions: Vec<usize> = expected.iter().map(|&at| at as usize).collect();
            prop_assert!((0..keys.len()).map(|place| order.position(place)).eq(positions.iter().copied()));
            let odd = Ranked::places(&keys, |key| key % 2 == 1);
            let places = order.places(&odd);
            for (place, &position) in positions.iter().enumerate() {
                prop_assert_eq!(places.contains(place), odd.contains(position));
            }
            for cut in cuts.into_iter().chain(keys.first().copied()) {
                prop_assert_eq!(order.below(&keys, cut), keys.iter().filter(|&&key| key < cut).count());
            }
        }
    }
}
