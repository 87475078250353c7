//! Latencies of repeated requests.

use std::time::Instant;

use hdrhistogram::Histogram;

/// Latencies in microseconds.
#[derive(Clone, Debug)]
pub struct Latency(Histogram<u64>);

impl Latency {
    /// Nothing measured yet.
    ///
    /// # Errors
    /// Never: the precision of the histogram is a valid one.
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self(Histogram::new(3)?))
    }

    /// Runs `request` `count` times, one after the other, and measures each.
    ///
    /// # Errors
    /// The first error of a request.
    pub async fn measure(
        &mut self,
        count: usize,
        mut request: impl AsyncFnMut() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for _ in 0..count {
            let started = Instant::now();
            request().await?;
            self.0
                .record(u64::try_from(started.elapsed().as_micros())?)?;
        }
        Ok(())
    }

    /// The time that this share of the requests took at most.
    #[must_use]
    pub fn us(&self, share: f64) -> f64 {
        self.0.value_at_quantile(share) as f64
    }

    /// How many requests were measured.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.len()
    }
}
