//! From errors of the database to errors of the store.

use std::path::Path;

use sqlx::migrate::MigrateError;

use super::dispatch::TIME_LIMIT;
use crate::StoreError;

/// Primary result codes (<https://www.sqlite.org/rescode.html>).
mod code {
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const NO_MEMORY: i32 = 7;
    pub const READ_ONLY: i32 = 8;
    pub const INTERRUPTED: i32 = 9;
    pub const IO_ERROR: i32 = 10;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANNOT_OPEN: i32 = 14;
    pub const NOT_A_DATABASE: i32 = 26;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let message = database.message();
                match primary_code(database.code().as_deref()) {
                    Some(code::FULL) => {
                        Self::Unavailable("the disk is full; free some space".to_owned())
                    }
                    Some(code::READ_ONLY) => {
                        Self::Unavailable(format!("it is read-only ({message})"))
                    }
                    Some(code::BUSY | code::LOCKED) => {
                        Self::Unavailable(format!("another program holds it ({message})"))
                    }
                    // Nothing else interrupts.
                    Some(code::INTERRUPTED) => Self::Unavailable(format!(
                        "the query took longer than {} s; narrow it by namespace, tenant or a \
                         shorter range of time",
                        TIME_LIMIT.as_secs()
                    )),
                    Some(code::IO_ERROR | code::CANNOT_OPEN | code::NO_MEMORY) => {
                        Self::Unavailable(message.to_owned())
                    }
                    Some(code::CORRUPT | code::NOT_A_DATABASE) => Self::Corrupt(message.to_owned()),
                    _ => Self::Failed(message.to_owned()),
                }
            }
            sqlx::Error::Io(error) => Self::Unavailable(error.to_string()),
            sqlx::Error::PoolTimedOut => {
                Self::Unavailable("too many operations are waiting for it".to_owned())
            }
            sqlx::Error::PoolClosed => Self::Unavailable("it has been closed".to_owned()),
            sqlx::Error::WorkerCrashed => Self::Unavailable("its thread has ended".to_owned()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Self::Corrupt(error.to_string())
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}

fn primary_code(extended: Option<&str>) -> Option<i32> {
    extended?.parse::<i32>().ok().map(|code| code & 0xff)
}

/// An error met while a database file was opened.
pub(super) fn opening(file: &Path, error: sqlx::Error) -> StoreError {
    StoreError::Path {
        path: file.to_owned(),
        reason: StoreError::from(error).to_string(),
    }
}

/// An error met while a database file's schema was brought up to date.
pub(super) fn migrating(file: &Path, error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(step) => StoreError::Newer {
            folder: file.parent().unwrap_or(file).to_owned(),
            step,
        },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            opening(file, error)
        }
        other => StoreError::Path {
            path: file.to_owned(),
            reason: format!("its schema cannot be brought up to date: {other}"),
        },
    }
}
