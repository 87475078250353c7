//! The memory of a process over time.

use std::time::{Duration, Instant};

use acteon_benches::process;

/// Resident memory in MiB, once a second.
pub struct Memory(Vec<f64>);

/// Watches a process for `time`.
///
/// # Errors
/// When the process ends.
pub async fn watch(pid: u32, time: Duration) -> anyhow::Result<Memory> {
    let end = Instant::now() + time;
    let mut samples = vec![process::resident_mib(pid)?];
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        tokio::time::sleep(left.min(Duration::from_secs(1))).await;
        samples.push(process::resident_mib(pid)?);
    }
    Ok(Memory(samples))
}

impl Memory {
    /// At the beginning, in the middle, at the end, and the most.
    pub fn figures(&self) -> [(&'static str, f64); 4] {
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        let most = self.0.iter().copied().fold(0.0, f64::max);
        [
            ("at first", at(0)),
            ("halfway", at(self.0.len() / 2)),
            ("at last", at(self.0.len() - 1)),
            ("at most", most),
        ]
    }

    /// By how many percent the last fifth of the second half is above its first fifth.
    pub fn growth_percent(&self) -> f64 {
        let half = &self.0[self.0.len() / 2..];
        let fifth = half.len().div_ceil(5);
        let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
        let (first, last) = (mean(&half[..fifth]), mean(&half[half.len() - fifth..]));
        (last / first - 1.0) * 100.0
    }
}
