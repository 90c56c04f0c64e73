//! Which role of the staff may do what: one table.

use crate::error::Error;
use dimos_api::problem::Code;
use std::{fmt, str::FromStr};

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum StaffRole {
    /// Decides on reports, plans the crews' days, hands out codes for their phones.
    Dispatcher,
    /// Leads one crew: hands out codes for its phones. The work itself is done on an enrolled phone.
    Crew,
}

/// What can be allowed to a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See and decide on reports, plan days.
    Dispatch,
    /// See photos and reports that are not public.
    SeeEverything,
    /// Hand out a code for any crew's phone.
    EnrolAnyCrew,
    /// Hand out a code for a phone of the own crew.
    EnrolOwnCrew,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Dispatcher, Self::Crew];

    /// What the role may.
    #[must_use]
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Dispatcher => &[P::Dispatch, P::SeeEverything, P::EnrolAnyCrew, P::EnrolOwnCrew],
            Self::Crew => &[P::EnrolOwnCrew],
        }
    }

    /// Refuses what the role may not.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn require(self, permission: Permission) -> Result<(), Error> {
        let may = self.permissions().contains(&permission);
        if may { Ok(()) } else { Err(Error::new(Code::Forbidden)) }
    }

    /// As in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatcher => "dispatcher",
            Self::Crew => "crew",
        }
    }
}

/// Not the name of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct NoSuchRole;

impl FromStr for StaffRole {
    type Err = NoSuchRole;

    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NoSuchRole)
    }
}

impl fmt::Display for StaffRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_denial_of_the_table() {
        use Permission as P;
        let all = [P::Dispatch, P::SeeEverything, P::EnrolAnyCrew, P::EnrolOwnCrew];
        let denied = |role: StaffRole| all.into_iter().filter(move |p| role.require(*p).is_err()).collect::<Vec<_>>();
        assert_eq!(denied(StaffRole::Dispatcher), []);
        assert_eq!(denied(StaffRole::Crew), [P::Dispatch, P::SeeEverything, P::EnrolAnyCrew]);
        assert_eq!(StaffRole::Crew.require(P::Dispatch).map_err(|refused| refused.code()), Err(Code::Forbidden));
    }

    #[test]
    fn every_role_has_a_name_of_its_own() {
        for role in StaffRole::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert_eq!("mayor".parse::<StaffRole>(), Err(NoSuchRole));
    }
}
