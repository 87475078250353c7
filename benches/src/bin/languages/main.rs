//! The same filter in every language: whether it answers every input rightly, and what it costs.

mod cost;
mod suite;

use std::fs;
use std::path::{Path, PathBuf};

use acteon_wasm::{Host, HostConfig};
use anyhow::{Context as _, ensure};
use clap::Parser;
use serde::Serialize;

use crate::cost::Figures;
use crate::suite::Tally;

#[derive(Parser)]
#[command(
    about = "The filter of the specification in every language: right answers, and their cost"
)]
struct Arguments {
    /// The folder of the compiled example plugins, with a folder for each language.
    folder: PathBuf,
    /// The folder of their sources, whose `samples` are sent as well.
    #[arg(long)]
    samples: Option<PathBuf>,
    /// Only look whether the answers are right.
    #[arg(long)]
    check: bool,
    /// Calls to measure, for each plugin and mode.
    #[arg(long, default_value_t = 5_000)]
    calls: u32,
    /// Write what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// What was found out about one plugin.
#[derive(Serialize)]
struct Row {
    language: String,
    plugin: String,
    /// Name and version of its compiler.
    toolchain: String,
    size_bytes: u64,
    /// How the input gets into its memory.
    placement: String,
    tally: Tally,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Figures>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let host = Host::new(HostConfig {
        max_instances: 8,
        code_cache: None,
    })?;
    let mut rows = Vec::new();
    for path in modules(&arguments.folder)? {
        let bytes = fs::read(&path)?;
        let mut tally = suite::run(&host, &bytes).with_context(|| path.display().to_string())?;
        if let Some(samples) = &arguments.samples {
            let below = path.strip_prefix(&arguments.folder)?.with_extension("");
            let folder = samples.join(below).join("samples");
            suite::samples(&host, &bytes, &folder, &mut tally)?;
        }
        let figures = (!arguments.check)
            .then(|| cost::measure(&host, &bytes, arguments.calls))
            .transpose()
            .with_context(|| path.display().to_string())?;
        let part = |path: Option<&Path>| -> String {
            let name = path.and_then(Path::file_stem).unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let row = Row {
            language: part(path.parent()),
            plugin: part(Some(&path)),
            toolchain: fs::read_to_string(path.with_extension("toolchain"))
                .unwrap_or_default()
                .trim()
                .to_owned(),
            size_bytes: bytes.len() as u64,
            placement: suite::placement(&host, &bytes)?,
            tally,
            figures,
        };
        eprintln!("{}", row.line());
        rows.push(row);
    }
    ensure!(
        !rows.is_empty(),
        "no module below `{}`",
        arguments.folder.display()
    );
    if arguments.json {
        println!("{}", serde_json::to_string(&rows)?);
    }
    let wrong: Vec<String> = rows
        .iter()
        .flat_map(|row| row.tally.wrong.clone())
        .collect();
    ensure!(wrong.is_empty(), "wrong answers:\n{}", wrong.join("\n"));
    Ok(())
}

impl Row {
    fn line(&self) -> String {
        let Tally {
            right,
            refused,
            wrong,
        } = &self.tally;
        format!(
            "{}/{}: {right} right, {} typed errors, {} wrong",
            self.language,
            self.plugin,
            refused.len(),
            wrong.len()
        )
    }
}

/// The modules in the folders of the languages, sorted.
fn modules(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = |folder: &Path| -> anyhow::Result<Vec<PathBuf>> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        Ok(entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect())
    };
    let mut found = Vec::new();
    for language in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        found.extend(entries(&language)?);
    }
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    });
    found.sort();
    Ok(found)
}
