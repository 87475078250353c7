//! The compilers of the languages other than Rust: which there are, and how each makes a module.

mod assemblyscript;
mod go;
mod tinygo;
mod zig;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::folder::{install, remove_stale};
use super::{ExamplePlugins, SOURCES};
use crate::console::Line;
use crate::outcome::TestNote;
use crate::workspace::Workspace;

/// A compiler that is ready.
trait Compiler {
    /// Its name and version.
    fn version(&self) -> &str;

    /// Compiles the example in `folder` into `module`.
    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()>;

    /// Runs the tests in `folder` on this machine, if the language has any.
    fn test(&self, _: &Line, _: &Path) -> anyhow::Result<()> {
        Ok(())
    }
}

/// A language: the folder of its examples, and how to get its compiler.
struct Language {
    name: &'static str,
    /// A file that every example has.
    source: &'static str,
    compiler: fn(&Workspace, &Line) -> anyhow::Result<Box<dyn Compiler>>,
    /// Whether `acteon plugin new` begins one.
    has_template: bool,
}

const LANGUAGES: &[Language] = &[
    Language {
        name: "go",
        source: "main.go",
        compiler: go::compiler,
        has_template: true,
    },
    Language {
        name: "tinygo",
        source: "main.go",
        compiler: tinygo::compiler,
        has_template: true,
    },
    Language {
        name: "assemblyscript",
        source: "assembly/index.ts",
        compiler: assemblyscript::compiler,
        has_template: true,
    },
    Language {
        name: "c",
        source: "plugin.c",
        compiler: zig::c_compiler,
        has_template: true,
    },
    Language {
        name: "zig",
        source: "plugin.zig",
        compiler: zig::compiler,
        has_template: false,
    },
];

/// Compiles the examples of every language there is a compiler for, each into the language's own
/// folder below that of the Rust examples. A language without a compiler is left out, with the
/// reason.
pub fn build(
    workspace: &Workspace,
    line: &Line,
    plugins: &mut ExamplePlugins,
) -> anyhow::Result<()> {
    for language in LANGUAGES {
        let compiler = match (language.compiler)(workspace, line) {
            Ok(compiler) => compiler,
            Err(error) => {
                plugins.left_out.push(TestNote {
                    name: format!("{SOURCES}/{}", language.name),
                    reason: format!("{error:#}"),
                });
                continue;
            }
        };
        line.note(language.name);
        let destination = workspace.example_plugins().join(language.name);
        fs::create_dir_all(&destination)?;
        let mut names = std::collections::BTreeSet::new();
        for folder in examples(workspace, language)? {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let made = workspace.target().join("example-plugins.made.wasm");
            compiler
                .compile(line, &folder, &made)
                .with_context(|| format!("`{}` does not compile", Workspace::typed(&folder)))?;
            install(&made, &destination.join(format!("{name}.wasm")))?;
            fs::write(
                destination.join(format!("{name}.toolchain")),
                compiler.version(),
            )?;
            plugins.built.insert(format!("{}/{name}", language.name));
            names.insert(name.into_owned());
        }
        remove_stale(&destination, &names)?;
    }
    Ok(())
}

/// Compiles what `begin` makes for each language that has a compiler here.
pub fn build_templates(
    workspace: &Workspace,
    line: &Line,
    begin: impl Fn(&str) -> anyhow::Result<PathBuf>,
) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut modules = Vec::new();
    for language in LANGUAGES.iter().filter(|language| language.has_template) {
        // Said already when the examples were compiled.
        let Ok(compiler) = (language.compiler)(workspace, line) else {
            continue;
        };
        let folder = begin(language.name)?;
        let module = folder.join("plugin.wasm");
        compiler
            .compile(line, &folder, &module)
            .with_context(|| format!("the template for `{}` does not compile", language.name))?;
        compiler.test(line, &folder)?;
        modules.push((language.name.to_owned(), module));
    }
    Ok(modules)
}

/// The folders of a language's examples, sorted.
fn examples(workspace: &Workspace, language: &Language) -> anyhow::Result<Vec<PathBuf>> {
    let folder = workspace.path(SOURCES).join(language.name);
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(language.source).is_file())
        .collect();
    found.sort();
    anyhow::ensure!(
        !found.is_empty(),
        "`{}` has no folder with a `{}`",
        folder.display(),
        language.source
    );
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_examples_and_every_folder_a_language() {
        let workspace = Workspace::find().unwrap();
        for language in LANGUAGES {
            assert!(!examples(&workspace, language).unwrap().is_empty());
        }
        for entry in fs::read_dir(workspace.path(SOURCES)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                let known = name == "rust" || LANGUAGES.iter().any(|known| known.name == name);
                assert!(known, "there is no way to compile `{name}`");
            }
        }
    }
}
