//! The kit for plugins of the Acteon gateway: a plugin writes `fn(&Action) -> Answer` and names it
//! in [`export!`]. The pointers are dealt with here and nowhere else.
//!
//! ```
//! # mod plugin {
//! use acteon_plugin::{Action, Answer, export};
//!
//! export!(evaluate);
//!
//! /// Lets everything pass but what has a low priority.
//! fn evaluate(action: &Action) -> Answer {
//!     if action.text("priority") == Some("low") {
//!         return Answer::no().because("low priority actions are suppressed");
//!     }
//!     Answer::yes()
//! }
//! # }
//! ```
//!
//! Compiled for `wasm32-wasip1` it is a plugin; compiled for this machine it is a library with
//! ordinary tests. What it prints to standard error (`eprintln!`, panics) is shown to its author
//! and kept in the log of a failed call.

mod action;
mod answer;
#[cfg(target_arch = "wasm32")]
mod guest;
#[cfg(not(target_arch = "wasm32"))]
mod samples;

pub use action::Action;
pub use answer::Answer;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub use guest::call;
#[cfg(not(target_arch = "wasm32"))]
pub use samples::check_samples;
pub use serde_json::{Map, Value, json};

/// Exports functions of the type `fn(&Action) -> Answer` to the host, each under its own name.
///
/// ```
/// # mod plugin {
/// use acteon_plugin::{Action, Answer, export};
///
/// export!(evaluate, at_night);
///
/// fn evaluate(action: &Action) -> Answer {
///     Answer::from(action.tenant == "acme")
/// }
///
/// fn at_night(action: &Action) -> Answer {
///     Answer::from(action.number("hour").is_some_and(|hour| hour < 6.0))
/// }
/// # }
/// ```
#[macro_export]
macro_rules! export {
    ($($function:ident),+ $(,)?) => {
        // Without an export nothing would use them on this machine but tests.
        #[cfg(not(target_arch = "wasm32"))]
        const _: &[fn(&$crate::Action) -> $crate::Answer] = &[$($function),+];
        #[cfg(target_arch = "wasm32")]
        mod acteon_exports {
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
