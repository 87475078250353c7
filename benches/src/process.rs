//! What a process uses, as the system counts it.

use std::fs;
use std::time::Duration;

use anyhow::Context as _;

/// Length of the ticks in which `/proc` counts processor time: Linux tells programs hundredths of
/// a second on every machine.
const TICK: Duration = Duration::from_millis(10);

/// Processor time that `pid` has used, in the program and in the kernel, exact to 20 ms.
///
/// # Errors
/// When there is no such process.
pub fn cpu_time(pid: u32) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))
        .with_context(|| format!("process {pid} is gone"))?;
    // The name, in brackets, may contain anything; after it comes field 3. Fields 14 and 15 are
    // the time in the program and in the kernel.
    let (_, fields) = stat.rsplit_once(')').context("`stat` names no process")?;
    let mut ticks: u32 = 0;
    for field in fields.split_ascii_whitespace().skip(11).take(2) {
        ticks += field.parse::<u32>()?;
    }
    Ok(TICK * ticks)
}

/// Resident memory of `pid` in MiB.
///
/// # Errors
/// When there is no such process.
pub fn resident_mib(pid: u32) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))
        .with_context(|| format!("process {pid} is gone"))?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().strip_suffix(" kB"))
        .context("`status` names no resident memory")?
        .parse()?;
    Ok(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_something() {
        let pid = std::process::id();
        let begin = cpu_time(pid).unwrap();
        while cpu_time(pid).unwrap() == begin {
            std::hint::spin_loop();
        }
        assert!(resident_mib(pid).unwrap() > 0.5);
    }
}
