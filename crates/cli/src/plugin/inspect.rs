//! `acteon plugin inspect`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use acteon_core::consts::DEFAULT_MEMORY_LIMIT_BYTES;
use acteon_wasm::{ModuleReport, inspect};
use serde_json::json;

use crate::error::{CliError, NO};
use crate::show::{Output, bytes, facts, or_dash, printable, wire_name};

/// What to look at.
#[derive(clap::Args)]
pub struct InspectCommand {
    /// The compiled module
    module: PathBuf,
    /// Memory that it may use, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = DEFAULT_MEMORY_LIMIT_BYTES)]
    memory_limit_bytes: u64,
}

/// Shows what is in a module. Ends with 1 when a server would refuse it.
///
/// # Errors
/// When the file cannot be read or is no module.
pub fn run(command: &InspectCommand, output: &Output) -> Result<ExitCode, CliError> {
    let path = &command.module;
    let code = fs::read(path).map_err(|error| CliError::read(path, error))?;
    let report = inspect(&code).map_err(|error| CliError::Module {
        path: path.clone(),
        reason: error.to_string(),
    })?;
    let refusals: Vec<_> = report
        .refusals(command.memory_limit_bytes)
        .iter()
        .map(ToString::to_string)
        .collect();
    let code = if refusals.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NO)
    };
    output.print(&json!({ "module": report, "refusals": refusals }), |_| {
        human(&report, &refusals)
    })?;
    Ok(code)
}

fn human(report: &ModuleReport, refusals: &[String]) -> String {
    let memory = report.memory.map_or_else(
        || "none".to_owned(),
        |memory| {
            let most = memory
                .maximum_bytes
                .map_or_else(|| "no limit".to_owned(), bytes);
            format!("{} at first, then {most}", bytes(memory.minimum_bytes))
        },
    );
    let mut text = facts(&[
        ("Size", bytes(report.size_bytes)),
        (
            "Functions",
            if report.functions.is_empty() {
                "none that rules can call".to_owned()
            } else {
                report.functions.join(", ")
            },
        ),
        ("Memory", memory),
        ("Input is placed by", wire_name(&report.allocator)),
        ("Initialisation", or_dash(report.entry.export())),
    ]);
    for (heading, items) in [
        (
            "Exports",
            report
                .exports
                .iter()
                .map(|export| (export.name.clone(), export.kind, export.signature.as_ref()))
                .collect::<Vec<_>>(),
        ),
        (
            "Imports",
            report
                .imports
                .iter()
                .map(|import| {
                    (
                        format!("{}.{}", import.module, import.name),
                        import.kind,
                        import.signature.as_ref(),
                    )
                })
                .collect(),
        ),
    ] {
        text += &format!("{heading}\n");
        for (name, kind, signature) in items {
            let signature = signature.map_or_else(|| kind.to_string(), ToString::to_string);
            text += &printable(&format!("  {name}  {signature}\n"));
        }
    }
    if refusals.is_empty() {
        text += "A server takes this module.\n";
    } else {
        text += "A server refuses this module:\n";
        for refusal in refusals {
            text += &printable(&format!("  {refusal}\n"));
        }
    }
    text
}
