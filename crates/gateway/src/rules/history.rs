//! Rule sets that were in force before.

use acteon_api_types::{RuleSetFile, RuleSetRevision};
use acteon_rules::RuleFile;
use acteon_store::RuleSetRecord;

use crate::{Gateway, GatewayError};

impl Gateway {
    /// A rule set that is or was in force, with its files.
    ///
    /// # Errors
    /// There was none with this revision, its files are no longer kept, or the store cannot be read.
    pub async fn rule_set(&self, revision: u64) -> Result<RuleSetRevision, GatewayError> {
        let (record, files) = self.kept_rule_set(revision).await?;
        let file = |file: RuleFile| RuleSetFile {
            path: file.path,
            text: file.text,
        };
        Ok(RuleSetRevision {
            revision: record.revision,
            loaded_at: record.at,
            files: files.into_iter().map(file).collect(),
        })
    }

    /// The files of a rule set that is or was in force.
    pub(crate) async fn kept_rule_set(
        &self,
        revision: u64,
    ) -> Result<(RuleSetRecord, Vec<RuleFile>), GatewayError> {
        let missing = |reason| GatewayError::RuleSetNotFound { revision, reason };
        let found = self.inner.store.rule_set(revision).await?;
        let mut record = found.ok_or_else(|| missing("was never in force"))?;
        let files = record.files.take();
        let files = files.ok_or_else(|| missing("is too old: its files are no longer kept"))?;
        let file = |file: acteon_store::RuleSetFile| RuleFile {
            path: file.path,
            text: file.text,
        };
        Ok((record, files.into_iter().map(file).collect()))
    }
}
