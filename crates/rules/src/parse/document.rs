//! YAML as a tree that knows its lines.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::report::{FileReport, Place};
use crate::bounds::{YAML_DEPTH, YAML_NODES};

/// A value and the line it stands at.
#[derive(Clone, Debug)]
pub struct Node {
    pub line: u64,
    pub value: Yaml,
}

/// A value of YAML.
#[derive(Clone, Debug)]
pub enum Yaml {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    String(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// An entry of a mapping, and the line its key stands at.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub line: u64,
    pub node: Node,
}

/// Reads a file; what is wrong goes into `report`.
pub fn read(text: &str, report: &mut FileReport<'_>) -> Option<Node> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_depth: YAML_DEPTH,
            max_nodes: YAML_NODES,
            max_documents: 1,
            max_total_scalar_bytes: 4 * crate::bounds::MAX_FILE_BYTES,
            max_recorded_anchor_bytes: 4 * crate::bounds::MAX_FILE_BYTES,
        },
    };
    match serde_saphyr::from_str_with_options::<Node>(text, options) {
        Ok(node) => Some(node),
        Err(error) => {
            let line = error.location().map(|location| location.line());
            let place = line.map_or_else(Place::file, |line| Place::file().at_line(line));
            report.error(&place, message(&error));
            None
        }
    }
}

fn message(error: &serde_saphyr::Error) -> String {
    use serde_saphyr::Error;
    match error.without_snippet() {
        Error::Budget { .. } => format!(
            "the file is beyond the bounds, which are one document, {YAML_DEPTH} levels and \
             {YAML_NODES} values with aliases expanded; split it"
        ),
        Error::DuplicateMappingKey { key, .. } => format!(
            "the key `{}` stands twice in one mapping; remove one of them",
            key.as_deref().unwrap_or_default()
        ),
        other => {
            let text = other.to_string();
            // The place is in the problem's own fields.
            let text = text.split(" at line ").next().unwrap_or(&text);
            let text = text.trim_end_matches(" rejected by the configured policy");
            format!("this is not a rule file in YAML: {text}")
        }
    }
}

impl Node {
    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Yaml::Null => Json::Null,
            Yaml::Bool(value) => Json::Bool(*value),
            Yaml::Number(number) => Json::Number(number.clone()),
            Yaml::String(text) => Json::String(text.clone()),
            Yaml::List(nodes) => Json::Array(nodes.iter().map(Self::to_json).collect()),
            Yaml::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.node.to_json()))
                    .collect(),
            ),
        }
    }

    /// What kind of value this is, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Yaml::Null => "nothing",
            Yaml::Bool(_) => "a boolean",
            Yaml::Number(_) => "a number",
            Yaml::String(_) => "a string",
            Yaml::List(_) => "a list",
            Yaml::Map(_) => "a mapping",
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Yaml::String(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Yaml>::deserialize(deserializer)?;
        Ok(Self {
            line: spanned.referenced.line().max(1),
            value: spanned.value,
        })
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        Yaml::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Yaml, E> {
        Ok(Yaml::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Yaml, E> {
        serde_json::Number::from_f64(value)
            .map(Yaml::Number)
            .ok_or_else(|| E::custom("a number must be finite"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Yaml, E> {
        Ok(Yaml::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = access.next_element()? {
            nodes.push(node);
        }
        Ok(Yaml::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = access.next_key::<Spanned<String>>()? {
            entries.push(Entry {
                key: key.value,
                line: key.referenced.line().max(1),
                node: access.next_value()?,
            });
        }
        Ok(Yaml::Map(entries))
    }
}
