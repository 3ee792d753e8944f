//! [`Limits`]: the limits of what is read that a person can raise or lower.

use super::layered::{Layered, Origin};
use annals_model::text::grouped;

/// A limit that is a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustable {
    /// How many rows a table may have.
    TableRows,
    /// How many gigabytes a table may have.
    TableSize,
    /// How many megabytes any other text may have.
    TextSize,
    /// To how many megabytes every packed file may unpack.
    UnpackedSize,
}

impl Adjustable {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::TableRows,
        Self::TableSize,
        Self::TextSize,
        Self::UnpackedSize,
    ];

    /// The name of the setting.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TableRows => "max_table_rows",
            Self::TableSize => "max_table_gb",
            Self::TextSize => "max_text_mb",
            Self::UnpackedSize => "max_unpacked_mb",
        }
    }

    /// The value without a setting.
    const fn usual(self) -> u64 {
        match self {
            Self::TableRows => 50_000_000,
            Self::TableSize => 16,
            Self::TextSize => 512,
            Self::UnpackedSize => 256,
        }
    }

    /// The highest value that can be set.
    pub(super) const fn highest(self) -> u64 {
        match self {
            Self::TableRows => 1_000_000_000,
            Self::TableSize => 256,
            Self::TextSize => 2_000,
            Self::UnpackedSize => 256_000,
        }
    }

    /// Says which values can be set.
    pub(super) fn expected(self) -> String {
        let highest = usize::try_from(self.highest()).unwrap_or(usize::MAX);
        format!("a whole number from 1 to {}", grouped(highest))
    }

    const fn index(self) -> usize {
        match self {
            Self::TableRows => 0,
            Self::TableSize => 1,
            Self::TextSize => 2,
            Self::UnpackedSize => 3,
        }
    }
}

/// The limits in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits([Layered<u64>; 4]);

impl Default for Limits {
    fn default() -> Self {
        Self(Adjustable::ALL.map(|limit| Layered::default(limit.usual())))
    }
}

impl Limits {
    /// Returns a limit with its origin.
    pub fn get(&self, limit: Adjustable) -> Layered<u64> {
        self.0[limit.index()]
    }

    /// Returns how many rows a table may have.
    pub fn table_rows(&self) -> usize {
        usize::try_from(self.get(Adjustable::TableRows).value).unwrap_or(usize::MAX)
    }

    /// Returns how many bytes a table may have.
    pub fn table_bytes(&self) -> u64 {
        self.get(Adjustable::TableSize).value << 30
    }

    /// Returns how many bytes any other text may have.
    pub fn text_bytes(&self) -> usize {
        let bytes = self.get(Adjustable::TextSize).value << 20;
        usize::try_from(bytes).unwrap_or(usize::MAX)
    }

    /// Returns to how many bytes every packed file may unpack.
    pub fn unpacked_bytes(&self) -> u64 {
        self.get(Adjustable::UnpackedSize).value << 20
    }

    /// Sets a limit.
    pub(super) fn set(&mut self, limit: Adjustable, value: u64, origin: Origin) {
        self.0[limit.index()].replace(value, origin);
    }
}
