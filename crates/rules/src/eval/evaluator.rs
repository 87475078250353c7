//! The evaluator: one condition, one action.

use std::collections::BTreeSet;

use acteon_core::{Action, PluginCall, PluginFailureKind};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::access::{at_index, has, select};
use super::{Fault, Left, Meter, Outcomes, arithmetic, call, comprehension, state};
use crate::allowance::Allowance;
use crate::answer;
use crate::bounds::{ANSWER_BYTES, PLUGIN_CALLS, STEPS_OF_A_CALL};
use crate::condition::{Kind, Node, Root};
use crate::value::{List, Map, Text, Type, Value};
use crate::{ErrorKind, PluginInvoker, PluginReference, Request, StateSnapshot};

/// What a part came to.
pub type Outcome<'a> = Result<Value<'a>, Fault>;

/// A plugin call that was made, and the part that made it.
pub struct Call<'a> {
    pub reference: &'a PluginReference,
    pub made: PluginCall,
}

/// What an evaluation came to.
pub struct Evaluation<'a> {
    pub result: Result<bool, Fault>,
    /// The plugin calls that were made.
    pub calls: Vec<Call<'a>>,
    /// The keys of state that were looked up.
    pub state_keys: BTreeSet<String>,
    /// What the parts came to, if that was recorded.
    pub outcomes: Outcomes<'a>,
    /// What is left for the evaluations that follow.
    pub left: Left,
}

impl Evaluation<'_> {
    /// What to tell a person about a failure of this evaluation.
    pub fn explain(&self, fault: &Fault) -> (String, ErrorKind) {
        let message = match fault {
            Fault::Plugin { call, .. } => match self.calls.get(*call) {
                Some(Call {
                    reference,
                    made:
                        PluginCall {
                            result: Err(failure),
                            ..
                        },
                }) => format!(
                    "`wasm(\"{}\", \"{}\")`: {}",
                    reference.plugin, reference.function, failure.message
                ),
                _ => fault.to_string(),
            },
            fault => fault.to_string(),
        };
        (message, fault.kind())
    }
}

/// Evaluates the condition of one rule.
pub struct Evaluator<'a> {
    pub(super) meter: Meter,
    /// What was left of the decision at the beginning.
    left: Left,
    pub(super) locals: Vec<Value<'a>>,
    pub(super) state: &'a StateSnapshot,
    action: &'a Action,
    plugins: &'a dyn PluginInvoker,
    instant: Timestamp,
    zone: &'a TimeZone,
    time: Option<ZonedDateTime>,
    calls: Vec<Call<'a>>,
    state_keys: BTreeSet<String>,
    outcomes: Outcomes<'a>,
    /// Whether outcomes are wanted.
    records: bool,
}

impl<'a> Evaluator<'a> {
    /// `left` is what is left of the decision; `record` has room for outcomes, if they are wanted.
    pub fn new(
        request: &Request<'a>,
        zone: &'a TimeZone,
        left: Left,
        record: Option<Outcomes<'a>>,
    ) -> Self {
        Self {
            meter: Meter::new(request.deadline, left),
            left,
            locals: Vec::new(),
            state: request.state,
            action: request.action,
            plugins: request.plugins,
            instant: request.instant,
            zone,
            time: None,
            calls: Vec::new(),
            state_keys: BTreeSet::new(),
            records: record.is_some(),
            outcomes: record.unwrap_or_default(),
        }
    }

