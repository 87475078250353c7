//! Things compared in turns, so that they see the same machine; the middle of the turns counts.

use std::time::{Duration, Instant};

/// How long a turn takes at least: long against the clock's precision and short against the
/// system's moods.
const TURN: Duration = Duration::from_millis(2);

/// The median. 0 of nothing.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

/// Runs the sides in turns, each turn begun by another of them, and returns the median of the
/// microseconds that one call of each took.
pub fn in_turns(turns: usize, sides: &mut [&mut dyn FnMut()]) -> Vec<f64> {
    let calls: Vec<u32> = sides.iter_mut().map(|side| calls_of_a_turn(side)).collect();
    let mut times = vec![Vec::with_capacity(turns); sides.len()];
    for turn in 0..turns {
        for place in 0..sides.len() {
            let side = (turn + place) % sides.len();
            let started = Instant::now();
            for _ in 0..calls[side] {
                sides[side]();
            }
            let time = started.elapsed().as_secs_f64() * 1e6;
            times[side].push(time / f64::from(calls[side]));
        }
    }
    times.into_iter().map(median).collect()
}

/// How many calls take as long as a turn should; also warms up.
fn calls_of_a_turn(side: &mut dyn FnMut()) -> u32 {
    let mut calls = 1;
    loop {
        let started = Instant::now();
        for _ in 0..calls {
            side();
        }
        if started.elapsed() >= TURN {
            return calls;
        }
        calls *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(Vec::new()), 0.0);
    }

    #[test]
    fn every_side_has_its_turns() {
        let (mut first, mut second) = (0, 0);
        let wait = || std::thread::sleep(Duration::from_millis(3));
        let times = in_turns(
            3,
            &mut [
                &mut || {
                    first += 1;
                    wait();
                },
                &mut || {
                    second += 1;
                    wait();
                },
            ],
        );
        assert_eq!((first, second), (4, 4));
        assert!(times.iter().all(|time| *time >= 3000.0));
    }
}
