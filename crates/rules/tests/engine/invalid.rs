//! Every rule file in `tests/invalid` is refused, with the errors in the `.err` file beside it.
//!
//! `UPDATE_EXPECTED=1 cargo test -p acteon-rules` writes the `.err` files anew.

use std::fmt::Write as _;

use crate::support::{files, load_text, name_of};

#[test]
fn every_invalid_file_is_refused_with_its_errors() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut cases = 0;
    let mut failures = String::new();
    for file in files("invalid") {
        if file.extension().is_some_and(|extension| extension == "err") {
            assert!(
                ["yaml", "cel"]
                    .iter()
                    .any(|extension| file.with_extension(extension).exists()),
                "{} belongs to no rule file",
                file.display()
            );
            continue;
        }
        cases += 1;
        let name = name_of(&file);
        let text = std::fs::read_to_string(&file).expect("a readable rule file");
        let problems = match load_text(&name, &text) {
            Ok(_) => {
                let _ = writeln!(failures, "{name} loads");
                continue;
            }
            Err(problems) => problems,
        };
        let found: String = problems
            .iter()
            .map(|problem| format!("{problem}\n"))
            .collect();
        let expected_file = file.with_extension("err");
        if update {
            std::fs::write(&expected_file, &found).expect("the expected errors can be written");
        }
        let expected = std::fs::read_to_string(&expected_file).unwrap_or_default();
        if found != expected {
            let _ = writeln!(failures, "{name} gives\n{found}instead of\n{expected}");
        }
    }
    assert!(cases >= 40, "only {cases} cases");
    assert!(failures.is_empty(), "\n{failures}");
}