    /// Evaluates the condition, whose value is a boolean.
    pub fn condition(mut self, root: &'a Node) -> Evaluation<'a> {
        let result = self.boolean(root, "condition");
        let mut left = self.meter.left_of(self.left);
        if !self.calls.is_empty() {
            // A call may have taken long.
            left.steps_until_clock = 0;
        }
        Evaluation {
            result,
            calls: self.calls,
            state_keys: self.state_keys,
            outcomes: self.outcomes,
            left,
        }
    }

    /// The value of a part.
    pub fn value(&mut self, node: &'a Node) -> Outcome<'a> {
        if self.records && node.place.is_some() {
            return self.recorded(node);
        }
        self.unrecorded(node)
    }

    /// The value of a part, which a trace shows.
    fn recorded(&mut self, node: &'a Node) -> Outcome<'a> {
        let outcome = self.unrecorded(node);
        self.outcomes.record(node.place, &outcome);
        outcome
    }

    fn unrecorded(&mut self, node: &'a Node) -> Outcome<'a> {
        self.meter.step()?;
        self.kind(node)
    }

    /// The value of a part that has to be a boolean.
    pub fn boolean(&mut self, node: &'a Node, operator: &'static str) -> Result<bool, Fault> {
        match self.value(node)? {
            Value::Bool(value) => Ok(value),
            other => Err(Fault::NotBoolean {
                operator,
                found: other.type_of(),
            }),
        }
    }

    fn kind(&mut self, node: &'a Node) -> Outcome<'a> {
        match &node.kind {
            Kind::Literal(value) => Ok(value.borrow()),
            Kind::Json(value) => Ok(Value::from_json(value)),
            Kind::Root(root) => Ok(self.root(*root)),
            Kind::Local(place, _) => Ok(self.locals.get(*place).cloned().unwrap_or(Value::Null)),
            Kind::Select(operand, field) => {
                let operand = self.value(operand)?;
                self.search(&operand)?;
                select(&operand, field)
            }
            Kind::Has(operand, field) => {
                let operand = self.value(operand)?;
                self.search(&operand)?;
                has(&operand, field).map(Value::Bool)
            }
            Kind::Index(operand, index) => {
                let operand = self.value(operand)?;
                let index = self.value(index)?;
                self.search(&operand)?;
                at_index(&operand, &index)
            }
            Kind::List(nodes) => self.list(nodes),
            Kind::Map(entries) => self.map(entries),
            Kind::Not(operand) => Ok(Value::Bool(!self.boolean(operand, "!")?)),
            Kind::Negate(operand) => arithmetic::negate(&self.value(operand)?),
            Kind::All(nodes) => self.junction(nodes, "&&", false),
            Kind::Any(nodes) => self.junction(nodes, "||", true),
            Kind::Conditional(nodes) => {
                let [condition, yes, no] = nodes.as_ref();
                let chosen = if self.boolean(condition, "?:")? {
                    yes
                } else {
                    no
                };
                self.value(chosen)
            }
            Kind::Binary(operator, left, right) => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                arithmetic::binary(*operator, &left, &right, &mut self.meter)
            }
            Kind::Matches(operand, pattern) => match self.value(operand)? {
                Value::String(text) => {
                    self.meter.steps(pattern.steps(text.len()))?;
                    Ok(Value::Bool(pattern.is_match(&text)))
                }
                other => Err(Fault::Argument {
                    function: "matches",
                    found: other.type_of(),
                }),
            },
            Kind::Call(function, arguments) => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.value(argument)?);
                }
                call::call(*function, &values, &mut self.meter)
            }
            Kind::Comprehension(inner) => comprehension::evaluate(self, inner),
            Kind::Wasm(reference) => self.wasm(reference),
            Kind::StateSeen(key, within_seconds) => {
                let key = self.state_key(key)?;
                let seen = state::seen(self.state, &key, *within_seconds);
                self.state_keys.insert(key);
                Ok(Value::Bool(seen))
            }
            Kind::StateCounter(key) => {
                let key = self.state_key(key)?;
                let count = state::counter(self.state, &key);
                self.state_keys.insert(key);
                Ok(count)
            }
        }
    }

    /// Counts what finding a key in a map may take.
    fn search(&mut self, operand: &Value<'a>) -> Result<(), Fault> {
        match operand {
            Value::Map(Map::Built(entries)) => self.meter.steps(entries.len()),
            _ => Ok(()),
        }
    }

    /// Conjunction (`settled_by` false) and disjunction (`settled_by` true) as CEL defines them:
    /// one member of that value settles it, whatever the others do. Members that may call a plugin
    /// are evaluated last. Of several failures the first one as written counts.
    fn junction(
        &mut self,
        nodes: &'a [Node],
        operator: &'static str,
        settled_by: bool,
    ) -> Outcome<'a> {
        let mut failure: Option<(usize, Fault)> = None;
        for calls_plugin in [false, true] {
            for (place, node) in nodes.iter().enumerate() {
                if node.calls_plugin != calls_plugin {
                    continue;
                }
                match self.boolean(node, operator) {
                    Ok(value) if value == settled_by => return Ok(Value::Bool(settled_by)),
                    Ok(_) => {}
                    Err(fault) if fault.is_final() => return Err(fault),
                    Err(fault) => {
                        if failure.as_ref().is_none_or(|(first, _)| place < *first) {
                            failure = Some((place, fault));
                        }
                    }
                }
            }
        }
        match failure {
            Some((_, fault)) => Err(fault),
            None => Ok(Value::Bool(!settled_by)),
        }
    }

