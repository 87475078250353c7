//! From the syntax tree of CEL to a condition.

use acteon_core::{PluginName, consts::DEFAULT_FUNCTION};
use cel::common::ast::{CallExpr, EntryExpr, Expr, LiteralValue, MapExpr, operators};
use cel::parser::Expression;

use crate::PluginReference;
use crate::bounds::CONDITION_DEPTH;
use crate::condition::{
    Comprehension, Kind, Macro, Node, Patterns, all, any, has, is_index, member, not, root,
};
use crate::eval::{parse_duration, parse_timestamp};
use crate::function::{self, Function};
use crate::operator::BinaryOperator;
use crate::value::{Type, Value};

/// Compiles one expression.
pub struct Compiler<'p> {
    patterns: &'p mut Patterns,
    /// Variables of the macros around.
    locals: Vec<String>,
    depth: usize,
}

type Compiled = Result<Node, String>;

impl<'p> Compiler<'p> {
    pub fn new(patterns: &'p mut Patterns) -> Self {
        Self {
            patterns,
            locals: Vec::new(),
            depth: 0,
        }
    }

    /// Compiles an expression and all it contains.
    pub fn expression(&mut self, expression: &Expression) -> Compiled {
        self.depth += 1;
        // Conjunctions are balanced trees here and become flat, so this is above the bound on
        // conditions.
        if self.depth > 2 * CONDITION_DEPTH {
            return Err(format!(
                "the CEL expression is nested too deeply; the bound is {CONDITION_DEPTH} levels, \
                 split the rule"
            ));
        }
        let node = self.kind(&expression.expr);
        self.depth -= 1;
        node
    }

    fn kind(&mut self, expression: &Expr) -> Compiled {
        match expression {
            Expr::Literal(literal) => Ok(Node::new(Kind::Literal(value(literal)))),
            Expr::Ident(name) => self.identifier(name),
            Expr::Select(select) => {
                let operand = self.expression(&select.operand)?;
                member(operand, &select.field)
            }
            Expr::List(list) => Ok(Node::new(Kind::List(self.expressions(&list.elements)?))),
            Expr::Map(map) => self.map(map),
            Expr::Call(call) => self.call(call),
            Expr::Struct(message) => Err(format!(
                "`{}{{...}}` would make a message, which conditions do not have; write a map",
                message.type_name
            )),
            Expr::Comprehension(_) | Expr::Unspecified => {
                Err("this is not a CEL expression".to_owned())
            }
        }
    }

