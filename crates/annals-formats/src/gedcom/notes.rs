//! Notes and what is kept of lines that annals does not understand.
//!
//! Owns following pointers to shared notes, within the allowance of the reader.

use super::Reader;
use super::lines::Node;

impl<'a, 't> Reader<'a, 't> {
    /// What the notes below a line say, and those that they point to.
    pub(super) fn notes(&mut self, node: Node<'a, 't>) -> Vec<String> {
        let mut found = Vec::new();
        for note in node
            .children()
            .filter(|child| matches!(child.tag(), "NOTE" | "SNOTE"))
        {
            found.extend(self.note(note));
        }
        found
    }

    /// What one note says.
    pub(super) fn note(&mut self, note: Node<'a, 't>) -> Option<String> {
        let Some(name) = note.pointer() else {
            return Some(note.value().to_owned()).filter(|text| !text.is_empty());
        };
        let target = self.target(note)?;
        let text = target.value();
        if text.len() > self.allowance {
            self.spent = true;
            return Some(format!("(See note {name}.)"));
        }
        self.allowance -= text.len();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// The record that a line points to; where there is none, that is told.
    pub(super) fn target(&mut self, node: Node<'a, 't>) -> Option<Node<'a, 't>> {
        let name = node.pointer()?;
        let target = node.target();
        // In GEDCOM 7 this name stands for nothing on purpose.
        if target.is_none() && name != "VOID" {
            self.builder
                .doubt(node.byte(), &format!("There is no record @{name}@."));
        }
        target
    }
}

/// Everything below a line, for keeping: each value by the tags that lead to it.
pub(super) fn kept(node: Node<'_, '_>, path: &str, extra: &mut Vec<(String, String)>) {
    // Lines below lines are taken from a list, so that depth costs nothing but the length of a name.
    let mut open = vec![(node, path.to_owned())];
    while let Some((node, path)) = open.pop() {
        let value = node.value();
        if !value.is_empty() {
            extra.push((path.clone(), value.to_owned()));
        } else if node.is_leaf() {
            extra.push((path.clone(), "yes".to_owned()));
        }
        // What is below is kept under the last few of its tags.
        let base = if path.len() > 40 {
            String::new()
        } else {
            format!("{path}.")
        };
        let children: Vec<_> = node
            .children()
            .map(|child| (child, format!("{base}{}", child.tag())))
            .collect();
        open.extend(children.into_iter().rev());
    }
}