    fn list(&mut self, nodes: &'a [Node]) -> Outcome<'a> {
        self.meter.built(size_of_val(nodes))?;
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes {
            items.push(self.value(node)?);
        }
        Ok(Value::List(List::Built(items.into())))
    }

    fn map(&mut self, nodes: &'a [(Node, Node)]) -> Outcome<'a> {
        self.meter.built(size_of_val(nodes))?;
        let mut entries: Vec<(Value<'a>, Value<'a>)> = Vec::with_capacity(nodes.len());
        for (key, value) in nodes {
            let key = self.value(key)?;
            let found = key.type_of();
            if !matches!(found, Type::String | Type::Int | Type::Uint | Type::Bool) {
                return Err(Fault::Key { found });
            }
            self.meter.steps(entries.len())?;
            if entries
                .iter()
                .any(|(known, _)| crate::value::same_key(known, &key))
            {
                return Err(Fault::RepeatedKey);
            }
            entries.push((key, self.value(value)?));
        }
        Ok(Value::Map(Map::Built(entries.into())))
    }

    /// The text of the key that a part names.
    fn state_key(&mut self, node: &'a Node) -> Result<String, Fault> {
        let key = self.value(node)?;
        if let Value::String(text) = &key {
            self.meter.built(text.len())?;
        }
        state::key_text(&key)
    }

    fn root(&mut self, root: Root) -> Value<'a> {
        let text = |text: &'a str| Value::String(Text::Borrowed(text));
        match root {
            Root::Action => Value::Map(Map::Action(self.action)),
            Root::Namespace => text(&self.action.namespace),
            Root::Tenant => text(&self.action.tenant),
            Root::Provider => text(&self.action.provider),
            Root::ActionType => text(&self.action.action_type),
            Root::Payload => Value::Map(Map::Json(&self.action.payload)),
            Root::Metadata => Value::Map(Map::Labels(&self.action.metadata)),
            Root::Time => Value::Map(Map::Built(crate::time::entries(self.time()))),
            Root::TimeField(field) => field.value(self.time()),
        }
    }

    fn time(&mut self) -> &ZonedDateTime {
        let (instant, zone) = (self.instant, self.zone);
        self.time
            .get_or_insert_with(|| instant.to_zoned_datetime(zone.clone()))
    }

    fn wasm(&mut self, reference: &'a PluginReference) -> Outcome<'a> {
        if self.calls.len() == PLUGIN_CALLS {
            return Err(Fault::PluginCalls);
        }
        self.meter.steps(STEPS_OF_A_CALL)?;
        self.meter.look_at_clock()?;
        let mut made = self.plugins.invoke(&reference.plugin, &reference.function);
        if let Ok(output) = &mut made.result {
            answer::shorten(output, &mut Allowance::new(ANSWER_BYTES));
        }
        let outcome = match &made.result {
            Ok(output) => Ok(Value::Bool(output.verdict)),
            Err(failure) if failure.kind == PluginFailureKind::Deadline => Err(Fault::Deadline),
            Err(failure) => Err(Fault::Plugin {
                call: self.calls.len(),
                kind: failure.kind,
            }),
        };
        self.calls.push(Call { reference, made });
        outcome
    }
}
