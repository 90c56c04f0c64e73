//! Working time: which hours the city works, which days it does not, and when a number of working hours is used up.

mod easter;
mod working_time;

pub use easter::orthodox_easter;

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};

/// The city's working time. Holidays that move with Orthodox Easter are computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Start of the working day, local time.
    pub opens: Time,
    /// End of the working day, local time; later than `opens`.
    pub closes: Time,
    /// ISO weekdays worked: 1 = Monday … 7 = Sunday. Never empty.
    pub weekdays: Vec<i8>,
    /// Days not worked.
    pub holidays: Vec<Holiday>,
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Its name.
    pub name: crate::l10n::Text,
    /// When.
    pub on: HolidayRule,
}

/// How a holiday's date is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// The same day every year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// Days after (negative: before) Orthodox Easter Sunday.
    OrthodoxEaster {
        /// Days.
        days_after: i16,
    },
    /// One day of one year.
    Once {
        /// The day.
        date: Date,
    },
}

impl Calendar {
    /// Whether the city works on that day at all.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.weekdays.contains(&date.weekday().to_monday_one_offset()) && self.holiday_on(date).is_none()
    }

    /// The holiday on that day, if it is one.
    #[must_use]
    pub fn holiday_on(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.on.falls_on(date))
    }
}

impl HolidayRule {
    /// Whether the rule names that day.
    #[must_use]
    pub fn falls_on(&self, date: Date) -> bool {
        match *self {
            Self::Fixed { month, day } => (date.month(), date.day()) == (month, day),
            Self::OrthodoxEaster { days_after } => {
                orthodox_easter(date.year()).checked_add(i32::from(days_after).days()).is_ok_and(|day| day == date)
            }
            Self::Once { date: day } => day == date,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Text;
    use jiff::civil::{date, time};

    /// The municipality's hours with the public holidays of Greece.
    pub(super) fn thessaloniki() -> Calendar {
        let fixed = [(1, 1), (1, 6), (3, 25), (5, 1), (8, 15), (10, 26), (10, 28), (12, 25), (12, 26)];
        let fixed = fixed.map(|(month, day)| HolidayRule::Fixed { month, day });
        let easter = [-48, -2, 1, 50].map(|days_after| HolidayRule::OrthodoxEaster { days_after });
        let holidays = fixed.into_iter().chain(easter).map(|on| Holiday { name: Text::default(), on }).collect();
        Calendar { opens: time(7, 0, 0, 0), closes: time(15, 0, 0, 0), weekdays: vec![1, 2, 3, 4, 5], holidays }
    }

    #[test]
    fn holidays_are_found_by_date_by_easter_and_by_year() {
        let mut city = thessaloniki();
        assert!(!city.is_working_day(date(2026, 10, 26)), "Saint Demetrius");
        assert!(!city.is_working_day(date(2026, 2, 23)), "Clean Monday");
        assert!(!city.is_working_day(date(2026, 6, 1)), "Whit Monday");
        assert!(!city.is_working_day(date(2026, 3, 7)), "a Saturday");
        assert!(city.is_working_day(date(2026, 3, 9)));
        city.holidays.push(Holiday { name: Text::default(), on: HolidayRule::Once { date: date(2026, 3, 9) } });
        assert!(city.holiday_on(date(2026, 3, 9)).is_some());
        assert!(city.holiday_on(date(2027, 3, 9)).is_none());
    }

    #[test]
    fn the_29th_of_february_is_a_day_like_any_other() {
        let leap = HolidayRule::Fixed { month: 2, day: 29 };
        assert!(leap.falls_on(date(2028, 2, 29)));
        assert!(!leap.falls_on(date(2027, 2, 28)));
    }
}
