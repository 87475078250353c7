//! A rule file: any text. Refused with reasons, or decided by.
#![no_main]

use acteon_fuzz::rules::load_and_decide;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| load_and_decide("rules.yaml", text));
