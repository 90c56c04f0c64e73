//! Planning a crew's day: which reports, in which order. Planning again keeps what is done and what is under way. A day that
//! a citizen chose is kept: the report is planned for that day and no other, before everything else.

use super::{
    queries::{self, JobRow, NewJob},
    service,
};
use crate::{
    db::Tx,
    error::Error,
    reports::{self, Acting, Change, Ticket, queries::Of},
    sync::{self, Author, JobChange, Line, Subject, What},
    triage::whole_metres,
};
use dimos_api::{PlanDayRequest, PlanResponse, problem::Code};
use dimos_domain::{
    city::Crew,
    ids::*,
    job::JobState,
    place::Position,
    report::{Happening, Relation},
    route, wording,
    workflow::{Action, Role, State},
};
use jiff::{ToSpan, civil::Date};
use std::cmp::Reverse;
use uuid::Uuid;

/// So far ahead a day can be planned.
const MOST_DAYS_AHEAD: i64 = 366;

/// Puts a report on a crew's day; the day's open jobs are ordered anew. If it was on another plan, it leaves that one.
///
/// # Errors
/// `invalid` for a crew that does not exist, a day that is over or not the one that the citizen chose; `wrong_state` if the
/// report takes no plan.
pub fn schedule(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, crew: &CrewCode, on: Date) -> Result<Ticket, Error> {
    let crew = known_crew(by, crew, "/decision/crew")?;
    plannable_day(by, on, "/decision/on")?;
    as_agreed(by, &ticket, on)?;
    if ticket.state == State::Scheduled && ticket.crew.as_ref() == Some(&crew.code) && ticket.scheduled_for == Some(on)
    {
        return Ok(ticket);
    }
    if let Some(old) = queries::open_of_report(tx, ticket.id)? {
        take_off(tx, by, &ticket, old)?;
    }
    let stop = (ticket.id, ticket.located.position);
    let ticket = put_on(tx, by, ticket, crew, on)?;
    lay_out(tx, by, crew, on, &[stop])?;
    Ok(ticket)
}

/// Plans a crew's day: its assigned reports, those for which citizens chose this day, then the most urgent and soonest due,
/// up to what it can do.
///
/// # Errors
/// `invalid` for a crew that does not exist, a day that is over, or one on which the city does not work: then only what a
/// dispatcher asks for by name is planned.
pub fn plan_day(tx: &Tx<'_>, by: &Acting<'_>, request: &PlanDayRequest) -> Result<PlanResponse, Error> {
    let crew = known_crew(by, &request.crew, "/crew")?;
    plannable_day(by, request.on, "/on")?;
    working_day(by, request.on, "/on")?;
    let there = queries::day(tx, &crew.code, request.on)?.len();
    let room = usize::from(crew.jobs_per_day).saturating_sub(there);
    let mut stops = Vec::new();
    for ticket in wanted(tx, by, crew, request.on, room)? {
        stops.push((ticket.id, ticket.located.position));
        put_on(tx, by, ticket, crew, request.on)?;
    }
    lay_out(tx, by, crew, request.on, &stops)?;
    day_as_planned(tx, crew, request.on)
}

/// A crew's day as it is planned.
///
/// # Errors
/// Only the database's.
pub fn day_as_planned(tx: &Tx<'_>, crew: &Crew, on: Date) -> Result<PlanResponse, Error> {
    let rows = queries::day(tx, &crew.code, on)?;
    let stops: Vec<Position> = rows.iter().map(|job| job.report.located.position).collect();
    let order: Vec<usize> = (0..stops.len()).collect();
    let route_m = whole_metres(route::length_m(crew.depot, &stops, &order));
    Ok(PlanResponse { crew: crew.code.clone(), on, jobs: service::views(tx, &rows)?, route_m })
}

/// The crew of that code.
///
/// # Errors
/// `invalid`.
pub fn known_crew<'a>(by: &Acting<'a>, code: &CrewCode, field: &str) -> Result<&'a Crew, Error> {
    let unknown = || Error::new(Code::Invalid).because("unknown-code").field(field);
    by.city.city.crew(code).ok_or_else(unknown)
}

fn plannable_day(by: &Acting<'_>, on: Date, field: &str) -> Result<(), Error> {
    let today = by.now.to_zoned(by.city.tz.clone()).date();
    let last = today.saturating_add(MOST_DAYS_AHEAD.days());
    if (today..=last).contains(&on) {
        Ok(())
    } else {
        Err(Error::new(Code::Invalid).because("day").field(field).arg("days", MOST_DAYS_AHEAD))
    }
}

fn working_day(by: &Acting<'_>, on: Date, field: &str) -> Result<(), Error> {
    if by.city.city.calendar.is_working_day(on) {
        return Ok(());
    }
    Err(Error::new(Code::Invalid).because("not-working-day").field(field).arg("day", wording::day(by.language, on)))
}

/// The day on which the citizen expects the city, if one was chosen and is not over.
fn appointment(by: &Acting<'_>, ticket: &Ticket) -> Option<Date> {
    let service = by.city.city.service(&ticket.service)?;
    let today = by.now.to_zoned(by.city.tz.clone()).date();
    service.appointment(&ticket.answers).filter(|day| *day >= today)
}

