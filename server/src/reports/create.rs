//! A new report: checked, triaged and written in one transaction.

use super::{
    acting::{Acting, Who},
    change::Change,
    contacts,
    subscriptions::{self, Subscription},
    ticket::Ticket,
    view::{self, Sight},
    words::{self, Contacts},
};
use crate::{
    db::Tx,
    error::Error,
    extract::client_made,
    state::CityIndex,
    sync,
    triage::{self, Assessment, Intake, Prepared},
};
use dimos_api::{ReportResponse, problem::Code};
use dimos_domain::{
    act::{Contact, NewReport},
    city::{Answer, AnswerValue, Service, Whereabouts},
    ids::*,
    l10n::Language,
    place::Position,
    report::{Happening, Photo, PhotoKind, Relation},
    triage::{AnswerRefusal, dangerous, validate_answers},
    workflow::{Action, Role, State},
};
use jiff::{SignedDuration, Timestamp};

/// A phone's clock is believed if it says that the report was written within this many days before it arrived.
const BELIEVED_DAYS: i64 = 30;
/// So far ahead a phone's clock may go.
const AHEAD: SignedDuration = SignedDuration::from_mins(2);
/// Most declined duplicates that are remembered.
const MOST_DECLINED: usize = 50;

/// A new report whose every part was checked, with what the triage makes of it: what is left to do is the database's.
#[derive(Debug, Clone)]
pub struct Checked {
    new: NewReport,
    service: Service,
    contact: Option<Contact>,
    prepared: Prepared,
}

/// Checks everything that can be checked without the database. `language` is for names in the refusals.
///
/// # Errors
/// What is wrong, by code and field.
pub fn check(city: &CityIndex, mut new: NewReport, now: Timestamp, language: Language) -> Result<Checked, Error> {
    let service = service(city, &new.service, "/service")?.clone();
    // Before anything else that may be wrong with it.
    danger(city, &service, &new.answers, language)?;
    client_made(new.id.0, "/id")?;
    new.description = words::text_or_photos(&new.description, new.photos.len(), "/description")?;
    if service.needs_photo && new.photos.is_empty() {
        return Err(Error::new(Code::MissingPhoto).because("needed").field("/photos"));
    }
    inside(city, new.located.position, language, "/located/position")?;
    new.located.accuracy_m = new.located.accuracy_m.filter(|metres| metres.is_finite() && *metres >= 0.0);
    new.place_hint = words::hint(new.place_hint.as_deref());
    new.answers = answers(city, &service, std::mem::take(&mut new.answers), now, language)?;
    let need = if service.needs_contact { Contacts::Needed } else { Contacts::Optional };
    let contact = words::contact(new.contact.take().as_ref(), need)?;
    new.not_duplicates_of.truncate(MOST_DECLINED);
    let prepared = triage::prepare(city, &intake(&new, &service, now));
    Ok(Checked { new, service, contact, prepared })
}

fn intake<'a>(new: &'a NewReport, service: &'a Service, now: Timestamp) -> Intake<'a> {
    Intake {
        id: Some(new.id),
        service,
        description: &new.description,
        located: &new.located,
        answers: &new.answers,
        supporters: 0,
        received_at: now,
        not_duplicates_of: &new.not_duplicates_of,
    }
}

/// The service of that code.
///
/// # Errors
/// `unknown_service`.
pub fn service<'a>(city: &'a CityIndex, code: &ServiceCode, field: &str) -> Result<&'a Service, Error> {
    city.city.service(code).ok_or_else(|| Error::new(Code::UnknownService).field(field).arg("service", code))
}

/// That a position lies in the city.
///
/// # Errors
/// `outside_city`, with the neighbour's name where it is a neighbour's.
pub fn inside(city: &CityIndex, position: Position, language: Language, field: &str) -> Result<(), Error> {
    let outside = || Error::new(Code::OutsideCity).field(field).arg("city", city.city.name.get(language));
    match city.ground.whereabouts(position) {
        Whereabouts::Inside { .. } => Ok(()),
        Whereabouts::Neighbour(neighbour) => {
            Err(outside().because("neighbour").arg("neighbour", neighbour.name.get(language)))
        }
        Whereabouts::FarAway => Err(outside()),
    }
}

/// Answers as they are kept.
///
/// # Errors
/// `bad_answer`: a dangerous one, with the emergency number; else the first that is wrong.
pub fn answers(
    city: &CityIndex,
    service: &Service,
    given: Vec<Answer>,
    now: Timestamp,
    language: Language,
) -> Result<Vec<Answer>, Error> {
    danger(city, service, &given, language)?;
    let mut cleaned = Vec::with_capacity(given.len().min(service.questions.len()));
    for Answer { question, value } in given {
        let value = match value {
            AnswerValue::Text(text) => AnswerValue::Text(words::text(&text, "/answers")?),
            other => other,
        };
        cleaned.push(Answer { question, value });
    }
    let today = now.to_zoned(city.tz.clone()).date();
    let Err(problems) = validate_answers(service, &cleaned, today, &city.city.calendar) else { return Ok(cleaned) };
    let Some(problem) = problems.first() else { return Ok(cleaned) };
    let refused = bad_answer(service, &cleaned, &problem.question, language);
    Err(if problem.refusal == AnswerRefusal::Missing { refused.because("missing") } else { refused })
}

