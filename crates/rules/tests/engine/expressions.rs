//! Every line in `tests/expressions` is a CEL expression and what it comes to.
//!
//! A line is `true`, `false`, the kind of a failure, or `load` for an expression that is refused
//! when it is loaded; then a bar, then the expression.

use serde_json::json;

use crate::support::{Plugins, action, files, name_of, outcome};

#[test]
fn every_expression_comes_to_what_it_says() {
    let action = action(json!({
        "amount": 1500,
        "ratio": 0.5,
        "big": 9_223_372_036_854_775_808_u64,
        "to": "ada@example.com",
        "name": "Ada Lovelace",
        "vip": true,
        "nothing": null,
        "tags": ["new", "eu", "vip"],
        "empty": [],
        "items": [{"price": 3, "sku": "a"}, {"price": 5, "sku": "b"}],
        "address": {"city": "Paris", "lines": ["1 rue X"]},
        "x-key": 1,
        "7": "seven"
    }));
    let plugins = Plugins::answering(&[("yes", true), ("no", false)]);
    let mut count = 0;
    let mut failures = Vec::new();
    for file in files("expressions") {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (wanted, expression) = line.split_once('|').expect("a bar in every line");
            count += 1;
            let found = match outcome(expression.trim(), &action, &plugins) {
                Ok(holds) => (holds.to_string(), String::new()),
                Err(failure) => failure,
            };
            if found.0 != wanted.trim() {
                let (name, line) = (name_of(&file), number + 1);
                failures.push(format!("{name}:{line}: {expression} is {found:?}"));
            }
        }
    }
    assert!(count >= 200, "only {count} expressions");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
