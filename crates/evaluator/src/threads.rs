//! Threads of low priority.

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// Threads that the scheduler runs when nobody else wants the processor, or little more. They are
/// made when they are needed and end when they have been idle for some seconds.
#[derive(Debug)]
pub(crate) struct Threads {
    /// Taken only by `drop`.
    runtime: Option<Runtime>,
}

impl Threads {
    /// At most `size` threads of this niceness (0 to 19).
    ///
    /// # Errors
    /// When the operating system refuses what a runtime needs.
    pub(crate) fn new(name: &str, size: usize, niceness: i32) -> std::io::Result<Self> {
        // Only its threads for blocking work are used.
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(size.max(1))
            .thread_name(name)
            .thread_stack_size(8 * 1024 * 1024)
            .on_thread_start(move || {
                // On Linux this concerns the calling thread alone. Without the permission the
                // work is done all the same, at normal priority.
                let _ = rustix::process::setpriority_process(None, niceness);
            })
            .build()?;
        Ok(Self {
            runtime: Some(runtime),
        })
    }

    /// Runs work on a thread. It ends even when nobody waits for it any more; its log lines belong
    /// to the request that asked for it. None while this is being dropped.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<JoinHandle<T>> {
        let span = tracing::Span::current();
        let runtime = self.runtime.as_ref()?;
        Some(runtime.spawn_blocking(move || span.in_scope(work)))
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        // Dropping a runtime waits for its threads, which asynchronous code must not do. Giving them
        // up (`shutdown_background`) detaches each at the moment when it ends, which now and then
        // crashes with versions of glibc that look at the thread afterwards. Left alone, they end by
        // themselves after some idle seconds; what stays behind is small, and there are few of these
        // in a process.
        if let Some(runtime) = self.runtime.take() {
            std::mem::forget(runtime);
        }
    }
}
