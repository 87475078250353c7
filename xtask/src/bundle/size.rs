//! What a browser has to load before a page answers: measured in the finished bundle, compressed as
//! it is sent, and kept within a budget.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, ensure};

/// What one page should load at most of WebAssembly and of the JavaScript around it, in bytes,
/// compressed with Brotli. Shown, and not reached yet.
const GOAL: u64 = 300_000;
/// What no page may load: keeps the bundle from growing further.
const BUDGET: u64 = 650_000;
/// What the files that every page loads start with.
const COMMON: [&str; 2] = ["acteon.", "__wasm_split."];
/// What the list of the files of each group of pages starts with.
const MANIFEST: &str = "__wasm_split_manifest.";
/// What the files of groups start with.
const OF_GROUPS: [&str; 2] = ["split_", "chunk_"];

/// The sizes of a bundle, in bytes, compressed with Brotli. All pages of a group load the same.
#[derive(Debug)]
pub struct Sizes {
    /// What every page loads, by file.
    common: BTreeMap<String, u64>,
    /// The code of each group of pages, by group.
    groups: BTreeMap<String, u64>,
    /// What is not counted: styles, and modules that load after the page answers.
    beside: BTreeMap<String, u64>,
}

impl Sizes {
    /// Measures the bundle in the folder `pkg`.
    ///
    /// # Errors
    /// When a file is missing: the bundle was not compressed or not split.
    pub fn measure(pkg: &Path) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        let mut manifest = None;
        for entry in fs::read_dir(pkg)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(MANIFEST) && name.ends_with(".json") {
                manifest = Some(entry.path());
            } else if let Some(file) = name.strip_suffix(".br") {
                files.insert(file.to_owned(), entry.metadata()?.len());
            }
        }
        let manifest =
            manifest.context("the bundle has no list of the files of its groups of pages")?;
        let listed: BTreeMap<String, Vec<String>> = serde_json::from_slice(&fs::read(manifest)?)?;
        let mut groups = BTreeMap::new();
        for (group, of_group) in listed {
            let mut sum = 0;
            for file in of_group {
                let file = format!("{file}.wasm");
                sum += files.get(&file).with_context(|| {
                    format!("the bundle has no `{file}.br`, which `{group}` loads")
                })?;
            }
            groups.insert(group, sum);
        }
        let is_code = |file: &str| file.ends_with(".js") || file.ends_with(".wasm");
        let (mut common, mut beside) = (BTreeMap::new(), BTreeMap::new());
        for (file, size) in files {
            let starts = |with: &&str| file.starts_with(*with);
            if is_code(&file) && COMMON.iter().any(&starts) {
                common.insert(file, size);
            } else if (is_code(&file) && !OF_GROUPS.iter().any(starts)) || file.ends_with(".css") {
                beside.insert(file, size);
            }
        }
        ensure!(
            !common.is_empty() && !groups.is_empty(),
            "the bundle in {} was not compressed",
            pkg.display()
        );
        Ok(Self {
            common,
            groups,
            beside,
        })
    }

    /// Refuses a group whose pages load more than the budget.
    ///
    /// # Errors
    /// With the groups that do.
    pub fn check(&self) -> anyhow::Result<()> {
        let over: Vec<_> = self
            .totals()
            .filter(|(_, total)| *total > BUDGET)
            .map(|(group, total)| format!("`{group}` loads {}", kilobytes(total)))
            .collect();
        ensure!(
            over.is_empty(),
            "the bundle is beyond its budget of {} a page: {}",
            kilobytes(BUDGET),
            over.join(", ")
        );
        Ok(())
    }

    /// All that a page of each group loads.
    fn totals(&self) -> impl Iterator<Item = (&str, u64)> {
        let common: u64 = self.common.values().sum();
        self.groups
            .iter()
            .map(move |(group, size)| (group.as_str(), common + size))
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = |name: &str, size: u64| writeln!(f, "{name:<18} {:>10}", kilobytes(size));
        row("goal of a page", GOAL)?;
        row("budget of a page", BUDGET)?;
        for (file, size) in &self.common {
            row(without_hash(file).as_str(), *size)?;
        }
        for (group, total) in self.totals() {
            row(&format!("group {group}"), total)?;
        }
        for (file, size) in &self.beside {
            row(&format!("beside {}", without_hash(file)), *size)?;
        }
        Ok(())
    }
}

/// `acteon.js` of `acteon.kN3cK8.js`.
fn without_hash(file: &str) -> String {
    match (file.split('.').next(), file.rsplit('.').next()) {
        (Some(name), Some(extension)) => format!("{name}.{extension}"),
        _ => file.to_owned(),
    }
}

/// In thousands of bytes.
fn kilobytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bundle of two groups; `big` is the size of the second one's own file.
    fn bundle(big: usize) -> tempfile::TempDir {
        let pkg = tempfile::tempdir().unwrap();
        let write = |name: &str, size: usize| fs::write(pkg.path().join(name), vec![0; size]);
        for (name, size) in [
            ("acteon.h1.js.br", 6_000),
            ("acteon.h2.wasm.br", 200_000),
            ("acteon.h2.wasm", 700_000),
            ("acteon.h3.css.br", 5_000),
            ("__wasm_split.h4.js.br", 1_000),
            ("chunk_0.h5.wasm.br", 3_000),
            ("split_rules.h6.wasm.br", 10_000),
            ("split_audit.h7.wasm.br", big),
            ("editor.h8.js.br", 119_000),
        ] {
            write(name, size).unwrap();
        }
        let manifest = r#"{"rules":["split_rules.h6"],"audit":["chunk_0.h5","split_audit.h7"]}"#;
        fs::write(pkg.path().join("__wasm_split_manifest.h9.json"), manifest).unwrap();
        pkg
    }

    #[test]
    fn a_group_is_its_files_and_what_every_page_loads() {
        let sizes = Sizes::measure(bundle(440_000).path()).unwrap();
        let totals: Vec<_> = sizes.totals().collect();
        assert_eq!(totals, [("audit", 650_000), ("rules", 217_000)]);
        sizes.check().unwrap();
        let table = sizes.to_string();
        assert!(table.contains("group audit          650.0 kB"), "{table}");
        assert!(table.contains("beside editor.js     119.0 kB"), "{table}");
    }

    #[test]
    fn a_group_beyond_the_budget_is_named() {
        let sizes = Sizes::measure(bundle(440_001).path()).unwrap();
        let error = sizes.check().unwrap_err().to_string();
        assert!(error.contains("`audit` loads 650.1 kB"), "{error}");
        assert!(!error.contains("rules"), "{error}");
    }

    #[test]
    fn a_bundle_without_a_file_of_a_group_is_refused() {
        let pkg = bundle(1);
        fs::remove_file(pkg.path().join("split_rules.h6.wasm.br")).unwrap();
        let error = Sizes::measure(pkg.path()).unwrap_err().to_string();
        assert!(error.contains("split_rules.h6.wasm.br"), "{error}");
    }
}
