//! Where the log's lines go.

use std::io::{BufWriter, Result, Write};
use std::thread;
use std::time::Duration;

use tracing::warn;

/// What is written at once, in bytes.
const BUFFER: usize = 64 * 1024;
/// How long the thread that writes rests when it has caught up. Waking it costs a request more than
/// its line does; so it wakes once for all that come meanwhile.
const REST: Duration = Duration::from_millis(2);

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
        self.out.flush()?;
        thread::sleep(REST);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    use super::*;

    static DROPPED: AtomicU64 = AtomicU64::new(0);
    static TOLD: Mutex<Vec<u8>> = Mutex::new(Vec::new());

    struct Told;

    impl Write for Told {
        fn write(&mut self, line: &[u8]) -> Result<usize> {
            TOLD.lock().unwrap().write(line)
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn lost_lines_are_told_once() {
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(|| Told)
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            let mut lines = Lines::new(Vec::new(), || DROPPED.load(SeqCst));
            lines.write_all(b"one\n").unwrap();
            DROPPED.store(7, SeqCst);
            lines.write_all(b"two\n").unwrap();
            lines.write_all(b"three\n").unwrap();
            assert!(lines.out.get_ref().is_empty(), "they are put together");
            lines.flush().unwrap();
            assert_eq!(lines.out.get_ref(), b"one\ntwo\nthree\n");
        });
        let told = String::from_utf8(TOLD.lock().unwrap().clone()).unwrap();
        assert_eq!(told.matches("log.dropped").count(), 1, "{told}");
        assert!(told.contains("lines=7"), "{told}");
    }
}