    fn expressions(&mut self, expressions: &[Expression]) -> Result<Vec<Node>, String> {
        expressions
            .iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    fn identifier(&self, name: &str) -> Compiled {
        if let Some(place) = self.locals.iter().rposition(|local| local == name) {
            return Ok(Node::new(Kind::Local(place, name.to_owned())));
        }
        if let Some(root) = root(name) {
            return Ok(Node::new(Kind::Root(root)));
        }
        if let Some(named) = Type::named(name) {
            return Ok(Node::new(Kind::Literal(Value::Type(named))));
        }
        Err(format!(
            "there is no variable `{name}`; a field of the payload is written `payload.{name}`, a \
             text in quotes, and the variables are `action`, `payload`, `metadata`, `tenant`, \
             `provider`, `action_type` and `time`"
        ))
    }

    fn map(&mut self, map: &MapExpr) -> Compiled {
        let mut entries = Vec::with_capacity(map.entries.len());
        for entry in &map.entries {
            let EntryExpr::MapEntry(entry) = &entry.expr else {
                return Err("this is not a CEL expression".to_owned());
            };
            entries.push((self.expression(&entry.key)?, self.expression(&entry.value)?));
        }
        Ok(Node::new(Kind::Map(entries)))
    }

    fn call(&mut self, call: &CallExpr) -> Compiled {
        if let Some(node) = self.operator(call)? {
            return Ok(node);
        }
        if let Some(node) = self.comprehension(call)? {
            return Ok(node);
        }
        let name = call.func_name.as_str();
        let mut arguments = Vec::with_capacity(call.args.len() + 1);
        if name == "wasm" && call.target.is_none() {
            return wasm(&call.args);
        }
        if let Some(target) = &call.target {
            arguments.push(self.expression(target)?);
        }
        arguments.extend(self.expressions(&call.args)?);
        let method = call.target.is_some();
        if let Some(node) = text_function(name, method, &mut arguments, self.patterns)? {
            return Ok(node);
        }
        if name == "has" && !method {
            // A bare name is no field, even where it stands for one of the action.
            let is_name =
                matches!(call.args.first(), Some(arg) if matches!(arg.expr, Expr::Ident(_)));
            return match (arguments.pop(), arguments.is_empty() && !is_name) {
                (Some(path), true) => has(path),
                _ => {
                    Err("`has()` takes one field, for example `has(action.payload.to)`".to_owned())
                }
            };
        }
        let function = function::resolve(name, method, arguments.len()).map_err(|error| {
            error.unwrap_or_else(|| {
                format!(
                    "there is no function `{name}`; there are {}",
                    function::LIST
                )
            })
        })?;
        check_literal(function, &arguments)?;
        Ok(Node::new(Kind::Call(function, arguments)))
    }

    /// The call as an operator, if it is one.
    fn operator(&mut self, call: &CallExpr) -> Result<Option<Node>, String> {
        let binary = match call.func_name.as_str() {
            operators::EQUALS => BinaryOperator::Equal,
            operators::NOT_EQUALS => BinaryOperator::NotEqual,
            operators::LESS => BinaryOperator::Less,
            operators::LESS_EQUALS => BinaryOperator::LessOrEqual,
            operators::GREATER => BinaryOperator::Greater,
            operators::GREATER_EQUALS => BinaryOperator::GreaterOrEqual,
            operators::IN => BinaryOperator::In,
            operators::ADD => BinaryOperator::Add,
            operators::SUBSTRACT => BinaryOperator::Subtract,
            operators::MULTIPLY => BinaryOperator::Multiply,
            operators::DIVIDE => BinaryOperator::Divide,
            operators::MODULO => BinaryOperator::Remainder,
            _ => return self.other_operator(call),
        };
        let [left, right] = call.args.as_slice() else {
            return Err("this is not a CEL expression".to_owned());
        };
        let left = Box::new(self.expression(left)?);
        let right = Box::new(self.expression(right)?);
        Ok(Some(Node::new(Kind::Binary(binary, left, right))))
    }

    fn other_operator(&mut self, call: &CallExpr) -> Result<Option<Node>, String> {
        let node = match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, terms) => all(self.expressions(terms)?),
            (operators::LOGICAL_OR, terms) => any(self.expressions(terms)?),
            (operators::LOGICAL_NOT, [operand]) => not(self.expression(operand)?),
            (operators::NEGATE, [operand]) => {
                Node::new(Kind::Negate(Box::new(self.expression(operand)?)))
            }
            (operators::CONDITIONAL, [condition, yes, no]) => {
                Node::new(Kind::Conditional(Box::new([
                    self.expression(condition)?,
                    self.expression(yes)?,
                    self.expression(no)?,
                ])))
            }
            (operators::INDEX, [operand, index]) => {
                let operand = self.expression(operand)?;
                let index = self.expression(index)?;
                match &index.kind {
                    // A path, however it is written.
                    Kind::Literal(Value::String(field)) if !is_index(field) => {
                        member(operand, field)?
                    }
                    _ => Node::new(Kind::Index(Box::new(operand), Box::new(index))),
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(node))
    }

    /// The call as a macro over a list or map, if it is one.
    fn comprehension(&mut self, call: &CallExpr) -> Result<Option<Node>, String> {
        let kind = match call.func_name.as_str() {
            "all" => Macro::All,
            "exists" => Macro::Exists,
            "exists_one" | "existsOne" => Macro::ExistsOne,
            "map" => Macro::Map,
            "filter" => Macro::Filter,
            _ => return Ok(None),
        };
        let name = kind.name();
        let usage = || format!("`{name}` is called as `list.{name}(x, ...)` with a variable name");
        let (variable, filter, body) = match (kind, call.args.as_slice()) {
            (Macro::Map, [variable, filter, body]) => (variable, Some(filter), body),
            (_, [variable, body]) => (variable, None, body),
            _ => return Err(usage()),
        };
        let (Some(target), Expr::Ident(variable)) = (&call.target, &variable.expr) else {
            return Err(usage());
        };
        let range = self.expression(target)?;
        self.locals.push(variable.clone());
        let filter = filter.map(|filter| self.expression(filter)).transpose()?;
        let body = self.expression(body)?;
        self.locals.pop();
        Ok(Some(Node::new(Kind::Comprehension(Box::new(
            Comprehension {
                kind,
                range,
                variable: variable.clone(),
                filter,
                body,
            },
        )))))
    }
}

fn value(literal: &LiteralValue) -> Value<'static> {
    match literal {
        LiteralValue::Boolean(value) => Value::Bool(*value.inner()),
        LiteralValue::Bytes(bytes) => Value::Bytes(bytes.inner().into()),
        LiteralValue::Double(number) => Value::Double(*number.inner()),
        LiteralValue::Int(number) => Value::Int(*number.inner()),
        LiteralValue::Null => Value::Null,
        LiteralValue::String(text) => text.inner().into(),
        LiteralValue::UInt(number) => Value::Uint(*number.inner()),
    }
}

