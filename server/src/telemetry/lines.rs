//! Where the log's lines go.

use std::io::{BufWriter, Result, Write};

use tracing::warn;

/// What is written at once, in bytes.
const BUFFER: usize = 64 * 1024;

/// Puts lines together for as long as more are waiting, and says when some were lost.
pub(super) struct Lines<W: Write> {
    out: BufWriter<W>,
    dropped: fn() -> u64,
    told: u64,
}

impl<W: Write> Lines<W> {
    /// `dropped` tells how many lines were lost since the start.
    pub(super) fn new(out: W, dropped: fn() -> u64) -> Self {
        Self {
            out: BufWriter::with_capacity(BUFFER, out),
            dropped,
            told: 0,
        }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        let dropped = (self.dropped)();
        if dropped > self.told {
            let lines = dropped - self.told;
            self.told = dropped;
            // This goes the way of every line: behind those that wait.
            warn!(
                event = "log.dropped",
                lines, "the log is not read quickly enough; lines were lost"
            );
        }
        self.out.write_all(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}
