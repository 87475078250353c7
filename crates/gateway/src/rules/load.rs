//! Putting rule files in force, all or none.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use acteon_api_types::{ReloadRequest, ReloadResponse, RuleFileError};
use acteon_evaluator::rule_files::read_folder;
use acteon_rules::{LoadOptions, LoadProblem, RuleFile, RuleSet};
use acteon_store::{NewRuleSet, RuleSetFile, Sha256Digest};
use tracing::{info, warn};

use super::read::folder_within;
use super::{LoadedRules, place};
use crate::auth::{Caller, SYSTEM_CALLER};
use crate::plugins::{background_error, finish};
use crate::{Gateway, GatewayError, convert};

/// What messages call the folder.
const FOLDER: &str = "[rules] directory";
/// Exported functions that a warning lists.
const LISTED_FUNCTIONS: usize = 10;

impl Gateway {
    /// Loads the rules when the server starts, and when their files have changed. A failure is in
    /// the log and in [`Gateway::readiness`]; the former rules stay in force.
    pub(crate) async fn load_changed_rules(&self) {
        let _ = self.load_rules(Some(SYSTEM_CALLER.to_owned()), None).await;
    }

    /// Reads the rule files again. Once begun it is finished even when the caller has gone.
    ///
    /// # Errors
    /// [`GatewayError::RulesRefused`] with every problem, and the former rules stay in force; a
    /// `directory` outside the configured one; or the store cannot be used.
    pub async fn reload_rules(
        &self,
        caller: &Caller,
        request: ReloadRequest,
    ) -> Result<ReloadResponse, GatewayError> {
        caller.require_everywhere("reload the rules")?;
        let gateway = self.clone();
        let caller = caller.name().map(str::to_owned);
        finish(async move { gateway.load_rules(caller, request.directory).await }).await
    }

    async fn load_rules(
        &self,
        caller: Option<String>,
        within: Option<String>,
    ) -> Result<ReloadResponse, GatewayError> {
        let _changing = self.inner.rules.changing.lock().await;
        let directory = self.inner.config.rules.directory.clone();
        // Its name alone: where it lies on this machine is nobody's business.
        let shown = within.clone().or_else(|| {
            let name = directory.as_ref()?.file_name()?;
            Some(name.to_string_lossy().into_owned())
        });
        let loaded = match self.read_rules(directory, within).await {
            Ok((set, files)) => self.put_in_force(set, files, caller).await,
            Err(Refusal::Request(error)) => Err(error),
            Err(Refusal::Files(problems)) => {
                let problems: Vec<_> = problems.iter().map(convert::rule_file_error).collect();
                self.refuse_rules(problems.clone(), false);
                let loaded = self
                    .inner
                    .rules
                    .current()
                    .map_or(0, |rules| rules.set.rules().len());
                return Err(GatewayError::RulesRefused {
                    directory: shown,
                    loaded,
                    problems,
                });
            }
        };
        let (loaded, warnings) = loaded.inspect_err(|error| {
            // The files are good, or nobody knows: they are read again soon.
            if !matches!(error, GatewayError::InvalidRequest(_)) {
                let message = format!("the rules could not be put in force: {error}");
                self.refuse_rules(vec![problem(message)], true);
            }
        })?;
        Ok(ReloadResponse {
            error: None,
            reloaded: true,
            loaded,
            directory: shown,
            errors: Vec::new(),
            warnings,
        })
    }

    async fn put_in_force(
        &self,
        set: RuleSet,
        files: Vec<RuleFile>,
        caller: Option<String>,
    ) -> Result<(usize, Vec<RuleFileError>), GatewayError> {
        let kept = |RuleFile { path, text }| RuleSetFile { path, text };
        let record = NewRuleSet {
            content: content_digest(&files),
            files: files.into_iter().map(kept).collect(),
            caller,
            at: self.inner.clock.now(),
        };
        let revision = self.inner.store.record_rule_set(record).await?;
        let (set, overrides) = self.apply_overrides(set).await?;
        let rules = set.rules().len();
        let warnings = self.rule_warnings(&set);
        for warning in &warnings {
            warn!(
                file = warning.file,
                line = warning.line,
                "rules: {}",
                place(warning)
            );
        }
        info!(rules, revision, "rules loaded");
        self.inner.metrics.rules_loaded(rules, revision);
        self.forget_metrics_of_former(&set);
        self.inner.rules.set_refused(Vec::new());
        self.inner.rules.retry.store(false, Ordering::Relaxed);
        let loaded = LoadedRules {
            set: Arc::new(set),
            revision,
            overrides,
        };
        self.inner.rules.current.store(Some(Arc::new(loaded)));
        Ok((rules, warnings))
    }

    fn forget_metrics_of_former(&self, set: &RuleSet) {
        let Some(former) = self.inner.rules.current() else {
            return;
        };
        let names: HashSet<_> = set.rules().iter().map(acteon_rules::Rule::name).collect();
        for rule in former.set.rules() {
            if !names.contains(rule.name()) {
                self.inner.metrics.rule_removed(rule.name());
            }
        }
    }

