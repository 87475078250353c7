//! Days of the Gregorian calendar, counted from 1970-01-01.
//!
//! Both directions count years from March: the leap day is then the last day of a year, and the
//! months before it follow one rule.

/// Days in 400 years, after which the calendar repeats.
const DAYS_IN_ERA: i64 = 146_097;
/// From 0000-03-01, where an era starts, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// The day of a date; none when there is no such date.
pub fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    let (march_year, march_month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let year_of_era = march_year.rem_euclid(400);
    let day_of_year = days_before(march_month) + day - 1;
    let days = march_year.div_euclid(400) * DAYS_IN_ERA + days_of_years(year_of_era) + day_of_year
        - DAYS_TO_EPOCH;
    // The thirtieth of February is the first or second of March.
    (date_of(days) == (year, month, day)).then_some(days)
}

/// Year, month and day of a day.
pub fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_EPOCH;
    let day_of_era = days.rem_euclid(DAYS_IN_ERA);
    // The average year is never shorter than 365 days: at most one too many.
    let guess = (day_of_era / 365).min(399);
    let year_of_era = guess - i64::from(days_of_years(guess) > day_of_era);
    let day_of_year = day_of_era - days_of_years(year_of_era);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - days_before(march_month) + 1;
    let year = days.div_euclid(DAYS_IN_ERA) * 400 + year_of_era;
    if march_month < 10 {
        (year, march_month + 3, day)
    } else {
        (year + 1, march_month - 9, day)
    }
}

/// Days in the first years of an era.
fn days_of_years(years: i64) -> i64 {
    365 * years + years / 4 - years / 100
}

/// Days in the first months from March: five months have 153 of them, again and again.
fn days_before(months: i64) -> i64 {
    (153 * months + 2) / 5
}
