//! What citizens do to reports that exist. Each act decides on the report as it is now and answers with it as it is then.

use super::{
    acting::{Acting, Who, relation},
    change::Change,
    subscriptions::{self, Subscription},
    ticket::Ticket,
    words,
};
use crate::{
    db::{Tx, ms},
    error::Error,
    sync::{self, Line, Subject, Unseen, What},
};
use dimos_api::{ReportResponse, problem::Code};
use dimos_domain::{
    act::{Comment, Follow, Support},
    ids::*,
    report::{Happening, PhotoKind, Rating, Relation, STARS},
    triage::{self, URGENT},
    workflow::{Action, Role, State},
};
use jiff::SignedDuration;

/// "Me too": counts each phone once, whatever it says and however often; its owner follows the report from then on.
///
/// # Errors
/// `invalid` for one's own report, `wrong_state` for one that is closed, and what its words and photos may be refused for.
pub fn support(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Support) -> Result<ReportResponse, Error> {
    let (ticket, standing) = by.seen(tx, id)?;
    let device = device(by)?;
    if ticket.reporter == device {
        return Err(Error::new(Code::Invalid).because("own-report"));
    }
    if !ticket.state.is_open() {
        return Err(by.wrong_state(tx, &ticket, relation(standing.as_ref())));
    }
    let text = words::text(&body.text, "/text")?;
    words::few_photos(body.photos.len())?;
    let standing = standing.unwrap_or_else(|| Subscription::new(device, Relation::None, 0));
    let author = by.author(Role::Citizen);
    let mut change = Change::of(ticket, &author, by.now);
    if !standing.counts() {
        one_more(by, &mut change);
    } else if standing.relation != Relation::Supporter {
        change.note(Unseen::Followed);
    }
    if !text.is_empty() {
        change.say(Happening::Commented { text });
    }
    change.attach(PhotoKind::FollowUp, &body.photos);
    let ticket = change.save(tx)?;
    let supporter = Subscription { counted: true, ..Subscription::new(device, Relation::Supporter, ticket.version) };
    subscriptions::put(tx, id, &supporter)?;
    by.answer(tx, ticket, Relation::Supporter)
}

/// One supporter more; the priority follows where the rules have it rise at that number.
fn one_more(by: &Acting<'_>, change: &mut Change<'_>) {
    let before = change.ticket.supporters;
    let after = before.saturating_add(1);
    change.ticket.supporters = after;
    change.say(Happening::Supported { supporters: after });
    raise_for_supporters(by, change, before);
}

/// The priority rises as much as the rules have it rise from one number of supporters to that of now; a correction by
/// staff is not undone by it.
pub(super) fn raise_for_supporters(by: &Acting<'_>, change: &mut Change<'_>, supporters_before: u32) {
    let ticket = &change.ticket;
    let Some(service) = by.city.city.service(&ticket.service) else { return };
    let at = |supporters| triage::priority(service, &ticket.answers, &ticket.description, supporters, &by.city.city).0;
    let rise = at(ticket.supporters).saturating_sub(at(supporters_before));
    let priority = ticket.priority.saturating_add(rise).min(URGENT);
    change.set_priority(Role::System, priority);
}

/// Follow a report, or follow it no longer. Reporters always follow their own.
///
/// # Errors
/// `not_found`.
pub fn follow(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: Follow) -> Result<ReportResponse, Error> {
    let (ticket, standing) = by.seen(tx, id)?;
    let device = device(by)?;
    let now_is = relation(standing.as_ref());
    let mut standing = standing.unwrap_or_else(|| Subscription::new(device, Relation::None, 0));
    let wanted = match (now_is, body.follow) {
        (Relation::Reporter, _) => Relation::Reporter,
        (Relation::None, true) if standing.counted => Relation::Supporter,
        (Relation::None, true) => Relation::Follower,
        (there, true) => there,
        (_, false) => Relation::None,
    };
    if wanted != now_is {
        let what = What::Unseen(if body.follow { Unseen::Followed } else { Unseen::Unfollowed });
        let line = Line { subject: Subject::Report(id), role: Role::Citizen, what, changed: None };
        standing.version = sync::append(tx, by.now, &by.author(Role::Citizen), &[line])?;
        standing.counted = standing.counts();
        standing.relation = wanted;
        standing.via = None;
        standing.before_merge = None;
        subscriptions::put(tx, id, &standing)?;
    }
    by.answer(tx, ticket, wanted)
}

/// Write something under a report. What was taken back or merged takes no more comments.
///
/// # Errors
/// `wrong_state`, and what its words and photos may be refused for.
pub fn comment(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Comment) -> Result<ReportResponse, Error> {
    let (ticket, standing) = by.seen(tx, id)?;
    let relation = relation(standing.as_ref());
    let text = words::text_or_photos(&body.text, body.photos.len(), "/text")?;
    if matches!(ticket.state, State::Withdrawn | State::Duplicate) {
        return Err(by.wrong_state(tx, &ticket, relation));
    }
    let author = by.author(by.citizen_role(&ticket));
    let mut change = Change::of(ticket, &author, by.now);
    if !text.is_empty() {
        change.say(Happening::Commented { text });
    }
    change.attach(PhotoKind::FollowUp, &body.photos);
    let ticket = change.save(tx)?;
    by.answer(tx, ticket, relation)
}

