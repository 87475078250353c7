//! What the clients send: actions that meet every way through the pipeline.

use std::sync::Arc;

use acteon_benches::http;
use acteon_benches::load::Prepared;
use serde_json::json;

/// A kind of action, counted for itself.
pub struct Class {
    /// What becomes of it.
    pub name: &'static str,
    /// Decides what rule it meets; each class has its own.
    pub action_type: &'static str,
    provider: &'static str,
    /// How many of a hundred actions are such.
    pub share: usize,
}

/// To the `log` provider, under no rule.
pub const LOG: usize = 0;
/// To the webhook.
pub const WEBHOOK: usize = 5;
pub const CLASSES: [Class; 6] = [
    class("log", "receipt", "email", 70),
    class("log, with a plugin", "checked", "email", 10),
    class("suppressed", "spam", "email", 5),
    class("deduplicated", "once", "email", 5),
    class("throttled", "limited", "email", 5),
    class("webhook", "hook", "hooks", 5),
];
/// Dedup keys in use.
const KEYS: usize = 40;
/// Rounds of a hundred actions: enough for all dedup keys.
const ROUNDS: usize = 8;

pub const RULES: &str = "rules:
  - name: spam
    priority: 1
    condition: { field: action_type, eq: spam }
    action: suppress
  - name: checked
    priority: 2
    wasm_plugin: quick
    conditions:
      - { field: action_type, operator: eq, value: checked }
    action: allow
  - name: once
    priority: 3
    condition: { field: action_type, eq: once }
    action: { type: deduplicate, ttl_seconds: 1 }
  - name: limited
    priority: 4
    condition: { field: action_type, eq: limited }
    action: { type: throttle, max_count: 50, window_seconds: 1 }
";

const fn class(
    name: &'static str,
    action_type: &'static str,
    provider: &'static str,
    share: usize,
) -> Class {
    Class {
        name,
        action_type,
        provider,
        share,
    }
}

/// Requests of the classes that `wanted` chooses, mixed, each class as often as its share says.
pub fn requests(
    namespace: &str,
    wanted: impl Fn(usize) -> bool,
) -> anyhow::Result<Arc<[Prepared]>> {
    let mut requests = Vec::new();
    for round in 0..ROUNDS {
        for place in 0..100 {
            // A step without a common divisor mixes the classes.
            let class = class_at(place * 37 % 100);
            if wanted(class) {
                requests.push(request(namespace, class, round * 100 + place)?);
            }
        }
    }
    Ok(requests.into())
}

/// The class at this place of a hundred that are sorted by class.
fn class_at(place: usize) -> usize {
    let mut end = 0;
    for (class, Class { share, .. }) in CLASSES.iter().enumerate() {
        end += share;
        if place < end {
            return class;
        }
    }
    LOG
}

fn request(namespace: &str, class: usize, number: usize) -> anyhow::Result<Prepared> {
    let Class {
        action_type,
        provider,
        ..
    } = CLASSES[class];
    let key = (action_type == "once").then(|| format!("key-{}", number % KEYS));
    let action = json!({
        "namespace": namespace, "tenant": "acme", "provider": provider, "action_type": action_type,
        "dedup_key": key,
        "payload": {"to": "user@shop.example", "subject": "your order", "amount": number,
                    "items": [{"sku": "a-1", "count": 2}, {"sku": "b-7", "count": 1}]},
        "metadata": {"source": "api", "region": "eu"},
    });
    Ok(Prepared {
        class,
        bytes: http::post("/v1/dispatch", &action)?,
    })
}
