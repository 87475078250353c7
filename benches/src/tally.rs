//! What clients were answered, and how long it took.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use acteon_core::Outcome;
use hdrhistogram::Histogram;

use crate::http::Answer;

/// What became of a request, as its client sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answered {
    /// A dispatch with this outcome.
    Dispatched(Outcome),
    /// Another request, with 200.
    Ok,
    /// 503 with `Retry-After`.
    Refused,
    /// Another status.
    Unexpected(u16),
    /// The connection ended without an answer.
    Broken,
}

/// The first bytes of the answer to a dispatch, and the outcome that they stand for.
const OUTCOMES: [(&[u8], Outcome); 6] = [
    (b"{\"Executed\"", Outcome::Executed),
    (b"{\"Suppressed\"", Outcome::Suppressed),
    (b"\"Deduplicated\"", Outcome::Deduplicated),
    (b"{\"Throttled\"", Outcome::Throttled),
    (b"{\"Rerouted\"", Outcome::Rerouted),
    (b"{\"Failed\"", Outcome::Failed),
];
/// In the answer to a dispatch for which a rule failed.
const RULE_ERROR: &[u8] = b"\"RULE_ERROR\"";

impl Answered {
    /// Reads an answer.
    #[must_use]
    pub fn of(answer: &Answer<'_>) -> Self {
        match answer.status {
            200 => OUTCOMES
                .iter()
                .find(|(start, _)| answer.body.starts_with(start))
                .map_or(Self::Ok, |(_, outcome)| Self::Dispatched(*outcome)),
            500 if contains(answer.body, RULE_ERROR) => Self::Dispatched(Outcome::Failed),
            503 if answer.retry_after.is_some() => Self::Refused,
            status => Self::Unexpected(status),
        }
    }

    /// Whether no server should answer so.
    #[must_use]
    pub fn is_error(self) -> bool {
        matches!(self, Self::Unexpected(_) | Self::Broken)
    }
}

impl fmt::Display for Answered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dispatched(outcome) => formatter.write_str(outcome.as_str()),
            Self::Ok => formatter.write_str("200"),
            Self::Refused => formatter.write_str("503 with `Retry-After`"),
            Self::Unexpected(status) => write!(formatter, "{status}"),
            Self::Broken => formatter.write_str("connection broken"),
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The answers of one class of requests.
#[derive(Clone, Debug)]
pub struct Class {
    /// How often each was answered.
    pub answers: HashMap<Answered, u64>,
    /// Microseconds until the answer, without those refused.
    pub latency: Histogram<u64>,
}

/// The answers of a load.
#[derive(Clone, Debug)]
pub struct Tally {
    /// By class of request.
    pub classes: Vec<Class>,
    /// How long the clients worked.
    pub seconds: f64,
}

impl Tally {
    /// Nothing counted yet.
    ///
    /// # Errors
    /// Never: the precision of the histograms is a valid one.
    pub fn new(classes: usize) -> anyhow::Result<Self> {
        let class = Class {
            answers: HashMap::new(),
            latency: Histogram::new(3)?,
        };
        Ok(Self {
            classes: vec![class; classes],
            seconds: 0.0,
        })
    }

    /// Counts an answer.
    ///
    /// # Errors
    /// When it took more than 500,000 years.
    pub fn count(
        &mut self,
        class: usize,
        answered: Answered,
        time: Duration,
    ) -> anyhow::Result<()> {
        let class = &mut self.classes[class];
        *class.answers.entry(answered).or_default() += 1;
        if !answered.is_error() && answered != Answered::Refused {
            class.latency.record(u64::try_from(time.as_micros())?)?;
        }
        Ok(())
    }

    /// Adds what others counted, and the time they took.
    ///
    /// # Errors
    /// Never: all histograms have the same precision.
    pub fn add(&mut self, other: &Self) -> anyhow::Result<()> {
        for (class, others) in self.classes.iter_mut().zip(&other.classes) {
            for (answered, count) in &others.answers {
                *class.answers.entry(*answered).or_default() += count;
            }
            class.latency.add(&others.latency)?;
        }
        self.seconds += other.seconds;
        Ok(())
    }

    /// How many answers of all classes are such.
    pub fn sum(&self, is_such: impl Fn(Answered) -> bool) -> u64 {
        let all = self.classes.iter().flat_map(|class| &class.answers);
        all.filter(|(answered, _)| is_such(**answered))
            .map(|(_, count)| count)
            .sum()
    }

    /// Requests that the server carried out.
    #[must_use]
    pub fn served(&self) -> u64 {
        self.sum(|answered| !answered.is_error() && answered != Answered::Refused)
    }

    /// Requests a second that the server carried out.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.served() as f64 / self.seconds
    }

    /// Answers that no server should give, and connections that broke.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.sum(Answered::is_error)
    }

    /// The time that this share of a class's answers took at most, in microseconds.
    #[must_use]
    pub fn latency_us(&self, class: usize, share: f64) -> f64 {
        self.classes[class].latency.value_at_quantile(share) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, retry_after: Option<u64>, body: &str) -> Answered {
        Answered::of(&Answer {
            status,
            retry_after,
            closes: false,
            body: body.as_bytes(),
        })
    }

    #[test]
    fn answers_are_told_apart() {
        for (body, outcome) in [
            (r#"{"Executed":{"status":"success"}}"#, Outcome::Executed),
            (r#"{"Suppressed":{"rule":"spam"}}"#, Outcome::Suppressed),
            (r#""Deduplicated""#, Outcome::Deduplicated),
            (r#"{"Throttled":{}}"#, Outcome::Throttled),
            (r#"{"Rerouted":{}}"#, Outcome::Rerouted),
            (r#"{"Failed":{}}"#, Outcome::Failed),
        ] {
            assert_eq!(answered(200, None, body), Answered::Dispatched(outcome));
        }
        let rule_error = answered(500, None, r#"{"error":"x","code":"RULE_ERROR"}"#);
        assert_eq!(rule_error, Answered::Dispatched(Outcome::Failed));
        assert_eq!(answered(200, None, r#"{"verdict":"deny"}"#), Answered::Ok);
        assert_eq!(answered(503, Some(1), "{}"), Answered::Refused);
        assert_eq!(answered(503, None, "{}"), Answered::Unexpected(503));
        assert!(answered(500, None, "{}").is_error());
    }

    #[test]
    fn tallies_add_up() {
        let mut one = Tally::new(2).unwrap();
        let executed = Answered::Dispatched(Outcome::Executed);
        let time = Duration::from_millis(2);
        one.count(0, executed, time).unwrap();
        one.count(1, Answered::Refused, time).unwrap();
        one.count(1, Answered::Broken, time).unwrap();
        one.seconds = 0.5;
        let mut both = one.clone();
        both.add(&one).unwrap();
        assert_eq!((both.served(), both.errors()), (2, 2));
        assert!((both.per_second() - 2.0).abs() < 1e-9);
        assert!((both.latency_us(0, 0.5) - 2000.0).abs() < 2.0);
        assert_eq!(both.classes[1].latency.len(), 0);
    }
}
