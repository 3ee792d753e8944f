//! Cells of a row: [`Record`] gives access to them, and [`Plan`] reads what they say by the roles of their
//! columns.

use std::borrow::Cow;

use super::mapping::{ColumnRole, Preset};
use super::plan::Plan;
use super::presets::cameo_root;
use annals_model::text::Clean;

/// The cells of one row.
pub(super) trait Record {
    /// Calls back with each column in which the row has a cell, in order.
    fn columns(&self, found: &mut dyn FnMut(usize));

    /// Returns the bytes of a cell where they are its text: without surrounding blanks, quotes or escapes.
    /// Empty for an empty cell, `None` where [`Self::text`] has to be called.
    fn plain(&self, column: usize) -> Option<&[u8]>;

    /// Whether such bytes may be a list.
    fn is_list(&self, plain: &[u8]) -> bool;

    /// Returns the text of a cell; `None` for an empty one.
    fn text(&self, column: usize) -> Option<Cow<'_, str>>;

    /// Calls back with each item that a cell lists and its detail, such as a role or a locator, which may be
    /// empty.
    fn items(&self, column: usize, found: &mut dyn FnMut(&str, &str));
}

/// Trims a text. Most cells begin and end with visible ASCII, which is cheaper to see.
pub(super) fn trimmed(text: &str) -> &str {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_visible(bytes.first()) && is_visible(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

impl Plan {
    /// Whether a trimmed cell counts as empty.
    fn is_empty(&self, text: &[u8]) -> bool {
        text.is_empty()
            || (self.preset.is_some() && (text == b"-" || text == b"Not set"))
            || text.starts_with(b"0000-00-00")
    }

    /// Returns [`Record::plain`], empty where the cell counts as empty.
    pub(super) fn plain<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        column: usize,
    ) -> Option<&'r [u8]> {
        let bytes = row.plain(column)?;
        Some(if self.is_empty(bytes) { &[] } else { bytes })
    }

    /// Whether some cell of a role has text.
    pub(super) fn has_text<R: Record + ?Sized>(&self, row: &R, role: ColumnRole) -> bool {
        let mut columns = self.columns(role).iter();
        columns.any(|&column| match self.plain(row, column) {
            Some(bytes) => !bytes.is_empty(),
            None => self.text(row, column).is_some(),
        })
    }

    /// Returns an item of a list, unless it counts as empty.
    pub(super) fn item<'t>(&self, name: &'t str) -> Option<&'t str> {
        (!self.is_empty(trimmed(name).as_bytes())).then_some(name)
    }

    /// Returns the trimmed text of a cell, unless it counts as empty.
    pub(super) fn text<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        column: usize,
    ) -> Option<Cow<'r, str>> {
        let text = row.text(column)?;
        if self.is_empty(trimmed(&text).as_bytes()) {
            return None;
        }
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
            Cow::Owned(text) => Cow::Owned(trimmed(&text).to_owned()),
        })
    }

    /// Returns the text of the first cell of a role that has some.
    pub(super) fn first_text<'r, R: Record + ?Sized>(
        &self,
        row: &'r R,
        role: ColumnRole,
    ) -> Option<Cow<'r, str>> {
        let mut columns = self.columns(role).iter();
        columns.find_map(|&column| self.text(row, column))
    }

    /// Returns the title of a row, which may be empty.
    pub(super) fn title(&self, row: &dyn Record) -> String {
        if self.preset == Some(Preset::Gdelt2) && !self.given.contains(&ColumnRole::Title) {
            return self.gdelt_title(row);
        }
        self.joined(row, ColumnRole::Title, " – ")
    }

    /// Returns the summary of a row, which may be empty.
    pub(super) fn summary(&self, row: &dyn Record) -> String {
        self.joined(row, ColumnRole::Summary, "\n\n")
    }

    /// Joins the texts of all cells of a role.
    pub(super) fn joined(&self, row: &dyn Record, role: ColumnRole, separator: &str) -> String {
        let columns = self.columns(role).iter();
        let texts: Vec<_> = columns.filter_map(|&it| self.text(row, it)).collect();
        texts.join(separator)
    }

    fn gdelt_title(&self, row: &dyn Record) -> String {
        let named = |name: &str| {
            let column = self.known_column(name)?;
            self.text(row, column).map(Cow::into_owned)
        };
        let code = named("EventRootCode");
        let what = code.as_deref().map_or("an event", cameo_root);
        let who = [named("Actor1Name"), named("Actor2Name")];
        match who {
            [Some(one), Some(other)] => format!("{one} → {other}: {what}"),
            [Some(one), None] | [None, Some(one)] => format!("{one}: {what}"),
            [None, None] => what.to_owned(),
        }
    }

    /// Returns a theme as it is shown: codes of GDELT in words.
    pub(super) fn theme<'t>(&self, text: &'t str) -> &'t str {
        if self.preset == Some(Preset::Gdelt2) {
            cameo_root(text)
        } else {
            text
        }
    }

    /// Calls back with the column, the name and the role of each actor of a row; the role may be empty.
    pub(super) fn actors<R: Record + ?Sized>(
        &self,
        row: &R,
        found: &mut dyn FnMut(usize, &str, &str),
    ) {
        let roles = self.items(row, ColumnRole::ActorRoles);
        for &column in self.columns(ColumnRole::Actors) {
            let column_role = self.actor_roles.get(&column).map_or("", Clean::raw);
            if let Some(bytes) = self.plain(row, column)
                && roles.is_empty()
                && !row.is_list(bytes)
                && let Ok(name) = std::str::from_utf8(bytes)
            {
                if !name.is_empty() {
                    found(column, name, column_role);
                }
                continue;
            }
            let mut index = 0;
            row.items(column, &mut |name, detail| {
                let role = roles.get(index).map_or(detail, String::as_str);
                index += 1;
                if let Some(name) = self.item(name) {
                    let role = if role.is_empty() { column_role } else { role };
                    found(column, name, role);
                }
            });
        }
    }

    /// Calls back with the key and the locator of each source of a row; the locator may be empty. The key is
    /// the title, and after a tab the address if the row gives one.
    pub(super) fn sources<R: Record + ?Sized>(&self, row: &R, found: &mut dyn FnMut(&str, &str)) {
        if self.columns(ColumnRole::Source).is_empty() {
            return;
        }
        let locators = self.items(row, ColumnRole::Locators);
        let addresses = self.items(row, ColumnRole::Addresses);
        for &column in self.columns(ColumnRole::Source) {
            let mut index = 0;
            row.items(column, &mut |name, detail| {
                let locator = locators.get(index).map_or(detail, String::as_str);
                let address = addresses.get(index).filter(|address| !address.is_empty());
                index += 1;
                if let Some(name) = self.item(name) {
                    match address {
                        Some(address) => found(&format!("{name}\t{address}"), locator),
                        None => found(name, locator),
                    }
                }
            });
        }
    }

    /// Returns all items that the cells of a role list.
    pub(super) fn items<R: Record + ?Sized>(&self, row: &R, role: ColumnRole) -> Vec<String> {
        let mut all = Vec::new();
        for &column in self.columns(role) {
            row.items(column, &mut |item, _| all.push(item.to_owned()));
        }
        all
    }
}
