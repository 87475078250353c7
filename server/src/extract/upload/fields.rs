//! The fields of an upload that come as text.

use std::collections::BTreeMap;

use acteon_core::SnapshotMode;

use super::Upload;
use super::form::Fields;
use crate::error::ApiError;

impl Fields for Upload {
    fn text(&mut self, name: &str, text: String) -> Result<(), ApiError> {
        match name {
            "name" => once(name, &mut self.name, text),
            "description" => once(name, &mut self.description, text),
            "sha256" => once(name, &mut self.sha256, text),
            "memory_limit_bytes" => once(name, &mut self.memory_limit_bytes, number(name, &text)?),
            "timeout_ms" => once(name, &mut self.timeout_ms, number(name, &text)?),
            "enabled" => once(name, &mut self.enabled, switch(name, &text)?),
            "snapshot" => once(name, &mut self.snapshot, snapshot_mode(name, &text)?),
            _ => Ok(()),
        }
    }

    fn module(&mut self, name: &str, module: Vec<u8>) -> Result<(), ApiError> {
        once(name, &mut self.module, module)
    }
}

impl Upload {
    /// What a page's form says. A browser sends every field, so that an empty one is absent.
    pub(crate) fn from_page(
        fields: &BTreeMap<String, String>,
        module: Option<Vec<u8>>,
    ) -> Result<Self, ApiError> {
        let mut upload = Self {
            module,
            ..Self::default()
        };
        for (name, text) in fields.iter().filter(|(_, text)| !text.trim().is_empty()) {
            upload.text(name, text.clone())?;
        }
        Ok(upload)
    }
}

fn once<T>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), ApiError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(twice(name)),
    }
}

/// A form has a field more than once.
pub(in crate::extract) fn twice(name: &str) -> ApiError {
    ApiError::invalid(format!("the form has the field `{name}` twice"))
}

fn number(name: &str, text: &str) -> Result<u64, ApiError> {
    text.trim().parse().map_err(|_| {
        ApiError::invalid(format!(
            "the field `{name}` is `{text}`; it takes a whole number"
        ))
    })
}

fn switch(name: &str, text: &str) -> Result<bool, ApiError> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(ApiError::invalid(format!(
            "the field `{name}` is `{other}`; it takes `true` or `false`"
        ))),
    }
}

/// When calls start from a snapshot, as the field `name` says it.
pub(crate) fn snapshot_mode(name: &str, text: &str) -> Result<SnapshotMode, ApiError> {
    let text = text.trim();
    SnapshotMode::parse(text).ok_or_else(|| {
        ApiError::invalid(format!(
            "the field `{name}` is `{text}`; it takes `auto`, `always` or `never`"
        ))
    })
}
