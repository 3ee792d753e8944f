//! [`Dialect`]: the delimiter of a table and whether it has a header, guessed from its first rows.

use simd_csv::ZeroCopyReaderBuilder;

use super::own_columns::LEADING;
use annals_time::ExactDate;

/// The delimiters that are tried, the most common first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// How many rows are looked at.
const SAMPLED_ROWS: usize = 60;

/// How a table is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between cells.
    pub(super) delimiter: u8,
    /// The cells of the first row that is not blank.
    pub(super) first: Vec<String>,
    /// The cells of the row after it.
    pub(super) second: Option<Vec<String>>,
    /// Whether the first row names the columns.
    pub(super) has_header: bool,
    /// How many of the sampled rows have as many cells as the first.
    regular: usize,
    /// How many rows were sampled.
    sampled: usize,
}

impl Dialect {
    /// Guesses the dialect of a table of which `sample` is the beginning; `None` for a text without rows. The
    /// last row of a sample that is not the whole text may be cut off and is left out, unless it is the only
    /// one.
    pub(super) fn of(sample: &str, is_whole: bool) -> Option<Self> {
        let best = DELIMITERS.into_iter().filter_map(|delimiter| {
            let rows = rows(sample, delimiter, is_whole);
            let width = rows.first()?.len();
            let regular = rows.iter().filter(|row| row.len() == width).count();
            // The best delimiter makes a regular table, then more cells, then is the more common one.
            let is_table = width > 1 && regular * 10 >= rows.len() * 9;
            let rank = (is_table, if is_table { width } else { 0 });
            Some((rank, delimiter, rows, regular))
        });
        let (_, delimiter, rows, regular) =
            best.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
        let sampled = rows.len();
        let mut rows = rows.into_iter();
        let first = rows.next()?;
        Some(Self {
            second: rows.next(),
            delimiter,
            has_header: is_header(&first),
            first,
            regular,
            sampled,
        })
    }

    /// Whether it looks like a table: several rows of at least two cells, nine in ten of the same length.
    pub(super) fn is_table(&self) -> bool {
        self.first.len() > 1 && self.sampled > 1 && self.regular * 10 >= self.sampled * 9
    }
}

/// Returns the first rows of a text that are not blank.
fn rows(sample: &str, delimiter: u8, is_whole: bool) -> Vec<Vec<String>> {
    let mut reader = ZeroCopyReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_cut = false;
    while let Ok(Some(record)) = reader.read_byte_record() {
        if rows.len() == SAMPLED_ROWS {
            is_cut = true;
            break;
        }
        let cell =
            |cell: std::borrow::Cow<'_, [u8]>| String::from_utf8_lossy(&cell).trim().to_owned();
        let row: Vec<_> = record.unescaped_iter().map(cell).collect();
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    if !is_whole && !is_cut && rows.len() > 1 {
        rows.pop();
    }
    rows
}

/// Whether cells are names of columns: none a date, a number or an address, none twice. After the leading
/// columns of annals any cell is a name.
fn is_header(cells: &[String]) -> bool {
    if cells.iter().take(LEADING.len()).eq(LEADING) {
        return true;
    }
    let is_name = |cell: &String| {
        let is_value = cell.parse::<f64>().is_ok()
            || ExactDate::read(cell.as_bytes()).is_some()
            || cell.starts_with("http")
            || cell.chars().count() > 80;
        !is_value
    };
    let mut names: Vec<_> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    count > 0 && names.len() == count && cells.iter().all(is_name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::commas("id,title\n1,a\n2,b\n", b',', true)]
    #[case::tabs("id\ttitle, long\n1\ta\n", b'\t', true)]
    #[case::semicolons("start;title\n2020-01-01;a, b, c\n2021-01-01;d\n", b';', true)]
    #[case::bars("start|title\n2020|x\n", b'|', true)]
    #[case::bare("2020-01-01,a\n2021-01-01,b\n", b',', false)]
    #[case::numbers("1,20200101,x\n2,20200102,y\n", b',', false)]
    #[case::quoted("\"start\",\"title\"\n\"2020\",\"a\nb\"\n", b',', true)]
    #[case::blank("\n\nstart,title\n2020,x\n", b',', true)]
    fn delimiter_and_header_are_guessed(
        #[case] text: &str,
        #[case] delimiter: u8,
        #[case] has_header: bool,
    ) {
        let dialect = Dialect::of(text, true).unwrap();
        assert_eq!(
            (dialect.delimiter, dialect.has_header),
            (delimiter, has_header)
        );
        assert!(dialect.is_table(), "{dialect:?}");
    }

    #[rstest]
    #[case("Dear all,\nthis is a letter, not a table,\nand it goes on.\nYours, A.\n")]
    #[case("one line, only")]
    #[case("just\nwords\nhere\n")]
    fn prose_is_no_table(#[case] text: &str) {
        assert!(!Dialect::of(text, true).is_some_and(|dialect| dialect.is_table()));
    }

    #[test]
    fn a_cut_off_row_is_left_out() {
        let dialect = Dialect::of("a,b,c\n1,2,3\n4,5", false).unwrap();
        assert!(dialect.is_table());
        assert_eq!(Dialect::of("", true), None);
    }
}
