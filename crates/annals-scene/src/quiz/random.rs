//! [`Random`]: pseudorandom numbers that are the same on every machine and in every version.
//!
//! The generator is `SplitMix64`: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
//! OOPSLA 2014, with the constants of Vigna's public-domain `splitmix64.c`. A library may change its
//! sequence, which would change the quizzes behind known seeds.

/// A pseudorandom generator.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns an independent generator for each pair of numbers.
    pub(super) fn stream(&self, first: usize, second: usize) -> Self {
        let mut mixed = Self(self.0 ^ Self(first as u64).next());
        mixed.0 = mixed.next() ^ second as u64;
        mixed.0 = mixed.next();
        mixed
    }

    /// Returns the next 64 bits.
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `count`; 0 if that is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        // The high half of the product: nearly uniform for counts far below 2^64.
        let product = u128::from(self.next()) * count as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// Shuffles a list (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    /// Returns a random element; `None` for an empty list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_splitmix64() {
        let mut random = Random::new(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| random.next()).collect();
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    #[test]
    fn numbers_are_below_the_limit_and_shuffling_keeps_all_elements() {
        let mut random = Random::new(1);
        let mut seen = [false; 6];
        for _ in 0..200 {
            seen[random.below(6)] = true;
        }
        assert_eq!(seen, [true; 6]);
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), None);
        let mut list: Vec<usize> = (0..50).collect();
        random.shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn streams_are_different() {
        let random = Random::new(7);
        let firsts: Vec<u64> = (0..40)
            .map(|n| random.stream(n / 8, n % 8).next())
            .collect();
        let mut unique = firsts.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), firsts.len());
    }
}
