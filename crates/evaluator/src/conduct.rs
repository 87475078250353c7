//! How a plugin has behaved: whether its calls may be expected to be quick.

use std::time::Duration;

/// Processor time past which a call counts as long.
pub(crate) const LONG_CALL: Duration = Duration::from_millis(10);

/// Quick calls in a row that a plugin has to show before it gets a full share.
const PROOF: u32 = 16;
/// A proven plugin may have one long call in so many.
const FORGIVEN: u32 = 64;
/// Quick calls in a row that end the first time in the slow lane; doubled each time it comes back.
const RECOVERY_MIN: u32 = 32;
/// The most that is asked for.
const RECOVERY_MAX: u32 = 65_536;

/// What a plugin's decisions get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Standing {
    /// Too few calls to tell: a small share, so that a runaway plugin is found out cheaply.
    Unproven,
    /// Quick so far: a full share.
    Proven,
    /// Long calls lately: a small share, on threads of low priority.
    Slow,
}

/// The record of one plugin.
#[derive(Debug)]
pub(crate) struct Conduct {
    standing: Standing,
    /// Quick calls since the last long one, or since the standing changed.
    quick: u32,
    /// Quick calls that end a stay in the slow lane.
    recovery: u32,
}

impl Default for Conduct {
    fn default() -> Self {
        Self {
            standing: Standing::Unproven,
            quick: 0,
            recovery: RECOVERY_MIN,
        }
    }
}

impl Conduct {
    pub(crate) fn standing(&self) -> Standing {
        self.standing
    }

    /// A call has ended soon enough.
    pub(crate) fn quick_call(&mut self) {
        self.quick = self.quick.saturating_add(1);
        match self.standing {
            Standing::Slow if self.quick >= self.recovery => {
                self.now(Standing::Unproven);
                self.recovery = self.recovery.saturating_mul(2).min(RECOVERY_MAX);
            }
            Standing::Unproven if self.quick >= PROOF => self.now(Standing::Proven),
            // What is long past counts less and less.
            Standing::Proven if self.quick.is_multiple_of(self.recovery) => {
                self.recovery = (self.recovery / 2).max(RECOVERY_MIN);
            }
            Standing::Slow | Standing::Unproven | Standing::Proven => {}
        }
    }

    /// A call has used more than [`LONG_CALL`]; it may still run.
    pub(crate) fn long_call(&mut self) {
        let forgiven = self.standing == Standing::Proven && self.quick >= FORGIVEN;
        if !forgiven {
            self.standing = Standing::Slow;
        }
        self.quick = 0;
    }

    fn now(&mut self, standing: Standing) {
        self.standing = standing;
        self.quick = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quick(conduct: &mut Conduct, calls: u32) {
        for _ in 0..calls {
            conduct.quick_call();
        }
    }

    #[test]
    fn a_plugin_is_proven_by_quick_calls() {
        let mut conduct = Conduct::default();
        quick(&mut conduct, PROOF - 1);
        assert_eq!(conduct.standing(), Standing::Unproven);
        quick(&mut conduct, 1);
        assert_eq!(conduct.standing(), Standing::Proven);
    }

    #[test]
    fn one_long_call_makes_an_unproven_plugin_slow() {
        let mut conduct = Conduct::default();
        quick(&mut conduct, PROOF - 1);
        conduct.long_call();
        assert_eq!(conduct.standing(), Standing::Slow);
    }

    #[test]
    fn a_proven_plugin_may_have_a_long_call_now_and_then() {
        let mut conduct = Conduct::default();
        quick(&mut conduct, PROOF + FORGIVEN);
        for _ in 0..3 {
            conduct.long_call();
            assert_eq!(conduct.standing(), Standing::Proven);
            quick(&mut conduct, FORGIVEN);
        }
        conduct.long_call();
        quick(&mut conduct, FORGIVEN - 1);
        conduct.long_call();
        assert_eq!(conduct.standing(), Standing::Slow);
    }

    #[test]
    fn every_relapse_makes_coming_back_take_longer_until_it_behaves() {
        let mut conduct = Conduct::default();
        for needed in [RECOVERY_MIN, 2 * RECOVERY_MIN, 4 * RECOVERY_MIN] {
            conduct.long_call();
            quick(&mut conduct, needed - 1);
            assert_eq!(conduct.standing(), Standing::Slow, "{needed}");
            quick(&mut conduct, 1);
            assert_eq!(conduct.standing(), Standing::Unproven, "{needed}");
        }
        quick(&mut conduct, PROOF + 32 * RECOVERY_MIN);
        conduct.long_call();
        assert_eq!(conduct.standing(), Standing::Proven);
        conduct.long_call();
        quick(&mut conduct, RECOVERY_MIN);
        assert_eq!(conduct.standing(), Standing::Unproven);
    }

    #[test]
    fn a_long_call_in_the_slow_lane_begins_the_count_again() {
        let mut conduct = Conduct::default();
        conduct.long_call();
        quick(&mut conduct, RECOVERY_MIN - 1);
        conduct.long_call();
        quick(&mut conduct, RECOVERY_MIN - 1);
        assert_eq!(conduct.standing(), Standing::Slow);
    }
}
