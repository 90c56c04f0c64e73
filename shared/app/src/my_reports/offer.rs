//! What a person may do with a report: asked of the workflow's table and of how the person stands to the report, and of
//! nothing else. Pure.

use dimos_domain::{
    report::{Happening, Relation, Report},
    workflow::{Action, Role, State, allowed},
};
use jiff::{SignedDuration, Timestamp};

/// Everything that may be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offer {
    /// Answer the city's question.
    pub answer: bool,
    /// Write something.
    pub comment: bool,
    /// Rate the fix, or change the rating.
    pub rate: bool,
    /// Say that it is not fixed.
    pub reopen: Reopen,
    /// Take it back.
    pub withdraw: bool,
    /// Say "me too".
    pub support: bool,
    /// Follow it.
    pub follow: bool,
    /// Follow it no longer.
    pub unfollow: bool,
    /// Share its public page.
    pub share: bool,
}

/// Whether "not fixed" may be said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reopen {
    /// Not in this state, or not by this person.
    #[default]
    No,
    /// Yes.
    Yes,
    /// It was, until the city's time for it ran out.
    TooLate,
}

/// What may be done now. A report that the city does not have yet takes nothing: it is given up or edited instead.
#[must_use]
pub fn offer(report: &Report, reopen_days: u16, now: Timestamp) -> Offer {
    if report.number.is_empty() {
        return Offer::default();
    }
    let is_mine = report.relation == Relation::Reporter;
    let role = if is_mine { Role::Reporter } else { Role::Citizen };
    let may = |action| allowed(report.state, role).any(|allowed| allowed == action);
    let answer = may(Action::Answer) && report.question.is_some();
    Offer {
        answer,
        // An answer written as a comment would leave the question open.
        comment: !answer && !matches!(report.state, State::Withdrawn | State::Duplicate),
        // The table confirms once; a rating may be changed afterwards (the server's rule).
        rate: may(Action::Confirm) || (is_mine && report.state == State::Confirmed),
        reopen: match may(Action::Reopen) {
            false => Reopen::No,
            true if is_too_late(report, reopen_days, now) => Reopen::TooLate,
            true => Reopen::Yes,
        },
        withdraw: may(Action::Withdraw),
        support: report.state.is_open() && matches!(report.relation, Relation::None | Relation::Follower),
        follow: report.relation == Relation::None,
        unfollow: matches!(report.relation, Relation::Supporter | Relation::Follower),
        share: report.public && report.state != State::Withdrawn,
    }
}

/// When the city last said that it is fixed.
#[must_use]
pub fn resolved_at(report: &Report) -> Option<Timestamp> {
    report
        .timeline
        .iter()
        .rev()
        .find(|entry| matches!(entry.what, Happening::Moved { to: State::Resolved, .. }))
        .map(|entry| entry.at)
}

fn is_too_late(report: &Report, reopen_days: u16, now: Timestamp) -> bool {
    resolved_at(report)
        .is_some_and(|at| now.duration_since(at) > SignedDuration::from_hours(24 * i64::from(reopen_days)))
}
