//! Counts the memory of an instance, and refuses what goes beyond its limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use acteon_core::consts::{MAX_TABLE_ELEMENTS, MAX_TABLES};
use acteon_inspect::Tables;
use wasmtime::{Error, ResourceLimiter, Result};

/// Linear memory, GC heap and tables of one instance, together.
pub(crate) struct Limiter {
    limit: u64,
    in_use: u64,
    table_elements: u64,
    /// What was granted last, to be taken back if the growth then fails.
    granted: u64,
    refused: bool,
    gauge: Arc<AtomicU64>,
    /// What this instance has added to the gauge.
    gauged: u64,
}

impl Limiter {
    /// `gauge` holds the memory of all live instances.
    pub(crate) const fn new(limit: u64, gauge: Arc<AtomicU64>) -> Self {
        Self {
            limit,
            in_use: 0,
            table_elements: 0,
            granted: 0,
            refused: false,
            gauge,
            gauged: 0,
        }
    }

    /// Whether the instance has asked for more than its limit: the guest only sees a failed
    /// growth, and what it does then is up to it.
    pub(crate) const fn has_refused(&self) -> bool {
        self.refused
    }

    /// The limit in bytes.
    pub(crate) const fn limit(&self) -> u64 {
        self.limit
    }

    /// Bytes left below the limit.
    pub(crate) const fn left(&self) -> u64 {
        self.limit.saturating_sub(self.in_use)
    }

    fn grant(&mut self, bytes: u64) -> bool {
        if bytes > self.left() {
            self.refused = true;
            self.granted = 0;
            return false;
        }
        self.in_use += bytes;
        self.granted = bytes;
        true
    }

    fn take_back(&mut self) -> u64 {
        let granted = std::mem::take(&mut self.granted);
        self.in_use -= granted;
        granted
    }
}

impl ResourceLimiter for Limiter {
    // `maximum` is the memory's or table's own; where it has none, what 32 bits can address or a place
    // in the pool can hold. A growth beyond its own is the guest's affair, not this limit's.
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> Result<bool> {
        let bytes = desired.saturating_sub(current) as u64;
        let own = maximum.filter(|&maximum| maximum as u64 <= self.limit);
        if own.is_some_and(|maximum| desired > maximum) || !self.grant(bytes) {
            return Ok(false);
        }
        self.gauge.fetch_add(bytes, Relaxed);
        self.gauged += bytes;
        Ok(true)
    }

    fn memory_grow_failed(&mut self, _: Error) -> Result<()> {
        let bytes = self.take_back();
        self.gauge.fetch_sub(bytes, Relaxed);
        self.gauged -= bytes;
        Ok(())
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> Result<bool> {
        let elements = desired.saturating_sub(current) as u64;
        let own = maximum.filter(|&maximum| (maximum as u64) < MAX_TABLE_ELEMENTS);
        if own.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        if self.table_elements.saturating_add(elements) > MAX_TABLE_ELEMENTS {
            self.refused = true;
            return Ok(false);
        }
        let granted = self.grant(elements.saturating_mul(Tables::ELEMENT_BYTES));
        if granted {
            self.table_elements += elements;
        }
        Ok(granted)
    }

    fn table_grow_failed(&mut self, _: Error) -> Result<()> {
        let bytes = self.take_back();
        self.table_elements -= bytes / Tables::ELEMENT_BYTES;
        Ok(())
    }

    fn instances(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        MAX_TABLES as usize
    }

    fn memories(&self) -> usize {
        1
    }
}

impl Drop for Limiter {
    fn drop(&mut self) {
        self.gauge.fetch_sub(self.gauged, Relaxed);
    }
}
