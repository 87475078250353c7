//! The condition of a rule: one tree, whatever it was written in.

mod build;
mod display;
mod pattern;
mod requirement;

use std::sync::Arc;

use acteon_core::{Action, PartPlace, SharedText};

use crate::function::Function;
use crate::operator::BinaryOperator;
use crate::time::TimeField;
use crate::value::Value;
use crate::{PluginReference, StateKeys};

pub use build::{all, any, has, member, not, root};
pub use display::is_index;
pub use pattern::{Pattern, Patterns};
pub use requirement::{Field, Requirement};

/// One part of a condition, with its own parts.
#[derive(Clone, Debug)]
pub struct Node {
    /// Index of its place in [`Condition::places`]; none when a trace does not show its value.
    pub place: Option<usize>,
    /// Whether evaluating it may call a plugin.
    pub calls_plugin: bool,
    pub kind: Kind,
}

/// What a part is.
#[derive(Clone, Debug)]
pub enum Kind {
    Literal(Value<'static>),
    Json(serde_json::Value),
    Root(Root),
    /// A variable of a macro: its place on the stack of such variables, and its name.
    Local(usize, String),
    Select(Box<Node>, String),
    Has(Box<Node>, String),
    Index(Box<Node>, Box<Node>),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Not(Box<Node>),
    Negate(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Conditional(Box<[Node; 3]>),
    Binary(BinaryOperator, Box<Node>, Box<Node>),
    Matches(Box<Node>, Pattern),
    Call(Function, Vec<Node>),
    Comprehension(Box<Comprehension>),
    Wasm(PluginReference),
    /// Whether the dedup key was seen, within so many seconds if given.
    StateSeen(Box<Node>, Option<u64>),
    /// The count of the throttle rule.
    StateCounter(Box<Node>),
}

/// What conditions can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    Action,
    Namespace,
    Tenant,
    Provider,
    ActionType,
    Payload,
    Metadata,
    Time,
    TimeField(TimeField),
}

/// `range.macro(variable, body)`.
#[derive(Clone, Debug)]
pub struct Comprehension {
    pub kind: Macro,
    pub range: Node,
    pub variable: String,
    /// Predicate of `map(v, predicate, body)`.
    pub filter: Option<Node>,
    pub body: Node,
}

/// The macros of CEL over lists and maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Macro {
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
}

impl Macro {
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exists => "exists",
            Self::ExistsOne => "exists_one",
            Self::Map => "map",
            Self::Filter => "filter",
        }
    }
}

impl Node {
    pub fn new(kind: Kind) -> Self {
        let mut node = Self {
            place: None,
            calls_plugin: matches!(kind, Kind::Wasm(_)),
            kind,
        };
        let mut calls = node.calls_plugin;
        node.for_each_child(&mut |child| calls |= child.calls_plugin);
        node.calls_plugin = calls;
        node
    }

    pub fn literal(value: impl Into<Value<'static>>) -> Self {
        Self::new(Kind::Literal(value.into()))
    }

    /// Calls `visit` for every direct part, in the order of the canonical form.
    pub fn for_each_child<'n>(&'n self, visit: &mut dyn FnMut(&'n Self)) {
        match &self.kind {
            Kind::Literal(_) | Kind::Json(_) | Kind::Root(_) | Kind::Local(..) | Kind::Wasm(_) => {}
            Kind::Select(node, _)
            | Kind::Has(node, _)
            | Kind::Not(node)
            | Kind::Negate(node)
            | Kind::Matches(node, _)
            | Kind::StateSeen(node, _)
            | Kind::StateCounter(node) => visit(node),
            Kind::Index(left, right) | Kind::Binary(_, left, right) => {
                visit(left);
                visit(right);
            }
            Kind::List(nodes) | Kind::All(nodes) | Kind::Any(nodes) | Kind::Call(_, nodes) => {
                nodes.iter().for_each(visit);
            }
            Kind::Map(entries) => {
                for (key, value) in entries {
                    visit(key);
                    visit(value);
                }
            }
            Kind::Conditional(nodes) => nodes.iter().for_each(visit),
            Kind::Comprehension(comprehension) => {
                visit(&comprehension.range);
                comprehension.filter.iter().for_each(&mut *visit);
                visit(&comprehension.body);
            }
        }
    }

    /// Calls `visit` for this part and every part within it.
    pub fn walk<'n>(&'n self, visit: &mut dyn FnMut(&'n Self)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }
}

/// A condition ready to be evaluated.
#[derive(Debug)]
pub struct Condition {
    root: Node,
    display: SharedText,
    places: Arc<[PartPlace]>,
    plugins: Vec<PluginReference>,
    reads_state: bool,
    requirement: Option<Requirement>,
}

impl Condition {
    pub fn new(mut root: Node) -> Self {
        let (display, places) = display::render(&mut root);
        let mut plugins = Vec::new();
        let mut reads_state = false;
        root.walk(&mut |node| match &node.kind {
            Kind::Wasm(reference) => plugins.push(reference.clone()),
            Kind::StateSeen(..) | Kind::StateCounter(_) => reads_state = true,
            _ => {}
        });
        plugins.sort();
        plugins.dedup();
        Self {
            requirement: Requirement::of(&root),
            root,
            display,
            places,
            plugins,
            reads_state,
        }
    }

    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The canonical form.
    pub fn display(&self) -> &SharedText {
        &self.display
    }

    /// Where the parts that a trace shows stand in the canonical form, outermost first.
    pub fn places(&self) -> &Arc<[PartPlace]> {
        &self.places
    }

    pub fn plugins(&self) -> &[PluginReference] {
        &self.plugins
    }

    /// What it requires of the fields by which rules are indexed.
    pub fn requirement(&self) -> Option<&Requirement> {
        self.requirement.as_ref()
    }

    /// Whether `action` meets the requirement. If not, the condition is false: none of its parts is
    /// evaluated then, so that the rules which cannot match cost nothing.
    pub fn may_hold(&self, action: &Action) -> bool {
        (self.requirement.as_ref()).is_none_or(|requirement| requirement.is_met(action))
    }

    /// Whether it reads state.
    pub fn reads_state(&self) -> bool {
        self.reads_state
    }

    /// Adds the state keys that evaluating this condition for `action` may read.
    pub fn collect_state_keys(&self, action: &Action, keys: &mut StateKeys) {
        if !self.reads_state {
            return;
        }
        self.root.walk(&mut |node| {
            let (key, into) = match &node.kind {
                Kind::StateSeen(key, _) => (key, &mut keys.seen),
                Kind::StateCounter(key) => (key, &mut keys.counters),
                _ => return,
            };
            into.extend(crate::eval::state_key_of(key, action));
        });
    }

    /// The throttle rules that this condition names literally.
    pub fn counters_named(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.root.walk(&mut |node| {
            if let Kind::StateCounter(key) = &node.kind
                && let Kind::Literal(Value::String(name)) = &key.kind
            {
                names.push(&**name);
            }
        });
        names
    }
}
