//! Running tests.

use std::time::SystemTime;

use acteon_core::{InvocationOrigin, PluginCall, PluginFailure, PluginOutput};
use acteon_rules::{
    Decision, Options, PluginInvoker, Request, RuleSet, StateSnapshot, Trace, evaluate,
};
use acteon_wasm::Host;

use super::{Defaults, Mismatch, RuleTest, Stub};
use crate::{
    InvocationObserver, InvocationRecord, Invoker, InvokerContext, RegisteredPlugin, Registry,
};

/// What tests run on.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The rules that are tested.
    pub rules: &'a RuleSet,
    /// The plugins that are really called.
    pub plugins: &'a Registry,
    /// Where they run.
    pub host: Option<&'a Host>,
}

/// What came of a test.
pub struct TestResult {
    /// In what the decision differs from what is expected; nothing when the test passed.
    pub mismatches: Vec<Mismatch>,
    /// The decision, with its whole trace.
    pub decision: Decision,
}

impl TestResult {
    /// Whether all is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.mismatches.is_empty()
    }
}

impl Bench<'_> {
    /// Decides as dispatch would, and compares.
    #[must_use]
    pub fn run(&self, test: &RuleTest, defaults: &Defaults) -> TestResult {
        let action = test.action(defaults);
        let instant = test.instant(defaults);
        let state = test.state(defaults);
        let context = InvokerContext {
            host: self.host,
            observer: &Nobody,
            origin: InvocationOrigin::Test,
            now: instant,
            realtime: SystemTime::try_from(instant).unwrap_or(SystemTime::UNIX_EPOCH),
            deadline: None,
        };
        let decision = evaluate(
            self.rules,
            &Request {
                action: &action,
                instant,
                plugins: &Stubbed {
                    test,
                    defaults,
                    real: Invoker::new(self.plugins, context, &action),
                },
                state: &StateSnapshot {
                    seen: state.seen,
                    counters: state.counters,
                },
                deadline: None,
                options: Options {
                    include_disabled: false,
                    evaluate_all: false,
                    trace: Trace::Full,
                },
            },
        );
        TestResult {
            mismatches: test.expect.compare(self.rules, &decision),
            decision,
        }
    }
}

/// Plugins of which some answer what a test says.
struct Stubbed<'a> {
    test: &'a RuleTest,
    defaults: &'a Defaults,
    real: Invoker<'a>,
}

impl PluginInvoker for Stubbed<'_> {
    fn invoke(&self, plugin: &str, function: &str) -> PluginCall {
        match self.test.stub(self.defaults, plugin, function) {
            Some(stub) => PluginCall {
                result: answer(stub),
                duration_us: 0,
                memory_used_bytes: 0,
                revision: None,
            },
            None => self.real.invoke(plugin, function),
        }
    }
}

fn answer(stub: &Stub) -> Result<PluginOutput, PluginFailure> {
    match stub.failure {
        Some(kind) => {
            let message = stub.message.clone();
            Err(PluginFailure::new(
                kind,
                message.unwrap_or_else(|| format!("the test says so: {}", kind.as_str())),
            ))
        }
        None => Ok(PluginOutput {
            verdict: stub.verdict.unwrap_or_default(),
            message: stub.message.clone(),
            metadata: stub.metadata.clone(),
        }),
    }
}

/// Nobody counts the calls of tests.
struct Nobody;

impl InvocationObserver for Nobody {
    fn invoked(&self, _plugin: &RegisteredPlugin, _record: &InvocationRecord) {}
}
