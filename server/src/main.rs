//! The Acteon gateway.

use std::process::ExitCode;

use acteon_server::cli::Cli;
use clap::Parser as _;

fn main() -> ExitCode {
    match acteon_server::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("acteon-server: {error}");
            ExitCode::FAILURE
        }
    }
}
