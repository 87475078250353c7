//! Numbers, sizes and times as people read them. Pure: what is now comes from the caller.

use acteon_api_types::Timestamp;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// With thousands separators: `2,301,877`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number and its noun: `1 error`, `1,024 errors`.
pub fn counted(number: u64, singular: &str, plural: &str) -> String {
    let noun = if number == 1 { singular } else { plural };
    format!("{} {noun}", count(number))
}

/// A size in the largest binary unit that it fills: `16 MiB`, `19.1 MiB`, `512 B`.
pub fn bytes(size: u64) -> String {
    match size {
        GIB.. => scaled(size, GIB, "GiB"),
        MIB.. => scaled(size, MIB, "MiB"),
        KIB.. => scaled(size, KIB, "KiB"),
        _ => format!("{size} B"),
    }
}

/// A size to the byte: `16,777,216 bytes`.
pub fn exact_bytes(size: u64) -> String {
    counted(size, "byte", "bytes")
}

/// A duration given in microseconds: `11 µs`, `1.5 ms`, `30 s`.
pub fn duration_us(microseconds: u64) -> String {
    match microseconds {
        1_000_000.. => scaled(microseconds, 1_000_000, "s"),
        1_000.. => scaled(microseconds, 1_000, "ms"),
        _ => format!("{microseconds} µs"),
    }
}

/// A duration given in milliseconds: `100 ms`, `1.5 s`.
pub fn duration_ms(milliseconds: u32) -> String {
    duration_us(u64::from(milliseconds) * 1_000)
}

/// A time given in seconds, in the largest unit that divides it: `90 seconds`, `5 minutes`, `30 days`.
pub fn span(seconds: u64) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    let whole = |unit: u64| seconds >= unit && seconds.is_multiple_of(unit);
    if whole(DAY) {
        counted(seconds / DAY, "day", "days")
    } else if whole(HOUR) {
        counted(seconds / HOUR, "hour", "hours")
    } else if whole(MINUTE) {
        counted(seconds / MINUTE, "minute", "minutes")
    } else {
        counted(seconds, "second", "seconds")
    }
}

/// A share: `0 %`, `0.04 %`, `12 %`; never rounded to none or to all of it.
pub fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "0 %".to_owned();
    }
    // In integers: code that prints floating-point numbers would weigh more than this module.
    let (part, whole) = (u128::from(part), u128::from(whole));
    let scaled = |factor: u128| (part * factor + whole / 2) / whole;
    match scaled(10_000) {
        0 => "< 0.01 %".to_owned(),
        hundredths @ 1..100 => format!("0.{hundredths:02} %"),
        100..1_000 => format!("{}.{} %", scaled(1_000) / 10, scaled(1_000) % 10),
        9_950.. if part < whole => "> 99 %".to_owned(),
        _ => format!("{} %", scaled(100)),
    }
}

/// How long ago: `just now`, `12 seconds ago`, `3 minutes ago`. An instant in the future, which
/// clocks that differ produce, is `just now`.
pub fn ago(instant: Timestamp, now: Timestamp) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const MONTH: i64 = 30 * DAY;
    const YEAR: i64 = 365 * DAY;

    let seconds = now.as_second() - instant.as_second();
    let (amount, singular, plural) = match seconds {
        YEAR.. => (seconds / YEAR, "year", "years"),
        MONTH.. => (seconds / MONTH, "month", "months"),
        DAY.. => (seconds / DAY, "day", "days"),
        HOUR.. => (seconds / HOUR, "hour", "hours"),
        MINUTE.. => (seconds / MINUTE, "minute", "minutes"),
        3.. => (seconds, "second", "seconds"),
        _ => return "just now".to_owned(),
    };
    format!("{} ago", counted(amount.unsigned_abs(), singular, plural))
}

/// The instant itself: `2026-11-23 12:51:43 UTC`.
pub fn instant(instant: Timestamp) -> String {
    let text = instant.to_string();
    let seconds = text.split(['.', 'Z']).next().unwrap_or_default();
    format!("{} UTC", seconds.replace('T', " "))
}

/// The time of the day of an instant: `12:51:43`, in UTC.
pub fn time_of_day(instant: Timestamp) -> String {
    let text = instant.to_string();
    let time = text.split_once('T').map_or("", |(_, time)| time);
    time.split(['.', 'Z']).next().unwrap_or_default().to_owned()
}

/// A longer time given in seconds, in its two largest units: `3 days 4 hours`, `2 minutes 5 seconds`.
pub fn duration_s(seconds: u64) -> String {
    let units = [
        (86_400, "day", "days"),
        (3_600, "hour", "hours"),
        (60, "minute", "minutes"),
        (1, "second", "seconds"),
    ];
    let mut left = seconds;
    let mut parts = Vec::new();
    for (unit, singular, plural) in units {
        let amount = left / unit;
        left %= unit;
        if parts.is_empty() && amount == 0 && unit > 1 {
            continue;
        }
        if amount > 0 || parts.is_empty() {
            parts.push(counted(amount, singular, plural));
        }
        // A unit that is empty ends it: `1 day 4 seconds` would say more than anybody wants to know.
        if parts.len() == 2 || (amount == 0 && !parts.is_empty()) {
            break;
        }
    }
    parts.join(" ")
}

