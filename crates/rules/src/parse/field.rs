//! Field paths of YAML conditions.

use crate::condition::{Kind, Node, member, root};

/// A path such as `action.payload.items.0.price`, with or without `action.` in front.
///
/// # Errors
/// Says what is wrong with it.
pub fn read(path: &str) -> Result<Node, String> {
    let mut segments = path.split('.');
    let first = segments.next().unwrap_or_default();
    let start = root(first).ok_or_else(|| {
        format!(
            "there is no field `{path}`; a field begins with `action.`, `payload.`, `metadata.` or \
             `time.`, or is `namespace`, `tenant`, `provider` or `action_type`"
        )
    })?;
    let mut node = Node::new(Kind::Root(start));
    for segment in segments {
        if segment.is_empty() {
            return Err(format!(
                "the field `{path}` has an empty part between two dots"
            ));
        }
        node = member(node, segment)?;
    }
    Ok(node)
}
