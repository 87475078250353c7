//! Between the plugin ABI and ordinary Rust: a plugin writes `fn(&Action) -> Answer` and names it
//! in [`export!`]. The pointers are dealt with here and nowhere else.

#[cfg(target_arch = "wasm32")]
mod guest;
#[cfg(not(target_arch = "wasm32"))]
mod samples;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[cfg(target_arch = "wasm32")]
pub use guest::call;
#[cfg(not(target_arch = "wasm32"))]
pub use samples::check_samples;

/// The action that a plugin is asked about.
#[derive(Debug, Default, Deserialize)]
pub struct Action {
    /// The namespace the action belongs to.
    pub namespace: String,
    /// The tenant within the namespace.
    pub tenant: String,
    /// The provider asked to carry the action out.
    pub provider: String,
    /// The kind of action.
    pub action_type: String,
    /// What the action is about.
    pub payload: Map<String, Value>,
    /// Labels of the action.
    pub metadata: BTreeMap<String, String>,
}

/// What a plugin answers.
#[derive(Debug, PartialEq, Serialize)]
pub struct Answer {
    /// `true`: the condition holds, and the rule that asked fires.
    pub verdict: bool,
    /// Why, in one line for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl Answer {
    /// The condition does not hold, and there is nothing to say about it.
    #[must_use]
    pub const fn no() -> Self {
        Self {
            verdict: false,
            message: None,
            metadata: None,
        }
    }
}

/// Exports functions of the type `fn(&Action) -> Answer` to the host, each under its own name.
///
/// ```
/// # mod plugin {
/// use acteon_example_abi::{Action, Answer, export};
///
/// pub fn evaluate(action: &Action) -> Answer {
///     Answer { verdict: action.tenant == "acme", ..Answer::no() }
/// }
///
/// export!(evaluate);
/// # }
/// ```
#[macro_export]
macro_rules! export {
    ($($function:ident),+) => {
        #[cfg(target_arch = "wasm32")]
        mod exports {
            $(
                // No other function of the module has the name: the linker would refuse it.
                #[allow(unsafe_code)]
                #[unsafe(no_mangle)]
                unsafe extern "C" fn $function(input: *const u8, length: usize) -> u64 {
                    // SAFETY: the host calls it as the plugin ABI says.
                    unsafe { $crate::call(input, length, super::$function) }
                }
            )+
        }
    };
}