/// At most one decimal, none when it would be zero or the number is long enough without.
fn scaled(value: u64, unit: u64, name: &str) -> String {
    let tenths = (u128::from(value) * 10 + u128::from(unit) / 2) / u128::from(unit);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenth == 0 || whole >= 100 {
        format!("{} {name}", count(whole.try_into().unwrap_or(u64::MAX)))
    } else {
        format!("{whole}.{tenth} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<I: Copy + std::fmt::Debug>(
        format: impl Fn(I) -> String,
        cases: impl IntoIterator<Item = (I, &'static str)>,
    ) {
        for (input, expected) in cases {
            assert_eq!(format(input), expected, "{input:?}");
        }
    }

    #[test]
    fn counts_have_thousands_separators() {
        check(
            count,
            [
                (0, "0"),
                (999, "999"),
                (1_000, "1,000"),
                (51_204, "51,204"),
                (2_301_877, "2,301,877"),
                (u64::MAX, "18,446,744,073,709,551,615"),
            ],
        );
        assert_eq!(counted(1, "error", "errors"), "1 error");
        assert_eq!(counted(0, "error", "errors"), "0 errors");
    }

    #[test]
    fn sizes_use_binary_units() {
        check(
            bytes,
            [
                (0, "0 B"),
                (1_023, "1023 B"),
                (1_024, "1 KiB"),
                (65_536, "64 KiB"),
                (16_777_216, "16 MiB"),
                (20_000_000, "19.1 MiB"),
                (268_435_456, "256 MiB"),
                (268_435_455, "256 MiB"),
                (1_073_741_824, "1 GiB"),
            ],
        );
        assert_eq!(exact_bytes(16_777_216), "16,777,216 bytes");
    }

    #[test]
    fn durations_choose_their_unit() {
        check(
            duration_us,
            [
                (0, "0 µs"),
                (11, "11 µs"),
                (999, "999 µs"),
                (1_000, "1 ms"),
                (1_540, "1.5 ms"),
                (97_400, "97.4 ms"),
                (250_400, "250 ms"),
                (2_500_000, "2.5 s"),
            ],
        );
        check(
            duration_ms,
            [
                (1, "1 ms"),
                (100, "100 ms"),
                (1_500, "1.5 s"),
                (30_000, "30 s"),
            ],
        );
    }

    #[test]
    fn spans_choose_the_unit_that_divides_them() {
        check(
            span,
            [
                (0, "0 seconds"),
                (1, "1 second"),
                (90, "90 seconds"),
                (300, "5 minutes"),
                (3_600, "1 hour"),
                (86_400, "1 day"),
                (2_592_000, "30 days"),
            ],
        );
    }

    #[test]
    fn shares_are_never_rounded_to_none_or_all() {
        check(
            |(part, whole)| share(part, whole),
            [
                ((0, 0), "0 %"),
                ((0, 7), "0 %"),
                ((1, 1_000_000), "< 0.01 %"),
                ((4, 10_000), "0.04 %"),
                ((99, 10_000), "0.99 %"),
                ((100, 10_000), "1.0 %"),
                ((3, 100), "3.0 %"),
                ((u64::MAX - 1, u64::MAX), "> 99 %"),
                ((1, 3), "33 %"),
                ((999, 1_000), "> 99 %"),
                ((7, 7), "100 %"),
            ],
        );
    }

    #[test]
    fn times_are_relative_to_the_given_now() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        for (then, expected) in [
            ("2026-11-23T12:00:05Z", "just now"),
            ("2026-11-23T11:59:58Z", "just now"),
            ("2026-11-23T11:59:48Z", "12 seconds ago"),
            ("2026-11-23T11:59:00Z", "1 minute ago"),
            ("2026-11-23T11:56:01Z", "3 minutes ago"),
            ("2026-11-23T11:00:00Z", "1 hour ago"),
            ("2026-11-20T12:00:00Z", "3 days ago"),
            ("2026-10-01T12:00:00Z", "1 month ago"),
            ("2024-11-20T12:00:00Z", "2 years ago"),
        ] {
            assert_eq!(ago(then.parse().unwrap(), now), expected, "{then}");
        }
    }

    #[test]
    fn long_times_have_two_units() {
        check(
            duration_s,
            [
                (0, "0 seconds"),
                (1, "1 second"),
                (59, "59 seconds"),
                (60, "1 minute"),
                (125, "2 minutes 5 seconds"),
                (3_600, "1 hour"),
                (3_605, "1 hour"),
                (43_199, "11 hours 59 minutes"),
                (86_400 * 3 + 4 * 3_600 + 59, "3 days 4 hours"),
            ],
        );
    }

    #[test]
    fn an_instant_is_shown_to_the_second_in_utc() {
        let then: Timestamp = "2026-02-15T11:59:00.123456Z".parse().unwrap();
        assert_eq!(instant(then), "2026-02-15 11:59:00 UTC");
    }
}
