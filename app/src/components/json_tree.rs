//! JSON as a tree.

use crate::prelude::*;
use serde_json::Value;

/// Deepest level drawn as a tree; below it stands the text.
const MAX_DEPTH: usize = 32;
/// Members shown of one object or list.
const MAX_MEMBERS: usize = 500;
/// A node with at most so many members is open from the start.
const OPEN_MEMBERS: usize = 12;

/// JSON as a tree whose branches fold.
#[component]
pub fn JsonTree(
    /// The JSON.
    value: Value,
) -> impl IntoView {
    view! { <div class="json-tree">{node(None, &value, 0)}</div> }.into_any()
}

fn node(key: Option<String>, value: &Value, depth: usize) -> AnyView {
    let key = key.map(|key| view! { <span class="json-key">{key}</span>": " });
    let (members, brackets): (Vec<(String, &Value)>, _) = match value {
        Value::Object(object) if depth < MAX_DEPTH => (
            object
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect(),
            ("{", "}"),
        ),
        Value::Array(list) if depth < MAX_DEPTH => (
            list.iter()
                .enumerate()
                .map(|(index, value)| (index.to_string(), value))
                .collect(),
            ("[", "]"),
        ),
        _ => {
            let kind = match value {
                Value::String(_) => "string",
                Value::Number(_) => "number",
                Value::Bool(_) => "boolean",
                Value::Null => "null",
                Value::Object(_) | Value::Array(_) => "deep",
            };
            let class = format!("json-{kind}");
            let text = value.to_string();
            return view! { <div class="json-leaf">{key} <span class=class>{text}</span></div> }
                .into_any();
        }
    };
    let count = members.len();
    if count == 0 {
        let text = format!("{}{}", brackets.0, brackets.1);
        return view! { <div class="json-leaf">{key} <span class="json-null">{text}</span></div> }
            .into_any();
    }
    let open = depth == 0 || count <= OPEN_MEMBERS;
    let summary = format!("{} {count} {}", brackets.0, brackets.1);
    let hidden = count.saturating_sub(MAX_MEMBERS);
    let children: Vec<_> = members
        .into_iter()
        .take(MAX_MEMBERS)
        .map(|(key, value)| node(Some(key), value, depth + 1))
        .collect();
    view! {
        <details class="json-branch" open=open>
            <summary>{key} <span class="json-size">{summary}</span></summary>
            <div class="json-members">
                {children}
                {(hidden > 0).then(|| view! { <div class="muted">{format!("and {hidden} more")}</div> })}
            </div>
        </details>
    }
    .into_any()
}
