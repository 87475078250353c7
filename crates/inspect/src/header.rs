//! What kind of file this is, by its first bytes.

use crate::InspectError;

/// First bytes of files that people upload by mistake.
const OTHER_FILES: [(&[u8], &str, &str); 8] = [
    (
        b"\x7fELF",
        "a native program or library",
        "compile with `--target wasm32-wasip1`",
    ),
    (
        b"\xcf\xfa\xed\xfe",
        "a native program or library",
        "compile with `--target wasm32-wasip1`",
    ),
    (
        b"MZ",
        "a native program or library",
        "compile with `--target wasm32-wasip1`",
    ),
    (
        b"\x1f\x8b",
        "a gzip archive",
        "upload the `.wasm` file inside",
    ),
    (b"PK", "a zip archive", "upload the `.wasm` file inside"),
    (
        b"!<arch>",
        "a static library",
        "build with `crate-type = [\"cdylib\"]`",
    ),
    (b"BC\xc0\xde", "LLVM bitcode", "link it into a module"),
    (
        b"<",
        "an HTML or XML page",
        "the download of the module may have failed",
    ),
];

/// Checks magic number and version.
pub(crate) fn check(bytes: &[u8]) -> Result<(), InspectError> {
    if bytes.is_empty() {
        return Err(InspectError::Empty);
    }
    if let Some(rest) = bytes.strip_prefix(b"\0asm") {
        return match rest {
            [1, 0, 0, 0, ..] => Ok(()),
            // The upper half of the version is the "layer": 1 is a component.
            [_, _, 1, 0, ..] => Err(InspectError::Component),
            [a, b, c, d, ..] => Err(InspectError::Version {
                found: u32::from_le_bytes([*a, *b, *c, *d]),
            }),
            _ => Err(InspectError::Invalid {
                message: "the header is incomplete".to_owned(),
                offset: bytes.len() as u64,
            }),
        };
    }
    let text = bytes.trim_ascii_start();
    if text.starts_with(b"(") || text.starts_with(b";;") {
        return Err(InspectError::Text);
    }
    for (magic, found, fix) in OTHER_FILES {
        if bytes.starts_with(magic) {
            return Err(InspectError::OtherFile { found, fix });
        }
    }
    Err(InspectError::NotWasm)
}
