//! An expression: any text. Refused with a reason, or evaluated within its bounds.
#![no_main]

use acteon_fuzz::rules::load_and_decide;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|expression: &str| {
    // As a text of JSON it is one of YAML as well, whatever is in it.
    let text = serde_json::json!({"rules": [{
        "name": "r", "source": "cel", "condition": expression, "action": "deny"
    }]});
    load_and_decide("rules.yaml", &text.to_string());
});
