//! Modules, compiled from their text.

/// Answers with this text, whatever it is asked.
pub fn answering(text: &str) -> Vec<u8> {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    compile(&format!(
        r#"(module
            (memory (export "memory") 1)
            (data (i32.const 1024) "{escaped}")
            (func (export "evaluate") (param i32 i32) (result i64)
                (i64.or (i64.shl (i64.const 1024) (i64.const 32)) (i64.const {}))))"#,
        text.len()
    ))
}

/// Answers `true`, with a message.
pub fn holding() -> Vec<u8> {
    answering(r#"{"verdict":true,"message":"fine","metadata":{"score":1}}"#)
}

/// Answers `false`.
pub fn denying() -> Vec<u8> {
    answering(r#"{"verdict":false}"#)
}

/// Has this as the body of `evaluate`.
pub fn doing(body: &str) -> Vec<u8> {
    compile(&format!(
        r#"(module
            (memory (export "memory") 1)
            (func (export "evaluate") (param i32 i32) (result i64) {body}))"#
    ))
}

pub fn compile(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}
