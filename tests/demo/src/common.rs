//! What every chapter needs: what can go wrong, waiting, dates, and answers to the services' questions.

use crate::cast::{Person, SOON};
use dimos_app::{
    Intent,
    intent::{ReportIntent, ReportStep},
    my_reports::TicketView,
    report::{Keyboard, QuestionView},
    view::Screen,
};
use dimos_domain::ids::InvalidId;
use dimos_phone::{Refused, Stuck};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{thread, time::Duration};

/// Why the story broke off.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A phone did not show what it should.
    #[error(transparent)]
    Phone(#[from] Stuck),
    /// The server refused the dispatcher.
    #[error("the dispatcher: {0}")]
    Desk(#[from] Refused),
    /// The city pack has no such crew.
    #[error(transparent)]
    Code(#[from] InvalidId),
    /// A list was shorter than it should be.
    #[error("there is no {0}")]
    Missing(&'static str),
}

/// Answers every question of the service, those included that only an earlier answer brings up. `texts` are the answers to
/// questions that want words, by the question's code; those it does not name stay open.
pub fn answer_what_is_asked(person: &Person, texts: &[(&str, &str)]) -> Result<(), Broken> {
    person.phone.send(Intent::Report { intent: ReportIntent::GoTo { step: ReportStep::Questions } });
    for _ in 0..10 {
        let view = person.phone.until("the questions", SOON, |view| matches!(view.screen, Screen::Report { .. }))?;
        let Screen::Report { report } = view.screen else { return Err(Broken::Missing("report on the screen")) };
        let Some((question, value)) = report.questions.iter().find_map(|asked| an_answer(asked, texts)) else {
            return Ok(());
        };
        person.phone.send(Intent::Report { intent: ReportIntent::Answer { question, value } });
    }
    Err(Broken::Missing("end to the questions"))
}

/// What a citizen answers to a question that is still open.
fn an_answer(question: &QuestionView, texts: &[(&str, &str)]) -> Option<(String, String)> {
    match question {
        QuestionView::Choice { code, options, .. } => {
            let open = options.iter().all(|option| !option.selected);
            // The last choice is the harmless one in every question that the story meets.
            options.last().filter(|_| open).map(|last| (code.clone(), last.code.clone()))
        }
        QuestionView::Typed { code, keyboard, field } if field.value.is_empty() => {
            let value = match keyboard {
                Keyboard::FutureDate => next_working_day().to_string(),
                Keyboard::PastDate => today().to_string(),
                Keyboard::Number => "3".to_owned(),
                Keyboard::Text => texts.iter().find(|(asked, _)| asked == code)?.1.to_owned(),
            };
            Some((code.clone(), value))
        }
        QuestionView::Typed { .. } => None,
    }
}

/// Whether the city has given it a number.
pub fn has_number(ticket: &TicketView) -> bool {
    ticket.row.number.chars().rev().take(6).all(|c| c.is_ascii_digit()) && ticket.row.number.len() > 6
}

/// Asks again for a while.
pub fn eventually(holds: impl Fn() -> Result<bool, Broken>) -> Result<bool, Broken> {
    for _ in 0..150 {
        if holds()? {
            return Ok(true);
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(false)
}

/// The city's time zone.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Athens").unwrap_or(TimeZone::UTC)
}

/// Today in the city.
pub fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

fn next_working_day() -> Date {
    let mut day = today();
    for _ in 0..10 {
        day = day.tomorrow().unwrap_or(day);
        if day.weekday().to_monday_one_offset() <= 5 {
            break;
        }
    }
    day
}
