//! The plugin calls of a rule.

use acteon_core::{PluginCall, WasmDetails};

use crate::allowance::Allowance;
use crate::answer;
use crate::eval::Call;

/// The plugin calls of a rule, as long as the allowance lasts.
pub fn calls(calls: &[Call<'_>], allowance: &mut Allowance) -> Vec<WasmDetails> {
    calls
        .iter()
        .map_while(|call| {
            let names = call.reference.plugin.len() + call.reference.function.len();
            allowance
                .take(size_of::<WasmDetails>() + names)
                .then(|| details(call, allowance))
        })
        .collect()
}

/// One plugin call; message and metadata are cut when there is no room for them.
pub fn details(call: &Call<'_>, allowance: &mut Allowance) -> WasmDetails {
    let PluginCall {
        result,
        duration_us,
        memory_used_bytes,
        revision,
    } = &call.made;
    let output = result.as_ref().ok();
    let failure = result.as_ref().err();
    let mut text = |text: &String| answer::copy_text(text, allowance);
    let message = output
        .and_then(|output| output.message.as_ref())
        .map(&mut text);
    let error = failure.map(|failure| text(&failure.message));
    WasmDetails {
        plugin: call.reference.plugin.clone(),
        function: call.reference.function.clone(),
        verdict: output.map(|output| output.verdict),
        message,
        metadata: output
            .and_then(|output| output.metadata.as_ref())
            .map(|metadata| answer::copy_metadata(metadata, allowance)),
        duration_us: *duration_us,
        memory_used_bytes: *memory_used_bytes,
        revision: *revision,
        error,
        kind: failure.map(|failure| failure.kind),
    }
}
