//! The canonical form of a condition, and where each part stands in it.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use acteon_core::{PartPlace, SharedText};

use super::{Kind, Node, Root};
use crate::function::Style;
use crate::value::Value;

/// Where a part stands that a trace shows: the range of bytes, and the depth.
type Stands = (Range<usize>, usize);

/// Writes the canonical form of `root`, and gives each part that a trace shows its place in it.
///
/// Not shown are literals, the beginnings of a path, and what is within the body of a macro, which
/// has a value for each element.
pub fn render(root: &mut Node) -> (SharedText, Arc<[PartPlace]>) {
    let mut renderer = Renderer {
        out: String::new(),
        listed: Vec::new(),
    };
    renderer.node(root, 0, true);
    let display = SharedText::from(renderer.out);
    let places = (renderer.listed.into_iter())
        .map(|(range, depth)| PartPlace {
            start: range.start,
            text: display.part(range).unwrap_or_else(|| display.clone()),
            depth,
        })
        .collect();
    (display, places)
}

impl Root {
    /// The name in the canonical form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Namespace => "action.namespace",
            Self::Tenant => "action.tenant",
            Self::Provider => "action.provider",
            Self::ActionType => "action.action_type",
            Self::Payload => "action.payload",
            Self::Metadata => "action.metadata",
            Self::Time => "time",
            Self::TimeField(field) => field.path(),
        }
    }
}

struct Renderer {
    out: String,
    listed: Vec<Stands>,
}

impl Renderer {
    fn node(&mut self, node: &mut Node, depth: usize, listed: bool) {
        let listed = listed && (depth == 0 || !is_literal(node));
        let start = self.out.len();
        node.place = listed.then_some(self.listed.len());
        if listed {
            self.listed.push((start..start, depth));
        }
        self.kind(&mut node.kind, depth + 1, listed);
        if let Some((range, _)) = node.place.and_then(|place| self.listed.get_mut(place)) {
            range.end = self.out.len();
        }
    }

    fn kind(&mut self, kind: &mut Kind, depth: usize, listed: bool) {
        match kind {
            Kind::Literal(value) => self.literal(value),
            Kind::Json(value) => self.json(value),
            Kind::Root(root) => self.out.push_str(root.name()),
            Kind::Local(_, name) => self.out.push_str(name),
            Kind::Select(operand, field) => {
                let path = is_path(operand);
                self.node(operand, depth, listed && !path);
                self.field(field);
            }
            Kind::Has(operand, field) => {
                self.out.push_str("has(");
                let path = is_path(operand);
                self.node(operand, depth, listed && !path);
                self.field(field);
                self.out.push(')');
            }
            Kind::Index(operand, index) => {
                self.node(operand, depth, listed);
                self.out.push('[');
                self.node(index, depth, listed);
                self.out.push(']');
            }
            Kind::List(nodes) => self.sequence("[", nodes, ", ", "]", depth, listed),
            Kind::Map(entries) => {
                self.out.push('{');
                for (i, (key, value)) in entries.iter_mut().enumerate() {
                    if i > 0 {
                        self.out.push_str(", ");
                    }
                    self.node(key, depth, listed);
                    self.out.push_str(": ");
                    self.node(value, depth, listed);
                }
                self.out.push('}');
            }
            Kind::Not(operand) => {
                self.out.push('!');
                self.node(operand, depth, listed);
            }
            Kind::Negate(operand) => {
                self.out.push('-');
                self.node(operand, depth, listed);
            }
            Kind::All(nodes) => self.sequence("all(", nodes, " && ", ")", depth, listed),
            Kind::Any(nodes) => self.sequence("any(", nodes, " || ", ")", depth, listed),
            Kind::Conditional(nodes) => {
                let [condition, yes, no] = nodes.as_mut();
                self.out.push('(');
                self.node(condition, depth, listed);
                self.out.push_str(" ? ");
                self.node(yes, depth, listed);
                self.out.push_str(" : ");
                self.node(no, depth, listed);
                self.out.push(')');
            }
            Kind::Binary(operator, left, right) => {
                self.out.push('(');
                self.node(left, depth, listed);
                let _ = write!(self.out, " {} ", operator.symbol());
                self.node(right, depth, listed);
                self.out.push(')');
            }
            Kind::Matches(operand, pattern) => {
                self.out.push('(');
                self.node(operand, depth, listed);
                self.out.push_str(" matches ");
                self.quoted(pattern.as_str());
                self.out.push(')');
            }
            Kind::Call(function, arguments) => {
                let of = usize::from(function.style() == Style::Method);
                if let (1, Some(target)) = (of, arguments.first_mut()) {
                    self.node(target, depth, listed);
                    self.out.push('.');
                }
                self.out.push_str(function.name());
                let rest = arguments.get_mut(of..).unwrap_or_default();
                self.sequence("(", rest, ", ", ")", depth, listed);
            }
            Kind::Comprehension(comprehension) => {
                self.node(&mut comprehension.range, depth, listed);
                let _ = write!(
                    self.out,
                    ".{}({}, ",
                    comprehension.kind.name(),
                    comprehension.variable
                );
                if let Some(filter) = &mut comprehension.filter {
                    self.node(filter, depth, false);
                    self.out.push_str(", ");
                }
                self.node(&mut comprehension.body, depth, false);
                self.out.push(')');
            }
            Kind::Wasm(reference) => {
                self.out.push_str("wasm(");
                self.quoted(&reference.plugin);
                self.out.push_str(", ");
                self.quoted(&reference.function);
                self.out.push(')');
            }
            Kind::StateSeen(key, within_seconds) => {
                self.out.push_str("state_seen(");
                self.node(key, depth, listed);
                if let Some(seconds) = within_seconds {
                    let _ = write!(self.out, ", {seconds}");
                }
                self.out.push(')');
            }
            Kind::StateCounter(key) => {
                self.out.push_str("state_counter(");
                self.node(key, depth, listed);
                self.out.push(')');
            }
        }
    }

