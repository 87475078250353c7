//! What is filled in on the page.

mod check;

use std::collections::BTreeMap;

use acteon_api_types::{AuditRecord, EvaluateRequest, MetadataInput, MockStateValue, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::check::{Check, state_value, switch};
use super::lines;

pub use self::check::read_request;

/// A field that something can be wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// The action's namespace.
    Namespace,
    /// The action's tenant.
    Tenant,
    /// The action's provider.
    Provider,
    /// The action's type.
    ActionType,
    /// The action's payload.
    Payload,
    /// The action's labels.
    Metadata,
    /// The instant.
    EvaluateAt,
    /// The state.
    MockState,
    /// The rule set.
    Revision,
    /// Rules that are switched.
    Switches,
    /// The request as a whole.
    Request,
}

impl FieldName {
    /// The name in the form that is sent, and in the request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Namespace => "namespace",
            Self::Tenant => "tenant",
            Self::Provider => "provider",
            Self::ActionType => "action_type",
            Self::Payload => "payload",
            Self::Metadata => "metadata",
            Self::EvaluateAt => "evaluate_at",
            Self::MockState => "mock_state",
            Self::Revision => "rule_set_revision",
            Self::Switches => "rule_switches",
            Self::Request => "request",
        }
    }
}

/// How draft rules take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftUse {
    /// Both the loaded rules and the draft are evaluated, and compared.
    #[default]
    Beside,
    /// Only the draft is evaluated.
    Instead,
    /// Only the loaded rules are evaluated.
    Off,
}

impl DraftUse {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Beside, Self::Instead, Self::Off];

    /// The word in the form that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Instead => "instead",
            Self::Off => "off",
        }
    }
}

/// What is filled in, as text: also what a link carries and what a form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inputs {
    /// The action's namespace.
    pub namespace: String,
    /// The action's tenant.
    pub tenant: String,
    /// The action's provider.
    pub provider: String,
    /// The action's type.
    pub action_type: String,
    /// A JSON object.
    pub payload: String,
    /// A JSON object of strings.
    pub metadata: String,
    /// `2026-06-21T12:00:00` in UTC; empty: now.
    pub evaluate_at: String,
    /// `key = number` in each line.
    pub mock_state: String,
    /// A number; empty: the rules in force.
    pub rule_set_revision: String,
    /// `rule = on` or `rule = off` in each line.
    pub rule_switches: String,
    /// A rule file.
    pub rules: String,
    /// How the rule file takes part.
    pub draft_use: DraftUse,
    /// Go on after the first match.
    pub evaluate_all: bool,
    /// Evaluate rules that are switched off, too.
    pub include_disabled: bool,
}

/// Something wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: FieldName,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Requests {
    /// For the loaded rules, or for the draft in their place.
    pub first: EvaluateRequest,
    /// For the draft beside them.
    pub beside: Option<EvaluateRequest>,
}

impl Inputs {
    /// The form before anything is filled in.
    pub fn blank() -> Self {
        Self {
            payload: "{\n  \n}".to_owned(),
            metadata: "{}".to_owned(),
            evaluate_all: true,
            ..Self::default()
        }
    }

    /// What a form has sent.
    pub fn from_fields(fields: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let of = |field: FieldName| text(field.as_str());
        let word = text("draft_use");
        Self {
            namespace: of(FieldName::Namespace),
            tenant: of(FieldName::Tenant),
            provider: of(FieldName::Provider),
            action_type: of(FieldName::ActionType),
            payload: of(FieldName::Payload),
            metadata: of(FieldName::Metadata),
            evaluate_at: of(FieldName::EvaluateAt),
            mock_state: of(FieldName::MockState),
            rule_set_revision: of(FieldName::Revision),
            rule_switches: of(FieldName::Switches),
            rules: text("rules"),
            draft_use: DraftUse::ALL
                .into_iter()
                .find(|draft_use| draft_use.as_str() == word)
                .unwrap_or_default(),
            evaluate_all: fields.contains_key("evaluate_all"),
            include_disabled: fields.contains_key("include_disabled"),
        }
    }

    /// What evaluates a recorded action as it was decided.
    pub fn from_record(record: &AuditRecord) -> Self {
        let labels = record.metadata.clone();
        let state = record.verdict_details.state.iter();
        Self {
            evaluate_all: true,
            ..Self::from_request(&EvaluateRequest {
                namespace: record.namespace.clone(),
                tenant: record.tenant.clone(),
                provider: record.provider.clone(),
                action_type: record.action_type.clone(),
                payload: record.action_payload.clone(),
                metadata: Some(MetadataInput::Flat(labels)),
                include_disabled: false,
                evaluate_all: true,
                evaluate_at: Some(record.dispatched_at),
                mock_state: state
                    .map(|(key, number)| {
                        let number = number.map_or(MockStateValue::Absent, MockStateValue::Number);
                        (key.clone(), number)
                    })
                    .collect(),
                rules: None,
                rule_set_revision: Some(record.rule_set_revision),
                rule_switches: record.rule_switches.clone(),
            })
        }
    }

