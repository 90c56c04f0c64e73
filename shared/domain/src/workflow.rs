//! A report's way through the city: one table of who may do what in which state, and where that leads.
//! Server and phones ask this table; nobody else decides.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Arrived.
    Submitted,
    /// Looked at; nobody is responsible yet.
    Triaged,
    /// A department, perhaps a crew, is responsible.
    Assigned,
    /// A crew has it on the plan of a day.
    Scheduled,
    /// A crew is at it.
    InProgress,
    /// The city says it is fixed.
    Resolved,
    /// The citizen agrees, or nobody objected in time.
    Confirmed,
    /// It was said to be fixed, but is not.
    Reopened,
    /// The city asked the citizen something.
    NeedsInfo,
    /// Another body is responsible and was told.
    Forwarded,
    /// The same as another report, which carries on.
    Duplicate,
    /// The city will not act, and said why.
    Rejected,
    /// The citizen took it back.
    Withdrawn,
}

impl State {
    /// Every state, main line first.
    pub const ALL: [Self; 13] = [
        Self::Submitted,
        Self::Triaged,
        Self::Assigned,
        Self::Scheduled,
        Self::InProgress,
        Self::Resolved,
        Self::Confirmed,
        Self::Reopened,
        Self::NeedsInfo,
        Self::Forwarded,
        Self::Duplicate,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// What the public sees.
    #[must_use]
    pub const fn face(self) -> Face {
        match self {
            Self::Resolved | Self::Confirmed => Face::Fixed,
            Self::Duplicate | Self::Rejected | Self::Withdrawn => Face::Closed,
            _ => Face::Open,
        }
    }

    /// Whether the city still has to act: what duplicate search and queues hold.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self.face(), Face::Open)
    }

    /// The name on the wire and in texts, `in_progress`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Triaged => "triaged",
            Self::Assigned => "assigned",
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Resolved => "resolved",
            Self::Confirmed => "confirmed",
            Self::Reopened => "reopened",
            Self::NeedsInfo => "needs_info",
            Self::Forwarded => "forwarded",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A report's public face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// The city is expected to act.
    Open,
    /// Done.
    Fixed,
    /// Ended for another reason.
    Closed,
}

/// In which part somebody acts on a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The citizen who reported it.
    Reporter,
    /// Any other citizen.
    Citizen,
    /// A field crew.
    Crew,
    /// Staff who decide.
    Dispatcher,
    /// The server itself, by rule.
    System,
}

impl Role {
    /// The name on the wire and in texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Citizen => "citizen",
            Self::Crew => "crew",
            Self::Dispatcher => "dispatcher",
            Self::System => "system",
        }
    }
}

/// What moves a report from state to state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Look at it: place, service, duplicates, priority.
    Triage,
    /// Make a department, perhaps a crew, responsible.
    Assign,
    /// Put it on a crew's plan.
    Schedule,
    /// Begin the work.
    Start,
    /// Say it is fixed.
    Resolve,
    /// The crew could not do it: back to the dispatcher, with a reason.
    GiveBack,
    /// Agree that it is fixed.
    Confirm,
    /// Say it is not fixed.
    Reopen,
    /// Ask the reporter something.
    Ask,
    /// Answer the city's question.
    Answer,
    /// Hand it to another body.
    Forward,
    /// Take it back from another body.
    TakeBack,
    /// Merge it into another report.
    Merge,
    /// Undo a merge.
    Split,
    /// Decline, with a reason.
    Reject,
    /// Take one's own report back.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 16] = [
        Self::Triage,
        Self::Assign,
        Self::Schedule,
        Self::Start,
        Self::Resolve,
        Self::GiveBack,
        Self::Confirm,
        Self::Reopen,
        Self::Ask,
        Self::Answer,
        Self::Forward,
        Self::TakeBack,
        Self::Merge,
        Self::Split,
        Self::Reject,
        Self::Withdraw,
    ];
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// In this state
    pub from: State,
    /// this may be done
    pub action: Action,
    /// by these,
    pub who: &'static [Role],
    /// and leads here.
    pub to: State,
}

const fn step(from: State, action: Action, who: &'static [Role], to: State) -> Step {
    Step { from, action, who, to }
}

