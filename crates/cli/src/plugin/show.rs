//! Plugins as people see them.

use acteon_client::types::{Plugin, PluginCost, PluginDetail, PluginSnapshot, TestPluginResponse};

use crate::show::{bytes, facts, microseconds, or_dash, printable, table, wire_name};

/// The plugins below each other.
pub fn list(plugins: &[Plugin]) -> String {
    if plugins.is_empty() {
        return "no plugins; `acteon plugin register NAME FILE` adds one".to_owned();
    }
    let rows = plugins
        .iter()
        .map(|plugin| {
            vec![
                plugin.name.clone(),
                wire_name(&plugin.status),
                plugin.revision.to_string(),
                plugin.invocation_count.to_string(),
                plugin.error_count.to_string(),
                plugin
                    .latency
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |latency| microseconds(latency.p99_us)),
                or_dash(plugin.description.as_ref()),
            ]
        })
        .collect();
    let heads = [
        "name",
        "status",
        "revision",
        "invocations",
        "errors",
        "p99",
        "description",
    ];
    table(&heads, &[2, 3, 4, 5], rows)
}

/// All of one plugin.
pub fn detail(plugin: &PluginDetail) -> String {
    let PluginDetail {
        plugin: entry,
        functions,
        imports,
        referenced_by,
        ..
    } = plugin;
    let imports: Vec<_> = imports
        .iter()
        .map(|import| format!("{}.{}", import.module, import.name))
        .collect();
    facts(&[
        ("Name", entry.name.clone()),
        ("Description", or_dash(entry.description.as_ref())),
        ("Status", wire_name(&entry.status)),
        ("Source", wire_name(&entry.source)),
        ("Revision", entry.revision.to_string()),
        ("Registered", entry.registered_at.to_string()),
        ("Changed", entry.updated_at.to_string()),
        ("Memory limit", bytes(entry.memory_limit_bytes)),
        ("Timeout", format!("{} ms", entry.timeout_ms)),
        (
            "Size",
            plugin.size_bytes.map_or_else(|| "-".to_owned(), bytes),
        ),
        ("SHA-256", or_dash(plugin.sha256.as_ref())),
        ("Snapshot", snapshot(&plugin.snapshot)),
        ("Functions", listed(functions)),
        ("Imports", listed(&imports)),
        ("Called by", listed(referenced_by)),
        (
            "Invocations",
            format!("{}, {} failed", entry.invocation_count, entry.error_count),
        ),
        ("Most memory", bytes(plugin.memory_high_water_bytes)),
        ("Last error", or_dash(entry.last_error.as_ref())),
    ])
}

fn snapshot(snapshot: &PluginSnapshot) -> String {
    let taken = if snapshot.taken { "taken" } else { "none" };
    let reason = snapshot.reason.as_ref();
    let reason = reason.map_or_else(String::new, |reason| format!(": {}", printable(reason)));
    format!("{taken} ({}){reason}", snapshot.mode.as_str())
}

/// What a call answered.
pub fn answer(response: &TestPluginResponse) -> String {
    let metadata = response
        .metadata
        .as_ref()
        .map(|metadata| serde_json::to_string_pretty(metadata).unwrap_or_default());
    let mut text = facts(&[
        ("Verdict", response.verdict.to_string()),
        ("Message", or_dash(response.message.as_ref())),
        ("Duration", microseconds(response.duration_us)),
        ("Memory", bytes(response.memory_used_bytes)),
    ]);
    if let Some(cost) = &response.cost {
        text += &facts(&[("Cost", fuel(cost))]);
    }
    for (name, content) in [
        ("Metadata", metadata.unwrap_or_default()),
        ("Standard output", response.stdout.clone()),
        ("Standard error", response.stderr.clone()),
    ] {
        if !content.is_empty() {
            text += &format!("{name}\n{}\n", printable(content.trim_end()));
        }
    }
    text
}

/// What a call cost, in words.
fn fuel(cost: &PluginCost) -> String {
    match (cost.fuel, cost.initialisation_fuel, &cost.error) {
        (Some(fuel), Some(initialisation), _) => {
            format!("{fuel} units of fuel, {initialisation} before it to initialise")
        }
        (.., error) => format!("not known: {}", printable(&or_dash(error.as_ref()))),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "-".to_owned(),
        names => names.join(", "),
    }
}
