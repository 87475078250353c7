//! Modules to send to a server: small ones, hostile ones, big ones, and as many different ones as
//! needed.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A plugin that answers `{"verdict":true}` at once.
const TINY: &str = r#"(module
    (memory (export "memory") 1)
    (data (i32.const 16) "{\"verdict\":true}")
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "evaluate") (param i32 i32) (result i64)
        (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 16))))"#;

/// A plugin that never answers.
const ENDLESS: &str = r#"(module
    (memory (export "memory") 1)
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "evaluate") (param i32 i32) (result i64)
        (loop $again (br $again))
        (unreachable)))"#;

/// A small plugin that always answers `true`.
///
/// # Errors
/// Never, unless the text in this file is broken.
pub fn tiny() -> anyhow::Result<Vec<u8>> {
    Ok(wat::parse_str(TINY)?)
}

/// A small plugin that always answers `false`.
///
/// # Errors
/// Never, unless the text in this file is broken.
pub fn tiny_refusing() -> anyhow::Result<Vec<u8>> {
    let text = TINY
        .replace("true", "false")
        .replace("(i64.const 16)))", "(i64.const 17)))");
    Ok(wat::parse_str(text)?)
}

/// A plugin with an endless loop.
///
/// # Errors
/// Never, unless the text in this file is broken.
pub fn endless() -> anyhow::Result<Vec<u8>> {
    Ok(wat::parse_str(ENDLESS)?)
}

/// A valid plugin with `functions` functions beside `evaluate`: a lot to compile.
///
/// # Errors
/// Never, unless the text in this file is broken.
pub fn big(functions: usize) -> anyhow::Result<Vec<u8>> {
    let mut text = String::from("(module (memory (export \"memory\") 1)");
    for index in 0..functions {
        write!(
            text,
            "(func (param i32 i32) (result i32) (local i32)
                (local.set 2 (i32.mul (local.get 0) (i32.const {index})))
                (loop $again
                    (local.set 2 (i32.xor (i32.load (i32.and (local.get 2) (i32.const 65532)))
                                          (i32.add (local.get 2) (local.get 1))))
                    (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                    (br_if $again (local.get 0)))
                (local.get 2))"
        )?;
    }
    text.push_str(
        "(func (export \"allocate\") (param i32) (result i32) (i32.const 1024))
         (func (export \"evaluate\") (param i32 i32) (result i64) (i64.const 0)))",
    );
    Ok(wat::parse_str(text)?)
}

/// The same module with a custom section that holds `tag`: other contents, other hash, same
/// behaviour.
#[must_use]
pub fn tagged(module: &[u8], tag: u64) -> Vec<u8> {
    const NAME: &[u8] = b"tag";
    let tag = tag.to_le_bytes();
    let mut bytes = module.to_vec();
    // Section 0 (custom), its size, the length of its name, its name, its contents. Each number
    // is below 128 and so one byte long.
    bytes.push(0);
    bytes.push((1 + NAME.len() + tag.len()) as u8);
    bytes.push(NAME.len() as u8);
    bytes.extend_from_slice(NAME);
    bytes.extend_from_slice(&tag);
    bytes
}

/// SHA-256 in lower-case hexadecimal, as the server reports it.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use acteon_core::{PluginLimits, SnapshotMode};
    use acteon_wasm::{Host, HostConfig};

    use super::*;

    #[test]
    fn the_modules_are_plugins_the_host_accepts() {
        let host = Host::new(HostConfig {
            max_instances: 4,
            code_cache: None,
        })
        .unwrap();
        let limits = PluginLimits::default();
        let tiny = tiny().unwrap();
        for module in [
            endless().unwrap(),
            big(3).unwrap(),
            tagged(&tiny, 7),
            tiny_refusing().unwrap(),
            tiny.clone(),
        ] {
            let prepared = host
                .prepare(&module, limits, SnapshotMode::default())
                .unwrap();
            assert!(prepared.report().functions.contains(&"evaluate".to_owned()));
        }
        assert_ne!(sha256(&tagged(&tiny, 7)), sha256(&tagged(&tiny, 8)));
    }
}
