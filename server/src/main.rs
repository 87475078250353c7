//! The Acteon gateway.

use std::process::ExitCode;

use acteon_server::cli::Cli;
use clap::Parser as _;

/// Every request makes and frees many small values on one thread and another; see
/// docs/benchmarks.md for what this allocator saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match acteon_server::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("acteon-server: {error}");
            ExitCode::FAILURE
        }
    }
}
