//! Which day it is in a city, and when it works: said by the city, not by the machine that plays the phone.

use dimos_domain::{calendar::Calendar, city::City};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A city's clock and calendar.
#[derive(Debug, Clone)]
pub struct CityDays {
    zone: TimeZone,
    calendar: Calendar,
}

impl CityDays {
    /// Of a city.
    ///
    /// # Errors
    /// This machine does not know the city's time zone.
    pub fn of(city: &City) -> Result<Self, jiff::Error> {
        Ok(Self { zone: TimeZone::get(&city.time_zone)?, calendar: city.calendar.clone() })
    }

    /// The city's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Today in the city.
    #[must_use]
    pub fn today(&self) -> Date {
        Timestamp::now().to_zoned(self.zone.clone()).date()
    }

    /// Whether the city works on that day.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        self.calendar.is_working_day(day)
    }

    /// The first day after another on which the city works; none in a city that never works again.
    #[must_use]
    pub fn working_day_after(&self, day: Date) -> Option<Date> {
        self.calendar.next_working_days(day, 1).first().copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use dimos_server::city as pack;
    use jiff::civil::date;

    #[test]
    fn an_appointment_on_the_eve_of_a_holiday_is_after_it() {
        let days = CityDays::of(&pack::embedded().unwrap()).unwrap();
        let after = |y, m, d| days.working_day_after(date(y, m, d)).unwrap();
        assert_eq!(after(2026, 12, 24), date(2026, 12, 28), "Christmas, the day after it and a weekend");
        assert_eq!(after(2026, 10, 27), date(2026, 10, 29), "the 28th of October");
        assert_eq!(after(2027, 4, 29), date(2027, 5, 4), "Good Friday to Easter Monday");
        assert_eq!(after(2026, 11, 25), date(2026, 11, 26), "a day like any other");
        assert!(!days.works_on(date(2026, 12, 25)) && days.works_on(date(2026, 12, 28)));
    }
}
