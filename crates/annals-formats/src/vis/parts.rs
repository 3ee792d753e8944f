//! Splits a file of vis-timeline into items, groups and options, as far as the text goes.

use crate::json::{End, Json};

/// The parts of a file.
#[derive(Debug, Default)]
pub(super) struct FileParts<'t> {
    pub(super) items: Vec<Json<'t>>,
    pub(super) groups: Vec<Json<'t>>,
    pub(super) options: Option<Json<'t>>,
    pub(super) kept: Option<Json<'t>>,
    /// Names of fields that are not read.
    pub(super) others: Vec<String>,
}

impl<'t> FileParts<'t> {
    /// Collects the parts, up to where the text breaks off. Returns how the innermost list or object ended.
    pub(super) fn take(&mut self, root: Json<'t>) -> Result<End, (usize, String)> {
        if root.is_list() {
            return elements(root, &mut self.items);
        }
        let mut entries = root.entries().ok_or_else(|| {
            let message = if root.written().is_empty() {
                "The text ends here: An object, {...}, is expected."
            } else {
                "An object, {...}, is expected here."
            };
            (root.byte(), message.to_owned())
        })?;
        let mut inner = None;
        while let Some(entry) = entries.next().or_else(|| entries.cut_off()) {
            let is_cut = !matches!(entries.end(), End::Missing(_));
            let value = entry.value;
            match &*entry.name() {
                "items" => inner = Some(elements(value, &mut self.items)?),
                "groups" => inner = Some(elements(value, &mut self.groups)?),
                "options" => self.options = Some(value),
                "annals" => self.kept = Some(value),
                other => self.others.push(other.to_owned()),
            }
            if is_cut {
                return Ok(inner.unwrap_or(entries.end()));
            }
            if let Some(end) = inner.take().filter(|end| !matches!(end, End::Closed(_))) {
                return Ok(end);
            }
        }
        Ok(entries.end())
    }
}

/// Adds the elements of a list.
fn elements<'t>(list: Json<'t>, to: &mut Vec<Json<'t>>) -> Result<End, (usize, String)> {
    let entries = list.entries().filter(|_| list.is_list());
    let Some(mut entries) = entries else {
        return Err((list.byte(), "An array, [...], is expected here.".to_owned()));
    };
    to.extend(entries.by_ref().map(|entry| entry.value));
    Ok(entries.end())
}
