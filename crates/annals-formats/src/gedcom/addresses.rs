//! The addresses of sources.

use super::lines::Node;

/// Returns the address of a picture, a recording or a page.
pub(super) fn address_of<'a>(node: Node<'a, '_>) -> &'a str {
    let record = node.target().unwrap_or(node);
    match record.tag() {
        "WWW" => record.value(),
        _ => record.text("FILE"),
    }
}