/// Answer the city's question: back to the dispatcher.
///
/// # Errors
/// `forbidden` for others than the reporter, `wrong_state` if there is no question (any more).
pub fn answer(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Comment) -> Result<ReportResponse, Error> {
    let text = words::text_or_photos(&body.text, body.photos.len(), "/text")?;
    move_on(tx, by, id, Action::Answer, text, &body.photos, |_| {})
}

/// Say that it is not fixed: back to the dispatcher, more urgent than before.
///
/// # Errors
/// `forbidden` for others than the reporter; `wrong_state` if it is not fixed anyway, or was fixed too long ago.
pub fn reopen(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Comment) -> Result<ReportResponse, Error> {
    let text = words::text_or_photos(&body.text, body.photos.len(), "/text")?;
    let (ticket, standing) = by.seen(tx, id)?;
    reporter(by, &ticket)?;
    let days = by.city.city.reopen_days;
    let too_late = ticket
        .resolved_at
        .is_some_and(|at| ms(by.now) - ms(at) > i64::from(days) * SignedDuration::from_hours(24).as_secs() * 1000);
    if too_late {
        let error = by.wrong_state(tx, &ticket, relation(standing.as_ref()));
        return Err(error.because("too-late").arg("days", days));
    }
    move_on(tx, by, id, Action::Reopen, text, &body.photos, |change| {
        let more_urgent = change.ticket.priority.saturating_add(1).min(URGENT);
        change.set_priority(Role::System, more_urgent);
    })
}

/// Take one's own report back: it leaves the public view.
///
/// # Errors
/// `forbidden` for others than the reporter; `wrong_state` once work began.
pub fn withdraw(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Comment) -> Result<ReportResponse, Error> {
    let text = words::text(&body.text, "/text")?;
    move_on(tx, by, id, Action::Withdraw, text, &body.photos, |_| {})
}

/// One step of the reporter's, with words and photos.
fn move_on(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    id: ReportId,
    action: Action,
    text: String,
    brought: &[MediaId],
    then: impl FnOnce(&mut Change<'_>),
) -> Result<ReportResponse, Error> {
    let (ticket, standing) = by.seen(tx, id)?;
    let relation = relation(standing.as_ref());
    words::few_photos(brought.len())?;
    let author = by.author(reporter(by, &ticket)?);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    let note = (!text.is_empty()).then_some(text);
    change.step(action, note).map_err(|refusal| by.refused(tx, &ticket, relation, refusal))?;
    change.attach(PhotoKind::FollowUp, brought);
    then(&mut change);
    let ticket = change.save(tx)?;
    by.answer(tx, ticket, relation)
}

/// Rate the fix, and thereby confirm it; a rating may be changed afterwards.
///
/// # Errors
/// `invalid` for other than 1 to 5 stars, `forbidden` for others than the reporter, `wrong_state` if it is not fixed.
pub fn rate(tx: &Tx<'_>, by: &Acting<'_>, id: ReportId, body: &Rating) -> Result<ReportResponse, Error> {
    if !STARS.contains(&body.stars) {
        return Err(Error::new(Code::Invalid).because("stars").field("/stars"));
    }
    let comment = words::text(body.comment.as_deref().unwrap_or_default(), "/comment")?;
    let (ticket, standing) = by.seen(tx, id)?;
    let relation = relation(standing.as_ref());
    let author = by.author(reporter(by, &ticket)?);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    if ticket.state != State::Confirmed {
        change.step(Action::Confirm, None).map_err(|refusal| by.refused(tx, &ticket, relation, refusal))?;
    }
    change.ticket.rating = Some(Rating { stars: body.stars, comment: (!comment.is_empty()).then_some(comment) });
    change.say(Happening::Rated { stars: body.stars });
    let ticket = change.save(tx)?;
    by.answer(tx, ticket, relation)
}

/// The reporter's part. Other citizens move nothing (the workflow's table has no step for them): they are told so
/// whatever state the report is in.
fn reporter(by: &Acting<'_>, ticket: &Ticket) -> Result<Role, Error> {
    match by.citizen_role(ticket) {
        Role::Reporter => Ok(Role::Reporter),
        _ => Err(Error::new(Code::Forbidden)),
    }
}

fn device(by: &Acting<'_>) -> Result<DeviceId, Error> {
    match by.who {
        Who::Phone { device, .. } => Ok(*device),
        Who::Staff { .. } => Err(Error::new(Code::Forbidden)),
    }
}
