//! The lines that are kept as extra fields.

use super::lines::Node;

/// Keeps a line and all lines below it as extra fields, named by the path of their tags.
pub(super) fn keep_lines(node: Node<'_, '_>, path: &str, extra: &mut Vec<(String, String)>) {
    // A list instead of recursion, as the depth of a file has no limit.
    let mut open = vec![(node, path.to_owned())];
    while let Some((node, path)) = open.pop() {
        let value = node.value();
        if !value.is_empty() {
            extra.push((path.clone(), value.to_owned()));
        } else if node.is_leaf() {
            extra.push((path.clone(), "yes".to_owned()));
        }
        // A long path starts anew.
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
