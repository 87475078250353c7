/// The error numbers of WASI preview 1 that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errno {
    Success = 0,
    BadDescriptor = 8,
    Fault = 21,
    Invalid = 28,
    Io = 29,
    NotSupported = 58,
    NotSeekable = 70,
}

impl Errno {
    /// The number as the guest gets it.
    pub(super) const fn code(self) -> i32 {
        self as i32
    }
}
