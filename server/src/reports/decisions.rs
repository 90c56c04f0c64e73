//! What dispatchers decide: each decision is a step of the workflow or a correction, and a line in the log.

use super::{
    acting::Acting,
    change::Change,
    create::{inside, service},
    merge, queries,
    ticket::Ticket,
    words,
};
use crate::{
    db::Tx,
    error::Error,
    jobs,
    triage::{self, Intake},
};
use dimos_api::{Decision, DecisionRequest, ReportResponse, problem::Code};
use dimos_domain::{
    ids::*,
    place::{Located, Position, PositionSource},
    report::{CorrectedField, Happening, Relation},
    triage::{self as rules, URGENT},
    workflow::{Action, Role, State},
};

/// Decides on a report.
///
/// # Errors
/// `version_conflict` or `wrong_state` with the report as it is now; `invalid` for codes that do not exist and words
/// that are missing.
pub fn decide(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, request: &DecisionRequest) -> Result<ReportResponse, Error> {
    let ticket = queries::find(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if request.expected_version.is_some_and(|expected| expected != ticket.version) {
        return Err(by.conflict(tx, Code::VersionConflict, &ticket, Relation::None));
    }
    let ticket = carry_out(tx, by, ticket, &request.decision)?;
    by.answer(tx, ticket, Relation::None)
}

fn carry_out(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, decision: &Decision) -> Result<Ticket, Error> {
    let words = |text: &str, field: &str| words::said(text, &format!("/decision/{field}"));
    let maybe = |text: &str| words::text(text, "/decision/note").map(|note| (!note.is_empty()).then_some(note));
    match decision {
        Decision::Triage {} => look_again(tx, by, ticket),
        Decision::Assign { department, crew } => assign(tx, by, ticket, department, crew.as_ref()),
        Decision::Schedule { crew, on } => jobs::schedule(tx, by, ticket, crew, *on),
        // Seen to from the desk it is no crew's work: whoever had it on its plan reads it no more.
        Decision::Resolve { note } => step(tx, by, ticket, Action::Resolve, maybe(note)?, |ticket| ticket.crew = None),
        Decision::Ask { question } => {
            let question = words(question, "question")?;
            step(tx, by, ticket, Action::Ask, Some(question.clone()), |ticket| ticket.question = Some(question))
        }
        Decision::Forward { to } => {
            let to = words(to, "to")?;
            step(tx, by, ticket, Action::Forward, Some(to.clone()), |ticket| ticket.reason = Some(to))
        }
        Decision::TakeBack { note } => step(tx, by, ticket, Action::TakeBack, maybe(note)?, |_| {}),
        Decision::Merge { into } => merge::merge(tx, by, ticket, *into),
        Decision::Split {} => merge::split(tx, by, ticket),
        Decision::Reject { reason } => {
            let reason = words(reason, "reason")?;
            step(tx, by, ticket, Action::Reject, Some(reason.clone()), |ticket| ticket.reason = Some(reason))
        }
        Decision::Reopen { note } => step(tx, by, ticket, Action::Reopen, maybe(note)?, |_| {}),
        Decision::CorrectService { service } => correct_service(tx, by, ticket, service),
        Decision::CorrectPriority { priority } => correct_priority(tx, by, ticket, *priority),
        Decision::CorrectPosition { position } => correct_position(tx, by, ticket, *position),
    }
}

fn step(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    ticket: Ticket,
    action: Action,
    note: Option<String>,
    then: impl FnOnce(&mut Ticket),
) -> Result<Ticket, Error> {
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(action, note).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    then(&mut change.ticket);
    change.save(tx)
}

fn assign(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    ticket: Ticket,
    department: &DepartmentCode,
    crew: Option<&CrewCode>,
) -> Result<Ticket, Error> {
    let unknown = |field: &str| Error::new(Code::Invalid).because("unknown-code").field(field);
    by.city.city.department(department).ok_or_else(|| unknown("/decision/department"))?;
    if let Some(code) = crew {
        let crew = by.city.city.crew(code).ok_or_else(|| unknown("/decision/crew"))?;
        if &crew.department != department {
            return Err(Error::new(Code::Invalid).because("other-department").field("/decision/crew"));
        }
    }
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(Action::Assign, None).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    change.make_responsible(Role::Dispatcher, department.clone(), crew.cloned());
    change.save(tx)
}

fn look_again(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket) -> Result<Ticket, Error> {
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(Action::Triage, None).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    let assessment = assess(tx, by, &change.ticket)?;
    change.ticket.department = Some(assessment.department);
    change.say_by_rule(Happening::Triaged { steps: assessment.steps });
    change.save(tx)
}

fn correct_service(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, code: &ServiceCode) -> Result<Ticket, Error> {
    let service = service(by.city, code, "/decision/service")?;
    correct(tx, by, ticket, |ticket| {
        let before = std::mem::replace(&mut ticket.service, service.code.clone());
        ticket.public = service.public;
        (CorrectedField::Service, before.to_string(), service.code.to_string())
    })
}

fn correct_position(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, position: Position) -> Result<Ticket, Error> {
    inside(by.city, position, by.language, "/decision/position")?;
    let written = |position: Position| format!("{:.6}, {:.6}", position.lat(), position.lon());
    let street = by.city.ground.nearest_street(position).map(|(name, _)| name.to_owned());
    correct(tx, by, ticket, |ticket| {
        let before = ticket.located.position;
        ticket.located = Located { position, accuracy_m: None, source: PositionSource::Map };
        ticket.place_hint = street;
        (CorrectedField::Position, written(before), written(position))
    })
}

fn correct_priority(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, priority: u8) -> Result<Ticket, Error> {
    if priority > URGENT {
        return Err(Error::new(Code::Invalid).because("priority").field("/decision/priority"));
    }
    if !ticket.state.is_open() {
        return Err(by.wrong_state(tx, &ticket, Relation::None));
    }
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket, &author, by.now);
    change.set_priority(Role::Dispatcher, priority);
    change.save(tx)
}

