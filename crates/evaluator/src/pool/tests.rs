//! Who runs and who waits, without a clock: decisions are held by channels.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;
use crate::{PluginStats, PluginUsage};

const ORIGIN: InvocationOrigin = InvocationOrigin::Dispatch;

/// Sixteen places of which a proven plugin has twelve, an unproven or slow one one.
fn pool(max_waiting: usize) -> Arc<Pool> {
    let mut pool = Pool::new(ORIGIN, 16, max_waiting, Duration::from_secs(600)).unwrap();
    pool.queue = Queue::new(ORIGIN, Limits::new(16, max_waiting, 2));
    Arc::new(pool)
}

fn unproven() -> Arc<PluginStats> {
    Arc::new(PluginStats::default())
}

fn proven() -> Arc<PluginStats> {
    let plugin = unproven();
    for _ in 0..100 {
        plugin.share(ORIGIN).quick_call();
    }
    plugin
}

fn slow() -> Arc<PluginStats> {
    let plugin = unproven();
    become_slow(&plugin);
    plugin
}

fn become_slow(plugin: &PluginStats) {
    for _ in 0..2 {
        (plugin.share(ORIGIN).overrun().tell)();
    }
    assert!(plugin.decision_usage(ORIGIN).slow);
}

/// A decision that runs until it is let go.
struct Held {
    release: mpsc::Sender<()>,
    decision: JoinHandle<Result<(), Saturated>>,
}

impl Held {
    async fn end(self) -> Result<(), Saturated> {
        let _ = self.release.send(());
        self.decision.await.unwrap()
    }
}

/// Starts a decision; the receiver tells when it runs.
fn start(pool: &Arc<Pool>, plugins: &[&Arc<PluginStats>]) -> (Held, oneshot::Receiver<()>) {
    let (release, held) = mpsc::channel();
    let (started, running) = oneshot::channel();
    let plugins: Vec<_> = plugins.iter().copied().cloned().collect();
    let pool = Arc::clone(pool);
    let decision = tokio::spawn(async move {
        let decide = move || {
            let _ = started.send(());
            let _ = held.recv();
        };
        pool.run(&plugins, Work::Large, decide).await
    });
    (Held { release, decision }, running)
}

async fn running(pool: &Arc<Pool>, plugins: &[&Arc<PluginStats>]) -> Held {
    let (held, running) = start(pool, plugins);
    running.await.unwrap();
    held
}

/// Starts a decision that has to wait.
async fn waiting(pool: &Arc<Pool>, plugins: &[&Arc<PluginStats>]) -> (Held, oneshot::Receiver<()>) {
    let before = pool.usage().waiting;
    let (held, mut running) = start(pool, plugins);
    while pool.usage().waiting == before {
        assert!(running.try_recv().is_err(), "it runs");
        tokio::task::yield_now().await;
    }
    (held, running)
}

async fn many(pool: &Arc<Pool>, plugins: &[&Arc<PluginStats>], count: usize) -> Vec<Held> {
    let mut held = Vec::new();
    for _ in 0..count {
        held.push(running(pool, plugins).await);
    }
    held
}

async fn end_all(held: Vec<Held>) {
    for one in held {
        one.end().await.unwrap();
    }
}

