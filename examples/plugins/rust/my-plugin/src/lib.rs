use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct ActionContext {
    namespace: String,
    tenant: String,
    provider: String,
    action_type: String,
    payload: serde_json::Value,
    metadata: std::collections::HashMap<String, String>,
}

#[derive(Serialize)]
struct PluginResult {
    verdict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// # Safety
/// Called by the Acteon WASM runtime.
#[no_mangle]
pub extern "C" fn evaluate(input_ptr: i32, input_len: i32) -> i64 {
    let input = unsafe {
        let slice = std::slice::from_raw_parts(input_ptr as *const u8, input_len as usize);
        std::str::from_utf8_unchecked(slice)
    };

    let ctx: ActionContext = match serde_json::from_str(input) {
        Ok(ctx) => ctx,
        Err(_) => return pack_result(0, 0), // false verdict on parse error
    };

    // Your custom logic here
    let verdict = ctx.payload.get("priority")
        .and_then(|v| v.as_str())
        .map(|p| p != "low")
        .unwrap_or(true);

    let result = PluginResult {
        verdict,
        message: if !verdict {
            Some("low priority actions are suppressed".into())
        } else {
            None
        },
    };

    let output = serde_json::to_vec(&result).unwrap();
    // Write output to WASM memory; runtime reads it back
    let ptr = output.as_ptr() as i32;
    let len = output.len() as i32;
    std::mem::forget(output);
    pack_result(ptr, len)
}

fn pack_result(ptr: i32, len: i32) -> i64 {
    ((ptr as i64) << 32) | (len as i64 & 0xFFFF_FFFF)
}
