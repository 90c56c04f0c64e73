//! The city itself and its working time.

use crate::city::{
    files::{self, PackFiles},
    findings::{Findings, Spot, did_you_mean},
    raw::{RawCalendar, RawCity, RawHoliday},
    read,
};
use dimos_domain::{
    calendar::{Calendar, Holiday, HolidayRule},
    city::Contact,
    l10n::Text,
    words,
};
use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use toml::Spanned;

/// What `city.toml` says.
pub(super) struct Basics {
    pub name: Text,
    pub ticket_prefix: String,
    pub time_zone: String,
    pub contact: Contact,
    pub emergency_number: String,
    pub reopen_days: u16,
    pub credits: Vec<String>,
    pub danger_words: Vec<String>,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A leap year, so that 29 February is a day like another.
const LEAP_YEAR: i16 = 2028;

pub(super) fn city(pack: &PackFiles, findings: &mut Findings<'_>) -> Option<Basics> {
    let raw: RawCity = read::document(pack, findings, files::CITY)?;
    let spot = Spot { file: files::CITY, offset: 0 };
    let name = findings.text(spot, "the city", "name", &raw.name);
    let ticket_prefix = ticket_prefix(findings, spot, &raw.ticket_prefix);
    let time_zone = time_zone(findings, spot, &raw.time_zone);
    let phone = digits(findings, spot, "phone", &raw.contact.phone);
    let emergency_number = digits(findings, spot, "emergency number", &raw.emergency_number);
    let email = email(findings, spot, &raw.contact.email);
    let reopen_days = findings.whole(spot, "the city", "reopen_days", &raw.reopen_days, 1..=u16::MAX);
    let credits = raw.credits.iter().filter_map(|credit| findings.words(spot, "the city", "credit line", credit));
    let credits = credits.collect();
    let danger_words = danger_words(findings, spot, &raw.danger_words);
    Some(Basics {
        name: name?,
        ticket_prefix: ticket_prefix?,
        time_zone: time_zone?,
        contact: Contact { phone: phone?, email: email? },
        emergency_number: emergency_number?,
        reopen_days,
        credits,
        danger_words,
    })
}

fn ticket_prefix(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<String>) -> Option<String> {
    let prefix = written.get_ref();
    let fits = (2..=6).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    if !fits {
        let reason = format!("ticket_prefix \"{prefix}\" must be 2 to 6 of the letters A to Z");
        findings.at(spot.at(written.span().start), reason);
    }
    fits.then(|| prefix.clone())
}

fn time_zone(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<String>) -> Option<String> {
    let name = written.get_ref();
    let known = TimeZone::get(name).is_ok();
    if !known {
        let reason = format!("time zone \"{name}\" is unknown; IANA names are meant, such as \"Europe/Athens\"");
        findings.at(spot.at(written.span().start), reason);
    }
    known.then(|| name.clone())
}

fn digits(findings: &mut Findings<'_>, spot: Spot<'_>, field: &str, written: &Spanned<String>) -> Option<String> {
    let number = written.get_ref();
    let fits = number.bytes().any(|byte| byte.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || b"+ -()".contains(&byte));
    if !fits {
        findings.at(spot.at(written.span().start), format!("{field} \"{number}\" is no telephone number"));
    }
    fits.then(|| number.clone())
}

fn email(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<String>) -> Option<String> {
    let address = written.get_ref();
    let fits = address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !address.contains(char::is_whitespace);
    if !fits {
        findings.at(spot.at(written.span().start), format!("\"{address}\" is no e-mail address"));
    }
    fits.then(|| address.clone())
}

fn danger_words(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<Vec<Spanned<String>>>) -> Vec<String> {
    if written.get_ref().is_empty() {
        findings.at(spot.at(written.span().start), "danger_words is empty: nothing would ever be urgent by its words");
    }
    let mut kept: Vec<String> = Vec::new();
    for word in written.get_ref() {
        let normal = words::normalise(word.get_ref());
        if normal.is_empty() {
            findings.at(spot.at(word.span().start), "a danger word has no letters");
        } else if !kept.contains(&normal) {
            kept.push(normal);
        }
    }
    kept
}

pub(super) fn calendar(pack: &PackFiles, findings: &mut Findings<'_>) -> Option<Calendar> {
    let raw: RawCalendar = read::document(pack, findings, files::CALENDAR)?;
    let spot = Spot { file: files::CALENDAR, offset: 0 };
    let opens = time(findings, spot, "opens", &raw.opens);
    let closes = time(findings, spot, "closes", &raw.closes);
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes <= opens
    {
        let (opens, closes) = (raw.opens.get_ref(), raw.closes.get_ref());
        let reason = format!("closes {closes} is not later than opens {opens}");
        findings.at(spot.at(raw.closes.span().start), reason);
    }
    let weekdays = weekdays(findings, spot, &raw.weekdays);
    let holidays = raw.holidays.iter().filter_map(|holiday| self::holiday(findings, spot, holiday)).collect();
    Some(Calendar { opens: opens?, closes: closes?, weekdays, holidays })
}

fn time(findings: &mut Findings<'_>, spot: Spot<'_>, field: &str, written: &Spanned<String>) -> Option<Time> {
    let time = written.get_ref().parse().ok();
    if time.is_none() {
        let reason = format!("{field} \"{}\" is no time of day; write it as \"07:00\"", written.get_ref());
        findings.at(spot.at(written.span().start), reason);
    }
    time
}

fn weekdays(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<Vec<Spanned<String>>>) -> Vec<i8> {
    if written.get_ref().is_empty() {
        findings.at(spot.at(written.span().start), "weekdays is empty: no deadline would ever end");
    }
    let mut days: Vec<i8> = Vec::new();
    for name in written.get_ref() {
        let number = (1_i8..).zip(WEEKDAYS).find(|(_, day)| day == name.get_ref()).map(|(number, _)| number);
        match number {
            Some(number) if days.contains(&number) => {
                findings.at(spot.at(name.span().start), format!("\"{}\" stands here twice", name.get_ref()));
            }
            Some(number) => days.push(number),
            None => {
                let hint = did_you_mean(name.get_ref(), WEEKDAYS);
                findings.at(spot.at(name.span().start), format!("\"{}\" is no weekday{hint}", name.get_ref()));
            }
        }
    }
    days.sort_unstable();
    days
}

fn holiday(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<RawHoliday>) -> Option<Holiday> {
    let spot = spot.at(written.span().start);
    let raw = written.get_ref();
    let name = findings.text(spot, "a holiday", "name", &raw.name);
    let owner = format!("holiday \"{}\"", raw.name.en.get_ref());
    let on = match (raw.month, raw.day, raw.easter, raw.date.as_deref()) {
        (Some(month), Some(day), None, None) => {
            let both = i8::try_from(month).ok().zip(i8::try_from(day).ok());
            let exists = both.filter(|(month, day)| Date::new(LEAP_YEAR, *month, *day).is_ok());
            if exists.is_none() {
                findings.at(spot, format!("{owner}: there is no day {day} in month {month}"));
            }
            exists.map(|(month, day)| HolidayRule::Fixed { month, day })
        }
        (None, None, Some(days_after), None) => {
            let near = i16::try_from(days_after).ok().filter(|days| days.unsigned_abs() <= 180);
            if near.is_none() {
                findings.at(spot, format!("{owner}: {days_after} days from Easter is another part of the year"));
            }
            near.map(|days_after| HolidayRule::OrthodoxEaster { days_after })
        }
        (None, None, None, Some(text)) => {
            let date = text.parse().ok();
            if date.is_none() {
                findings.at(spot, format!("{owner}: \"{text}\" is no date; write it as \"2027-05-24\""));
            }
            date.map(|date| HolidayRule::Once { date })
        }
        _ => {
            findings.at(spot, format!("{owner}: give `month` and `day`, or `easter`, or `date`, and only one of them"));
            None
        }
    };
    Some(Holiday { name: name?, on: on? })
}