    fn sequence(
        &mut self,
        open: &str,
        nodes: &mut [Node],
        separator: &str,
        close: &str,
        depth: usize,
        listed: bool,
    ) {
        self.out.push_str(open);
        for (i, node) in nodes.iter_mut().enumerate() {
            if i > 0 {
                self.out.push_str(separator);
            }
            self.node(node, depth, listed);
        }
        self.out.push_str(close);
    }

    fn field(&mut self, field: &str) {
        let identifier = field
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && !field.starts_with(|c: char| c.is_ascii_digit());
        if identifier && !field.is_empty() {
            self.out.push('.');
            self.out.push_str(field);
        } else if is_index(field) {
            let _ = write!(self.out, "[{field}]");
        } else {
            self.out.push('[');
            self.quoted(field);
            self.out.push(']');
        }
    }

    fn literal(&mut self, value: &Value<'_>) {
        match value {
            Value::String(text) => self.quoted(text),
            Value::Int(number) => {
                let _ = write!(self.out, "{number}");
            }
            Value::Uint(number) => {
                let _ = write!(self.out, "{number}u");
            }
            Value::Double(number) => {
                let _ = write!(self.out, "{number:?}");
            }
            Value::Bool(value) => {
                let _ = write!(self.out, "{value}");
            }
            Value::Bytes(bytes) => {
                let _ = write!(self.out, "b\"{}\"", bytes.escape_ascii());
            }
            Value::Type(name) => self.out.push_str(name.name()),
            _ => self.out.push_str("null"),
        }
    }

    fn json(&mut self, value: &serde_json::Value) {
        match value {
            serde_json::Value::Array(items) => {
                self.out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(", ");
                    }
                    self.json(item);
                }
                self.out.push(']');
            }
            other => {
                let _ = write!(self.out, "{other}");
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        let _ = write!(self.out, "{}", serde_json::Value::from(text));
    }
}

/// Whether a path segment is the index of a list.
pub fn is_index(field: &str) -> bool {
    !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the canonical form of a part is its value.
fn is_literal(node: &Node) -> bool {
    match &node.kind {
        Kind::Literal(_) | Kind::Json(_) => true,
        Kind::List(nodes) => nodes.iter().all(is_literal),
        _ => false,
    }
}

fn is_path(node: &Node) -> bool {
    matches!(node.kind, Kind::Select(..) | Kind::Root(_))
}
