//! What is done about every invocation: metrics and log events.

use acteon_evaluator::{InvocationObserver, InvocationRecord, RegisteredPlugin};

use crate::{Metrics, events};

pub(crate) struct Observer<'a> {
    pub(crate) metrics: &'a Metrics,
}

impl InvocationObserver for Observer<'_> {
    fn invoked(&self, plugin: &RegisteredPlugin, record: &InvocationRecord) {
        self.metrics.invoked(plugin, record);
        events::plugin_invoked(plugin, record);
    }
}
