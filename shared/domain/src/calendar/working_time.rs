//! Counting working hours on the clock of the wall. Every walk over days is bounded, whatever the calendar says.

use super::Calendar;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// No deadline lies further ahead than this many days, even if the calendar has no working day left.
const HORIZON_DAYS: u16 = 3_660;
/// More working hours than this are counted as this many (about five working years).
const MOST_HOURS: u32 = 10_000;

impl Calendar {
    /// The moment at which a number of working hours is used up. Counting starts at `start`, or at the next opening if
    /// the city does not work then; what ends exactly with the day is due at closing time.
    ///
    /// Hours are elapsed hours, so a change of the clock inside working time neither adds nor loses one. Where the
    /// calendar offers too little working time within ten years, the answer is ten years after `start`.
    #[must_use]
    pub fn due_after(&self, start: Timestamp, working_hours: u32, tz: &TimeZone) -> Timestamp {
        let mut left = SignedDuration::from_hours(i64::from(working_hours.min(MOST_HOURS)));
        for (opens, closes) in self.shifts_from(start, tz).filter(|(_, closes)| *closes >= start) {
            let from = opens.max(start);
            let available = closes.duration_since(from);
            if left <= available {
                return from.checked_add(left).unwrap_or(from);
            }
            left -= available;
        }
        start.saturating_add(SignedDuration::from_hours(24 * i64::from(HORIZON_DAYS) + 48)).unwrap_or(start)
    }

    /// Working hours between two moments; 0 if `to` is not later. Counts at most the first ten years.
    #[must_use]
    pub fn working_hours_between(&self, from: Timestamp, to: Timestamp, tz: &TimeZone) -> f64 {
        self.shifts_from(from, tz)
            .take_while(|(opens, _)| *opens < to)
            .map(|(opens, closes)| closes.min(to).duration_since(opens.max(from)).as_secs_f64().max(0.0))
            .sum::<f64>()
            / 3600.0
    }

    /// Whether the city works at that moment; opening and closing time count as working.
    #[must_use]
    pub fn is_working_time(&self, at: Timestamp, tz: &TimeZone) -> bool {
        let now = at.to_zoned(tz.clone());
        self.is_working_day(now.date()) && (self.opens..=self.closes).contains(&now.time())
    }

    /// The next `count` working days after `from`, which itself does not count. Fewer where ten years hold fewer.
    #[must_use]
    pub fn next_working_days(&self, from: Date, count: usize) -> Vec<Date> {
        days_from(from).skip(1).filter(|day| self.is_working_day(*day)).take(count).collect()
    }

    /// That day if the city works on it, otherwise the next on which it does: where a period ends on a day off, it ends
    /// then. The day itself if ten years hold no working day.
    #[must_use]
    pub fn working_day_from(&self, day: Date) -> Date {
        days_from(day).find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// Opening and closing of every working day from the day of `start` on.
    fn shifts_from<'a>(
        &'a self,
        start: Timestamp,
        tz: &'a TimeZone,
    ) -> impl Iterator<Item = (Timestamp, Timestamp)> + 'a {
        let worked = self.opens < self.closes;
        days_from(start.to_zoned(tz.clone()).date()).filter(move |day| worked && self.is_working_day(*day)).filter_map(
            |day| {
                let opens = tz.to_ambiguous_zoned(day.to_datetime(self.opens)).compatible().ok()?.timestamp();
                let closes = tz.to_ambiguous_zoned(day.to_datetime(self.closes)).compatible().ok()?.timestamp();
                (opens < closes).then_some((opens, closes))
            },
        )
    }
}