/// `wasm(plugin[, function])`, with literals: which plugins a rule calls is known when it is loaded.
fn wasm(arguments: &[Expression]) -> Compiled {
    let texts: Option<Vec<&str>> = arguments
        .iter()
        .map(|argument| match &argument.expr {
            Expr::Literal(LiteralValue::String(text)) => Some(text.inner()),
            _ => None,
        })
        .collect();
    let (plugin, function) = match texts.as_deref() {
        Some([plugin]) => (*plugin, DEFAULT_FUNCTION),
        Some([plugin, function]) if !function.is_empty() => (*plugin, *function),
        _ => {
            return Err(
                "`wasm` takes the name of a plugin and, if it is not `evaluate`, of a function, \
                 both in quotes: `wasm(\"fraud-scorer\", \"evaluate\")`"
                    .to_owned(),
            );
        }
    };
    PluginName::new(plugin).map_err(|error| format!("`{plugin}` is not a plugin name: {error}"))?;
    Ok(Node::new(Kind::Wasm(PluginReference {
        plugin: plugin.to_owned(),
        function: function.to_owned(),
    })))
}

/// The functions that are operators in YAML.
fn text_function(
    name: &str,
    method: bool,
    arguments: &mut Vec<Node>,
    patterns: &mut Patterns,
) -> Result<Option<Node>, String> {
    let operator = match name {
        "contains" => Some(BinaryOperator::Contains),
        "startsWith" => Some(BinaryOperator::StartsWith),
        "endsWith" => Some(BinaryOperator::EndsWith),
        "matches" => None,
        _ => return Ok(None),
    };
    let usage = || format!("`{name}` is called as `text.{name}(\"...\")`");
    if arguments.len() != 2 || !(method || name == "matches") {
        return Err(usage());
    }
    let (Some(right), Some(left)) = (arguments.pop(), arguments.pop()) else {
        return Err(usage());
    };
    let kind = match (operator, &right.kind) {
        (Some(operator), _) => Kind::Binary(operator, Box::new(left), Box::new(right)),
        (None, Kind::Literal(Value::String(source))) => {
            Kind::Matches(Box::new(left), patterns.compile(source)?)
        }
        (None, _) => {
            return Err(
                "the pattern of `matches` must be a literal in quotes, so that it can be \
                        checked when the rule is loaded"
                    .to_owned(),
            );
        }
    };
    Ok(Some(Node::new(kind)))
}

/// What is certain to fail is refused when it is loaded.
fn check_literal(function: Function, arguments: &[Node]) -> Result<(), String> {
    let text = |node: Option<&Node>| match node.map(|node| &node.kind) {
        Some(Kind::Literal(Value::String(text))) => Some(text.to_string()),
        _ => None,
    };
    match (function, text(arguments.first())) {
        (Function::Timestamp, Some(text)) if parse_timestamp(&text).is_none() => Err(format!(
            "`{text}` is not a timestamp; write one as `2026-01-31T12:00:00Z`"
        )),
        (Function::Duration, Some(text)) if parse_duration(&text).is_none() => Err(format!(
            "`{text}` is not a duration; write one as `1h30m` or `1.5s`"
        )),
        _ => match text(arguments.get(1)) {
            Some(zone) if crate::eval::parse_zone(&zone).is_none() => Err(format!(
                "`{zone}` is not a time zone; use an IANA name such as `Europe/Paris` or an offset \
                 such as `+02:00`"
            )),
            _ => Ok(()),
        },
    }
}