/// A correction after which the triage runs again from there. What was corrected to what it was changes nothing.
fn correct(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    ticket: Ticket,
    correction: impl FnOnce(&mut Ticket) -> (CorrectedField, String, String),
) -> Result<Ticket, Error> {
    if !ticket.state.is_open() {
        return Err(by.wrong_state(tx, &ticket, Relation::None));
    }
    let author = by.author(Role::Dispatcher);
    let by_rule_before = priority_by_rule(by, &ticket)?;
    let mut change = Change::of(ticket, &author, by.now);
    let (field, before, after) = correction(&mut change.ticket);
    if before == after {
        return change.save(tx);
    }
    change.say(Happening::Corrected { field, before, after });
    let assessment = assess(tx, by, &change.ticket)?;
    change.ticket.area.clone_from(&assessment.area);
    // What people raised or lowered stays so much higher or lower than what the rules say.
    let priority = change.ticket.priority.saturating_add(assessment.priority).saturating_sub(by_rule_before);
    change.set_priority(Role::System, priority.min(URGENT));
    set_due(&mut change, assessment.due_at);
    change.say_by_rule(Happening::Triaged { steps: assessment.steps });
    hand_over(&mut change, assessment.department, assessment.crew, assessment.clear)?;
    change.save(tx)
}

fn priority_by_rule(by: &Acting<'_>, ticket: &Ticket) -> Result<u8, Error> {
    let service = service(by.city, &ticket.service, "/service")?;
    let (priority, _) =
        rules::priority(service, &ticket.answers, &ticket.description, ticket.supporters, &by.city.city);
    Ok(priority)
}

fn set_due(change: &mut Change<'_>, due_at: jiff::Timestamp) {
    let before = change.ticket.due_at.replace(due_at);
    if before != Some(due_at) {
        let before = before.map(|at| at.to_string()).unwrap_or_default();
        let after = due_at.to_string();
        change.say_by_rule(Happening::Corrected { field: CorrectedField::DueAt, before, after });
    }
}

/// Who is responsible after a correction: the rules decide where they decided before, a crew at work stays at it, and
/// elsewhere they propose.
fn hand_over(
    change: &mut Change<'_>,
    department: DepartmentCode,
    crew: Option<CrewCode>,
    clear: bool,
) -> Result<(), Error> {
    let another = change.ticket.department.as_ref() != Some(&department);
    match change.ticket.state {
        State::Triaged if clear => {
            change.step_by_rule(Action::Assign).map_err(Error::internal)?;
            change.make_responsible(Role::System, department, crew);
        }
        State::Assigned | State::Scheduled if another => {
            change.step(Action::Assign, None).map_err(Error::internal)?;
            change.make_responsible(Role::System, department, crew);
        }
        State::Assigned | State::Scheduled | State::InProgress => {}
        _ => change.ticket.department = Some(department),
    }
    Ok(())
}

fn assess(tx: &Tx<'_>, by: &Acting<'_>, ticket: &Ticket) -> Result<triage::Assessment, Error> {
    let service = service(by.city, &ticket.service, "/service")?;
    let intake = Intake {
        id: Some(ticket.id),
        service,
        description: &ticket.description,
        located: &ticket.located,
        answers: &ticket.answers,
        supporters: ticket.supporters,
        received_at: ticket.created_at,
        not_duplicates_of: &[],
    };
    triage::assess(tx, by.city, &intake)
}
