//! Sends the running demo every example request, and compares the answer with what the example
//! says: `examples/decisions` to the playground, the plugins' `samples` to their test endpoints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::console::Line;
use crate::outcome::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// Each example counts as one test.
///
/// # Errors
/// When an example cannot be read, or the server does not answer.
pub fn run(workspace: &Workspace, line: &Line, server: &str) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::ok();
    for path in json_files(&workspace.path("examples/decisions"))? {
        let request = read(&path)?;
        let answer = post(line, &format!("{server}/v1/rules/evaluate"), &request)?;
        outcome.add(compare(&path, &request["expected"], &answer));
    }
    for plugin in folders(&workspace.path("examples/plugins/rust"))? {
        let samples = plugin.join("samples");
        if !samples.is_dir() {
            continue;
        }
        let name = plugin.file_name().unwrap_or_default().to_string_lossy();
        for path in json_files(&samples)? {
            let sample = read(&path)?;
            let request = json!({ "function": sample["function"], "input": sample["input"] });
            let url = format!("{server}/v1/wasm/plugins/{name}/test");
            let answer = post(line, &url, &request)?;
            let mut expected = json!({ "message": null, "metadata": null });
            merge(&mut expected, &sample["output"]);
            outcome.add(compare(&path, &expected, &answer));
        }
    }
    anyhow::ensure!(outcome.passed + outcome.failed > 0, "there are no examples");
    Ok(outcome)
}

/// Whether the answer has every field that is expected, with that value.
fn compare(path: &Path, expected: &Value, answer: &Value) -> Outcome {
    let fields = expected.as_object();
    let agrees = fields.is_some_and(|fields| {
        !fields.is_empty() && fields.iter().all(|(name, value)| answer[name] == *value)
    });
    if agrees {
        return Outcome {
            passed: 1,
            ..Outcome::default()
        };
    }
    Outcome {
        failed: 1,
        failure: Some(format!(
            "`{}`: expected {expected}, but the server answered {answer}",
            path.display()
        )),
        ..Outcome::default()
    }
}

fn merge(into: &mut Value, fields: &Value) {
    for (name, value) in fields.as_object().into_iter().flatten() {
        into[name] = value.clone();
    }
}

fn post(line: &Line, url: &str, body: &Value) -> anyhow::Result<Value> {
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--show-error",
        "--header",
        "content-type: application/json",
    ])
    .args(["--data", &body.to_string(), url]);
    let ended = process::run(line, &mut curl)?.expect_success()?;
    serde_json::from_str(&ended).with_context(|| format!("`{url}` answered {ended}"))
}

fn read(path: &Path) -> anyhow::Result<Value> {
    let text = fs::read_to_string(path)?;
    serde_json::from_str(&text).with_context(|| format!("`{}`", path.display()))
}

fn json_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    Ok(files)
}

fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = entries(folder)?;
    folders.retain(|path| path.is_dir());
    Ok(folders)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("`{}`", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
