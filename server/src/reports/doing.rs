//! How an act gets from the wire into the database: once, in one transaction with its answer.

use super::{
    acting::{Acting, Who},
    view::Reader,
};
use crate::{
    auth::{Caller, DeviceAuth, Permission, StaffAuth, StaffRole},
    context,
    db::{Tx, moment, ms},
    error::Error,
    extract::{ActBody, JsonText},
    idempotency,
    state::App,
};
use dimos_domain::l10n::Language;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

/// An act in the making: who, and by which route.
pub struct Doing {
    app: App,
    who: Who,
    principal: String,
    language: Language,
    route: String,
    now: Timestamp,
}

/// Adds to an answer.
type Tell<T> = fn(&Tx<'_>, &Acting<'_>, T) -> Result<T, Error>;

impl Doing {
    /// A phone's.
    #[must_use]
    pub fn by_phone(app: App, device: DeviceAuth, route: impl Into<String>) -> Self {
        let principal = device.principal();
        let who = Who::Phone { device: device.device, crew: device.crew };
        Self::new(app, who, principal, route.into())
    }

    /// A dispatcher's.
    #[must_use]
    pub fn by_staff(app: App, staff: &StaffAuth, route: impl Into<String>) -> Self {
        Self::new(app, Who::Staff { account: staff.account }, staff.account.to_string(), route.into())
    }

    fn new(app: App, who: Who, principal: String, route: String) -> Self {
        let now = now(&app);
        Self { app, who, principal, language: context::language(), route, now }
    }

    /// When it is done.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Does it, unless it was done before; either way the answer.
    ///
    /// # Errors
    /// What the work says; `key_reused`; `too_many_requests` of a phone that does more than any person.
    pub async fn once<B, T, W>(self, act: ActBody<B>, work: W) -> Result<JsonText, Error>
    where
        B: Send + 'static,
        T: Serialize,
        W: Fn(&Tx<'_>, &Acting<'_>, &B) -> Result<T, Error> + Send + 'static,
    {
        self.carry_out(act, work, |_, _, answer| Ok(answer)).await
    }

    /// The same; `tell` adds to the answer what must not be kept with the act's key, each time as it is then.
    ///
    /// # Errors
    /// As [`Doing::once`].
    pub async fn once_then<B, T, W>(self, act: ActBody<B>, work: W, tell: Tell<T>) -> Result<JsonText, Error>
    where
        B: Send + 'static,
        T: Serialize + DeserializeOwned + 'static,
        W: Fn(&Tx<'_>, &Acting<'_>, &B) -> Result<T, Error> + Send + 'static,
    {
        let finish = move |tx: &Tx<'_>, by: &Acting<'_>, answer: String| {
            Ok(serde_json::to_string(&tell(tx, by, serde_json::from_str(&answer)?)?)?)
        };
        self.carry_out(act, work, finish).await
    }

    async fn carry_out<B, T, W, F>(self, act: ActBody<B>, work: W, finish: F) -> Result<JsonText, Error>
    where
        B: Send + 'static,
        T: Serialize,
        W: Fn(&Tx<'_>, &Acting<'_>, &B) -> Result<T, Error> + Send + 'static,
        F: Fn(&Tx<'_>, &Acting<'_>, String) -> Result<String, Error> + Send + 'static,
    {
        let Self { app, who, principal, language, route, now } = self;
        if let Who::Phone { .. } = who {
            app.throttles.acts_by_device.take(&principal, now)?;
        }
        let db = app.db.clone();
        let answer = db.write(move |tx| {
            let by = Acting { city: &app.city, now, who: &who, language };
            let key = act.key.to_string();
            let (_, answer) =
                idempotency::once_json(tx, &principal, &key, &route, &act.hash, now, |tx| work(tx, &by, &act.body))?;
            finish(tx, &by, answer)
        });
        answer.await.map(JsonText)
    }
}

/// Now, to the millisecond: as the tables keep it.
#[must_use]
pub fn now(app: &App) -> Timestamp {
    let now = app.clock.now();
    moment(ms(now)).unwrap_or(now)
}

/// A caller as a reader of reports.
#[must_use]
pub fn reader(caller: Caller) -> Reader {
    match caller {
        Caller::Device(device) => Reader::Phone { device: device.device, crew: device.crew },
        Caller::Staff(staff) => staff_reader(staff.role),
        Caller::Nobody => Reader::Anyone,
    }
}

/// Somebody of the staff as a reader of reports.
#[must_use]
pub fn staff_reader(role: StaffRole) -> Reader {
    if role.require(Permission::SeeEverything).is_ok() { Reader::Staff } else { Reader::Anyone }
}
