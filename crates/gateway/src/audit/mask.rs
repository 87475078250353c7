//! Hiding values of an action in its audit record and in the log.

use std::collections::{BTreeMap, HashSet};

use acteon_core::Action;
use serde_json::Value;

use super::repeats::{MIN_SEARCHED_BYTES, Repeats};

/// What stands in place of a hidden value.
pub(crate) const MASKED: &str = "[masked]";

/// The values to hide, by JSON pointer into the action.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mask {
    pointers: Vec<String>,
}

impl Mask {
    /// Pointers that lead neither into `/payload/` nor into `/metadata/` hide nothing.
    pub(crate) fn new(pointers: Vec<String>) -> Self {
        Self { pointers }
    }

    /// What is to be hidden of this action.
    pub(crate) fn of(&self, action: &Action) -> Masked {
        let mut masked = Masked::default();
        for pointer in &self.pointers {
            let found = match pointer.strip_prefix("/payload") {
                Some(within) => point(action, within),
                None => label(pointer)
                    .and_then(|key| action.metadata.get(&key))
                    .map(|text| Value::String(text.clone())),
            };
            if let Some(value) = found {
                masked.add(&value);
                masked.pointers.push(pointer.clone());
            }
        }
        if masked.masks() {
            masked.repeats = Repeats::of(&masked.texts);
        }
        masked
    }
}

fn point(action: &Action, within: &str) -> Option<Value> {
    let mut parts = within.strip_prefix('/')?.splitn(2, '/');
    let member = action.payload.get(&unescaped(parts.next()?))?;
    match parts.next() {
        None => Some(member.clone()),
        Some(rest) => member.pointer(&format!("/{rest}")).cloned(),
    }
}

/// The label that a pointer leads to, in either form that clients write labels in.
fn label(pointer: &str) -> Option<String> {
    let within = pointer.strip_prefix("/metadata/")?;
    let key = within.strip_prefix("labels/").unwrap_or(within);
    Some(unescaped(key))
}

/// A part of a JSON pointer as it is written in the object (RFC 6901).
fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// What is hidden of one action.
#[derive(Clone, Debug, Default)]
pub(crate) struct Masked {
    /// The pointers that led to a value.
    pub(crate) pointers: Vec<String>,
    /// The hidden values as text.
    texts: HashSet<String>,
    /// None when nothing is hidden, or too much to look for it in other texts.
    repeats: Option<Repeats>,
}

impl Masked {
    fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) => drop(self.texts.insert(text.clone())),
            Value::Number(number) => drop(self.texts.insert(number.to_string())),
            Value::Array(values) => values.iter().for_each(|value| self.add(value)),
            Value::Object(members) => members.values().for_each(|value| self.add(value)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Whether anything is hidden.
    pub(crate) fn masks(&self) -> bool {
        !self.pointers.is_empty()
    }

    /// Hides the values in a payload: where they stand, and where a text repeats them.
    pub(crate) fn hide_in_payload(&self, payload: &mut Value) {
        for pointer in &self.pointers {
            let within = pointer.strip_prefix("/payload");
            if let Some(value) = within.and_then(|within| payload.pointer_mut(within)) {
                *value = Value::String(MASKED.to_owned());
            }
        }
        self.hide_in(payload);
    }

    /// Hides the values in labels.
    pub(crate) fn hide_in_labels(&self, labels: &mut BTreeMap<String, String>) {
        for pointer in &self.pointers {
            if let Some(text) = label(pointer).and_then(|key| labels.get_mut(&key)) {
                MASKED.clone_into(text);
            }
        }
        labels.values_mut().for_each(|text| self.hide_in_text(text));
    }

    /// Hides the values wherever they are repeated: a plugin's message and a provider's answer may
    /// say again what the action says.
    pub(crate) fn hide_in(&self, value: &mut Value) {
        self.walk(value, false);
    }

    /// Hides the values in what may be made of them directly, such as a part of a condition: also
    /// where they are short and stand alone.
    pub(crate) fn hide(&self, value: &mut Value) {
        self.walk(value, true);
    }

    fn walk(&self, value: &mut Value, exact: bool) {
        if !self.masks() {
            return;
        }
        match value {
            Value::String(text) if exact && self.texts.contains(text) => MASKED.clone_into(text),
            Value::String(text) => self.hide_in_text(text),
            Value::Number(number) => {
                let number = number.to_string();
                let searched = exact || number.len() >= MIN_SEARCHED_BYTES;
                if searched && self.texts.contains(&number) {
                    *value = Value::String(MASKED.to_owned());
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.walk(value, exact)),
            Value::Object(members) => members
                .values_mut()
                .for_each(|member| self.walk(member, exact)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Hides the values in a text.
    pub(crate) fn hide_in_text(&self, text: &mut String) {
        if !self.masks() {
            return;
        }
        match &self.repeats {
            Some(repeats) => repeats.hide(text),
            None => MASKED.clone_into(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn action(payload: Value) -> Action {
        Action {
            payload: payload.as_object().expect("an object").clone(),
            metadata: BTreeMap::from([("token".to_owned(), "t0p-secret".to_owned())]),
            ..Action::default()
        }
    }

    #[test]
    fn values_are_hidden_where_they_stand_and_where_they_are_repeated() {
        let mask = [
            "/payload/card/number",
            "/metadata/labels/token",
            "/payload/absent",
            "/payload/pin",
        ];
        let mask = Mask::new(mask.map(str::to_owned).to_vec());
        let action = action(json!({"card": {"number": "4111111111111111"}, "pin": 12, "n": 12}));
        let masked = mask.of(&action);
        assert_eq!(
            masked.pointers,
            [
                "/payload/card/number",
                "/metadata/labels/token",
                "/payload/pin"
            ]
        );
        let mut payload = json!(action.payload);
        masked.hide_in_payload(&mut payload);
        assert_eq!(
            payload,
            json!({"card": {"number": MASKED}, "pin": MASKED, "n": 12})
        );
        let mut labels = action.metadata.clone();
        masked.hide_in_labels(&mut labels);
        assert_eq!(labels["token"], MASKED);
        let mut details = json!({"message": "card 4111111111111111 of t0p-secret", "n": 12});
        masked.hide_in(&mut details);
        assert_eq!(
            details,
            json!({"message": "card [masked] of [masked]", "n": 12})
        );
        let mut part = json!(12);
        masked.hide(&mut part);
        assert_eq!(part, MASKED);
        let mut part = json!({"list": [12, {"pin": 12}]});
        masked.hide(&mut part);
        assert_eq!(part, json!({"list": [MASKED, {"pin": MASKED}]}));
    }

    #[test]
    fn too_much_to_look_for_hides_every_text() {
        let texts: Vec<String> = (0..100_000)
            .map(|number| format!("text {number}"))
            .collect();
        let action = action(json!({"secret": texts, "open": "nothing"}));
        let masked = Mask::new(vec!["/payload/secret".to_owned()]).of(&action);
        let mut payload = json!(action.payload);
        masked.hide_in_payload(&mut payload);
        assert_eq!(payload, json!({"secret": MASKED, "open": MASKED}));
    }
}
