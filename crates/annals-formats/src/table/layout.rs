//! [`Layout`]: how a table is written and what its columns mean, from the beginning of its text.

use super::dialect::Dialect;
use super::mapping::{Mapping, Preset};
use super::plan::Plan;
use super::record::{JsonPairs, text_of};
use super::rows::RowSyntax;
use crate::Format;
use annals_model::text::Clean;

/// The number of columns of an event of GDELT 2, whose files have no header.
const GDELT2_WIDTH: usize = super::presets::GDELT2_COLUMNS.len();

/// How a table is written and what its columns mean.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) syntax: RowSyntax,
    pub(super) plan: Plan,
    /// Whether the first row names the columns.
    pub(super) has_header: bool,
}

impl Layout {
    /// Finds the layout of a table of which `sample` is the beginning.
    ///
    /// # Errors
    ///
    /// A sentence, if the mapping names a column that does not exist.
    pub(super) fn of(
        format: Format,
        sample: &str,
        is_whole: bool,
        mapping: &Mapping,
    ) -> Result<Self, Clean> {
        match format {
            Format::JsonLines => Self::of_json_lines(sample, mapping),
            _ => Self::of_csv(sample, is_whole, mapping),
        }
    }

    fn of_csv(sample: &str, is_whole: bool, mapping: &Mapping) -> Result<Self, Clean> {
        let Some(dialect) = Dialect::of(sample, is_whole) else {
            return Ok(Self {
                syntax: RowSyntax::Csv(b','),
                plan: Plan::default(),
                has_header: false,
            });
        };
        let is_gdelt = mapping.preset == Some(Preset::Gdelt2)
            || (!dialect.has_header
                && dialect.delimiter == b'\t'
                && dialect.first.len() == GDELT2_WIDTH);
        // A mapping that names a cell of the first row says that the row is a header.
        let is_named = |cell: &String| mapping.columns.iter().any(|(_, column)| column == cell);
        let has_named_cell = dialect.first.iter().any(is_named);
        let has_header = (dialect.has_header || has_named_cell) && !is_gdelt;
        let names = if has_header {
            dialect.first.clone()
        } else {
            vec![String::new(); dialect.first.len()]
        };
        let mut mapping = mapping.clone();
        if is_gdelt {
            mapping.preset = Some(Preset::Gdelt2);
        }
        let mut plan = Plan::new(&names, &mapping)?;
        let values = if has_header {
            dialect.second.unwrap_or_default()
        } else {
            dialect.first
        };
        plan.assign_by_values(&values);
        Ok(Self {
            syntax: RowSyntax::Csv(dialect.delimiter),
            plan,
            has_header,
        })
    }

    fn of_json_lines(sample: &str, mapping: &Mapping) -> Result<Self, Clean> {
        let mut lines = sample
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let first = lines.find_map(|line| serde_json::from_str::<JsonPairs<'_>>(line).ok());
        let pairs = first.map_or(Vec::new(), |pairs| pairs.0);
        let names: Vec<String> = pairs.iter().map(|(key, _)| key.to_string()).collect();
        let mut plan = Plan::new(&names, mapping)?;
        let values = pairs.iter().map(|(_, value)| text_of(value));
        let values: Vec<String> = values
            .map(|text| text.unwrap_or_default().into_owned())
            .collect();
        plan.assign_by_values(&values);
        Ok(Self {
            syntax: RowSyntax::JsonLines,
            plan,
            has_header: false,
        })
    }
}
