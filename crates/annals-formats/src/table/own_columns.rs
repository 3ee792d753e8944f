//! The names of the columns that annals writes in tables, by which it recognises its own tables again.

pub(crate) const ID: &str = "id";
pub(crate) const START: &str = "start";
pub(crate) const END: &str = "end";
pub(crate) const DATE: &str = "date";
pub(crate) const TITLE: &str = "title";
pub(crate) const SUMMARY: &str = "summary";
pub(crate) const ACTORS: &str = "actors";
pub(crate) const ROLES: &str = "roles";
pub(crate) const THEMES: &str = "themes";
pub(crate) const STATUS: &str = "status";
pub(crate) const EVIDENCE: &str = "evidence";
pub(crate) const LOCATORS: &str = "places";
pub(crate) const ADDRESSES: &str = "addresses";
pub(crate) const LINKS: &str = "links";
pub(crate) const MISSING: &str = "missing";
pub(crate) const REFS: &str = "refs";
pub(crate) const NOTES: &str = "notes";
pub(crate) const LAYER: &str = "layer";
/// In JSON Lines: the date as EDTF.
pub(crate) const EDTF: &str = "edtf";
/// In JSON Lines: how exact the date is.
pub(crate) const PRECISION: &str = "precision";

/// The first columns of every table, in order.
pub(crate) const LEADING: [&str; 5] = [ID, START, END, DATE, TITLE];

/// Columns that tables have in any case: those of CSV.
pub(super) const OF_CSV: [&str; 6] = [ID, START, END, DATE, TITLE, STATUS];

/// Columns that objects have in any case: those of JSON Lines.
pub(super) const OF_JSON_LINES: [&str; 2] = [EDTF, PRECISION];

/// Columns that repeat what the date says, or what the reader finds out by itself.
pub(super) const REPEATED: &[&str] = &[
    EDTF,
    START,
    END,
    PRECISION,
    "approximate",
    "uncertain",
    LAYER,
];
