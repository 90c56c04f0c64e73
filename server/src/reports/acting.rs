//! Somebody doing something to a report, now: who that is to the log, to the workflow and as a reader.

use super::{
    subscriptions::{self, Subscription},
    ticket::Ticket,
    view::{self, Reader, Sight},
};
use crate::{
    db::Tx,
    error::Error,
    state::CityIndex,
    sync::{self, Author},
};
use dimos_api::{ReportResponse, problem::Code};
use dimos_domain::{
    ids::*,
    l10n::Language,
    report::{Relation, Report},
    workflow::{Refusal, Role},
};
use jiff::Timestamp;
use serde_json::json;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A phone; a crew's, if it was enrolled.
    Phone {
        /// Which.
        device: DeviceId,
        /// Whose.
        crew: Option<CrewCode>,
    },
    /// Staff who decide.
    Staff {
        /// Which account.
        account: AccountId,
    },
}

/// Somebody acting, now, in a city.
#[derive(Clone, Copy)]
pub struct Acting<'a> {
    /// The city.
    pub city: &'a CityIndex,
    /// To the millisecond.
    pub now: Timestamp,
    /// Who.
    pub who: &'a Who,
    /// In which language the caller reads.
    pub language: Language,
}

impl Acting<'_> {
    /// As a reader.
    #[must_use]
    pub fn reader(&self) -> Reader {
        match self.who {
            Who::Phone { device, crew } => Reader::Phone { device: *device, crew: crew.clone() },
            Who::Staff { .. } => Reader::Staff,
        }
    }

    /// As the log names them, in a part.
    #[must_use]
    pub fn author(&self, role: Role) -> Author {
        let name = match self.who {
            Who::Phone { device, .. } => device.to_string(),
            Who::Staff { account } => account.to_string(),
        };
        Author { role, name: Some(name) }
    }

    /// The part in which a citizen's phone acts on a report.
    #[must_use]
    pub fn citizen_role(&self, ticket: &Ticket) -> Role {
        match self.who {
            Who::Phone { device, .. } if *device == ticket.reporter => Role::Reporter,
            Who::Phone { .. } => Role::Citizen,
            Who::Staff { .. } => Role::Dispatcher,
        }
    }

    /// How the caller stands to a report.
    ///
    /// # Errors
    /// Only the database's.
    pub fn subscription(&self, tx: &Tx<'_>, report: ReportId) -> Result<Option<Subscription>, Error> {
        match self.who {
            Who::Phone { device, .. } => subscriptions::find(tx, *device, report),
            Who::Staff { .. } => Ok(None),
        }
    }

    /// The report, if the caller may see more of it than its progress.
    ///
    /// # Errors
    /// `not_found` for what does not exist and for what is not theirs to see.
    pub fn seen(&self, tx: &Tx<'_>, id: ReportId) -> Result<(Ticket, Option<Subscription>), Error> {
        let missing = || Error::new(Code::NotFound);
        let ticket = super::queries::find(tx, id)?.ok_or_else(missing)?;
        let subscription = self.subscription(tx, id)?;
        match view::sight(&ticket, &self.reader(), relation(subscription.as_ref())) {
            Sight::Progress | Sight::Nothing => Err(missing()),
            Sight::Work | Sight::Own | Sight::Public => Ok((ticket, subscription)),
        }
    }

    /// The answer to an act: the report as it is now, for the caller.
    ///
    /// # Errors
    /// Only the database's.
    pub fn answer(&self, tx: &Tx<'_>, ticket: Ticket, relation: Relation) -> Result<ReportResponse, Error> {
        let report = self.shown(tx, ticket, relation)?.ok_or_else(|| Error::new(Code::NotFound))?;
        Ok(ReportResponse { report })
    }

    fn shown(&self, tx: &Tx<'_>, ticket: Ticket, relation: Relation) -> Result<Option<Report>, Error> {
        let sight = view::sight(&ticket, &self.reader(), relation);
        let timeline = sync::timelines(tx, &[ticket.id])?.remove(&ticket.id).unwrap_or_default();
        let photos = super::queries::photos_of(tx, &[ticket.id])?.remove(&ticket.id).unwrap_or_default();
        Ok(view::show(ticket, timeline, photos, relation, sight))
    }

    /// The report has moved on: `wrong_state` with the report as it is now under `report`.
    #[must_use]
    pub fn wrong_state(&self, tx: &Tx<'_>, ticket: &Ticket, relation: Relation) -> Error {
        self.conflict(tx, Code::WrongState, ticket, relation)
    }

    /// A conflict with the report as it is now under `report`.
    #[must_use]
    pub fn conflict(&self, tx: &Tx<'_>, code: Code, ticket: &Ticket, relation: Relation) -> Error {
        match self.shown(tx, ticket.clone(), relation) {
            Ok(report) => Error::new(code).arg("state", ticket.state).with_extra(json!({ "report": report })),
            Err(error) => error,
        }
    }

    /// A refusal of the workflow, as the caller hears it.
    #[must_use]
    pub fn refused(&self, tx: &Tx<'_>, ticket: &Ticket, relation: Relation, refusal: Refusal) -> Error {
        match refusal {
            Refusal::NotInThisState { .. } => self.wrong_state(tx, ticket, relation),
            Refusal::NotYours { .. } => Error::new(Code::Forbidden),
        }
    }
}

/// How somebody with that subscription stands to the report.
#[must_use]
pub fn relation(subscription: Option<&Subscription>) -> Relation {
    subscription.map_or(Relation::None, |subscription| subscription.relation)
}
