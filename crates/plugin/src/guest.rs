//! The guest's side of the plugin ABI.

#![allow(unsafe_code, reason = "the ABI passes pointers")]

use std::alloc::{Layout, alloc};

use crate::{Action, Answer};

/// Makes room for the input. The host calls this before the function it wants, and an instance
/// serves a single call, so nothing is ever freed.
#[unsafe(no_mangle)]
extern "C" fn allocate(length: usize) -> *mut u8 {
    match Layout::from_size_align(length.max(1), 1) {
        // SAFETY: the layout's size is not zero.
        Ok(layout) => unsafe { alloc(layout) },
        Err(_) => std::ptr::null_mut(),
    }
}

/// Reads the input, calls the function and packs its answer: pointer in the high half, length in
/// the low one. An input that is no action is answered by nothing, which the host reports as an
/// invalid output, together with what is printed here.
///
/// # Safety
/// `length` bytes at `input` are initialised, and nobody writes there during the call.
#[must_use]
pub unsafe fn call(input: *const u8, length: usize, function: fn(&Action) -> Answer) -> u64 {
    // SAFETY: what the caller promises.
    let input = unsafe { std::slice::from_raw_parts(input, length) };
    let output =
        serde_json::from_slice(input).and_then(|action| serde_json::to_vec(&function(&action)));
    match output {
        Ok(output) => {
            // The host reads it after the call, so it must not be freed.
            let output = output.leak();
            (output.as_ptr() as u64) << 32 | output.len() as u64
        }
        Err(error) => {
            eprintln!("the input is not an action: {error}");
            0
        }
    }
}
