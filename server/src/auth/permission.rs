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
    /// Issues, amends and cancels bills.
    Clerk,
    /// Takes cash at a desk.
    Cashier,
    /// Answers for the city's money: statements, refunds, closing the day.
    Treasurer,
    /// Reads the books and changes nothing.
    Auditor,
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
    /// Find bills and see how they stand.
    SeeBills,
    /// Issue, amend and cancel bills.
    IssueBills,
    /// Take cash.
    TakeCash,
    /// Import statements, allocate what they bring, refund, close the day.
    RunTreasury,
    /// Read the journal and what it adds up to.
    ReadBooks,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 6] =
        [Self::Dispatcher, Self::Crew, Self::Clerk, Self::Cashier, Self::Treasurer, Self::Auditor];

    /// What the role may.
    #[must_use]
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Dispatcher => &[P::Dispatch, P::SeeEverything, P::EnrolAnyCrew, P::EnrolOwnCrew],
            Self::Crew => &[P::EnrolOwnCrew],
            Self::Clerk => &[P::SeeBills, P::IssueBills],
            Self::Cashier => &[P::SeeBills, P::TakeCash],
            Self::Treasurer => &[P::SeeBills, P::RunTreasury, P::ReadBooks],
            Self::Auditor => &[P::SeeBills, P::ReadBooks],
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
            Self::Clerk => "clerk",
            Self::Cashier => "cashier",
            Self::Treasurer => "treasurer",
            Self::Auditor => "auditor",
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
        let all = [
            P::Dispatch,
            P::SeeEverything,
            P::EnrolAnyCrew,
            P::EnrolOwnCrew,
            P::SeeBills,
            P::IssueBills,
            P::TakeCash,
            P::RunTreasury,
            P::ReadBooks,
        ];
        let may = |role: StaffRole| all.into_iter().filter(move |p| role.require(*p).is_ok()).collect::<Vec<_>>();
        assert_eq!(may(StaffRole::Dispatcher), all[..4]);
        assert_eq!(may(StaffRole::Crew), [P::EnrolOwnCrew]);
        assert_eq!(may(StaffRole::Clerk), [P::SeeBills, P::IssueBills]);
        assert_eq!(may(StaffRole::Cashier), [P::SeeBills, P::TakeCash]);
        assert_eq!(may(StaffRole::Treasurer), [P::SeeBills, P::RunTreasury, P::ReadBooks]);
        assert_eq!(may(StaffRole::Auditor), [P::SeeBills, P::ReadBooks]);
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
