//! Checks a plugin natively against the samples that document it.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::{Action, Answer};

#[derive(Deserialize)]
struct Sample {
    function: String,
    input: Action,
    output: Value,
}

/// Compares the plugin's answers with those in `samples/*.json` of its folder.
///
/// # Panics
/// When an answer differs, a sample cannot be read, or there is none.
#[allow(clippy::panic, clippy::unwrap_used, reason = "called by tests only")]
pub fn check_samples(folder: &str, answer: impl Fn(&str, &Action) -> Answer) {
    let mut checked = 0;
    for entry in fs::read_dir(Path::new(folder).join("samples")).unwrap() {
        let path = entry.unwrap().path();
        let sample: Sample = serde_json::from_slice(&fs::read(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let output = serde_json::to_value(answer(&sample.function, &sample.input)).unwrap();
        assert_eq!(output, sample.output, "{}", path.display());
        checked += 1;
    }
    assert!(checked > 0, "{folder} has no samples");
}