const STAFF: &[Role] = &[Role::Dispatcher];
const RULES: &[Role] = &[Role::Dispatcher, Role::System];
const FIELD: &[Role] = &[Role::Crew];
const WORK: &[Role] = &[Role::Crew, Role::Dispatcher];
const OWNER: &[Role] = &[Role::Reporter];
const OWNER_OR_RULE: &[Role] = &[Role::Reporter, Role::System];
const OWNER_OR_STAFF: &[Role] = &[Role::Reporter, Role::Dispatcher];

/// The whole workflow.
pub const TABLE: &[Step] = {
    use {Action as A, State as S};
    &[
        // the main line
        step(S::Submitted, A::Triage, RULES, S::Triaged),
        step(S::Triaged, A::Assign, RULES, S::Assigned),
        step(S::Assigned, A::Schedule, RULES, S::Scheduled),
        step(S::Assigned, A::Start, FIELD, S::InProgress),
        step(S::Scheduled, A::Start, FIELD, S::InProgress),
        step(S::InProgress, A::Resolve, WORK, S::Resolved),
        step(S::Resolved, A::Confirm, OWNER_OR_RULE, S::Confirmed),
        // not fixed after all
        step(S::Resolved, A::Reopen, OWNER_OR_STAFF, S::Reopened),
        step(S::Confirmed, A::Reopen, OWNER_OR_STAFF, S::Reopened),
        step(S::Reopened, A::Triage, STAFF, S::Triaged),
        step(S::Reopened, A::Assign, RULES, S::Assigned),
        // changes of mind
        step(S::Assigned, A::Assign, STAFF, S::Assigned),
        step(S::Scheduled, A::Assign, STAFF, S::Assigned),
        step(S::Scheduled, A::Schedule, RULES, S::Scheduled),
        step(S::InProgress, A::Assign, STAFF, S::Assigned),
        // the crew could not, or found it done
        step(S::Assigned, A::GiveBack, FIELD, S::Triaged),
        step(S::Scheduled, A::GiveBack, FIELD, S::Triaged),
        step(S::InProgress, A::GiveBack, FIELD, S::Triaged),
        step(S::Assigned, A::Resolve, WORK, S::Resolved),
        step(S::Scheduled, A::Resolve, WORK, S::Resolved),
        step(S::Triaged, A::Resolve, STAFF, S::Resolved),
        step(S::Reopened, A::Resolve, STAFF, S::Resolved),
        // a question to the citizen
        step(S::Submitted, A::Ask, STAFF, S::NeedsInfo),
        step(S::Triaged, A::Ask, STAFF, S::NeedsInfo),
        step(S::Assigned, A::Ask, STAFF, S::NeedsInfo),
        step(S::Scheduled, A::Ask, STAFF, S::NeedsInfo),
        step(S::Reopened, A::Ask, STAFF, S::NeedsInfo),
        step(S::NeedsInfo, A::Answer, OWNER, S::Triaged),
        step(S::NeedsInfo, A::Triage, STAFF, S::Triaged),
        step(S::NeedsInfo, A::Reject, STAFF, S::Rejected),
        // another body's business
        step(S::Submitted, A::Forward, STAFF, S::Forwarded),
        step(S::Triaged, A::Forward, STAFF, S::Forwarded),
        step(S::Assigned, A::Forward, STAFF, S::Forwarded),
        step(S::Reopened, A::Forward, STAFF, S::Forwarded),
        step(S::Forwarded, A::TakeBack, STAFF, S::Triaged),
        step(S::Forwarded, A::Resolve, STAFF, S::Resolved),
        // the same as another
        step(S::Submitted, A::Merge, STAFF, S::Duplicate),
        step(S::Triaged, A::Merge, STAFF, S::Duplicate),
        step(S::Assigned, A::Merge, STAFF, S::Duplicate),
        step(S::Scheduled, A::Merge, STAFF, S::Duplicate),
        step(S::NeedsInfo, A::Merge, STAFF, S::Duplicate),
        step(S::Reopened, A::Merge, STAFF, S::Duplicate),
        step(S::Duplicate, A::Split, STAFF, S::Triaged),
        // declined
        step(S::Submitted, A::Reject, STAFF, S::Rejected),
        step(S::Triaged, A::Reject, STAFF, S::Rejected),
        step(S::Assigned, A::Reject, STAFF, S::Rejected),
        step(S::Reopened, A::Reject, STAFF, S::Rejected),
        step(S::Rejected, A::Reopen, STAFF, S::Reopened),
        // taken back
        step(S::Submitted, A::Withdraw, OWNER, S::Withdrawn),
        step(S::Triaged, A::Withdraw, OWNER, S::Withdrawn),
        step(S::Assigned, A::Withdraw, OWNER, S::Withdrawn),
        step(S::Scheduled, A::Withdraw, OWNER, S::Withdrawn),
        step(S::NeedsInfo, A::Withdraw, OWNER, S::Withdrawn),
        step(S::Forwarded, A::Withdraw, OWNER, S::Withdrawn),
        step(S::Reopened, A::Withdraw, OWNER, S::Withdrawn),
    ]
};