fn as_agreed(by: &Acting<'_>, ticket: &Ticket, on: Date) -> Result<(), Error> {
    match appointment(by, ticket) {
        Some(day) if day != on => {
            let refused = Error::new(Code::Invalid).because("appointment").field("/decision/on");
            Err(refused.arg("day", wording::day(by.language, day)))
        }
        Some(_) | None => Ok(()),
    }
}

/// What a crew's day has room for: this day's appointments, then what has none (any more), most urgent and soonest due
/// first. One statement, two if citizens choose days in this city.
fn wanted(tx: &Tx<'_>, by: &Acting<'_>, crew: &Crew, on: Date, room: usize) -> Result<Vec<Ticket>, Error> {
    let services = by.city.city.services.iter().filter(|service| service.takes_appointments());
    let by_appointment: Vec<&ServiceCode> = services.map(|service| &service.code).collect();
    let most = u32::try_from(room).map_err(Error::internal)?;
    let mut free = reports::queries::waiting_for_crew(tx, crew, Of::Others(&by_appointment), most)?;
    let mut wanted = Vec::new();
    for ticket in reports::queries::waiting_for_crew(tx, crew, Of::These(&by_appointment), u32::MAX)? {
        match appointment(by, &ticket) {
            Some(day) if day == on => wanted.push(ticket),
            Some(_) => {}
            None => free.push(ticket),
        }
    }
    free.sort_by_key(|ticket| (Reverse(ticket.priority), ticket.due_at, ticket.created_at, ticket.id));
    wanted.extend(free);
    wanted.truncate(room);
    Ok(wanted)
}

fn take_off(tx: &Tx<'_>, by: &Acting<'_>, ticket: &Ticket, job: JobId) -> Result<(), Error> {
    let Some(mut job) = queries::find(tx, job)? else { return Ok(()) };
    if !matches!(job.state, JobState::Planned) {
        return Err(by.wrong_state(tx, ticket, Relation::None));
    }
    job.state = JobState::Cancelled;
    service::save(tx, by.now, &by.author(Role::Dispatcher), Role::Dispatcher, &mut [(job, JobChange::Cancelled)])
}

fn put_on(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, crew: &Crew, on: Date) -> Result<Ticket, Error> {
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(Action::Schedule, None).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    if ticket.department.as_ref() != Some(&crew.department) {
        change.make_responsible(Role::Dispatcher, crew.department.clone(), Some(crew.code.clone()));
    }
    change.ticket.crew = Some(crew.code.clone());
    change.ticket.scheduled_for = Some(on);
    change.say(Happening::Scheduled { crew: crew.code.clone(), on });
    change.save(tx)
}

/// A stop of the day that can still be put anywhere: a job that is planned, or one that is to be.
enum Stop {
    Planned(Box<JobRow>),
    Fresh(ReportId, Position),
}

impl Stop {
    fn position(&self) -> Position {
        match self {
            Self::Planned(job) => job.report.located.position,
            Self::Fresh(_, position) => *position,
        }
    }
}

/// Orders a day's planned jobs with new ones: after what is done or under way, from there, in the order that shortens
/// the way back to the depot.
fn lay_out(tx: &Tx<'_>, by: &Acting<'_>, crew: &Crew, on: Date, fresh: &[(ReportId, Position)]) -> Result<(), Error> {
    let (planned, begun): (Vec<JobRow>, Vec<JobRow>) =
        queries::day(tx, &crew.code, on)?.into_iter().partition(|job| matches!(job.state, JobState::Planned));
    let start = begun.last().map_or(crew.depot, |job| job.report.located.position);
    let mut stops: Vec<Option<Stop>> = planned.into_iter().map(|job| Some(Stop::Planned(Box::new(job)))).collect();
    stops.extend(fresh.iter().map(|(report, position)| Some(Stop::Fresh(*report, *position))));
    let positions: Vec<Position> = stops.iter().flatten().map(Stop::position).collect();
    let ordered = route::order_after(start, crew.depot, &positions, 0);
    let in_order = ordered.into_iter().filter_map(|place| stops.get_mut(place).and_then(Option::take));
    let mut moved: Vec<(JobRow, JobChange)> = Vec::new();
    let mut new: Vec<NewJob> = Vec::new();
    for (place, stop) in (begun.len()..).zip(in_order) {
        let place = u16::try_from(place).map_err(Error::internal)?;
        match stop {
            Stop::Planned(job) if job.sequence == place => {}
            Stop::Planned(job) => {
                moved.push((JobRow { sequence: place, ..*job }, JobChange::Ordered { sequence: place }))
            }
            Stop::Fresh(report, _) => {
                new.push(NewJob { id: JobId(Uuid::now_v7()), report, crew: crew.code.clone(), on, sequence: place });
            }
        }
    }
    let author = by.author(Role::Dispatcher);
    service::save(tx, by.now, &author, Role::Dispatcher, &mut moved)?;
    write_new(tx, by, &author, &new)
}

fn write_new(tx: &Tx<'_>, by: &Acting<'_>, author: &Author, new: &[NewJob]) -> Result<(), Error> {
    let lines: Vec<Line> = new
        .iter()
        .map(|job| Line {
            subject: Subject::Job(job.id),
            role: author.role,
            what: What::Job(JobChange::Planned { crew: job.crew.clone(), on: job.on }),
            changed: None,
        })
        .collect();
    let first = sync::append(tx, by.now, author, &lines)?;
    queries::insert(tx, by.now, first, new)
}
