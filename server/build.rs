//! Refuses a release build without the UI: the binary is the whole product.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    if site.join("pkg").is_dir() {
        println!("cargo::rerun-if-changed={}", site.display());
    } else if std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
        // Fuzz targets are no product, and need no UI.
        && std::env::var_os("CARGO_CFG_FUZZING").is_none()
    {
        println!(
            "cargo::error=the UI is not built, and a release server has it inside; \
             build both with `cargo xtask serve`, or the UI alone with \
             `cargo leptos build --release --frontend-only`"
        );
    }
}
