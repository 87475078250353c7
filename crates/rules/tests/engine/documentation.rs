//! Every example in `docs/rules.md` does what it says, and everything that exists is in it.

use std::path::Path;

use serde_json::json;

use crate::support::{Plugins, action, cel_rule, load_text, outcome};

fn documentation() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    std::fs::read_to_string(file).expect("the documentation of rules")
}

/// The fenced blocks of a language, with the line each starts at.
fn blocks(text: &str, language: &str) -> Vec<(usize, String)> {
    let fence = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line == fence {
            let block: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != "```")
                .collect();
            blocks.push((number + 1, block.join("\n")));
        }
    }
    blocks
}

#[test]
fn every_yaml_block_is_a_rule_file_without_warnings() {
    let text = documentation();
    let blocks = blocks(&text, "yaml");
    assert!(blocks.len() >= 7, "only {} blocks", blocks.len());
    for (line, block) in blocks {
        let rules = load_text("docs.yaml", &block)
            .unwrap_or_else(|problems| panic!("docs/rules.md:{line}: {}", problems[0]));
        assert!(!rules.rules().is_empty(), "docs/rules.md:{line}");
        assert_eq!(rules.warnings(), [], "docs/rules.md:{line}");
    }
}

#[test]
fn every_refused_block_is_refused_as_the_comment_says() {
    let text = documentation();
    let blocks = blocks(&text, "yaml refused");
    assert!(!blocks.is_empty());
    for (line, block) in blocks {
        let comment = block.lines().next().unwrap_or_default();
        let wanted = comment.trim_start_matches("# ");
        let problems = load_text("rules.yaml", &block).expect_err(wanted);
        assert_eq!(problems[0].to_string(), wanted, "docs/rules.md:{line}");
    }
}

#[test]
fn every_expression_comes_to_what_the_comment_says() {
    let text = documentation();
    let action = action(json!({
        "amount": 1500,
        "to": "ada@example.com",
        "items": [{"sku": "a", "price": 3}, {"sku": "b", "price": 5}],
        "tags": ["new", "eu"]
    }));
    let plugins = Plugins::answering(&[("fraud-scorer", true), ("spam-detector", false)]);
    let mut count = 0;
    for (line, block) in blocks(&text, "cel") {
        for expression in block.lines().filter(|line| !line.is_empty()) {
            count += 1;
            let (expression, wanted) = expression.split_once(" // ").expect("a comment");
            let found = match outcome(expression.trim(), &action, &plugins) {
                Ok(holds) => holds.to_string(),
                Err((kind, _)) => kind,
            };
            assert_eq!(found, wanted.trim(), "docs/rules.md:{line}: {expression}");
        }
    }
    assert!(count >= 15, "only {count} expressions");
}

#[test]
fn what_a_message_lists_is_documented() {
    let text = documentation();
    let message = |rule: &str| {
        let problems = load_text("r.yaml", &format!("rules:\n  - {rule}\n")).expect_err(rule);
        problems[0].message.clone()
    };
    for list in [
        message("{ name: r, action: deny, condition: { field: payload.x, nope: 1 } }"),
        message("{ name: r, action: nope, condition: true }"),
        message("{ name: r, action: deny, condition: 'nope()' }"),
        message("{ name: r, action: deny, condition: { field: time.nope, eq: 1 } }"),
        load_text("r.yaml", &cel_rule("nope(1)")).expect_err("refused")[0]
            .message
            .clone(),
    ] {
        for name in list.split('`').skip(1).step_by(2) {
            assert!(
                name == "nope" || name == "get..." || text.contains(&format!("`{name}")),
                "`{name}` is not in docs/rules.md"
            );
        }
    }
}
