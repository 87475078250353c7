//! The functions of CEL that conditions can call.

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name(x)`
    Global,
    /// `x.name()`
    Method,
    /// Either; the canonical form is `name(x)`.
    Both,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Size,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Type,
    Dyn,
    Timestamp,
    Duration,
    LowerAscii,
    UpperAscii,
    Trim,
    GetFullYear,
    GetMonth,
    GetDate,
    GetDayOfMonth,
    GetDayOfWeek,
    GetDayOfYear,
    GetHours,
    GetMinutes,
    GetSeconds,
    GetMilliseconds,
}

struct Signature {
    function: Function,
    name: &'static str,
    style: Style,
    /// Most arguments, the one before the dot included; the least is 1.
    most: usize,
}

const fn signature(function: Function, name: &'static str, style: Style, most: usize) -> Signature {
    Signature {
        function,
        name,
        style,
        most,
    }
}

/// Every function, in the order of [`Function`].
const SIGNATURES: [Signature; 24] = [
    signature(Function::Size, "size", Style::Both, 1),
    signature(Function::Bool, "bool", Style::Global, 1),
    signature(Function::Int, "int", Style::Global, 1),
    signature(Function::Uint, "uint", Style::Global, 1),
    signature(Function::Double, "double", Style::Global, 1),
    signature(Function::String, "string", Style::Global, 1),
    signature(Function::Bytes, "bytes", Style::Global, 1),
    signature(Function::Type, "type", Style::Global, 1),
    signature(Function::Dyn, "dyn", Style::Global, 1),
    signature(Function::Timestamp, "timestamp", Style::Global, 1),
    signature(Function::Duration, "duration", Style::Global, 1),
    signature(Function::LowerAscii, "lowerAscii", Style::Method, 1),
    signature(Function::UpperAscii, "upperAscii", Style::Method, 1),
    signature(Function::Trim, "trim", Style::Method, 1),
    signature(Function::GetFullYear, "getFullYear", Style::Method, 2),
    signature(Function::GetMonth, "getMonth", Style::Method, 2),
    signature(Function::GetDate, "getDate", Style::Method, 2),
    signature(Function::GetDayOfMonth, "getDayOfMonth", Style::Method, 2),
    signature(Function::GetDayOfWeek, "getDayOfWeek", Style::Method, 2),
    signature(Function::GetDayOfYear, "getDayOfYear", Style::Method, 2),
    signature(Function::GetHours, "getHours", Style::Method, 2),
    signature(Function::GetMinutes, "getMinutes", Style::Method, 2),
    signature(Function::GetSeconds, "getSeconds", Style::Method, 2),
    signature(
        Function::GetMilliseconds,
        "getMilliseconds",
        Style::Method,
        2,
    ),
];

/// What can be called, for messages.
pub const LIST: &str = "`wasm`, `has`, `size`, `contains`, `startsWith`, `endsWith`, `matches`, \
                        `lowerAscii`, `upperAscii`, `trim`, `bool`, `int`, `uint`, `double`, \
                        `string`, `bytes`, `type`, `dyn`, `timestamp`, `duration`, the `get...` \
                        methods of timestamps and durations, and the macros `all`, `exists`, \
                        `exists_one`, `map` and `filter`";

impl Function {
    fn signature(self) -> &'static Signature {
        &SIGNATURES[self as usize]
    }

    /// The name in CEL.
    pub fn name(self) -> &'static str {
        self.signature().name
    }

    /// How it is called.
    pub fn style(self) -> Style {
        self.signature().style
    }
}

/// The function for a call.
///
/// # Errors
/// Says how the function is called, when it is not called so; none when there is none of this name.
pub fn resolve(name: &str, method: bool, arguments: usize) -> Result<Function, Option<String>> {
    let found = SIGNATURES
        .iter()
        .find(|signature| signature.name == name)
        .ok_or(None)?;
    let right_style = match found.style {
        Style::Global => !method,
        Style::Method => method,
        Style::Both => true,
    };
    if !right_style {
        let usage = if method {
            format!("`{name}(x)`")
        } else {
            format!("`x.{name}()`")
        };
        return Err(Some(format!("`{name}` is called as {usage}")));
    }
    if !(1..=found.most).contains(&arguments) {
        let given = arguments - usize::from(method);
        return Err(Some(format!(
            "`{name}` does not take {given} argument{}",
            if given == 1 { "" } else { "s" }
        )));
    }
    Ok(found.function)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_functions() {
        for (place, signature) in SIGNATURES.iter().enumerate() {
            assert_eq!(signature.function as usize, place, "{}", signature.name);
        }
    }
}
