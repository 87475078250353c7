//! The functions a plugin may import: WASI preview 1, each with its signature, and `env.abort`.

use crate::ValueType::{self, I32, I64};

/// Name of the module that holds the functions of WASI preview 1.
pub const MODULE: &str = "wasi_snapshot_preview1";
/// What AssemblyScript calls when an assertion fails: `env.abort(message, file, line, column)`.
pub const ABORT: (&str, &str) = ("env", "abort");
/// Parameters of `env.abort`; it has no result.
pub const ABORT_PARAMS: &[ValueType] = &[I32, I32, I32, I32];

/// One function of WASI preview 1.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name in [`MODULE`].
    pub name: &'static str,
    /// Types of its parameters.
    pub params: &'static [ValueType],
    /// Types of its results: an error number, but for `proc_exit`.
    pub results: &'static [ValueType],
}

/// The function called `name`.
#[must_use]
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn errno(name: &'static str, params: &'static [ValueType]) -> Function {
    Function {
        name,
        params,
        results: &[I32],
    }
}

/// Every function of WASI preview 1.
pub static FUNCTIONS: [Function; 46] = [
    errno("args_get", &[I32, I32]),
    errno("args_sizes_get", &[I32, I32]),
    errno("clock_res_get", &[I32, I32]),
    errno("clock_time_get", &[I32, I64, I32]),
    errno("environ_get", &[I32, I32]),
    errno("environ_sizes_get", &[I32, I32]),
    errno("fd_advise", &[I32, I64, I64, I32]),
    errno("fd_allocate", &[I32, I64, I64]),
    errno("fd_close", &[I32]),
    errno("fd_datasync", &[I32]),
    errno("fd_fdstat_get", &[I32, I32]),
    errno("fd_fdstat_set_flags", &[I32, I32]),
    errno("fd_fdstat_set_rights", &[I32, I64, I64]),
    errno("fd_filestat_get", &[I32, I32]),
    errno("fd_filestat_set_size", &[I32, I64]),
    errno("fd_filestat_set_times", &[I32, I64, I64, I32]),
    errno("fd_pread", &[I32, I32, I32, I64, I32]),
    errno("fd_prestat_dir_name", &[I32, I32, I32]),
    errno("fd_prestat_get", &[I32, I32]),
    errno("fd_pwrite", &[I32, I32, I32, I64, I32]),
    errno("fd_read", &[I32, I32, I32, I32]),
    errno("fd_readdir", &[I32, I32, I32, I64, I32]),
    errno("fd_renumber", &[I32, I32]),
    errno("fd_seek", &[I32, I64, I32, I32]),
    errno("fd_sync", &[I32]),
    errno("fd_tell", &[I32, I32]),
    errno("fd_write", &[I32, I32, I32, I32]),
    errno("path_create_directory", &[I32, I32, I32]),
    errno("path_filestat_get", &[I32, I32, I32, I32, I32]),
    errno(
        "path_filestat_set_times",
        &[I32, I32, I32, I32, I64, I64, I32],
    ),
    errno("path_link", &[I32, I32, I32, I32, I32, I32, I32]),
    errno("path_open", &[I32, I32, I32, I32, I32, I64, I64, I32, I32]),
    errno("path_readlink", &[I32, I32, I32, I32, I32, I32]),
    errno("path_remove_directory", &[I32, I32, I32]),
    errno("path_rename", &[I32, I32, I32, I32, I32, I32]),
    errno("path_symlink", &[I32, I32, I32, I32, I32]),
    errno("path_unlink_file", &[I32, I32, I32]),
    errno("poll_oneoff", &[I32, I32, I32, I32]),
    Function {
        name: "proc_exit",
        params: &[I32],
        results: &[],
    },
    errno("proc_raise", &[I32]),
    errno("random_get", &[I32, I32]),
    errno("sched_yield", &[]),
    errno("sock_accept", &[I32, I32, I32]),
    errno("sock_recv", &[I32, I32, I32, I32, I32, I32]),
    errno("sock_send", &[I32, I32, I32, I32, I32]),
    errno("sock_shutdown", &[I32, I32]),
];
