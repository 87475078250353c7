use std::fmt;

use serde::Serialize;

/// A value type, as far as the plugin interface distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueType {
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// 32-bit float.
    F32,
    /// 64-bit float.
    F64,
    /// 128-bit vector.
    V128,
    /// Any reference.
    Ref,
}

impl ValueType {
    const fn as_str(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::V128 => "v128",
            Self::Ref => "ref",
        }
    }
}

impl From<wasmparser::ValType> for ValueType {
    fn from(value: wasmparser::ValType) -> Self {
        match value {
            wasmparser::ValType::I32 => Self::I32,
            wasmparser::ValType::I64 => Self::I64,
            wasmparser::ValType::F32 => Self::F32,
            wasmparser::ValType::F64 => Self::F64,
            wasmparser::ValType::V128 => Self::V128,
            wasmparser::ValType::Ref(_) => Self::Ref,
        }
    }
}

/// Parameters and results of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Signature {
    /// Types of the parameters.
    pub params: Vec<ValueType>,
    /// Types of the results.
    pub results: Vec<ValueType>,
}

impl Signature {
    /// Whether these are exactly the parameters and results.
    #[must_use]
    pub fn is(&self, params: &[ValueType], results: &[ValueType]) -> bool {
        self.params == params && self.results == results
    }
}

/// `(i32, i32) -> i64`; long lists are cut.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}) -> ", list(&self.params))?;
        match self.results.as_slice() {
            [one] => f.write_str(one.as_str()),
            many => write!(f, "({})", list(many)),
        }
    }
}

fn list(types: &[ValueType]) -> String {
    const MAX_SHOWN: usize = 12;
    let mut names: Vec<&str> = types.iter().take(MAX_SHOWN).map(|t| t.as_str()).collect();
    if types.len() > MAX_SHOWN {
        names.push("...");
    }
    names.join(", ")
}