/// Why an action is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no such step: the report has moved on.
    #[error("a report that is {from} does not take {action:?}")]
    NotInThisState {
        /// The state it is in.
        from: State,
        /// What was tried.
        action: Action,
    },
    /// Somebody else may.
    #[error("{} may not {action:?} a report that is {from}", role.as_str())]
    NotYours {
        /// The state it is in.
        from: State,
        /// What was tried.
        action: Action,
        /// By whom.
        role: Role,
    },
}

/// Where an action leads.
///
/// # Errors
/// [`Refusal`] if the table has no such step, or not for that role.
pub fn next(from: State, action: Action, role: Role) -> Result<State, Refusal> {
    let step = TABLE
        .iter()
        .find(|step| step.from == from && step.action == action)
        .ok_or(Refusal::NotInThisState { from, action })?;
    if step.who.contains(&role) { Ok(step.to) } else { Err(Refusal::NotYours { from, action, role }) }
}

/// What a role may do in a state, in the table's order.
pub fn allowed(from: State, role: Role) -> impl Iterator<Item = Action> {
    TABLE.iter().filter(move |step| step.from == from && step.who.contains(&role)).map(|step| step.action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_says_each_thing_once() {
        let mut seen = HashSet::new();
        for step in TABLE {
            assert!(seen.insert((step.from, step.action)), "{step:?} stands twice");
            assert!(!step.who.is_empty());
        }
    }

    #[test]
    fn every_state_is_reached_and_every_open_state_can_end() {
        for state in State::ALL {
            assert!(state == State::Submitted || TABLE.iter().any(|step| step.to == state), "{state} is never reached");
            let mut reach = HashSet::from([state]);
            loop {
                let more: Vec<_> =
                    TABLE.iter().filter(|s| reach.contains(&s.from) && !reach.contains(&s.to)).map(|s| s.to).collect();
                if more.is_empty() {
                    break;
                }
                reach.extend(more);
            }
            assert!(reach.iter().any(|s| !s.is_open()), "{state} never ends");
        }
    }

    #[test]
    fn every_state_has_a_name_of_its_own() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }

    #[test]
    fn a_citizen_who_is_not_the_reporter_moves_nothing() {
        for state in State::ALL {
            assert_eq!(allowed(state, Role::Citizen).count(), 0);
        }
    }

    #[test]
    fn only_the_reporter_withdraws_and_never_once_work_began() {
        for step in TABLE.iter().filter(|step| step.action == Action::Withdraw) {
            assert_eq!(step.who, OWNER);
            assert_ne!(step.from, State::InProgress);
        }
    }

    proptest! {
        #[test]
        fn any_sequence_of_acts_stays_on_the_table(
            acts in prop::collection::vec((0..Action::ALL.len(), 0..5_usize), 0..60)
        ) {
            const ROLES: [Role; 5] = [Role::Reporter, Role::Citizen, Role::Crew, Role::Dispatcher, Role::System];
            let mut state = State::Submitted;
            for (action, role) in acts {
                let (action, role) = (Action::ALL[action], ROLES[role]);
                match next(state, action, role) {
                    Ok(to) => {
                        prop_assert!(allowed(state, role).any(|a| a == action));
                        prop_assert!(role != Role::Citizen);
                        state = to;
                    }
                    Err(_) => prop_assert!(!allowed(state, role).any(|a| a == action)),
                }
            }
        }
    }
}
