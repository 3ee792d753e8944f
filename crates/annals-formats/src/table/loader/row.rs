//! Records a row: its date, actors, sources and id, and what the index asks of it.

use super::super::cells::Record;
use super::super::chunk::{ChunkBuilder, RowFacts};
use super::super::date_column::PackedDate;
use super::super::mapping::ColumnRole;
use super::super::row_date::RowDate;
use super::super::rows::status_of;
use super::TableLoader;

impl TableLoader {
    /// Records a row that begins at a byte of a text, which is given with the number of lines before it in what is
    /// pending.
    pub(super) fn row<R: Record>(
        &mut self,
        builder: &mut ChunkBuilder,
        record: &R,
        start: usize,
        text: (&str, usize),
    ) {
        self.table.plan.settle_styles(record);
        let date = self.table.plan.exact_date(record);
        let date = date.unwrap_or_else(|| self.date(record, start, text));
        let plan = &self.table.plan;
        let actors = &mut self.table.actors;
        plan.actors(record, &mut |_, name, _| {
            if let Some(actor) = actors.intern(name) {
                builder.actor(actor);
            }
        });
        let sources = &mut self.table.sources;
        plan.sources(record, &mut |key, _| {
            sources.intern(key);
        });
        let facts = RowFacts {
            has_summary: plan.has_text(record, ColumnRole::Summary),
            has_themes: plan.has_text(record, ColumnRole::Themes),
            has_notes: plan.has_text(record, ColumnRole::Notes),
            status: plan
                .first_text(record, ColumnRole::Status)
                .and_then(|text| status_of(&text)),
        };
        if !self.has_ascending_id(record) {
            self.check_id(builder, record, start, text);
        }
        if let Some(column) = self.links {
            self.has_links |= self.table.plan.text(record, column).is_some();
        }
        builder.row(u32::try_from(start).unwrap_or(u32::MAX), date, facts);
    }

    /// Returns the date of a row that is not in a usual form.
    fn date<R: Record>(&mut self, record: &R, start: usize, text: (&str, usize)) -> PackedDate {
        let date = self.table.plan.date(record);
        let extent = date.extent().unwrap_or_else(|reason| {
            let start_only = date.start_only().and_then(|text| {
                let date = RowDate::Single(text.into());
                date.extent().ok().flatten()
            });
            let kept = if start_only.is_some() {
                "Its start is kept."
            } else {
                "It is kept without a date."
            };
            self.warn(text.0, text.1, start, &format!("{reason} {kept}"));
            start_only
        });
        extent.into()
    }

    /// Whether a row has no id, or one that is greater than all before it.
    fn has_ascending_id<R: Record>(&mut self, record: &R) -> bool {
        match *self.table.plan.columns(ColumnRole::Id) {
            [] => true,
            [column] => {
                let id = self.table.plan.plain(record, column);
                id.is_some_and(|id| id.is_empty() || self.ids.insert_ascending(id))
            }
            _ => false,
        }
    }

    /// Appends a number to the id of a row if another row has it.
    fn check_id<R: Record>(
        &mut self,
        builder: &ChunkBuilder,
        record: &R,
        start: usize,
        text: (&str, usize),
    ) {
        let Some(id) = self.table.plan.first_text(record, ColumnRole::Id) else {
            return;
        };
        if self.ids.needs_earlier_ids() {
            self.insert_earlier_ids(builder, text.0.get(..start).unwrap_or_default());
        }
        if self.ids.insert(&id) {
            return;
        }
        let row = self.table.len + builder.len();
        let number = self.repeated.entry((*id).into()).or_insert(1);
        loop {
            *number += 1;
            if self.ids.insert(&format!("{id}-{number}")) {
                break;
            }
        }
        let number = *number;
        self.table.renamed.insert(row, number);
        let message = format!("The id \"{id}\" is taken: this row is {id}-{number}.");
        self.warn(text.0, text.1, start, &message);
    }

    /// Inserts the ids of all rows so far: those of the chunks, and those in `text`.
    fn insert_earlier_ids(&mut self, builder: &ChunkBuilder, text: &str) {
        let (syntax, plan, ids) = (self.table.syntax, &self.table.plan, &mut self.ids);
        let mut insert = |row: &str| {
            syntax.row(plan, row, |record| {
                if let Some(id) = plan.first_text(record, ColumnRole::Id) {
                    ids.insert(&id);
                }
            });
        };
        for chunk in &self.table.chunks {
            (0..chunk.len()).for_each(|row| insert(chunk.row(row)));
        }
        let starts = builder.starts();
        let ends = starts.iter().skip(1).map(|&next| next as usize);
        for (&start, end) in starts.iter().zip(ends.chain([text.len()])) {
            insert(text.get(start as usize..end).unwrap_or_default());
        }
    }
}
