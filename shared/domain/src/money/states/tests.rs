use super::*;
use proptest::prelude::*;
use std::{collections::HashSet, fmt::Debug, hash::Hash};

/// Each edge once, no edge that leads nowhere, every state reached from the first, every event used.
fn is_sound<S: Copy + Eq + Hash + Debug, E: Copy + Eq + Hash + Debug>(
    table: &[Step<S, E>],
    states: &[S],
    events: &[E],
) {
    let mut seen = HashSet::new();
    for step in table {
        assert!(seen.insert((step.from, step.event)), "{step:?} stands twice");
        assert_ne!(step.from, step.to, "{step:?} leads nowhere");
    }
    let mut reached = HashSet::from([states[0]]);
    while table.iter().any(|step| reached.contains(&step.from) && reached.insert(step.to)) {}
    for state in states {
        assert!(reached.contains(state), "{state:?} is never reached");
    }
    for event in events {
        assert!(table.iter().any(|step| step.event == *event), "{event:?} never happens");
    }
}

#[test]
fn every_graph_is_sound() {
    is_sound(ATTEMPT, AttemptState::ALL, AttemptEvent::ALL);
    is_sound(PAYMENT, PaymentState::ALL, PaymentEvent::ALL);
    is_sound(REFUND, RefundState::ALL, RefundEvent::ALL);
    is_sound(ENTRY, EntryState::ALL, EntryEvent::ALL);
    is_sound(DISPUTE, DisputeState::ALL, DisputeEvent::ALL);
}

#[test]
fn names_are_the_same_in_the_database_and_on_the_wire() {
    macro_rules! check {
        ($($name:ident)+) => {$(
            for one in $name::ALL.iter().copied() {
                assert_eq!($name::parse(one.as_str()), Some(one));
                assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
                assert_eq!(one.to_string(), one.as_str());
            }
            assert_eq!($name::parse(""), None);
        )+};
    }
    check!(AttemptState AttemptEvent PaymentState PaymentEvent RefundState RefundEvent);
    check!(EntryState EntryEvent DisputeState DisputeEvent);
}

#[test]
fn only_these_states_are_final() {
    let finals = |all: &[AttemptState]| all.iter().copied().filter(|state| state.is_final()).collect::<Vec<_>>();
    assert_eq!(finals(AttemptState::ALL), [AttemptState::Succeeded]);
    for state in PaymentState::ALL {
        assert_eq!(state.is_final(), *state == PaymentState::Reversed);
    }
    for state in RefundState::ALL {
        use RefundState as R;
        assert_eq!(state.is_final(), matches!(state, R::Rejected | R::Withdrawn | R::Failed));
    }
    for state in EntryState::ALL {
        assert!(!state.is_final(), "a clerk can undo {state}");
    }
    for state in DisputeState::ALL {
        assert_eq!(state.is_final(), *state != DisputeState::Opened);
    }
}

#[test]
fn money_that_arrives_late_is_money() {
    for state in AttemptState::ALL.iter().copied().filter(|state| *state != AttemptState::Succeeded) {
        assert_eq!(state.after(AttemptEvent::ProviderSaysPaid), Some(AttemptState::Succeeded), "{state}");
    }
}

#[test]
fn a_late_failure_does_not_undo_a_success() {
    for event in AttemptEvent::ALL {
        assert_eq!(AttemptState::Succeeded.after(*event), None, "{event}");
    }
}

#[test]
fn an_attempt_whose_end_nobody_told_stays_open() {
    use AttemptState as A;
    for state in AttemptState::ALL {
        assert_eq!(state.is_open(), matches!(state, A::Created | A::Pending | A::Unknown));
    }
    for event in [AttemptEvent::CitizenGaveUp, AttemptEvent::SentToProvider, AttemptEvent::AnswerLost] {
        assert_eq!(A::Unknown.after(event), None, "{event} tells nothing about money");
    }
}

#[test]
fn a_refund_is_sent_once_and_only_after_another_person_agreed() {
    for step in REFUND {
        if step.event == RefundEvent::Sent {
            assert_eq!(step.from, RefundState::Approved);
        }
        if step.to == RefundState::Approved {
            assert_eq!((step.from, step.event), (RefundState::Requested, RefundEvent::AnotherApproved));
        }
        assert!(step.from == RefundState::Approved || step.to != RefundState::Submitted, "{step:?} sends again");
    }
}

#[test]
fn a_statement_entry_is_matched_by_one_hand_only() {
    use EntryEvent as E;
    for state in [EntryState::AutoMatched, EntryState::Matched] {
        for event in EntryEvent::ALL.iter().filter(|event| **event != E::ClerkUndid) {
            assert_eq!(state.after(*event), None, "{state} takes no {event}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_told_in_whatever_order_an_attempt_that_was_paid_stays_paid(
        news in prop::collection::vec(prop::sample::select(AttemptEvent::ALL), 0..40)
    ) {
        let mut state = AttemptState::Created;
        for event in &news {
            state = state.after(*event).unwrap_or(state);
        }
        let paid = news.contains(&AttemptEvent::ProviderSaysPaid);
        prop_assert_eq!(state == AttemptState::Succeeded, paid);
    }

    #[test]
    fn whatever_is_told_a_refund_leaves_the_house_at_most_once(
        news in prop::collection::vec(prop::sample::select(RefundEvent::ALL), 0..40)
    ) {
        let (mut state, mut sent, mut unsure) = (RefundState::Requested, 0, false);
        for event in news {
            let next = state.after(event).unwrap_or(state);
            sent += usize::from(next == RefundState::Submitted && state != next);
            unsure |= next == RefundState::Unknown;
            use RefundState as R;
            prop_assert!(!unsure || matches!(next, R::Unknown | R::Succeeded | R::Failed | R::Returned));
            prop_assert!(!state.is_final() || next == state);
            state = next;
        }
        prop_assert!(sent <= 1);
        prop_assert!(sent == 0 || state.holds_money() || matches!(state, RefundState::Failed | RefundState::Returned));
    }
}
