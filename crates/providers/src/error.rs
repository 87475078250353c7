//! Why providers cannot be made.

use std::path::PathBuf;

/// A provider cannot be made from its configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The name is not one.
    #[error(
        "`{0}` cannot be the name of a provider: it has 1 to 128 letters, digits, dots, underscores \
         or hyphens and does not start with a dot"
    )]
    Name(String),
    /// Two have the same name.
    #[error("there are two providers named `{0}`; rename one")]
    NameTaken(String),
    /// The file of further certificates cannot be used.
    #[error("provider `{provider}`: `ca_file` `{}`: {reason}", file.display())]
    CaFile {
        /// The provider.
        provider: String,
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// An https receiver could not be recognised.
    #[error(
        "provider `{provider}`: this system has no root certificates{reason}; install them \
         (`ca-certificates`) or name a `ca_file`"
    )]
    NoRoots {
        /// The provider.
        provider: String,
        /// What the system said: empty, or `: ` and the reason.
        reason: String,
    },
    /// TLS cannot be set up.
    #[error("provider `{provider}`: TLS cannot be set up: {reason}")]
    Tls {
        /// The provider.
        provider: String,
        /// What the library said.
        reason: String,
    },
    /// The secret cannot be a key.
    #[error("provider `{provider}`: the secret cannot be used as a key")]
    Secret {
        /// The provider.
        provider: String,
    },
}
