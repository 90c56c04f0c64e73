//! Dates, times, distances and numbers as people in each language write them.

use crate::l10n::Language;
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

const MONTHS_EL: [&str; 12] = [
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `Τρίτη`, `Tuesday`.
#[must_use]
pub const fn weekday(language: Language, day: Weekday) -> &'static str {
    match (language, day) {
        (Language::El, Weekday::Monday) => "Δευτέρα",
        (Language::El, Weekday::Tuesday) => "Τρίτη",
        (Language::El, Weekday::Wednesday) => "Τετάρτη",
        (Language::El, Weekday::Thursday) => "Πέμπτη",
        (Language::El, Weekday::Friday) => "Παρασκευή",
        (Language::El, Weekday::Saturday) => "Σάββατο",
        (Language::El, Weekday::Sunday) => "Κυριακή",
        (Language::En, Weekday::Monday) => "Monday",
        (Language::En, Weekday::Tuesday) => "Tuesday",
        (Language::En, Weekday::Wednesday) => "Wednesday",
        (Language::En, Weekday::Thursday) => "Thursday",
        (Language::En, Weekday::Friday) => "Friday",
        (Language::En, Weekday::Saturday) => "Saturday",
        (Language::En, Weekday::Sunday) => "Sunday",
    }
}

/// `Νοεμβρίου` (genitive, as in a date), `November`.
#[must_use]
pub fn month(language: Language, month: i8) -> &'static str {
    let names = match language {
        Language::El => &MONTHS_EL,
        Language::En => &MONTHS_EN,
    };
    usize::try_from(month - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// What a street's name may begin with that is no name: these stand in the nominative and take no `οδό` before them.
const NOT_CALLED_STREET_EL: [&str; 5] = ["Λεωφόρος", "Πάροδος", "Περιφερειακή", "Περιφερειακός", "Οδός"];

/// `κοντά στην οδό Τσιμισκή`, `near Τσιμισκή`.
#[must_use]
pub fn near_street(language: Language, street: &str) -> String {
    let first = street.split(' ').next().unwrap_or_default();
    match language {
        Language::En => format!("near {street}"),
        Language::El if first == "Πλατεία" => format!("κοντά στην {street}"),
        Language::El if NOT_CALLED_STREET_EL.contains(&first) => format!("κοντά: {street}"),
        Language::El => format!("κοντά στην οδό {street}"),
    }
}

/// `24 Νοεμβρίου 2026`.
#[must_use]
pub fn date(language: Language, date: Date) -> String {
    format!("{} {} {}", date.day(), month(language, date.month()), date.year())
}

/// `Τρίτη 24 Νοεμβρίου`.
#[must_use]
pub fn day(language: Language, date: Date) -> String {
    format!("{} {} {}", weekday(language, date.weekday()), date.day(), month(language, date.month()))
}

/// `14:05`.
#[must_use]
pub fn time(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `22 Νοεμβρίου 2026, 14:05`.
#[must_use]
pub fn date_time(language: Language, at: Timestamp, zone: &TimeZone) -> String {
    format!("{}, {}", date(language, at.to_zoned(zone.clone()).date()), time(at, zone))
}

/// `μόλις τώρα`, `πριν από 5 λεπτά`, `χθες`, `πριν από 3 ημέρες`, then the date. A clock that runs ahead gives "just now".
#[must_use]
pub fn ago(language: Language, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let seconds = now.duration_since(at).as_secs();
    let days = {
        let (then, today) = (at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
        then.until(today).map_or(0, |span| span.get_days())
    };
    match (language, seconds, days) {
        (Language::El, ..60, _) => "μόλις τώρα".to_owned(),
        (Language::En, ..60, _) => "just now".to_owned(),
        (Language::El, 60..120, _) => "πριν από 1 λεπτό".to_owned(),
        (Language::En, 60..120, _) => "1 minute ago".to_owned(),
        (Language::El, ..3600, _) => format!("πριν από {} λεπτά", seconds / 60),
        (Language::En, ..3600, _) => format!("{} minutes ago", seconds / 60),
        (Language::El, 3600..7200, _) => "πριν από 1 ώρα".to_owned(),
        (Language::En, 3600..7200, _) => "1 hour ago".to_owned(),
        (Language::El, _, ..=0) => format!("πριν από {} ώρες", seconds / 3600),
        (Language::En, _, ..=0) => format!("{} hours ago", seconds / 3600),
        (Language::El, _, 1) => "χθες".to_owned(),
        (Language::En, _, 1) => "yesterday".to_owned(),
        (Language::El, _, 2..=7) => format!("πριν από {days} ημέρες"),
        (Language::En, _, 2..=7) => format!("{days} days ago"),
        _ => date(language, at.to_zoned(zone.clone()).date()),
    }
}

/// `85 μ.`, `1,2 χλμ.`; `85 m`, `1.2 km`. Metres are rounded to what a person can use.
#[must_use]
pub fn distance(language: Language, metres: f64) -> String {
    let metres = metres.max(0.0);
    if metres < 995.0 {
        let step = if metres < 100.0 { 5.0 } else { 10.0 };
        let rounded = ((metres / step).round() * step).max(5.0);
        match language {
            Language::El => format!("{rounded:.0} μ."),
            Language::En => format!("{rounded:.0} m"),
        }
    } else {
        match language {
            Language::El => format!("{:.1} χλμ.", metres / 1000.0).replacen('.', ",", 1),
            Language::En => format!("{:.1} km", metres / 1000.0),
        }
    }
}

/// `44.384`, `44,384`.
#[must_use]
pub fn number(language: Language, value: u64) -> String {
    let separator = match language {
        Language::El => '.',
        Language::En => ',',
    };
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as civil;

    #[test]
    fn dates_read_as_people_write_them() {
        let tuesday = civil(2026, 11, 24);
        assert_eq!(day(Language::El, tuesday), "Τρίτη 24 Νοεμβρίου");
        assert_eq!(date(Language::En, tuesday), "24 November 2026");
    }

    #[test]
    fn the_past_is_told_as_people_tell_it() {
        let zone = TimeZone::get("Europe/Athens").unwrap();
        let now = civil(2026, 11, 22).at(10, 0, 0, 0).to_zoned(zone.clone()).unwrap().timestamp();
        let before = |hours: i64| now - jiff::SignedDuration::from_hours(hours);
        assert_eq!(ago(Language::El, now, now, &zone), "μόλις τώρα");
        assert_eq!(ago(Language::En, now + jiff::SignedDuration::from_hours(9), now, &zone), "just now");
        assert_eq!(ago(Language::En, before(3), now, &zone), "3 hours ago");
        assert_eq!(ago(Language::El, before(20), now, &zone), "χθες");
        assert_eq!(ago(Language::El, before(72), now, &zone), "πριν από 3 ημέρες");
        assert_eq!(ago(Language::En, before(24 * 30), now, &zone), "23 October 2026");
    }

    #[test]
    fn distances_and_numbers_follow_the_language() {
        assert_eq!(distance(Language::El, 83.0), "85 μ.");
        assert_eq!(distance(Language::El, 1234.0), "1,2 χλμ.");
        assert_eq!(distance(Language::En, 998.0), "1.0 km");
        assert_eq!(distance(Language::En, 0.4), "5 m");
        assert_eq!(number(Language::El, 44_384), "44.384");
        assert_eq!(number(Language::En, 1_234_567), "1,234,567");
    }
}