/// Refuses an answer that says that life may be in danger: whoever gave it should read the emergency number, not what else
/// is missing.
fn danger(city: &CityIndex, service: &Service, given: &[Answer], language: Language) -> Result<(), Error> {
    let Some(question) = dangerous(service, given) else { return Ok(()) };
    let refused = bad_answer(service, given, question, language);
    Err(refused.because("emergency").arg("number", &city.city.emergency_number))
}

fn bad_answer(service: &Service, given: &[Answer], question: &QuestionCode, language: Language) -> Error {
    let field = given
        .iter()
        .position(|answer| &answer.question == question)
        .map_or_else(|| "/answers".to_owned(), |place| format!("/answers/{place}"));
    Error::new(Code::BadAnswer).field(&field).arg("question", question_text(service, question, language))
}

/// As the question is asked, in the caller's language.
fn question_text(service: &Service, code: &QuestionCode, language: Language) -> String {
    let question = service.questions.iter().find(|question| &question.code == code);
    question.map_or_else(|| code.to_string(), |question| question.text.get(language).to_owned())
}

/// Triages and writes a checked report.
///
/// # Errors
/// `missing_photo`, `key_reused` if the id is another report's; else only the database's.
pub fn create(tx: &Tx<'_>, by: &Acting<'_>, checked: &Checked) -> Result<ReportResponse, Error> {
    let Who::Phone { device, .. } = by.who else { return Err(Error::new(Code::Forbidden)) };
    let new = &checked.new;
    let intake = intake(new, &checked.service, by.now);
    let assessment = checked.prepared.clone().among_open(tx, &intake)?;
    let ticket = arrived(tx, by, *device, checked, &assessment)?;
    let author = by.author(Role::Reporter);
    let mut change = Change::arrival(ticket, &new.photos, &author, by.now);
    take(&mut change, assessment)?;
    let (ticket, timeline) = change.save_with_timeline(tx)?;
    subscriptions::put(tx, new.id, &Subscription::new(*device, Relation::Reporter, ticket.version))?;
    if let Some(contact) = &checked.contact {
        contacts::insert(tx, new.id, contact)?;
    }
    let photos = new.photos.iter().map(|id| Photo { id: *id, kind: PhotoKind::Report }).collect();
    let report = view::show(ticket, timeline, photos, Relation::Reporter, Sight::Own);
    report.map(|report| ReportResponse { report }).ok_or_else(|| Error::internal("one's own report is hidden"))
}

/// The row as it arrives, with its number.
fn arrived(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: DeviceId,
    checked: &Checked,
    assessment: &Assessment,
) -> Result<Ticket, Error> {
    let new = &checked.new;
    Ok(Ticket {
        id: new.id,
        number: number(tx, by)?,
        version: 0,
        service: checked.service.code.clone(),
        state: State::Submitted,
        public: checked.service.public,
        description: new.description.clone(),
        located: new.located,
        place_hint: new.place_hint.clone(),
        area: assessment.area.clone(),
        answers: new.answers.clone(),
        priority: assessment.priority,
        department: Some(assessment.department.clone()),
        crew: None,
        scheduled_for: None,
        due_at: Some(assessment.due_at),
        created_at: by.now,
        reported_at: believed(new.reported_at, by.now),
        updated_at: by.now,
        resolved_at: None,
        supporters: 0,
        duplicate_of: None,
        question: None,
        rating: None,
        reason: None,
        reporter: device,
    })
}

/// Enters what the triage found, and makes the department responsible at once where nothing is in doubt.
fn take(change: &mut Change<'_>, assessment: Assessment) -> Result<(), Error> {
    let Assessment { steps, department, crew, clear, .. } = assessment;
    change.say_by_rule(Happening::Triaged { steps });
    change.step_by_rule(Action::Triage).map_err(Error::internal)?;
    if clear {
        change.step_by_rule(Action::Assign).map_err(Error::internal)?;
        change.make_responsible(Role::System, department, crew);
    }
    Ok(())
}

/// The next ticket number of the year in the city's time: `THES-2026-000123`.
fn number(tx: &Tx<'_>, by: &Acting<'_>) -> Result<String, Error> {
    let prefix = &by.city.city.ticket_prefix;
    let year = by.now.to_zoned(by.city.tz.clone()).year();
    let series = format!("{prefix}-{year}");
    let number = sync::next_number(tx, &series)?;
    Ok(format!("{series}-{number:06}"))
}

/// The phone's time, where it can be believed.
fn believed(phone: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let age = now.duration_since(phone);
    (age >= -AHEAD && age <= SignedDuration::from_hours(24 * BELIEVED_DAYS)).then_some(phone.min(now))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_that_is_wrong_by_years_is_not_believed() {
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        for (phone, kept) in [
            ("2026-11-20T10:00:00Z", Some("2026-11-20T10:00:00Z")),
            ("2026-11-22T10:01:00Z", Some("2026-11-22T10:00:00Z")),
            ("1970-01-01T00:00:00Z", None),
            ("2026-10-01T00:00:00Z", None),
            ("2038-01-19T03:14:07Z", None),
        ] {
            assert_eq!(believed(phone.parse().unwrap(), now), kept.map(|kept| kept.parse().unwrap()), "{phone}");
        }
    }
}
