//! The date of Orthodox Easter, on which a third of the Greek holidays hang.

use jiff::civil::Date;

/// Orthodox Easter Sunday in the Gregorian calendar, 1583 to 9998; the nearest of those years otherwise.
///
/// Julian computus after J. Meeus, *Astronomical Algorithms*, 2nd ed., chapter 8 ("Julian Easter"), shifted by the
/// difference between the calendars, which grows by three days in four centuries.
#[must_use]
pub fn orthodox_easter(year: i16) -> Date {
    let year = i32::from(year.clamp(1583, 9998));
    let moon = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    // Days after 22 March of the Julian calendar, its first possible Easter: 0 to 34.
    let after_22_march = moon + sunday;
    let century = year / 100;
    let calendars_apart = century - century / 4 - 2;
    jiff::civil::date(i16::try_from(year).unwrap_or(9998), 3, 22)
        .saturating_add(jiff::Span::new().days(after_22_march + calendars_apart))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn easter_falls_where_the_church_says() {
        let known = [
            date(1900, 4, 22),
            date(1918, 5, 5),
            date(1983, 5, 8),
            date(2010, 4, 4),
            date(2013, 5, 5),
            date(2016, 5, 1),
            date(2021, 5, 2),
            date(2024, 5, 5),
            date(2025, 4, 20),
            date(2026, 4, 12),
            date(2027, 5, 2),
            date(2028, 4, 16),
            date(2029, 4, 8),
            date(2030, 4, 28),
        ];
        for easter in known {
            assert_eq!(orthodox_easter(easter.year()), easter);
        }
    }

    #[test]
    fn easter_is_always_a_sunday_in_spring() {
        for year in 1583..=9998 {
            let easter = orthodox_easter(year);
            assert_eq!(easter.weekday(), Weekday::Sunday, "{easter}");
            assert_eq!(easter.year(), year);
        }
        for year in 1900..2100 {
            let easter = orthodox_easter(year);
            assert!((date(year, 4, 3)..=date(year, 5, 10)).contains(&easter), "{easter}");
        }
    }
}
