//! `acteon-server backup`

use std::path::Path;

use super::{CommandError, say};
use crate::config::Config;

pub(super) fn run(config: &Config, target: &Path) -> Result<(), CommandError> {
    let copying = acteon_gateway::backup_to(&config.server.data_dir, target);
    let copied = super::runtime()?.block_on(copying);
    let bytes = copied.map_err(|error| CommandError::Backup(error.to_string()))?;
    say(&format!("{bytes} bytes copied to {}\n", target.display()))
}
