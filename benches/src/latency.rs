//! Latencies of repeated requests.

use std::time::Instant;

use hdrhistogram::Histogram;

/// Latencies in microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Latency {
    /// Half of the requests took at most this long.
    pub p50_us: u64,
    /// 99 of 100 requests took at most this long.
    pub p99_us: u64,
    /// The slowest request.
    pub max_us: u64,
}

/// Runs `request` `count` times, one after the other, and measures each.
///
/// # Errors
/// The first error of a request.
pub async fn measure(
    count: usize,
    mut request: impl AsyncFnMut() -> anyhow::Result<()>,
) -> anyhow::Result<Latency> {
    let mut histogram = Histogram::<u64>::new(3)?;
    for _ in 0..count {
        let started = Instant::now();
        request().await?;
        histogram.record(u64::try_from(started.elapsed().as_micros())?)?;
    }
    Ok(Latency {
        p50_us: histogram.value_at_quantile(0.5),
        p99_us: histogram.value_at_quantile(0.99),
        max_us: histogram.max(),
    })
}
