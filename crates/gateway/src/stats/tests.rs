//! What is counted is told by the clock, and forgotten by it.

use acteon_api_types::VerdictCounts;
use jiff::{SignedDuration, Timestamp};

use super::*;

struct ManualClock(Mutex<Timestamp>);

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *lock(&self.0)
    }
}

impl ManualClock {
    fn advance(&self, seconds: i64) {
        *lock(&self.0) += SignedDuration::from_secs(seconds);
    }
}

fn recorder() -> (Arc<Recorder>, Arc<ManualClock>) {
    let start = "2026-03-01T00:00:03Z".parse().unwrap();
    let clock = Arc::new(ManualClock(Mutex::new(start)));
    (Arc::new(Recorder::new(clock.clone())), clock)
}

fn read(recorder: &Recorder, window: StatsWindow) -> Stats {
    recorder.read(window, PluginCounts::default(), true)
}

#[test]
fn every_window_has_points_without_gaps_that_add_up_to_its_length() {
    let (recorder, _) = recorder();
    for window in StatsWindow::ALL {
        assert_eq!(window.as_str().parse::<StatsWindow>().unwrap(), window);
        let stats = read(&recorder, window);
        let points = stats.series.len() as u64;
        assert!((30..=120).contains(&points), "{window:?}");
        assert_eq!(points * stats.bucket_seconds, stats.window_seconds);
        assert_eq!(stats.series[0].at, stats.from);
        for pair in stats.series.windows(2) {
            let apart = pair[1].at.duration_since(pair[0].at).as_secs();
            assert_eq!(apart.unsigned_abs(), stats.bucket_seconds, "{window:?}");
        }
        let last = stats.series.last().unwrap().at;
        assert!(last <= stats.to);
        assert!(stats.to.duration_since(last).as_secs().unsigned_abs() < stats.bucket_seconds);
    }
}

#[test]
fn what_happened_leaves_each_window_when_it_is_older() {
    let (recorder, clock) = recorder();
    recorder.invoked(InvocationOrigin::Dispatch, true, 100);
    recorder.dispatched(VerdictKind::Deny);
    let mut age = 0;
    for (seconds, seen) in [
        (0, [1, 1, 1, 1, 1]),
        (290, [1, 1, 1, 1, 1]),
        (300, [0, 1, 1, 1, 1]),
        (900, [0, 0, 1, 1, 1]),
        (3600, [0, 0, 0, 1, 1]),
        (6 * 3600, [0, 0, 0, 0, 1]),
        (24 * 3600, [0, 0, 0, 0, 0]),
    ] {
        clock.advance(seconds - age);
        age = seconds;
        for (window, seen) in StatsWindow::ALL.into_iter().zip(seen) {
            let stats = read(&recorder, window);
            assert_eq!(stats.invocations, seen, "{window:?} after {seconds} s");
            assert_eq!(stats.errors, seen, "{window:?} after {seconds} s");
            let deny = VerdictCounts {
                deny: seen,
                ..VerdictCounts::default()
            };
            assert_eq!(stats.verdicts, Some(deny), "{window:?} after {seconds} s");
        }
    }
    // The next event is what makes the old ones be forgotten.
    recorder.invoked(InvocationOrigin::Test, false, 1);
    clock.advance(10);
    recorder.invoked(InvocationOrigin::Test, false, 1);
    assert_eq!(read(&recorder, StatsWindow::Hours24).invocations, 2);
    assert!(lock(&recorder.archive).bucket_count() <= 2 * 4);
}

#[test]
fn percentiles_of_a_window_are_those_of_all_its_invocations() {
    let (recorder, clock) = recorder();
    for _ in 0..90 {
        recorder.invoked(InvocationOrigin::Dispatch, false, 10);
    }
    clock.advance(60);
    for _ in 0..10 {
        recorder.invoked(InvocationOrigin::Playground, false, 40_000_000);
    }
    let stats = read(&recorder, StatsWindow::Minutes15);
    let latency = stats.latency.unwrap();
    assert_eq!((latency.count, latency.p50_us), (100, 10));
    let near = |us: u64| us.abs_diff(40_000_000) < 400_000;
    assert!(near(latency.p95_us) && near(latency.p99_us) && near(latency.max_us));
    let last = stats.series.last().unwrap();
    assert!(last.p50_us.is_some_and(near));
    assert_eq!(
        (stats.by_origin.dispatch, stats.by_origin.playground),
        (90, 10)
    );
    let empty = stats.series.iter().filter(|point| point.p50_us.is_none());
    assert_eq!(empty.count(), 88);
}

#[test]
fn a_clock_that_is_set_back_loses_nothing_but_the_future() {
    let (recorder, clock) = recorder();
    clock.advance(3600);
    recorder.dispatched(VerdictKind::Allow);
    clock.advance(-3600);
    recorder.dispatched(VerdictKind::Deny);
    recorder.dispatched(VerdictKind::Deny);
    let verdicts = read(&recorder, StatsWindow::Hours24).verdicts.unwrap();
    assert_eq!((verdicts.allow, verdicts.deny), (0, 2));
}

#[test]
fn what_threads_count_at_the_same_time_is_all_there() {
    let (recorder, clock) = recorder();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..1000 {
                    recorder.invoked(InvocationOrigin::Dispatch, false, 5);
                    clock.advance(1);
                    read(&recorder, StatsWindow::Minutes5);
                }
            });
        }
    });
    let stats = read(&recorder, StatsWindow::Hours24);
    assert_eq!(stats.invocations, 8000);
    assert_eq!(stats.latency.unwrap().count, 8000);
}
