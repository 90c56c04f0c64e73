//! What is offered, state by state: exactly what the workflow and the relation allow.

use super::{
    super::offer::{Offer, Reopen, offer},
    phone::Phone,
    town::*,
};
use dimos_domain::{
    report::{Happening, Relation},
    workflow::{Action, Role, State, allowed},
};

fn names(offer: Offer) -> String {
    let mut out = Vec::new();
    let mut say = |is: bool, name: &'static str| {
        if is {
            out.push(name);
        }
    };
    say(offer.answer, "answer");
    say(offer.comment, "comment");
    say(offer.rate, "rate");
    say(offer.reopen == Reopen::Yes, "reopen");
    say(offer.withdraw, "withdraw");
    say(offer.support, "support");
    say(offer.follow, "follow");
    say(offer.unfollow, "unfollow");
    say(offer.share, "share");
    out.join(" ")
}

#[test]
fn the_reporter_is_offered_what_the_table_allows() {
    let table = [
        (State::Submitted, "comment withdraw share"),
        (State::Triaged, "comment withdraw share"),
        (State::Assigned, "comment withdraw share"),
        (State::Scheduled, "comment withdraw share"),
        (State::InProgress, "comment share"),
        (State::Resolved, "comment rate reopen share"),
        (State::Confirmed, "comment rate reopen share"),
        (State::Reopened, "comment withdraw share"),
        (State::NeedsInfo, "answer withdraw share"),
        (State::Forwarded, "comment withdraw share"),
        (State::Duplicate, "share"),
        (State::Rejected, "comment share"),
        (State::Withdrawn, ""),
    ];
    assert_eq!(table.len(), State::ALL.len());
    for (state, expected) in table {
        let report = report(1, state);
        let offer = offer(&report, 30, noon());
        assert_eq!(names(offer), expected, "{state}");
        let may = |action| allowed(state, Role::Reporter).any(|allowed| allowed == action);
        assert_eq!(offer.withdraw, may(Action::Withdraw));
        assert_eq!(offer.answer, may(Action::Answer));
        assert_eq!(offer.reopen == Reopen::Yes, may(Action::Reopen));
        assert!(!may(Action::Confirm) || offer.rate);
    }
}

#[test]
fn others_support_and_follow_but_move_nothing() {
    for state in State::ALL {
        for (relation, expected) in [
            (Relation::None, if state.is_open() { "support follow" } else { "follow" }),
            (Relation::Follower, if state.is_open() { "support unfollow" } else { "unfollow" }),
            (Relation::Supporter, "unfollow"),
        ] {
            let mut report = report(1, state);
            report.relation = relation;
            report.public = false;
            let said = names(offer(&report, 30, noon()));
            assert_eq!(said.strip_prefix("comment ").unwrap_or(&said), expected, "{state} {relation:?}");
        }
    }
}

#[test]
fn what_the_city_does_not_have_yet_takes_nothing() {
    let mut report = report(1, State::Submitted);
    report.number = String::new();
    assert_eq!(offer(&report, 30, noon()), Offer::default());
}

#[test]
fn not_fixed_can_be_said_for_thirty_days() {
    let resolved = |days: i64| {
        let mut report = report(1, State::Resolved);
        let what =
            Happening::Moved { action: Action::Resolve, from: State::InProgress, to: State::Resolved, note: None };
        report.timeline.push(entry(2, days * 24, Role::Crew, what));
        report
    };
    assert_eq!(offer(&resolved(30), 30, noon()).reopen, Reopen::Yes);
    assert_eq!(offer(&resolved(31), 30, noon()).reopen, Reopen::TooLate);
    let mut phone = Phone::holding(vec![tracked(resolved(31))]);
    let button = phone.opens(1).reopen.unwrap();
    assert!(!button.enabled);
    assert_eq!(
        button.why_not.as_deref(),
        Some("This can be said for 30 days after the fix. If it is back, report it anew.")
    );
}