fn days_from(first: Date) -> impl Iterator<Item = Date> {
    (0..=i32::from(HORIZON_DAYS)).map_while(move |days| first.checked_add(days.days()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Holiday, HolidayRule, tests::thessaloniki};
    use crate::l10n::Text;
    use jiff::civil::time;
    use proptest::prelude::*;

    fn athens() -> TimeZone {
        TimeZone::get("Europe/Athens").expect("bundled")
    }

    fn at(local: &str) -> Timestamp {
        local.parse::<jiff::civil::DateTime>().expect("a date and time").to_zoned(athens()).expect("exists").timestamp()
    }

    fn due(start: &str, hours: u32) -> String {
        thessaloniki().due_after(at(start), hours, &athens()).to_zoned(athens()).datetime().to_string()
    }

    #[test]
    fn hours_are_counted_within_the_day() {
        assert_eq!(due("2026-03-03T09:00", 2), "2026-03-03T11:00:00");
        assert_eq!(due("2026-03-03T09:00", 6), "2026-03-03T15:00:00");
        assert_eq!(due("2026-03-03T14:00", 2), "2026-03-04T08:00:00");
    }

    #[test]
    fn outside_working_time_counting_starts_at_the_next_opening() {
        assert_eq!(due("2026-03-03T03:00", 1), "2026-03-03T08:00:00");
        assert_eq!(due("2026-03-06T22:00", 1), "2026-03-09T08:00:00", "Friday night, then Monday");
        assert_eq!(due("2026-03-07T12:00", 0), "2026-03-09T07:00:00", "no hours at all: the next opening");
    }

    #[test]
    fn easter_and_the_first_of_may_are_not_worked() {
        // 2026: Good Friday 10 April, Easter Monday 13 April.
        assert_eq!(due("2026-04-09T14:00", 2), "2026-04-14T08:00:00");
        // 1 May 2026 is a Friday.
        assert_eq!(due("2026-04-30T14:30", 1), "2026-05-04T07:30:00");
    }

    #[test]
    fn a_changed_clock_moves_nothing() {
        // Clocks change on Sunday 29 March 2026 at 03:00.
        assert_eq!(due("2026-03-27T14:00", 2), "2026-03-30T08:00:00");
        let night_shift =
            Calendar { opens: time(1, 0, 0, 0), closes: time(6, 0, 0, 0), weekdays: vec![7], holidays: vec![] };
        let start = at("2026-03-29T01:00");
        let end = night_shift.due_after(start, 4, &athens());
        assert_eq!(end, at("2026-03-29T06:00"), "the night has only four hours");
    }

    #[test]
    fn the_next_working_days_skip_weekends_and_holidays() {
        let days = thessaloniki().next_working_days(jiff::civil::date(2026, 4, 8), 3);
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-04-09", "2026-04-14", "2026-04-15"]);
    }

    #[test]
    fn hours_between_two_moments_are_counted() {
        let hours = thessaloniki().working_hours_between(at("2026-03-06T14:00"), at("2026-03-09T08:30"), &athens());
        assert!((hours - 2.5).abs() < 1e-9, "{hours}");
        assert!(
            thessaloniki().working_hours_between(at("2026-03-09T08:30"), at("2026-03-06T14:00"), &athens()).abs()
                < 1e-9
        );
    }

    #[test]
    fn a_city_that_never_works_still_gets_an_answer() {
        let every_day = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
        let holidays =
            every_day.map(|(month, day)| Holiday { name: Text::default(), on: HolidayRule::Fixed { month, day } });
        let idle = Calendar { holidays: holidays.collect(), ..thessaloniki() };
        let start = at("2026-03-03T09:00");
        assert!(idle.due_after(start, 8, &athens()) > start);
        assert!(idle.next_working_days(jiff::civil::date(2026, 1, 1), 5).is_empty());
        let backwards = Calendar { opens: time(15, 0, 0, 0), closes: time(7, 0, 0, 0), ..thessaloniki() };
        assert!(backwards.due_after(start, 8, &athens()) > start);
        assert!(thessaloniki().due_after(Timestamp::MAX, u32::MAX, &athens()) >= Timestamp::MAX);
    }

    fn moment() -> impl Strategy<Value = Timestamp> {
        // 2024 to 2032, to the second.
        (1_704_067_200_i64..1_956_528_000).prop_map(|second| Timestamp::from_second(second).expect("in range"))
    }

    #[test]
    fn a_day_off_gives_way_to_the_next_working_day() {
        let city = thessaloniki();
        let day = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(city.working_day_from(day("2026-04-09")), day("2026-04-09"), "Maundy Thursday is worked");
        assert_eq!(city.working_day_from(day("2026-04-10")), day("2026-04-14"), "Good Friday to Easter Monday");
        assert_eq!(city.working_day_from(day("2026-12-25")), day("2026-12-28"));
        let never = Calendar { weekdays: Vec::new(), ..city };
        assert_eq!(never.working_day_from(day("2026-04-10")), day("2026-04-10"));
        assert_eq!(never.working_day_from(Date::MAX), Date::MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn a_due_moment_is_working_time_and_never_before_the_start(start in moment(), hours in 0_u32..600) {
            let calendar = thessaloniki();
            let due = calendar.due_after(start, hours, &athens());
            prop_assert!(due >= start);
            prop_assert!(calendar.is_working_time(due, &athens()), "{due}");
        }

        #[test]
        fn more_hours_and_later_starts_are_due_later(start in moment(), later in 0_i64..900_000, hours in 0_u32..300, more in 0_u32..100) {
            let calendar = thessaloniki();
            let due = calendar.due_after(start, hours, &athens());
            prop_assert!(calendar.due_after(start, hours + more, &athens()) >= due);
            let after = start + SignedDuration::from_secs(later);
            prop_assert!(calendar.due_after(after, hours, &athens()) >= due);
        }

        #[test]
        fn hours_add_up(start in moment(), first in 1_u32..200, then in 0_u32..200) {
            let calendar = thessaloniki();
            let halfway = calendar.due_after(start, first, &athens());
            prop_assert_eq!(calendar.due_after(halfway, then, &athens()), calendar.due_after(start, first + then, &athens()));
        }

        #[test]
        fn what_is_allowed_is_what_lies_between(start in moment(), hours in 0_u32..300) {
            let calendar = thessaloniki();
            let due = calendar.due_after(start, hours, &athens());
            let between = calendar.working_hours_between(start, due, &athens());
            prop_assert!((between - f64::from(hours)).abs() < 1e-6, "{between}");
        }
    }
}