    async fn read_rules(
        &self,
        directory: Option<PathBuf>,
        within: Option<String>,
    ) -> Result<(RuleSet, Vec<RuleFile>), Refusal> {
        let options = LoadOptions {
            default_timezone: self.inner.config.rules.default_timezone.clone(),
        };
        let invalid = |message: String| Refusal::Request(GatewayError::InvalidRequest(message));
        let read = move || {
            let files = match (directory, within) {
                (None, None) => Vec::new(),
                (None, Some(_)) => {
                    let message = "no [rules] directory is configured, so none can be reloaded";
                    return Err(invalid(message.to_owned()));
                }
                (Some(directory), None) => {
                    read_folder(&directory, FOLDER).map_err(Refusal::Files)?
                }
                (Some(directory), Some(within)) => {
                    let folder = folder_within(&directory, &within).map_err(invalid)?;
                    read_folder(&folder, FOLDER).map_err(Refusal::Files)?
                }
            };
            let set = acteon_rules::load(&files, &options).map_err(Refusal::Files)?;
            Ok((set, files))
        };
        let read = self.inner.loader.run(read).await;
        read.unwrap_or_else(|error| {
            Err(Refusal::Request(background_error(
                error,
                "loading the rules",
            )))
        })
    }

    fn refuse_rules(&self, problems: Vec<RuleFileError>, retry: bool) {
        for problem in &problems {
            warn!(
                file = problem.file,
                line = problem.line,
                "rules refused: {}",
                place(problem)
            );
        }
        self.inner.metrics.rules_refused();
        self.inner.rules.retry.store(retry, Ordering::Relaxed);
        self.inner.rules.set_refused(problems);
    }

    /// Switches rules as they were switched over the API, unless the file's own `enabled` has
    /// changed since: then the file decides again.
    async fn apply_overrides(
        &self,
        set: RuleSet,
    ) -> Result<(RuleSet, HashMap<String, bool>), GatewayError> {
        let mut overrides = HashMap::new();
        for switched in self.inner.store.rule_overrides().await? {
            let rule = set.rules().iter().find(|rule| rule.name() == switched.name);
            match rule {
                Some(rule) if rule.file_enabled() != switched.file_enabled => {
                    self.inner.store.clear_rule_override(&switched.name).await?;
                }
                Some(_) => {
                    overrides.insert(switched.name, switched.enabled);
                }
                // A rule that is gone for now may come back.
                None => {}
            }
        }
        Ok((set.with_enabled(&overrides), overrides))
    }

    /// The set's own warnings, and the plugins and functions that rules name but nobody has.
    pub(crate) fn rule_warnings(&self, set: &RuleSet) -> Vec<RuleFileError> {
        let mut warnings: Vec<_> = set
            .warnings()
            .iter()
            .map(convert::rule_file_error)
            .collect();
        if *self.inner.plugins_loaded.borrow() {
            for rule in set.rules() {
                for call in rule.plugins() {
                    if let Some(message) = self.call_warning(&call.plugin, &call.function) {
                        warnings.push(RuleFileError {
                            file: rule.file().to_owned(),
                            line: Some(rule.line()),
                            field: Some(format!("rule `{}`", rule.name())),
                            message,
                        });
                    }
                }
            }
        }
        warnings
    }

    fn call_warning(&self, plugin: &str, function: &str) -> Option<String> {
        if self.inner.host.is_none() {
            return Some(format!(
                "calls plugin `{plugin}`, but [wasm] enabled is false"
            ));
        }
        let Some(found) = self.inner.registry.get(plugin) else {
            return Some(format!("calls plugin `{plugin}`, which is not registered"));
        };
        let acteon_evaluator::PluginState::Ready(module) = &found.state else {
            return Some(format!(
                "calls plugin `{plugin}`, which could not be loaded"
            ));
        };
        let functions = &module.report().functions;
        if functions.iter().any(|exported| exported == function) {
            return None;
        }
        let shown: Vec<_> = (functions.iter().take(LISTED_FUNCTIONS))
            .map(|name| format!("`{}`", acteon_inspect::shown(name)))
            .collect();
        Some(format!(
            "calls `{function}` of plugin `{plugin}`, which exports {}",
            shown.join(", ")
        ))
    }

    /// Says in the log what rules call in vain, once plugins have been loaded after a start.
    pub(crate) fn warn_of_unknown_plugins(&self) {
        let Some(rules) = self.inner.rules.current() else {
            return;
        };
        for warning in self.rule_warnings(&rules.set) {
            warn!(
                file = warning.file,
                line = warning.line,
                "rules: {}",
                place(&warning)
            );
        }
    }
}

fn problem(message: String) -> RuleFileError {
    RuleFileError {
        file: String::new(),
        line: None,
        field: None,
        message,
    }
}

enum Refusal {
    Request(GatewayError),
    Files(Vec<LoadProblem>),
}

/// Digest of what the rule files say, names included.
fn content_digest(files: &[RuleFile]) -> Sha256Digest {
    let mut content = Vec::new();
    for RuleFile { path, text } in files {
        for part in [path, text] {
            content.extend_from_slice(&(part.len() as u64).to_le_bytes());
            content.extend_from_slice(part.as_bytes());
        }
    }
    Sha256Digest::of(&content)
}