fn idle() -> PoolUsage {
    PoolUsage {
        running: 0,
        waiting: 0,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_refuses_at_once_and_recovers() {
    let pool = pool(1);
    let full = many(&pool, &[], 16).await;
    let (next, next_running) = waiting(&pool, &[]).await;
    assert_eq!(pool.run(&[], Work::Large, || ()).await, Err(Saturated));
    end_all(full).await;
    next_running.await.unwrap();
    next.end().await.unwrap();
    assert_eq!(pool.usage(), idle());
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_allowed() {
    let plugin = unproven();
    let mut pool = Pool::new(ORIGIN, 1, 8, Duration::from_secs(5)).unwrap();
    pool.queue = Queue::new(ORIGIN, Limits::new(1, 8, 2));
    let Ok(Entered::Admitted(_held)) = pool.queue.enter(&[]) else {
        panic!("the first one has a place");
    };
    let refused = pool.run(&[Arc::clone(&plugin)], Work::Large, || ()).await;
    assert_eq!(refused, Err(Saturated));
    assert_eq!(pool.usage().waiting, 0);
    assert_eq!(plugin.decision_usage(ORIGIN), PluginUsage::default());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_plugin_takes_all_the_places() {
    let pool = pool(64);
    let (busy, other) = (proven(), proven());
    let mut held = many(&pool, &[&busy], 12).await;
    let (next, _) = waiting(&pool, &[&busy]).await;
    let both = waiting(&pool, &[&busy, &other]).await.0;
    assert_eq!(busy.decision_usage(ORIGIN).running, 12);
    assert_eq!(busy.decision_usage(ORIGIN).waiting, 2);
    // Whoever waits for the busy one holds nothing of the other.
    held.extend(many(&pool, &[&other], 4).await);
    assert_eq!(other.decision_usage(ORIGIN).running, 4);
    held.extend([next, both]);
    for one in &held {
        one.release.send(()).unwrap();
    }
    end_all(held).await;
    assert_eq!(pool.usage(), idle());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unproven_plugin_has_a_small_share_until_its_calls_were_quick() {
    let pool = pool(64);
    let plugin = unproven();
    let first = running(&pool, &[&plugin]).await;
    let (second, second_running) = waiting(&pool, &[&plugin]).await;
    for _ in 0..100 {
        plugin.share(ORIGIN).quick_call();
    }
    // Whoever comes next finds the share larger, and lets those in front pass first.
    let third = running(&pool, &[&plugin]).await;
    second_running.await.unwrap();
    end_all(vec![first, second, third]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_plugin_runs_apart_and_one_at_a_time() {
    let pool = pool(64);
    let (spinning, quick) = (slow(), proven());
    let here = move || std::thread::current().name().map(str::to_owned);
    let plugins = [Arc::clone(&spinning), Arc::clone(&quick)];
    let thread = pool.run(&plugins, Work::Small, here).await.unwrap();
    assert_eq!(thread.as_deref(), Some("acteon-slow-dispatch"));

    let first = running(&pool, &[&spinning]).await;
    let (second, second_running) = waiting(&pool, &[&spinning, &quick]).await;
    // Every place of the quick lane is there for the others, and all of a quick plugin's share.
    let mut held = many(&pool, &[&quick], 12).await;
    held.extend(many(&pool, &[], 4).await);
    assert_eq!(pool.usage().running, 17);
    first.end().await.unwrap();
    second_running.await.unwrap();
    held.push(second);
    end_all(held).await;
    assert_eq!(pool.usage(), idle());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plugin_that_becomes_slow_is_kept_apart_while_its_calls_still_run() {
    let pool = pool(64);
    let plugin = proven();
    let mut held = many(&pool, &[&plugin], 12).await;
    become_slow(&plugin);
    held.push(running(&pool, &[&plugin]).await);
    assert_eq!(pool.queue.usage().running, 13);
    let (last, _) = waiting(&pool, &[&plugin]).await;
    // The other origin has a share of its own, and a standing of its own.
    assert!(!plugin.decision_usage(InvocationOrigin::Playground).slow);
    held.push(last);
    for one in &held {
        one.release.send(()).unwrap();
    }
    end_all(held).await;
    for _ in 0..100 {
        plugin.share(ORIGIN).quick_call();
    }
    assert!(!plugin.decision_usage(ORIGIN).slow);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_plugin_takes_all_of_the_queue() {
    let pool = pool(8);
    let (spinning, another, quick) = (slow(), slow(), proven());
    let held = many(&pool, &[&spinning], 1).await;
    let mut queued = Vec::new();
    for _ in 0..2 {
        queued.push(waiting(&pool, &[&spinning]).await.0);
    }
    let share = [Arc::clone(&spinning)];
    let refused = pool.run(&share, Work::Small, || ()).await;
    assert_eq!(refused, Err(Saturated), "a fourth of the queue");
    queued.push(running(&pool, &[&another]).await);
    for _ in 0..2 {
        queued.push(waiting(&pool, &[&another]).await.0);
    }
    let third = [slow()];
    let Ok(Entered::Admitted(_place)) = pool.queue.enter(&third) else {
        panic!("there are places in the slow lane");
    };
    let refused = pool.run(&third, Work::Small, || ()).await;
    assert_eq!(
        refused,
        Err(Saturated),
        "half of the queue for slow plugins"
    );
    // The other half is there for everybody else.
    let full = many(&pool, &[&quick], 12).await;
    queued.push(waiting(&pool, &[&quick]).await.0);
    for one in held.iter().chain(&full).chain(&queued) {
        one.release.send(()).unwrap();
    }
    for list in [held, full, queued] {
        end_all(list).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_leaves_the_queue() {
    let pool = pool(64);
    let plugin = unproven();
    let held = running(&pool, &[&plugin]).await;
    let (gone, _) = waiting(&pool, &[&plugin]).await;
    let (next, next_running) = waiting(&pool, &[&plugin]).await;
    gone.decision.abort();
    assert!(gone.decision.await.unwrap_err().is_cancelled());
    assert_eq!(plugin.decision_usage(ORIGIN).waiting, 1);
    held.end().await.unwrap();
    next_running.await.unwrap();
    next.end().await.unwrap();
    assert_eq!(pool.usage(), idle());
}

/// A place that was given to a caller that has just gone away comes back.
#[tokio::test]
async fn no_place_is_lost() {
    let pool = pool(64);
    let plugin = unproven();
    let plugins = [Arc::clone(&plugin)];
    let Ok(Entered::Admitted(first)) = pool.queue.enter(&plugins) else {
        panic!("the first one has a place");
    };
    let Ok(Entered::Waiting(ticket)) = pool.queue.enter(&plugins) else {
        panic!("the second one waits");
    };
    drop(first);
    assert_eq!(plugin.decision_usage(ORIGIN).running, 1);
    drop(ticket);
    assert_eq!(plugin.decision_usage(ORIGIN), PluginUsage::default());
    assert_eq!(pool.usage(), idle());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_reaches_the_caller_and_frees_the_place() {
    let pool = pool(64);
    for plugin in [slow(), proven()] {
        let (pool, plugins) = (Arc::clone(&pool), [plugin]);
        let caller = tokio::spawn(async move {
            let decide = || panic!("a defect");
            pool.run::<()>(&plugins, Work::Small, decide).await
        });
        assert!(caller.await.unwrap_err().is_panic());
    }
    assert_eq!(pool.usage(), idle());
}

/// Callers of every combination of plugins, some of which go away: everybody is served, and no
/// plugin ever has more than its share.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_of_several_plugins_never_wait_for_each_other() {
    const CALLERS: usize = 2_000;
    let pool = pool(CALLERS * 4);
    let plugins = [proven(), unproven(), slow(), proven()];
    let counts: Arc<[AtomicUsize; 4]> = Arc::default();
    let most: Arc<[AtomicUsize; 4]> = Arc::default();
    let mut callers = Vec::new();
    for number in 0..CALLERS {
        // Each subset in turn, forwards and backwards.
        let mut named: Vec<usize> = (0..4).filter(|bit| number >> bit & 1 == 1).collect();
        if number & 16 == 0 {
            named.reverse();
        }
        let called: Vec<_> = named.iter().map(|&at| Arc::clone(&plugins[at])).collect();
        let (pool, counts, most) = (Arc::clone(&pool), Arc::clone(&counts), Arc::clone(&most));
        let caller = tokio::spawn(async move {
            let decide = move || {
                for &at in &named {
                    let now = counts[at].fetch_add(1, SeqCst) + 1;
                    most[at].fetch_max(now, SeqCst);
                }
                std::thread::yield_now();
                for &at in &named {
                    counts[at].fetch_sub(1, SeqCst);
                }
            };
            pool.run(&called, Work::Large, decide).await
        });
        if number % 7 == 0 {
            caller.abort();
        }
        callers.push(caller);
    }
    for caller in callers {
        match caller.await {
            Ok(served) => served.unwrap(),
            Err(gone) => assert!(gone.is_cancelled()),
        }
    }
    // What a caller that has gone away began in the slow lane still ends.
    while pool.usage() != idle() {
        tokio::task::yield_now().await;
    }
    let most = most.each_ref().map(|most| most.load(SeqCst));
    assert_eq!(most[2], 1, "one slow decision at a time: {most:?}");
    // Beside their own share, what the slow one admits of them.
    assert!(most[0] <= 13 && most[1] <= 2 && most[3] <= 13, "{most:?}");
    for plugin in plugins {
        let usage = plugin.decision_usage(ORIGIN);
        assert_eq!((usage.running, usage.waiting), (0, 0));
    }
}

#[tokio::test]
async fn a_small_decision_without_plugins_runs_on_the_worker_without_a_place() {
    let pool = pool(0);
    // This runtime has one thread, so `block_in_place` would panic.
    let id = pool.run(&[], Work::Small, || std::thread::current().id());
    assert_eq!(id.await, Ok(std::thread::current().id()));
}
