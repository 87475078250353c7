//! What a new plugin begins with, in each language: the filter of the specification on the kit.

use acteon_core::PluginName;

/// A file: where it goes, and its text.
type File = (&'static str, &'static str);

/// An action to try the plugin with.
const ACTION: File = ("action.json", include_str!("../templates/action.json"));
/// How every README ends.
const TRY: &str = include_str!("../templates/try.md");

const RUST: &[File] = &[
    (
        "Cargo.toml",
        include_str!("../templates/rust/Cargo.toml.txt"),
    ),
    ("src/lib.rs", include_str!("../templates/rust/lib.rs.txt")),
    (
        "acteon-plugin/Cargo.toml",
        include_str!("../templates/rust/kit.toml.txt"),
    ),
    (
        "acteon-plugin/src/lib.rs",
        include_str!("../../../../plugin/src/lib.rs"),
    ),
    (
        "acteon-plugin/src/action.rs",
        include_str!("../../../../plugin/src/action.rs"),
    ),
    (
        "acteon-plugin/src/answer.rs",
        include_str!("../../../../plugin/src/answer.rs"),
    ),
    (
        "acteon-plugin/src/guest.rs",
        include_str!("../../../../plugin/src/guest.rs"),
    ),
    (
        "acteon-plugin/src/samples.rs",
        include_str!("../../../../plugin/src/samples.rs"),
    ),
];
const GO: &[File] = &[
    ("go.mod", include_str!("../templates/go/go.mod.txt")),
    ("main.go", include_str!("../templates/go/main.go.txt")),
    (
        "main_test.go",
        include_str!("../templates/go/main_test.go.txt"),
    ),
    (
        "acteon/acteon.go",
        include_str!("../../../../../kits/go/acteon.go"),
    ),
];
const ASSEMBLYSCRIPT: &[File] = &[
    (
        "package.json",
        include_str!("../templates/assemblyscript/package.json"),
    ),
    (
        "assembly/index.ts",
        include_str!("../templates/assemblyscript/index.ts.txt"),
    ),
    (
        "assembly/acteon.ts",
        include_str!("../../../../../kits/assemblyscript/acteon.ts"),
    ),
];
const C: &[File] = &[
    ("plugin.c", include_str!("../templates/c/plugin.c.txt")),
    ("acteon.h", include_str!("../../../../../kits/c/acteon.h")),
];

/// The languages that there is a template for.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Template {
    /// Rust, compiled for wasm32-wasip1
    Rust,
    /// Go with its standard compiler, 1.24 or newer
    Go,
    /// Go with TinyGo: modules of a third of the size
    Tinygo,
    /// AssemblyScript
    Assemblyscript,
    /// C, with Zig's compiler or another Clang
    C,
}

impl Template {
    /// The files of a plugin of that name.
    pub fn files(self, name: &PluginName) -> Vec<(&'static str, String)> {
        let (files, head, notes) = match self {
            Self::Rust => (RUST, include_str!("../templates/rust/README.md"), ""),
            Self::Go => (
                GO,
                include_str!("../templates/go/README.md"),
                include_str!("../templates/go/notes.md"),
            ),
            Self::Tinygo => (
                GO,
                include_str!("../templates/tinygo/README.md"),
                include_str!("../templates/tinygo/notes.md"),
            ),
            Self::Assemblyscript => (
                ASSEMBLYSCRIPT,
                include_str!("../templates/assemblyscript/README.md"),
                "",
            ),
            Self::C => (C, include_str!("../templates/c/README.md"), ""),
        };
        let fill = |text: &str| {
            text.replace("{{module}}", &self.module())
                .replace("{{name}}", name.as_str())
                .replace("{{version}}", env!("CARGO_PKG_VERSION"))
        };
        let readme = ("README.md", fill(&format!("{head}{TRY}{notes}")));
        let files = files.iter().chain([&ACTION]);
        files
            .map(|(path, text)| (*path, fill(text)))
            .chain([readme])
            .collect()
    }

    /// Where the build leaves the module.
    fn module(self) -> String {
        match self {
            Self::Rust => "target/wasm32-wasip1/release/plugin.wasm",
            Self::Assemblyscript => "plugin.wasm",
            Self::Go | Self::Tinygo | Self::C => "{{name}}.wasm",
        }
        .to_owned()
    }
}