    /// The form that sends `request`.
    pub fn from_request(request: &EvaluateRequest) -> Self {
        let metadata = (request.metadata.clone()).map(MetadataInput::into_labels);
        let labels = metadata.unwrap_or_default().into_iter();
        Self {
            namespace: request.namespace.clone(),
            tenant: request.tenant.clone(),
            provider: request.provider.clone(),
            action_type: request.action_type.clone(),
            payload: pretty(&Value::Object(request.payload.clone())),
            metadata: pretty(&labels.collect()),
            evaluate_at: request.evaluate_at.map_or_else(String::new, instant_text),
            mock_state: lines::write(request.mock_state.iter().map(|(key, value)| {
                let value = match value {
                    MockStateValue::Number(number) => number.to_string(),
                    MockStateValue::Digits(digits) => digits.clone(),
                    MockStateValue::Absent => "never".to_owned(),
                };
                (key.as_str(), value)
            })),
            rule_set_revision: (request.rule_set_revision)
                .map_or_else(String::new, |revision| revision.to_string()),
            rule_switches: lines::write(
                (request.rule_switches.iter())
                    .map(|(rule, on)| (rule.as_str(), if *on { "on" } else { "off" }.to_owned())),
            ),
            rules: request.rules.clone().unwrap_or_default(),
            draft_use: if request.rules.is_some() {
                DraftUse::Instead
            } else {
                DraftUse::default()
            },
            evaluate_all: request.evaluate_all,
            include_disabled: request.include_disabled,
        }
    }

    /// How the draft takes part: not at all when there is none.
    pub fn draft(&self) -> DraftUse {
        if self.rules.trim().is_empty() {
            DraftUse::Off
        } else {
            self.draft_use
        }
    }

    /// What is to be sent.
    ///
    /// # Errors
    /// Everything that is wrong with the fields.
    pub fn requests(&self) -> Result<Requests, Vec<FieldError>> {
        let mut check = Check::default();
        let draft = self.draft();
        let revision = check.revision(&self.rule_set_revision);
        if draft == DraftUse::Instead && revision.is_some() {
            check.wrong(
                FieldName::Revision,
                "leave this empty, or evaluate the draft beside the loaded rules: in their place it \
                 is the only rule set",
            );
        }
        let request = EvaluateRequest {
            namespace: check.named(FieldName::Namespace, &self.namespace, "a namespace"),
            tenant: check.named(FieldName::Tenant, &self.tenant, "a tenant"),
            provider: check.named(FieldName::Provider, &self.provider, "a provider"),
            action_type: check.named(FieldName::ActionType, &self.action_type, "an action type"),
            payload: check.json(FieldName::Payload, &self.payload),
            metadata: Some(MetadataInput::Flat(
                check.json(FieldName::Metadata, &self.metadata),
            )),
            include_disabled: self.include_disabled,
            evaluate_all: self.evaluate_all,
            evaluate_at: check.instant(&self.evaluate_at),
            mock_state: check.lines(FieldName::MockState, &self.mock_state, state_value),
            rules: None,
            rule_set_revision: revision,
            rule_switches: check.lines(FieldName::Switches, &self.rule_switches, switch),
        };
        if !check.errors.is_empty() {
            return Err(check.errors);
        }
        // The switches name rules of the loaded set.
        let drafted = EvaluateRequest {
            rules: Some(self.rules.clone()),
            rule_set_revision: None,
            rule_switches: BTreeMap::new(),
            ..request.clone()
        };
        Ok(match draft {
            DraftUse::Off => Requests {
                first: request,
                beside: None,
            },
            DraftUse::Instead => Requests {
                first: drafted,
                beside: None,
            },
            DraftUse::Beside => Requests {
                first: request,
                beside: Some(drafted),
            },
        })
    }
}

/// JSON as it is edited.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// As the input for a date and time wants it, to the millisecond where there is one.
fn instant_text(instant: Timestamp) -> String {
    let text = instant.to_string();
    let text = text.trim_end_matches('Z');
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
    match milliseconds.as_str() {
        "000" => seconds.to_owned(),
        milliseconds => format!("{seconds}.{milliseconds}"),
    }
}

#[cfg(test)]
mod tests;
