{
use acteon_client::ActeonClient;

let client = setting().client(&setting().key);

// List plugins
let plugins = client.list_wasm_plugins().await?;
for p in &plugins {
    println!("{}: {} ({})", p.name, p.description.as_deref().unwrap_or("-"),
        if p.enabled { "enabled" } else { "disabled" });
}

// Test a plugin
let result = client.test_wasm_plugin("my-plugin", "evaluate", &serde_json::json!({
    "namespace": "test",
    "tenant": "test",
    "provider": "email",
    "action_type": "notification",
    "payload": {"to": "user@example.com"},
    "metadata": {}
})).await?;
println!("Verdict: {}, Duration: {}us", result.verdict, result.duration_us);

// Delete a plugin
client.delete_wasm_plugin("my-plugin").await?;
}
