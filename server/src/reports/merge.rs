//! The same thing reported twice: one report carries on, everybody who heard of the other hears of that one. Undone by a
//! split, as if nothing had been, but for the log.

use super::{
    acting::Acting,
    acts::raise_for_supporters,
    change::Change,
    queries,
    subscriptions::{self, Subscription},
    ticket::Ticket,
};
use crate::{db::Tx, error::Error, sync::Unseen};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::*,
    report::{Happening, Relation},
    workflow::{Action, Role},
};
use std::collections::HashMap;

/// Merges a report into another.
///
/// # Errors
/// `invalid` if the other one does not exist, is the same or is closed; `wrong_state` if the report takes no merge.
pub fn merge(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket, into: ReportId) -> Result<Ticket, Error> {
    let unfit = || Error::new(Code::Invalid).because("merge-target").field("/decision/into");
    let target = queries::find(tx, into)?.filter(|target| target.id != ticket.id && target.state.is_open());
    let target = target.ok_or_else(unfit)?;
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(Action::Merge, None).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    change.ticket.duplicate_of = Some(target.reference());
    change.say(Happening::Merged { into: target.reference() });
    let merged = change.save(tx)?;
    absorb(tx, by, target, &merged)?;
    Ok(merged)
}

/// The target takes over who hears of the merged one. Who reported or supported that one supports this one, once.
fn absorb(tx: &Tx<'_>, by: &Acting<'_>, target: Ticket, merged: &Ticket) -> Result<(), Error> {
    let there: HashMap<DeviceId, Subscription> =
        subscriptions::of_report(tx, target.id)?.into_iter().map(|standing| (standing.device, standing)).collect();
    let coming: Vec<Subscription> = subscriptions::of_report(tx, merged.id)?
        .into_iter()
        .filter_map(|standing| carried_over(merged.id, &standing, there.get(&standing.device)))
        .collect();
    let more = coming.iter().filter(|standing| standing.counts() && !standing.counted).count();
    let author = by.author(Role::Dispatcher);
    let before = target.supporters;
    let mut change = Change::of(target, &author, by.now);
    if merged.public || !change.ticket.public {
        change.say(Happening::Absorbed { other: merged.reference() });
    } else {
        // Nobody but staff may learn that there is such a report: its own line in the log says where it went.
        change.note(Unseen::Absorbed { other: merged.reference() });
    }
    change.ticket.supporters = before.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
    raise_for_supporters(by, &mut change, before);
    let target = change.save(tx)?;
    for standing in coming {
        subscriptions::put(tx, target.id, &Subscription { version: target.version, ..standing })?;
    }
    Ok(())
}

/// How a phone will stand to the report that carries on; none if nothing changes for it.
fn carried_over(merged: ReportId, from: &Subscription, there: Option<&Subscription>) -> Option<Subscription> {
    let now_is = there.map_or(Relation::None, |standing| standing.relation);
    let relation = match (from.relation, now_is) {
        (_, Relation::Reporter | Relation::Supporter) | (Relation::None, _) => return None,
        (Relation::Follower, Relation::Follower) => return None,
        (Relation::Follower, Relation::None) => Relation::Follower,
        (Relation::Reporter | Relation::Supporter, _) => Relation::Supporter,
    };
    Some(Subscription {
        device: from.device,
        relation,
        version: 0,
        counted: there.is_some_and(|standing| standing.counted),
        via: Some(merged),
        before_merge: Some(now_is),
    })
}

/// Undoes a merge.
///
/// # Errors
/// `wrong_state` if the report is not merged.
pub fn split(tx: &Tx<'_>, by: &Acting<'_>, ticket: Ticket) -> Result<Ticket, Error> {
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(ticket.clone(), &author, by.now);
    change.step(Action::Split, None).map_err(|refusal| by.refused(tx, &ticket, Relation::None, refusal))?;
    let ticket_again = change.save(tx)?;
    if let Some(other) = ticket.duplicate_of.as_ref()
        && let Some(target) = queries::find(tx, other.id)?
    {
        release(tx, by, target, &ticket_again)?;
    }
    Ok(ticket_again)
}

/// Who came with the merged report leaves again.
fn release(tx: &Tx<'_>, by: &Acting<'_>, target: Ticket, other: &Ticket) -> Result<(), Error> {
    let leaving: Vec<Subscription> = subscriptions::of_report(tx, target.id)?
        .into_iter()
        .filter(|standing| standing.via == Some(other.id))
        .collect();
    let fewer = leaving.iter().filter(|standing| standing.counts() && !standing.counted).count();
    let author = by.author(Role::Dispatcher);
    let mut change = Change::of(target, &author, by.now);
    change.note(Unseen::Released { other: other.reference() });
    let before = change.ticket.supporters;
    change.ticket.supporters = before.saturating_sub(u32::try_from(fewer).unwrap_or(u32::MAX));
    let target = change.save(tx)?;
    for standing in leaving {
        let relation = standing.before_merge.unwrap_or_default();
        let back = Subscription { relation, version: target.version, via: None, before_merge: None, ..standing };
        subscriptions::put(tx, target.id, &back)?;
    }
    Ok(())
}
